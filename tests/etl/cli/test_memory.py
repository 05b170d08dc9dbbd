"""A process whose memory is limited: one sentence, before anything is read and in whatever way memory ends."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from etl.cli.exits import Failure
from etl.cli.memory import NEEDED, require_memory
from tests.etl.cli.desk import Desk, said_in_one_line
from tests.etl.warehouse.build import UNKNOWN, Answer, notice_text, put

resource = pytest.importorskip("resource", reason="Windows has no such limits")
LIMITS = pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its addresses")


START = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
os.execv(sys.executable, [sys.executable, "-m", "etl", *sys.argv[2:]])
"""


def limited(size: int, *arguments: object) -> Answer:
    """The command in a process that may have so many bytes of addresses."""
    command = [sys.executable, "-c", START, str(size), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, check=False)
    return Answer(done.returncode, done.stdout, done.stderr.decode())


@LIMITS
@pytest.mark.parametrize("megabytes", [300, 500, 700, 800, 1000, 1200])
@pytest.mark.parametrize("command", ["ingest", "rebuild"])
def test_too_little_is_one_sentence_before_anything_is_read(desk: Desk, command: str, megabytes: int) -> None:
    put(desk.raw / "a.txt", notice_text())
    named = ["--raw", desk.raw] if command == "rebuild" else [desk.raw]
    answer = limited(megabytes * 10**6, command, *named, "--warehouse", desk.warehouse)
    assert answer.code == 1
    assert said_in_one_line(answer) == (
        f"etl: memory is short: this process may have {megabytes:,} MB of addresses (ulimit -v), and reading notices "
        "and filling a warehouse takes 1,250 MB; raise the limit (ulimit -v unlimited), then run it again; the "
        "warehouse is as it was.\n"
    )
    assert sorted(desk.folder.iterdir()) == [desk.raw]


@LIMITS
def test_what_is_asked_for_is_enough(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text())
    answer = limited(NEEDED, "ingest", desk.raw, "--warehouse", desk.warehouse)
    assert answer.code == 0 and "1 loaded; published" in answer.stderr
    queried = limited(400_000_000, "query", "SELECT count(*) AS n FROM tasks", "--warehouse", desk.warehouse)
    assert (queried.code, queried.stderr) == (0, "")


@pytest.fixture
def limit(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets what the system tells of the limit."""
    return lambda size: monkeypatch.setattr(resource, "getrlimit", lambda _: (size, resource.RLIM_INFINITY))


@pytest.mark.parametrize("size", [NEEDED, NEEDED + 1, resource.RLIM_INFINITY])
def test_enough_and_no_limit_are_no_matter(limit: Callable[[int], None], size: int) -> None:
    limit(size)
    require_memory()


def test_a_system_without_limits_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resource", None)
    require_memory()


def test_too_little_ends_the_call(limit: Callable[[int], None]) -> None:
    limit(NEEDED - 1)
    with pytest.raises(Failure) as failed:
        require_memory()
    assert failed.value.exit_code == 1


def test_a_decision_is_not_begun_either(desk: Desk, limit: Callable[[int], None]) -> None:
    desk.ingest(put(desk.raw / "a.txt", notice_text(UNKNOWN)))
    before = desk.warehouse.read_bytes()
    limit(NEEDED - 1)
    asked = ("--region", "渝北区", "--same-as", "500112-urban-management", "--reason", "r", "--by", "me")
    answer = desk.units("区园林专班", *asked)
    assert answer.code == 1 and "memory is short" in said_in_one_line(answer)
    assert desk.warehouse.read_bytes() == before and not desk.decisions.exists()
