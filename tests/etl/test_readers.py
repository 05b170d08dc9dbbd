"""Readers and writers at once: a reader sees whole states and no error, and writers lose nothing of each other's."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.pipeline import Run
from etl.raw_files import DiskFile
from etl.warehouse.lock import writing
from etl.warehouse.publish import publish
from etl.warehouse.wait import Wait
from tests.conftest import NOTICES
from tests.etl.warehouse.build import (
    ROWS,
    TEXTS,
    ask,
    bare_warehouse,
    etl,
    five_notices,
    notice_text,
    publication,
    put,
    reference,
)
from tests.etl.warehouse.strangers import stranger

PUBLISHES = 20

READER = """
import duckdb, sys
from pathlib import Path
path, stop = sys.argv[1], Path(sys.argv[2])
print("reading", flush=True)
seen = []
while True:
    last = stop.exists()
    with duckdb.connect(path, read_only=True) as connection:
        row = connection.execute(
            "SELECT (SELECT count(*) FROM sources), "
            "(SELECT row_count FROM content_hashes WHERE table_name = 'sources'), "
            "(SELECT count(*) FROM runs), (SELECT content_hash FROM warehouse_info), "
            "(SELECT content_hash FROM runs ORDER BY run_id DESC LIMIT 1), (SELECT count(*) FROM v_tasks)"
        ).fetchone()
    assert row[0] == row[1] == row[2] - 1 and row[3] == row[4], row
    seen.append(row[0])
    if last:
        break
assert seen == sorted(seen), seen
print(len(seen), len(set(seen)), seen[-1])
"""


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    path = put(tmp_path / "notices.duckdb", bare_warehouse())
    yield path
    path.unlink()


def test_a_reader_in_a_loop_sees_only_whole_states_and_no_error(path: Path, tmp_path: Path) -> None:
    stop = tmp_path / "stop"
    command = [sys.executable, "-c", READER, str(path), str(stop)]
    with (
        duckdb.connect(str(path), read_only=True) as held,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as reader,
    ):
        assert reader.stdout and reader.stdout.readline() == "reading\n"
        for number in range(PUBLISHES):
            publish(path, publication(f"run{number:02}", f"source{number:02}"))
            assert held.execute("SELECT count(*) FROM runs").fetchone() == (1,)
        stop.touch()
        said, complaint = reader.communicate(timeout=60)
        assert reader.returncode == 0, complaint
    looks, states, last = map(int, said.split())
    assert last == PUBLISHES and looks >= states > 1


@pytest.mark.skipif(sys.platform == "win32", reason="there a file that is open is not replaced")
def test_somebody_who_has_it_open_to_write_stops_no_command(tmp_path: Path) -> None:
    path = put(tmp_path / "notices.duckdb", five_notices())
    file = put(tmp_path / "new.txt", notice_text(number="渝北府办发〔2024〕77号").replace("重点民生实事", "为民办实事"))
    with stranger(path) as other:
        assert other.run("UPDATE runs SET command = 'mine'") == "[(1,)]"
        for command in (
            ["query", "FROM v_tasks"],
            ["check"],
            ["units"],
            ["families"],
            ["export", str(tmp_path / "out")],
        ):
            answer = etl(*command, "--warehouse", path)
            assert (answer.code, answer.stderr) == (0, ""), command
        answer = etl("ingest", file, "--warehouse", path)
        assert answer.code == 0 and "notices.duckdb.wal" in answer.stderr
        assert other.run("SELECT DISTINCT command FROM runs") == "[('mine',)]"
        assert ask(path, "SELECT DISTINCT command FROM runs") == [("ingest",)]
        assert ask(path, "SELECT count(*) FROM tasks") == [(124 + len(ROWS),)]
    left = {p.name for p in tmp_path.iterdir()} - {".notices.duckdb.hashes"}
    assert left == {".notices.duckdb.lock", "new.txt", "notices.duckdb", "out"}
    assert ask(path, "SELECT DISTINCT command FROM runs") == [("ingest",)]
    path.unlink()


@pytest.mark.parametrize("writers", [2, 5])
def test_writers_at_once_lose_nothing(tmp_path: Path, writers: int) -> None:
    path = tmp_path / "notices.duckdb"
    start, told = threading.Barrier(writers), threading.Event()

    def say(line: str) -> None:
        if "`etl ingest` (process " in line:
            told.set()

    def ingest(file: Path) -> None:
        start.wait()
        wait = Wait(120, say)
        with writing(path, wait, "ingest"):
            assert told.wait(100)  # an ingest may be done before it is told who is waited for
            run = Run("ingest", path, reference(), wait=wait)
            list(run.read([DiskFile(file)]))
            run.publish()

    threads = [threading.Thread(target=ingest, args=(file,)) for file in TEXTS[:writers]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert ask(path, "SELECT count(DISTINCT notice_id), count(*) FROM notices") == [(writers, writers)]
    assert ask(path, "SELECT count(*) FROM runs") == [(writers,)]
    path.unlink()


def test_two_commands_at_once_lose_nothing_and_the_second_says_for_whom_it_waits(tmp_path: Path) -> None:
    path = tmp_path / "notices.duckdb"
    assert len(NOTICES) >= 2
    commands = [
        subprocess.Popen(
            [sys.executable, "-m", "etl", "ingest", str(file), "--warehouse", str(path)],
            stderr=subprocess.PIPE,
            text=True,
        )
        for file in TEXTS[:2]
    ]
    said = [command.communicate(timeout=300)[1] for command in commands]
    assert [command.returncode for command in commands] == [0, 0], said
    assert ask(path, "SELECT count(*) FROM notices") == [(2,)]
    path.unlink()


def test_who_is_not_to_wait_is_refused_at_once(tmp_path: Path) -> None:
    path = tmp_path / "notices.duckdb"
    file = put(tmp_path / "a.txt", notice_text())
    with writing(path, command="rebuild"):
        answer = etl("ingest", file, "--warehouse", path, "--wait", 0)
    assert answer.code == 1
    assert answer.stderr.startswith("etl: `etl rebuild` (process ") and answer.stderr.count("\n") == 1
    assert not path.exists()
