"""The checks of a warehouse that is being filled: run, stored in its table ``checks``, and told apart from before."""

from collections.abc import Collection, Sequence
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.warehouse.bounds import narrow
from etl.warehouse.check import run_queries
from etl.warehouse.check_files import own_checks
from etl.warehouse.check_model import Check
from etl.warehouse.connect import altered, reading
from etl.warehouse.content import altered_tables
from etl.warehouse.errors import WarehouseError
from etl.warehouse.location import Location


def store_checks(connection: duckdb.DuckDBPyConnection, folder: Path | None, path: Location) -> tuple[Check, ...]:
    """Run every check on a filled file and store what it found; ``folder`` holds a user's own.

    The checks that found something come back, those first that the present warehouse at ``path`` passes.
    """
    checks = run_queries(connection, own_checks(folder))
    _store(connection, checks)
    return tuple(newly_failing_first([check for check in checks if check.failures], passed_before(path)))


def _store(connection: duckdb.DuckDBPyConnection, checks: Sequence[Check]) -> None:
    columns = {
        "name": pa.array((c.name for c in checks), pa.string()),
        "severity": pa.array((c.severity.value for c in checks), pa.string()),
        "promise": pa.array((c.promise for c in checks), pa.string()),
        "failures": pa.array((c.count for c in checks), pa.int64()),
        "first_failure": pa.array((next(iter(c.failures), None) for c in checks), pa.string()),
    }
    connection.register("given", pa.table(columns))
    connection.execute("INSERT INTO checks BY NAME SELECT * FROM given")
    connection.unregister("given")


def structural_objection(failing: Sequence[Check]) -> str | None:
    """Why a file must not be published whatever the notices say, without its full stop; ``None`` if it may be.

    A structural check that fails is the fault of the program or of an old file, and of no notice.
    """
    structural = [check for check in failing if check.structural]
    if not structural:
        return None
    names = ", ".join(check.name for check in structural)
    first = " ".join(structural[0].failures[0].split()).rstrip(".")
    return f"it fails {names}, which no notice can be at fault for; the first failure is: {first}"


def require_unaltered(path: Location) -> None:
    """Raise ``WarehouseError`` if a table of the warehouse at ``path`` no longer has the rows that were published.

    What a run leaves alone is copied from there and hashed anew: a value changed by hand would be vouched for from then
    on. Tables that somebody added are no matter, they are not copied.
    """
    with reading(path) as connection:
        narrow(connection)  # all of it goes by
        tables = altered_tables(connection)
    if tables:
        raise altered(path, tables)


def passed_before(path: Location) -> frozenset[str]:
    """Names of the checks that the warehouse at ``path`` passed when it was published; none if there is no warehouse
    that can be read."""
    try:
        with reading(path) as connection:
            return frozenset(
                name for (name,) in connection.execute("SELECT name FROM checks WHERE failures = 0").fetchall()
            )
    except WarehouseError:
        return frozenset()


def newly_failing_first(failing: Sequence[Check], before: Collection[str]) -> list[Check]:
    """Checks that fail, those first that passed before, errors before warnings."""
    return sorted(failing, key=lambda c: (not c.is_error, c.name not in before))
