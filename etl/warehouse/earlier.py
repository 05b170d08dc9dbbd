"""What a warehouse that a rebuild replaces is held against: its tasks, its checks and its runs.

It is read as far as it can be: one of an older schema has fewer columns, and a damaged one may give nothing.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import duckdb
import pyarrow as pa
from pydantic import Field

from etl.warehouse.check import check_connection
from etl.warehouse.connect import first_line, is_there
from etl.warehouse.errors import WarehouseError
from etl.warehouse.faults import is_interrupt
from etl.warehouse.lake.attach import opened_lake
from etl.warehouse.location import Lake, Location
from etl.warehouse.opened import opened
from schemas.base import Record
from schemas.publication import RunRecord

_HELD = (
    "SELECT t.task_id, n.notice_id, s.path FROM tasks AS t JOIN projects AS p USING (project_id) "
    "JOIN notices AS n USING (notice_id) JOIN sources AS s ON s.source_id = n.source_id WHERE n.is_current"
)
_STILL_THERE = (
    "SELECT task_id FROM tasks JOIN projects USING (project_id) JOIN notices USING (notice_id) "
    "WHERE is_current OR superseded_by IS NOT NULL"
)
"""What another notice took the place of is not lost: its rows stay, and that notice speaks for them."""
_LOSS = (
    f"WITH lost AS (SELECT * FROM held WHERE task_id NOT IN ({_STILL_THERE})), "
    "before AS (SELECT notice_id, count(*) AS tasks FROM held GROUP BY 1), "
    "losing AS (SELECT notice_id, any_value(path) AS path, count(*) AS tasks FROM lost GROUP BY 1), "
    "first AS (FROM losing ORDER BY tasks DESC, notice_id LIMIT 3) "
    "SELECT (SELECT count(*) FROM lost), (SELECT count(*) FROM held), "
    "(SELECT count(*) FROM losing JOIN before USING (notice_id, tasks)), (SELECT count(*) FROM before), "
    "(SELECT count(*) FROM notices), "
    "(SELECT list({'notice_id': notice_id, 'path': path, 'tasks': tasks} ORDER BY tasks DESC, notice_id) FROM first)"
)


class CheckResult(Record):
    """What a check found before a warehouse was published."""

    name: str
    severity: str
    failures: int
    first_failure: str | None = None


class Losing(Record):
    """A notice and the file of it that is used, with how many of its tasks would be lost."""

    notice_id: str
    path: str
    tasks: int


class Loss(Record):
    """What of the current notices would no longer be there: tasks, and notices with all of theirs. ``first`` are the
    three that lose most; ``notices_now`` counts all notices that were built."""

    tasks: int
    tasks_before: int
    notices: int
    notices_before: int
    notices_now: int
    first: tuple[Losing, ...] = ()


class Comparison(Record):
    """A file that was built, held against the warehouse that it is to replace: what the checks found in both, by name,
    and what would be lost. There is no ``loss`` if there is no warehouse yet, or none that can be read: ``problem``
    then says why."""

    checks: Mapping[str, CheckResult]
    checks_before: Mapping[str, CheckResult] = Field(default_factory=dict)
    loss: Loss | None = None
    problem: str | None = None


@contextmanager
def earlier(path: Location) -> Iterator[duckdb.DuckDBPyConnection | None]:
    """A read-only connection to the warehouse at ``path``, whatever its schema; ``None`` if there is none.

    It is read even where another program has it open. Raises ``duckdb.Error`` or ``WarehouseError`` if it cannot be.
    """
    if not is_there(path):
        yield None
        return
    if isinstance(path, Lake):
        with opened_lake(path) as connection:
            yield connection
        return
    with opened(path, lambda file: duckdb.connect(str(file), read_only=True)) as connection, connection:
        yield connection


def compare(path: Location, built: duckdb.DuckDBPyConnection) -> Comparison:
    """Hold a file that was built against the warehouse at ``path``. Raises ``duckdb.Error`` for the built one only."""
    now = results(built)
    try:
        with earlier(path) as present:
            if present is None:
                return Comparison(checks=now)
            held, before = present.execute(_HELD).to_arrow_table(), results(present)
    except (duckdb.Error, WarehouseError, OSError) as error:
        if is_interrupt(error):
            raise  # by the user, which is no reason to publish without comparing
        return Comparison(checks=now, problem=f"{path} cannot be read ({first_line(error)})")
    return Comparison(checks=now, checks_before=before, loss=_loss(held, built))


def results(connection: duckdb.DuckDBPyConnection) -> dict[str, CheckResult]:
    """What the checks found before a file was published, by name; where its program kept no such list, what today's
    find now. Raises ``duckdb.Error`` if it cannot be read."""
    if _columns(connection, "checks"):
        sql = "SELECT name, severity, failures, first_failure FROM checks ORDER BY name"
        if stored := [CheckResult.model_validate(row) for row in _rows(connection, sql)]:
            return {result.name: result for result in stored}
    found = check_connection(connection)
    return {
        c.name: CheckResult(
            name=c.name, severity=c.severity.value, failures=c.count, first_failure=next(iter(c.failures), None)
        )
        for c in found
    }


def _loss(held: pa.Table, built: duckdb.DuckDBPyConnection) -> Loss:
    """What of the tasks ``held`` (id, notice and path of each) is not in the built file."""
    with _given(built, "held", held):
        row = built.execute(_LOSS).fetchone()
    assert row is not None
    *counts, first = row
    names = ("tasks", "tasks_before", "notices", "notices_before", "notices_now")
    return Loss.model_validate(dict(zip(names, counts, strict=True)) | {"first": tuple(first or ())})


def runs_of(path: Location) -> tuple[RunRecord, ...]:
    """The runs of the warehouse at ``path``, of whatever schema; none if it cannot be read."""
    try:
        with earlier(path) as connection:
            if connection is None:
                return ()
            known = set(RunRecord.model_fields) & set(_columns(connection, "runs"))
            if "run_id" not in known:
                return ()
            found = _rows(connection, f"SELECT {', '.join(sorted(known))} FROM runs ORDER BY started_at, run_id")
            return tuple(RunRecord.model_validate(row) for row in found)
    except (duckdb.Error, WarehouseError, OSError) as error:
        if is_interrupt(error):
            raise
        return ()


def record_accepted(connection: duckdb.DuckDBPyConnection, run_id: str, sentences: str) -> None:
    """Write into a run what was let pass in it, below what was before."""
    connection.execute("UPDATE runs SET accepted = concat_ws('\n', accepted, ?) WHERE run_id = ?", [sentences, run_id])


@contextmanager
def _given(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> Iterator[None]:
    connection.register(name, table)
    try:
        yield
    finally:
        connection.unregister(name)


def _columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    rows = connection.execute(
        "SELECT column_name FROM duckdb_columns() WHERE table_name = ? AND NOT internal ORDER BY column_index", [table]
    ).fetchall()
    return [name for (name,) in rows]


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[Mapping[str, Any]]:
    result = connection.execute(sql)
    names = [d[0] for d in result.description]
    return (dict(zip(names, row, strict=True)) for row in result.fetchall())
