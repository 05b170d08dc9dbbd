"""The warehouse against itself: each check is a query in ``checks/``, and a row it returns is a failure.

A user's folder may hold more; one with the name of a check of ours takes its place.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from etl.warehouse.check_files import CheckFile, built_in, own_checks
from etl.warehouse.check_model import Check as Check
from etl.warehouse.check_run import run_check
from etl.warehouse.connect import reading
from etl.warehouse.location import Location
from etl.warehouse.made import SCHEMA, VIEWS, schema, views
from etl.warehouse.whole import CONTENT, READABLE, RECORDS, content, readable, records

_OF_FILE = {
    CONTENT.name: content,
    READABLE.name: readable,
    RECORDS.name: records,
    SCHEMA.name: schema,
    VIEWS.name: views,
}
"""Checks of the file as a whole, which are no queries. A file that is being filled passes them, being new."""


def check_connection(connection: Any, folder: Path | None = None) -> list[Check]:
    """Every check on an open warehouse, by name; ``folder`` holds a user's own."""
    own = own_checks(folder)
    replaced = {check.name for check in own}
    return [
        *run_queries(connection, own),
        *(check(connection) for name, check in _OF_FILE.items() if name not in replaced),
    ]


def run_queries(connection: Any, own: Sequence[CheckFile]) -> list[Check]:
    """Every check that is a query, ours and the user's, by name; ours first, as a user's closes the connection to
    other files."""
    replaced = {check.name for check in own}
    ours = [run_check(connection, check) for check in built_in() if check.name not in replaced]
    return sorted([*ours, *(run_check(connection, check) for check in own)], key=lambda c: c.name)


def count_notices(connection: Any) -> int:
    """Number of notices in an open warehouse."""
    return int(connection.execute("SELECT count(*) FROM notices").fetchone()[0])


def check_warehouse(path: Location, folder: Path | None = None) -> list[Check]:
    """Every check on the warehouse at ``path``; ``folder`` holds a user's own.

    Raises ``WarehouseError`` if it cannot be opened.
    """
    with reading(path) as connection:
        return check_connection(connection, folder)
