"""A draft is closed and opened again while it is filled: nothing is lost, and nothing of it stays in memory."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.attached import open_in, reopen
from etl.warehouse.beside import logs_of
from etl.warehouse.bounds import LIMIT, bound, limit_of

KEYS = "CREATE TABLE made (n BIGINT PRIMARY KEY, text VARCHAR)"


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(":memory:") as connection:
        yield connection


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "it's a draft.new"


def put(connection: duckdb.DuckDBPyConnection, begin: int, end: int) -> None:
    connection.execute(f"INSERT INTO made SELECT n, 'row ' || n FROM range({begin}, {end}) AS r(n)")


def held(connection: duckdb.DuckDBPyConnection) -> int:
    """Bytes that the engine holds of tables and keys."""
    (found,) = connection.execute("SELECT sum(memory_usage_bytes)::BIGINT FROM duckdb_memory()").fetchone() or (0,)
    return int(found)


def numbers(connection: duckdb.DuckDBPyConnection) -> tuple[object, ...] | None:
    return connection.execute("SELECT count(*), sum(n) FROM made").fetchone()


def test_a_file_is_the_database_that_is_meant(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    open_in(connection, file)
    connection.execute(KEYS)
    assert connection.execute("SELECT current_database()").fetchone() == ("warehouse",)
    size = "SELECT block_size FROM pragma_database_size() WHERE database_name = 'warehouse'"
    assert connection.execute(size).fetchone() == (16_384,)
    assert file.exists()


def test_nothing_is_lost_by_opening_it_again(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    open_in(connection, file)
    connection.execute(KEYS)
    for begin in range(0, 30_000, 10_000):
        put(connection, begin, begin + 10_000)
        reopen(connection, file)
    assert numbers(connection) == (30_000, sum(range(30_000)))
    assert connection.execute("SELECT current_database()").fetchone() == ("warehouse",)


def test_keys_hold_when_it_was_opened_again(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    open_in(connection, file)
    connection.execute(KEYS)
    connection.execute("CREATE TABLE child (n BIGINT REFERENCES made (n))")
    put(connection, 0, 5_000)
    reopen(connection, file)
    with pytest.raises(duckdb.ConstraintException):
        put(connection, 4_999, 5_001)
    with pytest.raises(duckdb.ConstraintException):
        connection.execute("INSERT INTO child VALUES (5000)")
    connection.execute("INSERT INTO child VALUES (4999)")


def test_row_groups_stay_small_when_it_was_opened_again(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    open_in(connection, file)
    connection.execute(KEYS)
    put(connection, 0, 10)
    reopen(connection, file)
    put(connection, 10, 20_000)
    connection.execute("CREATE TABLE later AS FROM made")
    connection.execute("CHECKPOINT")
    for table in ("made", "later"):
        groups = f"SELECT max(count) FROM pragma_storage_info('{table}') WHERE segment_type = 'VALIDITY'"
        assert connection.execute(groups).fetchone() == (2_048,)


def test_memory_is_let_go(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """However many rows there are; else it grows with them."""
    open_in(connection, file)
    connection.execute(KEYS)
    kept = []
    for begin in range(0, 400_000, 200_000):
        put(connection, begin, begin + 200_000)
        before = held(connection)
        reopen(connection, file)
        kept.append(held(connection))
        assert kept[-1] < before / 4
    assert max(kept) < 2 * 1024**2


def test_temporary_tables_other_databases_and_the_limit_stay(
    connection: duckdb.DuckDBPyConnection, file: Path, tmp_path: Path
) -> None:
    bound(connection)
    open_in(connection, file)
    connection.execute(f"ATTACH '{tmp_path / 'old.duckdb'}' AS old")
    connection.execute("CREATE TABLE old.kept AS SELECT 1 AS n")
    connection.execute("CREATE TEMP TABLE replaced AS SELECT 2 AS n")
    reopen(connection, file)
    assert connection.execute("SELECT n FROM old.kept UNION ALL SELECT n FROM replaced ORDER BY n").fetchall() == [
        (1,),
        (2,),
    ]
    assert limit_of(connection) == LIMIT


def test_a_log_that_is_not_yet_in_the_file_comes_into_it(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    open_in(connection, file)
    connection.execute(KEYS)
    put(connection, 0, 100)
    assert any(log.stat().st_size for log in logs_of(file))
    reopen(connection, file)
    assert not any(log.stat().st_size for log in logs_of(file))
    assert numbers(connection) == (100, sum(range(100)))


def test_one_that_cannot_come_into_the_file_is_told(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    open_in(connection, file)
    connection.execute(KEYS)
    put(connection, 0, 100)
    with connection.cursor() as other:
        other.begin()
        other.execute("INSERT INTO warehouse.made VALUES (1000, 'not committed')")
        with pytest.raises(duckdb.Error):
            reopen(connection, file)
        other.rollback()
