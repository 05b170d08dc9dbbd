"""What commands that read files and write the warehouse share: what they need before, and how they end."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from etl.cli.exits import fail

if TYPE_CHECKING:
    from etl.pipeline import Run
    from etl.raw_files import RawFile
    from etl.run_report import RunReport
    from etl.warehouse.wait import Wait
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


@contextmanager
def writing(
    warehouse: Path, command: str, seconds: float, decisions: tuple[Path, ...] = (), dry: bool = False
) -> Iterator["Wait"]:
    """While it lasts nobody else writes to the warehouse or its ``decisions``; a ``dry`` run need not wait for that. It
    gives how long to wait for others, and that tells the user."""
    from etl.console import say
    from etl.reference.written import clear_draft
    from etl.warehouse.lock import writing as locked
    from etl.warehouse.wait import Wait

    wait = Wait(seconds, say)
    if dry:
        yield wait
        return
    with locked(warehouse, wait, command):
        for file in decisions:
            clear_draft(file)
        yield wait


def finish(run: "Run", files: list["RawFile"], warehouse: Path, dry: bool, accept: object = None) -> None:
    """Read the files, publish, tell, and leave with the exit code that the run has earned."""
    from etl.check_lines import failed_lines
    from etl.console import closing_line, file_line, printable, progress, say
    from etl.run_report import Fate

    with progress(len(files)) as shown, closing(run.read(files)) as reports:
        for report in reports:
            shown.done(report)
    result: RunReport = run.publish(accept)  # type: ignore[arg-type]
    for report in result.files:
        if report.fate is Fate.SUPERSEDED:
            say(file_line(report))
    for line in failed_lines(result.checks):
        say(printable(line))
    say(closing_line(result, str(warehouse), dry))
    if not result.is_clean:
        raise typer.Exit(1)
