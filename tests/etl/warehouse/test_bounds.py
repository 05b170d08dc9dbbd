"""The limit within which a warehouse is filled, and what is done where it is too little."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse import bounds
from etl.warehouse.bounds import (
    LIMIT,
    READ_LIMIT,
    bound,
    bound_to_read,
    is_too_little,
    lift,
    limit_of,
    narrowed,
    restore,
    with_room,
)
from etl.warehouse.publish import drafted, publish
from tests.etl.warehouse.build import ask, publication


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        yield connection


def setting(connection: duckdb.DuckDBPyConnection, name: str = "memory_limit") -> str:
    return str((connection.execute(f"SELECT current_setting('{name}')").fetchone() or (None,))[0])


def much(told: str) -> float:
    """A figure that DuckDB tells as 18.8 GiB."""
    number, unit = told.split()
    return float(number) * 1024.0 ** ("KMGTP".index(unit[0]))


def test_the_limit_is_told_as_it_was_set(connection: duckdb.DuckDBPyConnection) -> None:
    assert limit_of(connection) is None
    bound(connection)
    assert setting(connection) == LIMIT == limit_of(connection)


def test_a_limit_comes_back_as_it_was(connection: duckdb.DuckDBPyConnection) -> None:
    for before in (limit_of(connection), LIMIT):
        told = setting(connection) if before is None else before
        connection.execute("SET memory_limit = '1 GB'")
        restore(connection, before)
        assert much(setting(connection)) == pytest.approx(much(told), rel=0.1) and limit_of(connection) == before


def test_it_is_taken_away_and_not_only_said_to_be(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = setting(connection)
    monkeypatch.setattr(bounds, "LIMIT", "4.0 MiB")
    bound(connection)
    lift(connection)
    assert much(setting(connection)) == pytest.approx(much(free), rel=0.1)
    assert connection.execute("SELECT len(list(n)) FROM range(1_000_000) AS r(n)").fetchone() == (1_000_000,)


def test_it_is_filled_and_read_by_one_thread(connection: duckdb.DuckDBPyConnection) -> None:
    bound(connection)
    assert setting(connection, "threads") == "1"
    bound_to_read(connection)
    assert setting(connection, "threads") == "1" and limit_of(connection) == READ_LIMIT


def test_what_has_no_limit_gets_none_to_be_read(connection: duckdb.DuckDBPyConnection) -> None:
    before = setting(connection)
    bound_to_read(connection)
    with narrowed(connection):
        assert limit_of(connection) is None and setting(connection) == before


def test_reading_takes_less_and_filling_goes_on_as_before(connection: duckdb.DuckDBPyConnection) -> None:
    assert much(READ_LIMIT) < much(LIMIT)
    bound(connection)
    with narrowed(connection):
        assert setting(connection) == READ_LIMIT
    assert setting(connection) == LIMIT
    with pytest.raises(KeyError), narrowed(connection):
        raise KeyError
    assert setting(connection) == LIMIT


def test_what_cannot_be_let_go_for_it_is_no_fault(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "READ_LIMIT", "1.0 MiB")
    bound(connection)
    connection.execute("SET temp_directory = ''")
    connection.execute("CREATE TABLE made AS SELECT n, md5(n::VARCHAR) AS text FROM range(200_000) AS r (n)")
    with narrowed(connection):
        query = "SELECT count(DISTINCT text) FROM made"
        assert with_room(connection, lambda: connection.execute(query).fetchone()) == (200_000,)
    assert setting(connection) == LIMIT


@pytest.mark.parametrize(
    ("more", "given"),
    [
        (("512.0 MiB", "1.0 GiB"), ["512.0 MiB"]),
        (("5.0 MiB", "512.0 MiB"), ["5.0 MiB", "512.0 MiB"]),
        (("5.0 MiB", "6.0 MiB"), ["5.0 MiB", "6.0 MiB", "all"]),
        (("4.0 MiB", "512.0 MiB"), ["512.0 MiB"]),
        ((), ["all"]),
    ],
    ids=["the next", "the one after it", "all", "the same is not tried again", "all at once"],
)
def test_what_has_too_little_room_is_done_again_with_more(
    connection: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...], given: list[str]
) -> None:
    free = setting(connection)
    monkeypatch.setattr(bounds, "LIMIT", "4.0 MiB")
    monkeypatch.setattr(bounds, "_MORE", more)
    bound(connection)
    tries = []

    def sort() -> object:
        told = setting(connection)
        tries.append("all" if much(told) == pytest.approx(much(free), rel=0.1) else told)
        return connection.execute("SELECT len(list(n)) FROM range(3_000_000) AS r(n)").fetchone()

    assert with_room(connection, sort) == (3_000_000,)
    assert tries == ["4.0 MiB", *given]
    assert limit_of(connection) == "4.0 MiB", "what comes next is held to the limit again"
    assert connection.execute("SELECT 1").fetchone() == (1,)


def test_what_has_no_limit_is_done_once(connection: duckdb.DuckDBPyConnection) -> None:
    before = setting(connection)
    assert with_room(connection, lambda: connection.execute("SELECT 7").fetchone()) == (7,)
    assert setting(connection) == before


def test_what_fails_for_another_reason_fails_once(connection: duckdb.DuckDBPyConnection) -> None:
    bound(connection)
    with pytest.raises(duckdb.CatalogException):
        with_room(connection, lambda: connection.execute("FROM nowhere"))
    assert limit_of(connection) == LIMIT


def test_what_the_machine_has_no_room_for_fails(connection: duckdb.DuckDBPyConnection) -> None:
    def work() -> None:
        raise duckdb.OutOfMemoryException("Out of Memory Error")

    with pytest.raises(duckdb.OutOfMemoryException):
        with_room(connection, work)


def test_a_checkpoint_that_had_too_little_is_known_by_its_words() -> None:
    assert is_too_little(duckdb.OutOfMemoryException("failed"))
    assert is_too_little(duckdb.FatalException("FATAL Error: …\nOriginal Error: Out of Memory Error: failed to pin"))
    assert not is_too_little(duckdb.FatalException("FATAL Error: the disk is full"))


def test_a_draft_is_filled_within_the_limit(tmp_path: Path) -> None:
    with drafted(tmp_path / "new", publication(), None) as connection:
        assert limit_of(connection) == READ_LIMIT


@pytest.mark.parametrize("limit", ["0 bytes", "1.0 MiB", "3.0 MiB"])
def test_a_draft_that_does_not_fit_is_filled_without_one(
    limit: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "LIMIT", limit)
    publish(tmp_path / "w.duckdb", publication())
    publish(tmp_path / "w.duckdb", publication("second"))
    assert len(ask(tmp_path / "w.duckdb", "FROM runs")) == 2
