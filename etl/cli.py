"""The command line: arguments, printing, exit codes. The work is done elsewhere.

Exit codes: 0, everything asked for was done; 1, something was quarantined or a check failed, and what could be
done was done; 2, the call itself was wrong. Data goes to stdout, all else to stderr.
"""

import sys
from pathlib import Path
from typing import Annotated

import typer

from etl.cli_exits import fail, one_line_errors
from etl.cli_families import families
from etl.cli_options import (
    DEFAULT_DECISIONS,
    DEFAULT_FAMILY_DECISIONS,
    DEFAULT_PATIENCE,
    DEFAULT_RAW,
    DEFAULT_WAREHOUSE,
    At,
    Decisions,
    FamilyDecisions,
    Patience,
    PictureFile,
    Warehouse,
)
from etl.cli_work import finish, list_files, make_reader, read_reference, writing
from etl.warehouse.formats import ExportFormat, ResultFormat

app = typer.Typer(
    help="Reads notices on 重点民生实事 (yearly livelihood projects) into a DuckDB warehouse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command()
def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders to read; data/raw if none is given."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    patience: Patience = DEFAULT_PATIENCE,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    decisions: Decisions = DEFAULT_DECISIONS,
    family_decisions: FamilyDecisions = DEFAULT_FAMILY_DECISIONS,
) -> None:
    """Read files and folders and publish what they say.

    A ZIP is a folder. A file whose bytes the warehouse knows is left alone; one that cannot be read, or that takes too
    much time or memory, is quarantined with its reason, and the rest goes on.

    Example: etl ingest ~/Downloads/2025-notices ~/Downloads/notices.zip
    """
    with one_line_errors():
        from etl.pipeline import Run

        files = list_files(paths or [DEFAULT_RAW])
        with writing(warehouse, dry_run):
            reference = read_reference(decisions, family_decisions)
            run = Run("ingest", warehouse, reference, dry=dry_run, reader=make_reader(reference, patience))
            finish(run, files, warehouse, dry_run)


@app.command(short_help="Build the warehouse anew from data/raw.")
def rebuild(
    raw: Annotated[Path, typer.Option("--raw", help="The folder of all notices.")] = DEFAULT_RAW,
    patience: Patience = DEFAULT_PATIENCE,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    decisions: Decisions = DEFAULT_DECISIONS,
    family_decisions: FamilyDecisions = DEFAULT_FAMILY_DECISIONS,
) -> None:
    """Build the warehouse anew from data/raw, and swap it in only if it passes its checks.

    A check that the present warehouse fails too does not stop the swap; one that it passes does.

    Example: etl rebuild
    """
    with one_line_errors():
        from etl.pipeline import Run
        from etl.rebuild import refuse_new_failures

        files = list_files([raw])
        if not files:
            fail(f"there is no file in {raw} to build from; the warehouse is as it was.", 2)
        with writing(warehouse):
            reference = read_reference(decisions, family_decisions)
            run = Run("rebuild", warehouse, reference, anew=True, reader=make_reader(reference, patience))
            finish(run, files, warehouse, dry=False, accept=refuse_new_failures(warehouse))


@app.command()
def query(
    sql: Annotated[str, typer.Argument(metavar="SQL", help="One statement that reads.")],
    result_format: Annotated[
        ResultFormat, typer.Option("--format", help="How to print the result.")
    ] = ResultFormat.TABLE,
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
        run_query(warehouse, sql, result_format, sys.stdout.buffer)
        sys.stdout.buffer.flush()


@app.command()
def inspect(
    file: Annotated[Path, typer.Argument(help="The file to look into; it may lie in a ZIP.")],
    at: At = None,
    picture: PictureFile = None,
    patience: Patience = DEFAULT_PATIENCE,
    decisions: Decisions = DEFAULT_DECISIONS,
) -> None:
    """Show how one file is read, stage by stage, and load nothing.

    The letter; for each table the role found for every column and what became of every row; the paragraphs; the tasks
    as they would be loaded; the findings. Of a ZIP the files in it are listed; name one by its path below the ZIP, such
    as notices.zip/2024/plan.docx. With --at, where one value came from (v_tasks.place says which place to ask for):
    --picture draws the page of a PDF, an OFD or a scan; of other formats the line or the sheet's cell is said.

    Example: etl inspect data/raw/yubei-2024-plan.txt --at "table 1, row 3"
    """
    with one_line_errors():
        from etl.cli_place import show_place
        from etl.console import describe, list_packed, print_lines
        from etl.pipeline import inspect as look
        from etl.raw_files import shown
        from parsers.errors import UnreadableFileError

        if picture and not at:
            fail("--picture draws the page of a place; name one with --at.", 2)
        files = list_files([file])
        if file.is_dir():
            fail(f"{file} is no file; give one, not a folder.", 2)
        if [f.path for f in files] != [shown(file)]:
            print_lines(list_packed(files))
            return
        reference = read_reference(decisions)
        try:
            notice, rows, file_format = look(files[0], reference, make_reader(reference, patience))
        except UnreadableFileError as refusal:
            fail(f"{file}: {refusal}", 1)
        if at is None:
            print_lines(describe(notice, rows, file_format))
        else:
            show_place(notice, files[0], at, picture)


@app.command()
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


@app.command(short_help="List unit names that need a decision, or record one.")
def units(
    mention: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="The name to decide on; without one the names are listed."),
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", help="The region it stands in, as `etl units` shows it.")
    ] = None,
    same_as: Annotated[
        str | None, typer.Option("--same-as", metavar="UNIT_ID", help="It is another name of this unit.")
    ] = None,
    new: Annotated[
        str | None,
        typer.Option("--new", metavar="FULL_NAME", help="It is a unit of its own with this full name."),
    ] = None,
    functions: Annotated[
        list[str] | None, typer.Option("--function", help="With --new: a field of work; may be given again.")
    ] = None,
    group: Annotated[bool, typer.Option("--group", help="It is a group of units.")] = False,
    not_a_unit: Annotated[bool, typer.Option("--not-a-unit", help="It is no unit at all.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the decision on it back.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; kept with the decision.")] = None,
    decided_by: Annotated[str | None, typer.Option("--by", help="Who decides; your login name if not given.")] = None,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    decisions: Decisions = DEFAULT_DECISIONS,
    family_decisions: FamilyDecisions = DEFAULT_FAMILY_DECISIONS,
) -> None:
    """List the unit names that need a person's decision, or record the decision on one.

    A decision is written to data/unit_decisions.yml and applied to what is loaded; it survives rebuilds. A name
    that was decided on may be decided on anew, or with --undo wait again.

    Example: etl units 区园林专班 --region 渝北区 --same-as 500112-urban-management --reason "三定方案"
    """
    with one_line_errors():
        from etl.cli_units import Asked, check_asked, record_asked, show_waiting
        from etl.pipeline import Run

        if mention is None and (same_as or new or group or not_a_unit or undo):
            fail("name the unit to decide on: etl units NAME --region ... --reason ...", 2)
        if mention is None:
            show_waiting(warehouse)
            return
        given = (region, same_as, new, tuple(functions or ()), group, not_a_unit, undo, reason, decided_by)
        asked = check_asked(Asked(mention, *given), warehouse, decisions)
        with writing(warehouse):
            record_asked(asked, decisions)
            finish(Run("units", warehouse, read_reference(decisions, family_decisions)), [], warehouse, dry=False)


app.command(short_help="List the families of projects, or decide on two projects.")(families)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write into; made if it is not there.")],
    table_format: Annotated[
        ExportFormat, typer.Option("--format", help="One file a table, or with xlsx one workbook.")
    ] = ExportFormat.PARQUET,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
) -> None:
    """Write the tables out, for other programs.

    Example: etl export out/ --format xlsx
    """
    with one_line_errors():
        from etl.console import print_lines
        from etl.warehouse.export import export as write_out

        print_lines(str(file) for file in write_out(warehouse, folder, table_format))


def main() -> None:
    """Entry point of the ``etl`` command."""
    app(prog_name="etl")
