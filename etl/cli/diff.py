"""``etl diff``: what differs, field by field, between two notices, two builds, or the warehouse and what would be."""

import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from etl.cli.exits import fail, one_line_errors
from etl.cli.options import (
    DEFAULT_DECISIONS,
    DEFAULT_FAMILY_DECISIONS,
    DEFAULT_PATIENCE,
    DEFAULT_RAW,
    DEFAULT_WAREHOUSE,
    Decisions,
    FamilyDecisions,
    Patience,
    Warehouse,
)
from etl.cli.work import look_for, make_reader, read_reference
from etl.warehouse.formats import DiffFormat

if TYPE_CHECKING:
    from etl.pipeline import Run
    from etl.raw_files import RawFile
    from etl.warehouse.location import Location
    from schemas.change import Change

_COLUMNS = ("change", "table", "key", "column", "old", "new")


def diff(
    old: Annotated[
        str | None, typer.Argument(metavar="[OLD]", help="A notice by its notice_id or 文号, or a warehouse file.")
    ] = None,
    new: Annotated[
        str | None, typer.Argument(metavar="[NEW]", help="Another one; --warehouse if only a file is given.")
    ] = None,
    diff_format: Annotated[
        DiffFormat, typer.Option("--format", help="Lines for people, or every column of every table for programs.")
    ] = DiffFormat.LINES,
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Leave with 1 if there is any difference.")] = False,
    as_rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Without OLD and NEW: against what `etl rebuild` would make.")
    ] = False,
    raw: Annotated[Path, typer.Option("--raw", help="The folder of all notices.")] = DEFAULT_RAW,
    patience: Patience = DEFAULT_PATIENCE,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    decisions: Decisions = DEFAULT_DECISIONS,
    family_decisions: FamilyDecisions = DEFAULT_FAMILY_DECISIONS,
) -> None:
    """Show field by field what differs between two notices, two warehouse files, or the warehouse and what would be.

    Without OLD and NEW: what `etl ingest` would change now, by new or changed files in data/raw, by reference data or
    by decisions. Two notices are held against each other project by project, by name, by family, then by number.
    Nothing is written. The exit code is 0 whether or not anything differs, unless --exit-code is given.

    Example: etl diff "渝北府办发〔2020〕14号" "渝北府办发〔2024〕5号"
    """
    with one_line_errors():
        by_sheets = diff_format is DiffFormat.LINES
        if old is None:
            from etl.pipeline import Run
            from etl.warehouse.connect import require_replaceable

            if as_rebuild:
                require_replaceable(warehouse)  # before an hour of reading, not after it
            reference = read_reference(decisions, family_decisions)
            files, linked = look_for([raw], warehouse=warehouse)
            run = Run(
                *("diff", warehouse, reference),
                anew=as_rebuild,
                dry=True,
                readers=[make_reader(reference, patience)],
                given=[raw, *linked],
            )
            found = _would_change(run, files, warehouse, by_sheets)
        elif as_rebuild:
            fail("--rebuild is for the warehouse against data/raw; name no OLD and NEW with it.", 2)
        else:
            found = _between(old, new, warehouse, by_sheets)
        _show(found, diff_format)
        if found and exit_code:
            raise typer.Exit(1)


def _would_change(run: "Run", files: Sequence["RawFile"], warehouse: "Location", by_sheets: bool) -> "list[Change]":
    """What a run would change; files that it would read or miss are told on stderr."""
    from etl.console import file_line, gone_lines, moved_lines, say
    from etl.preview import Preview
    from etl.run_report import Fate

    preview = Preview(warehouse, by_sheets=by_sheets, anew=run.is_anew)
    with closing(run.read(files)) as reports:
        for report in reports:
            if report.sha256 is None or (report.fate is not Fate.UNCHANGED and not run.is_anew):
                say(file_line(report))
    result = run.publish(preview=preview)
    for line in (*moved_lines(result), *gone_lines(result, run.is_anew)):
        say(line)
    _note(preview.note)
    return preview.changes


def _between(old: str, new: str | None, warehouse: "Location", by_sheets: bool) -> "list[Change]":
    """What differs between two files, or between two notices of one."""
    from etl.warehouse.diff import compare
    from etl.warehouse.location import parse_location
    from etl.warehouse.notice_pair import compare_notices

    if _is_place(old) and (new is None or _is_place(new)):
        try:
            places = parse_location(old), parse_location(new) if new is not None else warehouse
        except ValueError as error:
            fail(str(error), 2)
        found, note = compare(*places, by_sheets=by_sheets)
        _note(note)
        return found
    if new is None:
        fail(f"“{old}” is no warehouse file; name two notices, or give nothing to compare with data/raw.", 2)
    try:
        return compare_notices(warehouse, old, new, by_sheets=by_sheets)
    except LookupError as error:
        fail(str(error.args[0]), 2)


def _is_place(name: str) -> bool:
    from etl.warehouse.connect import is_there
    from etl.warehouse.location import PREFIX

    return name.startswith(PREFIX) or (is_there(Path(name)) and Path(name).is_file())


def _note(note: str | None) -> None:
    from etl.console import say

    if note:
        say(note)


def _show(found: "list[Change]", diff_format: DiffFormat) -> None:
    from etl.change_lines import change_lines, rest_line
    from etl.console import print_lines, say
    from etl.warehouse.query import ResultFormat, write_rows

    if diff_format is DiffFormat.LINES:
        rest = rest_line(found)
        print_lines([*change_lines(found), *([rest] if rest else [])])
        if not found:
            say("no differences")
        return
    rows = ([getattr(change, name) for name in _COLUMNS] for change in found)
    write_rows(_COLUMNS, rows, ResultFormat(diff_format.value), sys.stdout.buffer)
    sys.stdout.buffer.flush()
