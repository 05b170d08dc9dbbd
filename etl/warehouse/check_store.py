"""The checks of a warehouse that is being filled: run, stored in its table ``checks``, and told apart from before."""

from collections.abc import Collection, Sequence
from pathlib import Path

import duckdb

from etl.warehouse.check import run_queries
from etl.warehouse.check_files import own_checks
from etl.warehouse.check_model import Check
from etl.warehouse.connect import reading
from etl.warehouse.errors import WarehouseError


def store_checks(connection: duckdb.DuckDBPyConnection, folder: Path | None, path: Path) -> tuple[Check, ...]:
    """Run every check on a filled file and store what it found; ``folder`` holds a user's own.

    The checks that found something come back, those first that the present warehouse at ``path`` passes. Raises
    ``WarehouseError`` if a structural check fails: then the program or the old file is at fault and no notice, and
    nothing of it is to be published.
    """
    checks = run_queries(connection, own_checks(folder))
    _store(connection, checks)
    failing = [check for check in checks if check.failures]
    _refuse_structural(failing, path)
    return tuple(newly_failing_first(failing, passed_before(path)))


def _store(connection: duckdb.DuckDBPyConnection, checks: Sequence[Check]) -> None:
    rows = [[c.name, c.severity.value, c.promise, c.count, next(iter(c.failures), None)] for c in checks]
    connection.executemany("INSERT INTO checks VALUES (?, ?, ?, ?, ?)", rows)


def _refuse_structural(failing: Sequence[Check], path: Path) -> None:
    structural = [check for check in failing if check.structural]
    if structural:
        names = ", ".join(check.name for check in structural)
        raise WarehouseError(
            f"{path} was not published, it stays as it was: what was to be published fails {names}, "
            f"which is no fault of a notice; the first failure is: {structural[0].failures[0]}"
        )


def passed_before(path: Path) -> frozenset[str]:
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
