import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.cli.options import in_utf8
from etl.cli.streams import data_out, is_utf8, prepare_streams
from tests.etl.warehouse.build import bare_warehouse

SQL = "SELECT '〔𠮷🌳〕树' AS 名"
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8 and /dev/full are of Linux")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("streams") / "w.duckdb"
    path.write_bytes(bare_warehouse())
    return path


def run(
    *arguments: str | Path, encoding: str = "cp936", out: int = subprocess.PIPE
) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONIOENCODING": encoding}
    call = [sys.executable, "-m", "etl", *map(str, arguments)]
    return subprocess.run(call, stdout=out, stderr=subprocess.PIPE, env=env, check=False)


@pytest.mark.parametrize("encoding", ["cp936", "ascii"])
def test_a_result_that_is_redirected_is_utf8_whatever_the_code_page(warehouse: Path, encoding: str) -> None:
    answer = run("query", SQL, "--format", "csv", "--warehouse", warehouse, encoding=encoding)
    assert (answer.returncode, answer.stderr) == (0, b"")
    assert answer.stdout.decode() == "名\n〔𠮷🌳〕树\n"


ODD_CALLS = (
    ["inspect", "没有🌳.txt"],
    ["无此命令🌳"],
    ["query", "--format", "🌳", SQL],
    ["query", "SELECT 1", "--warehouse", "🌳.duckdb"],
)


@pytest.mark.parametrize("arguments", ODD_CALLS)
def test_a_message_shows_what_the_code_page_can(arguments: list[str]) -> None:
    answer = run(*arguments)
    said = answer.stderr.decode("cp936")
    assert answer.returncode in (1, 2)
    assert "Traceback" not in said
    assert r"\U0001f333" in said
    assert ("没有" in said) is (arguments[0] == "inspect")


def test_a_message_to_a_console_that_says_it_is_ascii_is_utf8() -> None:
    # So click has it: a locale that says ASCII is one that nobody has set.
    answer = run("inspect", "没有🌳.txt", encoding="ascii")
    assert answer.returncode == 2
    assert "没有🌳.txt" in answer.stderr.decode()


@pytest.mark.parametrize("arguments", [["--help"], ["ingest", "--help"], ["units", "--help"]])
def test_help_can_be_read_on_an_ascii_console(arguments: list[str]) -> None:
    answer = run(*arguments, encoding="ascii")
    assert (answer.returncode, answer.stderr) == (0, b"")
    assert "Usage: etl" in answer.stdout.decode()


@pytest.mark.skipif(os.name != "posix", reason="a shell of POSIX closes the streams")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_a_program_without_streams_runs(warehouse: Path, closed: str) -> None:
    line = f'"{sys.executable}" -m etl query "{SQL}" --warehouse "{warehouse}" {closed}'
    assert subprocess.run(line, shell=True, capture_output=True, check=False).returncode == 0


@ON_LINUX
def test_a_full_disk_behind_stdout_is_said_in_one_line(warehouse: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        answer = run("query", SQL, "--warehouse", warehouse, out=full.fileno())
    assert answer.returncode == 1
    assert answer.stderr.decode("cp936").splitlines()[0].startswith("etl: what was asked for could not be written")
    assert b"Traceback" not in answer.stderr


def test_a_console_in_a_code_page_gets_that_code_page(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "console"
    with file.open("w", encoding="cp936") as console:
        monkeypatch.setattr(console, "isatty", lambda: True, raising=False)
        monkeypatch.setattr(sys, "stdout", console)
        prepare_streams()
        with data_out() as out:
            out.write("树🌳\n".encode())
    assert file.read_bytes() == "树\\U0001f333\n".encode("cp936")


@pytest.mark.parametrize(("name", "can"), [("UTF-8", True), ("cp65001", True), (None, True), ("cp936", False)])
def test_which_encodings_write_everything(name: str | None, can: bool) -> None:
    assert is_utf8(name) is can


@ON_LINUX
def test_a_warehouse_whose_name_is_no_utf8_is_refused(tmp_path: Path) -> None:
    name = os.fsdecode(os.fsencode(tmp_path) + b"/\xb7\xbd.duckdb")
    answer = run("query", SQL, "--warehouse", name)
    assert answer.returncode == 2
    assert rb"\udcb7\udcbd.duckdb is no name in UTF-8" in answer.stderr
    assert in_utf8(tmp_path) == tmp_path
