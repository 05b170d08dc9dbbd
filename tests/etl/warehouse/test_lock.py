import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from etl.warehouse.beside import draft_of, longest_of, note_of
from etl.warehouse.errors import WarehouseError
from etl.warehouse.holder import read_note, take_note_away
from etl.warehouse.lock import writing
from etl.warehouse.wait import Wait
from tests.etl.warehouse.build import ask, bare_warehouse, doctor, put

NOT_AT_ALL = Wait(0)

HOLD = """
import sys
from pathlib import Path
from etl.warehouse.lock import writing
with writing(Path(sys.argv[1]), command="rebuild"):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held_by_another_process(path: Path) -> Iterator["subprocess.Popen[str]"]:
    """Another program that is writing, until it is killed or its stdin is closed."""
    command = [sys.executable, "-c", HOLD, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin and other.stdout
        assert other.stdout.readline() == "held\n"
        yield other
        other.stdin.close()


def refusal(path: Path, wait: Wait = NOT_AT_ALL) -> str:
    with pytest.raises(WarehouseError) as refused, writing(path, wait):
        pass
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_writer_alone_waits_for_nobody(tmp_path: Path) -> None:
    said: list[str] = []
    with writing(tmp_path / "notices.duckdb", Wait(say=said.append)):
        pass
    assert said == []


def test_writers_after_one_another_do_not_wait(tmp_path: Path) -> None:
    for _ in range(3):
        with writing(tmp_path / "notices.duckdb", NOT_AT_ALL):
            pass


def test_a_second_writer_is_told_whom_it_waits_for(tmp_path: Path) -> None:
    said: list[str] = []
    path = tmp_path / "notices.duckdb"
    with held_by_another_process(path) as other:
        refusal(path, Wait(0.6, said.append))
    (line,) = said
    assert line.startswith(f"`etl rebuild` (process {other.pid} on ") and str(path) in line and "waiting up to" in line


def test_a_writer_that_waited_too_long_gives_up_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "notices.duckdb"
    with held_by_another_process(path) as other:
        message = refusal(path, Wait(1))
    assert f"process {other.pid} on " in message and "is still writing" in message and "--wait" in message


def test_a_writer_that_is_not_to_wait_says_for_whom_it_would_have(tmp_path: Path) -> None:
    said: list[str] = []
    path = tmp_path / "notices.duckdb"
    with held_by_another_process(path):
        message = refusal(path, Wait(0, said.append))
    assert message.startswith("`etl rebuild` (process ") and "try again" in message
    assert said == []


def test_a_writer_that_left_no_note_is_another_run(tmp_path: Path) -> None:
    path = tmp_path / "notices.duckdb"
    with held_by_another_process(path):
        note_of(path).write_bytes(b"\xff{")
        assert refusal(path).startswith("another run is writing ")


def test_the_next_in_turn_is_told_when_another_comes_before_it(tmp_path: Path) -> None:
    path = tmp_path / "notices.duckdb"
    said: list[str] = []
    with held_by_another_process(path):

        def another_comes(line: str) -> None:
            said.append(line)
            text = note_of(path).read_text("utf-8")
            note_of(path).write_text(text.replace('"rebuild"', '"units"'), "utf-8")

        refusal(path, Wait(3, another_comes))
    assert [line.split("`")[1] for line in said] == ["etl rebuild", "etl units"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_the_lock_ends_with_the_process_that_holds_it(tmp_path: Path) -> None:
    path = tmp_path / "notices.duckdb"
    with held_by_another_process(path) as other:
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        assert note_of(path).exists() and read_note(path) is None
        with writing(path, NOT_AT_ALL, "ingest"):
            note = read_note(path)
            assert note and (note.command, note.pid) == ("ingest", os.getpid())
    assert not note_of(path).exists()


def test_a_second_writer_goes_on_when_the_first_is_done(tmp_path: Path) -> None:
    path = tmp_path / "notices.duckdb"
    waiting = threading.Event()
    done: list[str] = []

    def second() -> None:
        with writing(path, Wait(20, lambda _: waiting.set())):
            done.append("second")

    thread = threading.Thread(target=second)
    with writing(path):
        thread.start()
        assert waiting.wait(20)
        done.append("first")
    thread.join(20)
    assert done == ["first", "second"]


def test_two_warehouses_have_two_writers(tmp_path: Path) -> None:
    with writing(tmp_path / "a.duckdb"), writing(tmp_path / "b.duckdb", NOT_AT_ALL):
        pass


def test_a_failing_writer_leaves_the_way_free(tmp_path: Path) -> None:
    path = tmp_path / "notices.duckdb"
    with pytest.raises(RuntimeError), writing(path):
        raise RuntimeError
    with writing(path, NOT_AT_ALL):
        pass


def test_the_folder_is_made(tmp_path: Path) -> None:
    with writing(tmp_path / "new" / "notices.duckdb"):
        assert (tmp_path / "new").is_dir()


@pytest.mark.parametrize(
    ("name", "words"),
    [("file/notices.duckdb", "is a file and no folder"), ("x" * 300 + ".duckdb", "name is too long")],
)
def test_a_place_where_nothing_can_be_written_is_one_sentence(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").touch()
    message = refusal(tmp_path / name)
    assert words in message and str(tmp_path / name) in message and "--warehouse" in message


def test_a_link_to_a_warehouse_shares_its_lock(tmp_path: Path) -> None:
    (tmp_path / "link.duckdb").symlink_to(tmp_path / "notices.duckdb")
    with writing(tmp_path / "notices.duckdb"):
        refusal(tmp_path / "link.duckdb")


def test_a_link_that_leads_back_to_itself_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "loop.duckdb").symlink_to(tmp_path / "loop.duckdb")
    assert "leads back to itself; name another with --warehouse" in refusal(tmp_path / "loop.duckdb")


def test_a_link_to_the_folder_shares_its_lock(tmp_path: Path) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "store")
    with writing(tmp_path / "store" / "notices.duckdb"):
        refusal(tmp_path / "link" / "notices.duckdb")


@pytest.mark.skipif(sys.platform == "win32", reason="a folder with an open file keeps its name there")
def test_a_folder_that_is_renamed_takes_its_lock_along(tmp_path: Path) -> None:
    path = put(tmp_path / "old" / "notices.duckdb", bare_warehouse())
    with held_by_another_process(path):
        (tmp_path / "old").rename(tmp_path / "new")
        refusal(tmp_path / "new" / "notices.duckdb")


def test_a_lock_that_is_a_link_somebody_laid_is_not_followed(tmp_path: Path) -> None:
    victim = put(tmp_path / "victim", b"mine")
    (tmp_path / ".notices.duckdb.lock").symlink_to(victim)
    refusal(tmp_path / "notices.duckdb")
    assert victim.read_bytes() == b"mine"


def test_what_killed_writers_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    draft = draft_of(tmp_path / "notices.duckdb")
    litter = [draft, draft.with_name(draft.name + ".wal")]
    other = draft_of(tmp_path / "other.duckdb")
    for file in (*litter, other):
        file.touch()
    with writing(tmp_path / "notices.duckdb"):
        assert [file for file in litter if file.exists()] == []
    assert other.exists()


def test_a_writer_that_only_waits_clears_nothing(tmp_path: Path) -> None:
    path = tmp_path / "notices.duckdb"
    with held_by_another_process(path):
        draft = put(draft_of(path), b"half")
        refusal(path)
        assert draft.exists()


CRASH = """
import duckdb, os, sys
connection = duckdb.connect(sys.argv[1])
connection.execute("INSERT INTO runs SELECT * REPLACE ('stranger' AS run_id) FROM runs LIMIT 1")
os._exit(0)
"""


def test_the_log_of_a_program_that_crashed_is_removed_and_said(tmp_path: Path) -> None:
    path = put(tmp_path / "notices.duckdb", bare_warehouse())
    subprocess.run([sys.executable, "-c", CRASH, str(path)], check=True)
    assert ask(path, "SELECT count(*) FROM runs") == [(2,)]
    said: list[str] = []
    with writing(path, Wait(say=said.append)):
        pass
    (line,) = said
    assert "notices.duckdb.wal" in line and "removed" in line
    assert ask(path, "SELECT count(*) FROM runs") == [(1,)]
    assert path.read_bytes() == bare_warehouse()


def test_doctored_files_are_as_they_were(tmp_path: Path) -> None:
    """What a stranger has written into the file itself is a matter of the checks, not of the lock."""
    path = doctor(put(tmp_path / "notices.duckdb", bare_warehouse()), "DELETE FROM runs")
    content = path.read_bytes()
    with writing(path):
        assert path.read_bytes() == content


def test_a_name_that_leaves_no_room_for_those_beside_it_is_refused_before_anything_is_made(tmp_path: Path) -> None:
    longer = len(longest_of(Path("w")).name) - 1
    most = os.pathconf(tmp_path, "PC_NAME_MAX") - longer if hasattr(os, "pathconf") else 255 - longer
    with writing(tmp_path / ("w" * most)):
        pass
    for path in tmp_path.iterdir():
        path.unlink()
    for name in ("w" * (most + 1), "w" * 300, "民" * (most // 3 + 1)):
        with pytest.raises(WarehouseError) as refused, writing(tmp_path / name):
            pass
        assert str(refused.value) == (
            f"{tmp_path / name} cannot be written: its name is too long for the file system, where what is written "
            f"beside it has names that are up to {longer} characters longer; name a shorter one with --warehouse."
        )
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_of_a_writer_that_is_told_to_stop_while_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, told = tmp_path / "notices.duckdb", list[Path]()

    def take_away(warehouse: Path) -> None:
        told.append(warehouse)
        if len(told) == 1:
            raise KeyboardInterrupt
        take_note_away(warehouse)

    monkeypatch.setattr("etl.warehouse.lock.take_note_away", take_away)
    with pytest.raises(KeyboardInterrupt), writing(path):
        assert note_of(path).exists()
    assert not note_of(path).exists()
    with writing(path, Wait(0)):
        pass
