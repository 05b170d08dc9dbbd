"""What commands that read files and write the warehouse share: what they need before, and how they end."""

from contextlib import AbstractContextManager, closing, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Final

import typer

from etl.cli.exits import fail

if TYPE_CHECKING:
    from etl.pipeline import Run
    from etl.preview import Preview
    from etl.raw_files import RawFile
    from etl.run_report import RunReport
    from parsers.reading import Reader
    from schemas.reference import Reference


def read_reference(decisions: Path, family_decisions: Path | None = None) -> "Reference":
    """The reference data with the user's decisions on units and on families."""
    from etl.reference.load import load_reference

    return load_reference(decisions, family_decisions)


def make_reader(reference: "Reference", patience: float) -> "Reader":
    """What reads files: a process of its own that is given so many seconds for a page."""
    from parsers import isolated

    return isolated.IsolatedReader(reference.vocabulary, isolated.Limits(patience=patience))


def list_files(paths: list[Path]) -> list["RawFile"]:
    """The files that are named and those in the folders that are; leaves with 2 if there is none of a name."""
    from etl.files import find_files

    try:
        return find_files(paths)
    except FileNotFoundError as missing:
        fail(f"there is no file or folder {missing}.", 2)


def writing(warehouse: Path, dry: bool = False) -> AbstractContextManager[None]:
    """While it lasts nobody else writes to the warehouse; a ``dry`` run need not wait for that."""
    from etl.console import say
    from etl.warehouse.lock import writing as locked

    return nullcontext() if dry else locked(warehouse, say)


SHOWN_CHANGES: Final = 60
"""Number of changes that a dry run shows if not all are asked for."""


def finish(
    run: "Run",
    files: list["RawFile"],
    warehouse: Path,
    dry: bool,
    accept: object = None,
    most: int | None = SHOWN_CHANGES,
) -> None:
    """Read the files, publish, tell, and leave with the exit code that the run has earned.

    A dry run tells the changes that it would make, no more than ``most``.
    """
    from etl.console import closing_line, file_line, gone_lines, progress, say
    from etl.run_report import Fate

    with progress(len(files)) as shown, closing(run.read(files)) as reports:
        for report in reports:
            shown.done(report)
    preview = _preview(warehouse) if dry else None
    result: RunReport = run.publish(accept, preview)  # type: ignore[arg-type]
    for report in result.files:
        if report.fate is Fate.SUPERSEDED:
            say(file_line(report))
    for line in gone_lines(result, run.is_anew):
        say(line)
    if preview is not None:
        tell_changes(preview, most)
    say(closing_line(result, str(warehouse), dry))
    if not result.is_clean:
        raise typer.Exit(1)


def _preview(warehouse: Path) -> "Preview":
    from etl.preview import Preview

    return Preview(warehouse)


def tell_changes(preview: "Preview", most: int | None) -> None:
    """The changes of a dry run on stderr, a line each."""
    from etl.change_lines import capped, change_lines
    from etl.console import say

    if preview.note:
        say(preview.note)
    for line in capped(change_lines(preview.changes), most, "give --all to see them"):
        say(f"  {line}")
