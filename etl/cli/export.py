"""``etl export``: the tables written out for other programs."""

from pathlib import Path
from typing import Annotated

import typer

from etl.cli.exits import one_line_errors
from etl.cli.options import DEFAULT_WAREHOUSE, Warehouse
from etl.warehouse.formats import ExportFormat


def _folder(text: str) -> Path:
    """The folder as given; an empty name (an unset variable of a script) is not the folder one happens to be in."""
    if not text.strip():
        raise typer.BadParameter("the name of the folder is empty; “.” is the folder you are in.")
    return Path(text)


def export(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", parser=_folder, help="The folder to write into; made if it is not there.")
    ],
    table_format: Annotated[
        ExportFormat, typer.Option("--format", help="One file a table, or with xlsx one workbook.")
    ] = ExportFormat.PARQUET,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """Write the tables out, for other programs.

    All files are of one state of the warehouse; with parquet and csv a datapackage.json beside them describes every
    column. csv is for Excel and WPS: a text that they would run as a formula has ' before it.

    Example: etl export out/ --format xlsx
    """
    with one_line_errors():
        from etl.console import print_lines, say
        from etl.warehouse.export import export as write_out

        exported = write_out(warehouse, folder, table_format)
        for note in exported.notes:
            say(note)
        print_lines(str(file) for file in exported.files)
