"""Rows are committed some thousand at a time, and all of them in the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.turns import ROWS, Turn, in_turns


def put(connection: duckdb.DuckDBPyConnection, number: int) -> None:
    connection.execute(f"INSERT INTO made SELECT * FROM range({number})")


def seen(connection: duckdb.DuckDBPyConnection) -> int:
    """Rows that another connection to the same file sees."""
    with connection.cursor() as other:
        found = other.execute("SELECT count(*) FROM made").fetchone()
    assert found is not None
    return int(found[0])


@contextmanager
def letting_go(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[Turn, list[int]]]:
    """Turns of 20 rows that let go after 40, and the rows that were committed each time that they did."""
    let_go: list[int] = []
    with in_turns(connection, 20, lambda: let_go.append(seen(connection)), kept=40) as turn:
        yield turn, let_go


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    made.execute("CREATE TABLE made (n BIGINT)")
    return made


def test_few_rows_are_committed_together_in_the_end(connection: duckdb.DuckDBPyConnection) -> None:
    with in_turns(connection) as turn:
        for _ in range(3):
            put(connection, 10)
            turn.took(10)
        assert seen(connection) == 0
    assert seen(connection) == 30


def test_many_rows_are_committed_on_the_way(connection: duckdb.DuckDBPyConnection) -> None:
    with in_turns(connection, 20) as turn:
        counts = []
        for _ in range(5):
            put(connection, 10)
            turn.took(10)
            counts.append(seen(connection))
    assert counts == [0, 20, 20, 40, 40]
    assert seen(connection) == 50


def test_they_may_be_committed_at_any_time(connection: duckdb.DuckDBPyConnection) -> None:
    with in_turns(connection) as turn:
        put(connection, 10)
        turn.took(10)
        turn.commit()
        assert seen(connection) == 10
        turn.commit()
        put(connection, ROWS)
        turn.took(ROWS)
        assert seen(connection) == ROWS + 10


def test_no_rows_are_no_fault(connection: duckdb.DuckDBPyConnection) -> None:
    with in_turns(connection):
        pass
    with in_turns(connection, 1) as turn:
        turn.took(0)
    assert seen(connection) == 0


def test_what_was_not_committed_is_lost_with_the_connection(tmp_path: Path) -> None:
    file = tmp_path / "made.duckdb"
    with duckdb.connect(str(file)) as connection:
        connection.execute("CREATE TABLE made (n BIGINT)")
        with pytest.raises(KeyError), in_turns(connection, 20) as turn:
            put(connection, 20)
            turn.took(20)
            put(connection, 5)
            raise KeyError
    with duckdb.connect(str(file)) as connection:
        assert seen(connection) == 20


def test_what_memory_holds_is_let_go_now_and_then(connection: duckdb.DuckDBPyConnection) -> None:
    with letting_go(connection) as (turn, let_go):
        for _ in range(10):
            put(connection, 10)
            turn.took(10)
    assert let_go == [40, 80]


def test_rows_that_come_at_once_are_let_go_at_once(connection: duckdb.DuckDBPyConnection) -> None:
    with letting_go(connection) as (turn, let_go):
        put(connection, 100)
        turn.took(100)
        turn.commit()
    assert let_go == [100]


def test_rows_that_are_read_count_as_well(connection: duckdb.DuckDBPyConnection) -> None:
    with letting_go(connection) as (turn, let_go):
        put(connection, 10)
        turn.took(10)
        turn.saw(20)
        assert let_go == [] and seen(connection) == 0
        turn.saw(10)
        assert let_go == [10]
        turn.saw(39)
        assert let_go == [10]


def test_between_two_kinds_of_work_what_was_ever_much_is_let_go(connection: duckdb.DuckDBPyConnection) -> None:
    with letting_go(connection) as (turn, let_go):
        put(connection, 5)
        turn.took(5)
        turn.turn_over()
        assert let_go == [] and seen(connection) == 5
        turn.saw(50)
        put(connection, 5)
        turn.took(5)
        turn.turn_over()
        turn.turn_over()
    assert let_go == [5, 10, 10]


def test_nothing_is_let_go_within_a_transaction(connection: duckdb.DuckDBPyConnection) -> None:
    def begun() -> None:
        connection.begin()  # raises if there is a transaction
        connection.rollback()

    with in_turns(connection, 20, begun, kept=20) as turn:
        put(connection, 20)
        turn.took(20)
        put(connection, 5)
    assert seen(connection) == 25
