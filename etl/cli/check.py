"""``etl check``: the warehouse against itself and its sources."""

from enum import StrEnum
from typing import Annotated

import typer

from etl.cli.exits import one_line_errors
from etl.cli.options import DEFAULT_CHECKS, DEFAULT_WAREHOUSE, Checks, Warehouse


class CheckFormat(StrEnum):
    """How checks are printed."""

    TABLE = "table"
    JSON = "json"


def check(
    checks: Checks = DEFAULT_CHECKS,
    result_format: Annotated[
        CheckFormat, typer.Option("--format", help="Lines for a person, or JSON for a program.")
    ] = CheckFormat.TABLE,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """Check the warehouse against itself and its sources.

    Each check says what it holds, and for every failure what is wrong, where, and what to do. Queries of your own in
    the folder checks/ are run too: a row that one returns is a failure.

    Example: etl check
    """
    with one_line_errors():
        from etl.check_lines import check_lines, checks_as_json
        from etl.console import print_lines
        from etl.sources import SOURCES, source_lines
        from etl.warehouse.check import check_warehouse

        done = check_warehouse(warehouse, checks)
        if not any(one.name == SOURCES for one in done):
            done.append(source_lines(warehouse))
        print_lines([checks_as_json(done)] if result_format is CheckFormat.JSON else check_lines(done))
        if any(one.is_error for one in done):
            raise typer.Exit(1)
