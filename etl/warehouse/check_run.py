"""Running one check: its query as far as it may go, and each row it returns as one sentence."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from threading import Event, Timer
from typing import Any, Final, NamedTuple

import duckdb

from etl.warehouse.bounds import limit_of, restore, with_room
from etl.warehouse.check_files import CheckFile
from etl.warehouse.check_model import Check
from etl.warehouse.connect import first_line
from etl.warehouse.query import one_reading_statement, written_apart
from etl.warehouse.statement import StatementError

SHOWN: Final = 20
"""Failures of one check that are told; the others are counted."""
_COUNTED: Final = 100_000
"""Rows of a check that are counted; what returns more is no list of failures."""
_BATCH: Final = 1000
PATIENCE: Final = 60.0
"""Seconds that a user's check may take."""
_LONGEST: Final = 1000
"""Characters of a failure that are told."""
_MEMORY: Final = 1 << 30
"""Bytes that a user's check may take beside what is in memory already: where a query stops to look whether it was
interrupted, it may first have filled the machine."""


class _Found(NamedTuple):
    """What one query has found: the first failures, and how many there are."""

    first: list[str]
    number: int


def run_check(connection: duckdb.DuckDBPyConnection, check: CheckFile, patience: float = PATIENCE) -> Check:
    """One check on an open warehouse. What cannot be run has failed, with the reason. After a user's check the
    connection reads no other file."""
    if check.problem is not None:
        return failed(check, check.problem)
    if check.path is not None:
        return _run_own(connection, check, patience)
    try:
        # Statement by statement: all that one query joins is in memory together, though its parts are asked in turn.
        found = [
            with_room(connection, partial(_rows, connection, statement))
            for statement in connection.extract_statements(check.sql)
        ]
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        return failed(check, f"the check could not be run ({first_line(error)}); run `etl rebuild`.")
    return _together(check, found)


def failed(check: CheckFile, *failures: str) -> Check:
    """What a check comes to that found these failures."""
    about = check.model_dump(include={"name", "promise", "severity", "structural", "note"})
    return Check(**about, failures=failures[:SHOWN], count=len(failures))


def _run_own(connection: duckdb.DuckDBPyConnection, check: CheckFile, patience: float) -> Check:
    # Nothing but the warehouse: a user's query is to read no other file and to write none.
    connection.execute("SET enable_external_access = false")
    late = Event()
    try:
        queries = written_apart(check.sql) or [check.sql]
        statements = [one_reading_statement(connection, query) for query in queries]
        if any(statement.type == duckdb.StatementType.EXPLAIN for statement in statements):
            return failed(
                check, f"{check.path} is not run: EXPLAIN shows how a query would be run; take the word away."
            )
        with _bounded(connection), _interrupted_after(connection, patience, late):
            return _together(check, [_rows(connection, statement) for statement in statements])
    except StatementError as error:
        return failed(check, f"{check.path} is not run: {error} Correct it.")
    except duckdb.InterruptException:
        if not late.is_set():
            raise  # by the user
        return failed(check, f"{check.path} was stopped after {patience:g} seconds; make it read less.")
    except duckdb.OutOfMemoryException:
        return failed(check, f"{check.path} needs more than {_MEMORY >> 30} GB of memory; make it read less at a time.")
    except (duckdb.Error, UnicodeError) as error:
        return failed(check, f"{check.path} could not be run ({first_line(error)}); correct it.")


@contextmanager
def _bounded(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Little memory for what runs on a connection, and afterwards as much as before."""
    before = limit_of(connection)
    used = connection.execute("SELECT sum(memory_usage_bytes)::BIGINT FROM duckdb_memory()").fetchone() or (0,)
    connection.execute(f"SET memory_limit = '{used[0] + _MEMORY} B'")
    try:
        yield
    finally:
        restore(connection, before)


@contextmanager
def _interrupted_after(connection: duckdb.DuckDBPyConnection, seconds: float, late: Event) -> Iterator[None]:
    """Stop what runs on a connection after some seconds, and set ``late`` before."""

    def stop() -> None:
        late.set()
        connection.interrupt()

    timer = Timer(seconds, stop)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _rows(connection: duckdb.DuckDBPyConnection, statement: duckdb.Statement) -> _Found:
    """The failures that a query returns: the first of them as sentences, the others as their number."""
    result = connection.execute(statement)
    names = [str(column[0]) for column in result.description or ()]
    first = result.fetchmany(SHOWN)
    count = len(first)
    while count <= _COUNTED and (more := result.fetchmany(_BATCH)):
        count += len(more)
    return _Found([_sentence(names, row) for row in first], count)


def _together(check: CheckFile, found: Sequence[_Found]) -> Check:
    """The failures of all queries of a check: of one in its order, of several in that of the sentences."""
    count = sum(each.number for each in found)
    first = found[0].first if len(found) == 1 else sorted(sentence for each in found for sentence in each.first)
    of_all = failed(check, *first)
    return of_all.model_copy(update={"count": count, "at_least": any(each.number > _COUNTED for each in found)})


def _sentence(names: Sequence[str], row: Sequence[Any]) -> str:
    """A row as one line: its first column if that is the message, else all with their names."""
    if names[0].lower() == "message":
        text = "" if row[0] is None else str(row[0])
    else:
        text = ", ".join(f"{name}={_shown(value)}" for name, value in zip(names, row, strict=True))
    line = " ".join(text.split()) or "a row without a message."
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _shown(value: Any) -> str:
    return "NULL" if value is None else str(value)
