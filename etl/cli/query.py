"""``etl query``: one statement that reads, and its result."""

import sys
from collections.abc import Collection
from typing import Annotated, Any

import typer

from etl.cli.exits import fail, one_line_errors
from etl.cli.options import DEFAULT_WAREHOUSE, Warehouse
from etl.cli.plain import PlainCommand
from etl.cli.streams import data_out
from etl.warehouse.formats import ResultFormat


class Command(PlainCommand):
    """The command as it is called: a statement that begins with a comment (``-- why``) is no option."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        """Its arguments, statements told apart from options."""
        options = {name for param in self.get_params(ctx) for name in param.opts}
        before = ["", *args]
        return super().parse_args(ctx, [_told_apart(*each, options) for each in zip(before, args, strict=False)])


def _told_apart(before: str, argument: str, options: Collection[str]) -> str:
    """An argument, with a blank before it if it is a statement that could be taken for an option; ``before`` stands
    before it, which may be an option that it is the value of."""
    name = argument.partition("=")[0]
    if not argument.startswith("--") or name in options or before in options:
        return argument
    is_statement = len(name.split()) > 1 or len(argument.splitlines()) > 1
    return f" {argument}" if is_statement else argument


def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One statement that reads.")],
    result_format: Annotated[
        ResultFormat, typer.Option("--format", help="How to print the result.")
    ] = ResultFormat.TABLE,
    version: Annotated[
        str | None,  # for a number typer loads pydantic
        typer.Option("--version", metavar="N", help="Of a DuckLake: what it was at its version N."),
    ] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """Run one read-only SQL statement and print its result.

    Example: etl query "SELECT region, count(*) AS tasks FROM v_tasks GROUP BY region" --format csv
    """
    with one_line_errors():
        from etl.warehouse.query import run_query

        if result_format is ResultFormat.PARQUET and sys.stdout.isatty():
            fail(
                "Parquet is no text; redirect it into a file: etl query … --format parquet > result.parquet",
                2,
            )
        if version is not None:
            warehouse = _at(warehouse, version)
        with data_out() as out:
            run_query(warehouse, sql, result_format, out)


def _at(warehouse: Any, version: str) -> Any:
    """A place as it was at a version; leaves with 2 if it is a file, which has none."""
    from etl.warehouse.location import Lake

    if not isinstance(warehouse, Lake):
        fail("--version is for a DuckLake; a file has one version, the last.", 2)
    if not (version.isascii() and version.isdigit()):
        fail(f"--version is a number, not “{version}”; `FROM lake.snapshots()` lists them.", 2)
    return warehouse.at(int(version))
