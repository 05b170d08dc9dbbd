"""``etl check``: the warehouse against itself and its sources."""

import typer

from etl.cli.exits import one_line_errors
from etl.cli.options import DEFAULT_WAREHOUSE, Warehouse


def check(warehouse: Warehouse = DEFAULT_WAREHOUSE) -> None:
    """Check the warehouse against itself and its sources.

    Each check says what it holds, and for every failure what is wrong, where, and what to do.

    Example: etl check
    """
    with one_line_errors():
        from etl.console import print_lines
        from etl.sources import source_lines
        from etl.warehouse.check import check_warehouse

        checks = [*check_warehouse(warehouse), source_lines(warehouse)]
        for one in checks:
            print_lines([f"{'FAILED' if one.failures else 'ok':<8} {one.name}: {one.promise}"])
            print_lines(f"         {failure}" for failure in one.failures)
        if any(one.failures for one in checks):
            raise typer.Exit(1)
