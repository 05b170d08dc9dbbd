import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.warehouse import opened as module
from etl.warehouse.errors import WarehouseError
from etl.warehouse.opened import copy_whole, is_held, opened, refusal_to_open
from tests.etl.warehouse.build import bare_warehouse, put
from tests.etl.warehouse.strangers import stranger

ADD = "INSERT INTO runs SELECT * REPLACE ('stranger' AS run_id) FROM runs LIMIT 1"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="there nobody else can read such a file at all")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return put(tmp_path / "notices.duckdb", bare_warehouse())


def connect(file: Path) -> Any:
    return duckdb.connect(str(file), read_only=True)


def runs(path: Path) -> list[tuple[Any, ...]]:
    with opened(path, connect) as connection, connection:
        rows: list[tuple[Any, ...]] = connection.execute("SELECT run_id FROM runs ORDER BY 1").fetchall()
        return rows


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_a_file_that_nobody_has_is_opened_itself(path: Path) -> None:
    seen: list[Path] = []
    with opened(path, seen.append):
        pass
    assert seen == [path]


@POSIX
def test_a_file_that_somebody_has_open_to_write_is_read_all_the_same(path: Path) -> None:
    with stranger(path):
        with pytest.raises(duckdb.IOException, match="Conflicting lock"):
            connect(path)
        assert runs(path) == [("first",)]
        assert names(path.parent) == ["notices.duckdb"]


@POSIX
def test_what_that_program_has_not_put_into_the_file_is_not_seen(path: Path) -> None:
    with stranger(path) as other:
        assert other.run(ADD) == "[(1,)]"
        assert names(path.parent) == ["notices.duckdb", "notices.duckdb.wal"]
        assert runs(path) == [("first",)]
        other.crash()
        assert runs(path) == [("first",)]
        assert len(connect(path).execute("FROM runs").fetchall()) == 2


@POSIX
def test_while_that_program_saves_again_and_again_nothing_is_torn(path: Path) -> None:
    churn = f"""
import duckdb, sys
connection = duckdb.connect({str(path)!r})
connection.execute("CREATE TABLE pairs AS SELECT 0 AS n, i FROM range(20000) AS r (i)")
connection.execute("CHECKPOINT")
print("open", flush=True)
for n in range(1, 10000):
    connection.execute("CREATE OR REPLACE TABLE pairs AS SELECT ? AS n, i FROM range(20000) AS r (i)", [n])
    connection.execute("CHECKPOINT")
"""
    seen: set[int] = set()
    with subprocess.Popen([sys.executable, "-c", churn], stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout and other.stdout.readline() == "open\n"
            reads = 0
            while reads < 15 or len(seen) < 2:  # a slow machine may read often before anything is saved
                reads += 1
                with opened(path, connect) as connection, connection:
                    low, high, count = connection.execute("SELECT min(n), max(n), count(*) FROM pairs").fetchone()
                assert (low, count) == (high, 20000)
                seen.add(low)
            assert other.poll() is None
        finally:
            other.kill()


def test_a_log_beside_a_file_is_nothing_to_its_readers(path: Path) -> None:
    put(path.with_name("notices.duckdb.wal"), b"what no log says")
    seen: list[Path] = []

    def look(file: Path) -> Any:
        seen.append(file)
        assert file.samefile(path)
        return connect(file)

    with opened(path, look) as connection, connection:
        assert connection.execute("SELECT run_id FROM runs").fetchall() == [("first",)]
        assert connection.execute("SELECT run_id FROM notices.main.runs").fetchall() == [("first",)]
    assert [file.name for file in seen] == [path.name] and seen != [path]
    assert names(path.parent) == ["notices.duckdb", "notices.duckdb.wal"]


def test_where_a_file_has_one_name_only_a_log_is_passed_by_with_a_copy(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", refuse)
    put(path.with_name("notices.duckdb.wal"), b"what no log says")
    assert runs(path) == [("first",)]
    assert names(path.parent) == ["notices.duckdb", "notices.duckdb.wal"]


def test_where_the_folder_cannot_be_written_the_system_has_another(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(path.parent.parent))
    monkeypatch.setattr(module, "copy_name", lambda _: "x" * 300)
    before = names(path.parent.parent)
    put(path.with_name("notices.duckdb.wal"), b"what no log says")
    assert runs(path) == [("first",)]
    assert names(path.parent.parent) == before


def test_other_errors_are_those_of_the_file(path: Path) -> None:
    path.write_bytes(b"no database")
    with pytest.raises(duckdb.Error), opened(path, connect):
        pass
    assert names(path.parent) == ["notices.duckdb"]
    put(path.with_name("notices.duckdb.wal"), b"what no log says")
    with pytest.raises(duckdb.Error), opened(path, connect):
        pass
    assert names(path.parent) == ["notices.duckdb", "notices.duckdb.wal"]


def test_an_error_of_the_reader_leaves_nothing_behind(path: Path) -> None:
    put(path.with_name("notices.duckdb.wal"), b"what no log says")
    with pytest.raises(ZeroDivisionError), opened(path, connect) as connection, connection:
        raise ZeroDivisionError
    assert names(path.parent) == ["notices.duckdb", "notices.duckdb.wal"]


def test_a_copy_is_taken_again_until_the_file_stood_still(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies: list[bytes] = []

    def copy_while_it_changes(source: Path, target: Path) -> None:
        target.write_bytes(source.read_bytes())
        copies.append(target.read_bytes())
        if len(copies) < 3:
            content = bytearray(source.read_bytes())
            content[4096 + 8] += 1
            source.write_bytes(content)

    monkeypatch.setattr(shutil, "copyfile", copy_while_it_changes)
    copy_whole(path, path.with_name("copy"))
    assert len(copies) == 3
    assert path.with_name("copy").read_bytes() == path.read_bytes()


def test_a_file_that_never_stands_still_is_one_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_header", lambda _: os.urandom(8))
    monkeypatch.setattr(module, "_TRIES", 3)
    with pytest.raises(WarehouseError, match=r"being changed by another program .* try again\.$"):
        copy_whole(path, path.with_name("copy"))


def test_a_file_that_nobody_else_may_even_read_is_one_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows: who has a file open to write shares it with nobody."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "The process cannot access the file because it is being used by another process")

    def held(_: Path) -> None:
        raise duckdb.IOException(f'IO Error: Cannot open file "{path}": {FORMS[2]}')

    monkeypatch.setattr(os, "link", refuse)
    monkeypatch.setattr(shutil, "copyfile", refuse)
    with pytest.raises(WarehouseError, match=r"open in another program .* read only\.$"), opened(path, held):
        pass
    assert names(path.parent) == ["notices.duckdb"]


FORMS = (
    'IO Error: Could not set lock on file "/w.duckdb": Conflicting lock is held in duckdb (PID 4711) by user a.',
    'IO Error: Could not set lock on file "/w.duckdb": Resource temporarily unavailable',
    "The process cannot access the file because it is being used by another process.",
)


@pytest.mark.parametrize("text", FORMS)
def test_being_held_is_known_by_its_words(text: str) -> None:
    assert is_held(duckdb.IOException(text))


@pytest.mark.parametrize("text", ["IO Error: Cannot open file: No such file", "Invalid Input Error: no database"])
def test_other_faults_are_not_taken_for_it(text: str) -> None:
    assert not is_held(duckdb.IOException(text))


@pytest.mark.parametrize("error", [duckdb.IOException("IO Error: odd\nmore"), OSError(13, "Permission denied")])
def test_what_cannot_be_opened_is_one_sentence(path: Path, error: Exception) -> None:
    message = str(refusal_to_open(path, error))
    assert message.startswith(f"{path} cannot be opened: ") and "\n" not in message
