import os
import socket
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etl.warehouse.beside import note_of
from etl.warehouse.holder import Holder, leave_note, read_note, take_note_away, this_process

SINCE = datetime(2025, 3, 1, 19, 0, 5, tzinfo=UTC)
ELSEWHERE = Holder(command="rebuild", pid=4711, host="nas-2", since=SINCE)


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    return tmp_path / "notices.duckdb"


def test_a_note_says_command_process_host_and_since_when() -> None:
    assert str(ELSEWHERE) == "`etl rebuild` (process 4711 on nas-2, since 2025-03-01 19:00:05 UTC)"


def test_a_note_comes_back_as_it_was_left(warehouse: Path) -> None:
    leave_note(warehouse, ELSEWHERE)
    assert read_note(warehouse) == ELSEWHERE
    assert [p.name for p in warehouse.parent.iterdir()] == [note_of(warehouse).name]
    take_note_away(warehouse)
    assert read_note(warehouse) is None
    take_note_away(warehouse)


def test_this_process_is_alive(warehouse: Path) -> None:
    leave_note(warehouse, this_process("ingest"))
    note = read_note(warehouse)
    assert note and (note.pid, note.host, note.command) == (os.getpid(), socket.gethostname(), "ingest")


@pytest.mark.skipif(os.name != "posix", reason="a process is asked for by a signal")
def test_a_writer_of_this_machine_that_is_no_more_is_not_named(warehouse: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as ended:
        pass
    leave_note(warehouse, Holder(command="ingest", pid=ended.pid, host=socket.gethostname(), since=SINCE))
    assert read_note(warehouse) is None


def test_a_writer_of_another_machine_is_believed(warehouse: Path) -> None:
    leave_note(warehouse, ELSEWHERE.model_copy(update={"pid": 2**30}))
    assert read_note(warehouse) is not None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff\xfe\x00",
        bytes(10_000),
        b"[]",
        b'{"command": "ingest"}',
        b'{"command": "", "pid": 1, "host": "h", "since": "2025-03-01T19:00:05Z"}',
        b'{"command": "x", "pid": -1, "host": "h", "since": "2025-03-01T19:00:05Z"}',
        b'{"command": "x", "pid": 1, "host": "h", "since": "2025-03-01T19:00:05"}',
        b'{"command": "x", "pid": 1, "host": "h", "since": "yesterday"}',
        b'{"command": "' + b"x" * 300 + b'", "pid": 1, "host": "h", "since": "2025-03-01T19:00:05Z"}',
    ],
    ids=lambda content: content[:60],
)
def test_a_note_of_odd_bytes_says_nothing(warehouse: Path, content: bytes) -> None:
    note_of(warehouse).write_bytes(content)
    assert read_note(warehouse) is None


def test_a_folder_in_the_place_of_the_note_says_nothing(warehouse: Path) -> None:
    note_of(warehouse).mkdir()
    assert read_note(warehouse) is None
    leave_note(warehouse, ELSEWHERE)


@pytest.mark.parametrize("since", ["0001-01-01T00:00:00+08:00", "9999-12-31T23:59:59-08:00"])
def test_the_clock_of_another_machine_may_say_anything(warehouse: Path, since: str) -> None:
    note_of(warehouse).write_text(f'{{"command": "ingest", "pid": 1, "host": "h", "since": "{since}"}}')
    note = read_note(warehouse)
    assert note is not None and "process 1 on h, since" in str(note)


def test_words_from_elsewhere_do_no_harm_to_a_console() -> None:
    note = ELSEWHERE.model_copy(update={"command": "in\x1b[31mgest\n", "host": "a\rb"})
    assert str(note).isprintable() and "in?[31mgest?" in str(note)


def test_a_note_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    leave_note(tmp_path / "gone" / "notices.duckdb", ELSEWHERE)
    assert list(tmp_path.iterdir()) == []
