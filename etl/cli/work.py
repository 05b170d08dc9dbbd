"""What commands that read files and write the warehouse share: what they need before, and how they end."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import typer

from etl.cli.exits import fail
from etl.cli.journal import log_checks, log_publish
from etl.cli.memory import require_memory

if TYPE_CHECKING:
    from etl.files import Found
    from etl.hashes import Hashes
    from etl.pipeline import Run
    from etl.preview import Preview
    from etl.raw_files import RawFile
    from etl.readers.file_rows import FileRows
    from etl.run_log import RunLog
    from etl.run_report import RunReport
    from etl.warehouse.location import Lake, Location
    from etl.warehouse.wait import Wait
    from parsers.reading import Reader
    from schemas.reference import Reference


def read_reference(decisions: Path, family_decisions: Path | None = None) -> "Reference":
    """The reference data with the user's decisions on units and on families."""
    from etl.reference.load import load_reference

    return load_reference(decisions, family_decisions)


def make_reader(reference: "Reference", patience: float) -> "Reader[FileRows]":
    """What reads files: a process of its own that is given so many seconds for a page."""
    from etl.readers import process
    from parsers.isolated import Limits

    return process.isolated_reader(reference, Limits(patience=patience))


def make_readers(reference: "Reference", patience: float, workers: int | None, files: int) -> list["Reader[FileRows]"]:
    """As many readers as are wished, else as are fit for so many files."""
    from parsers.isolated.pool import default_workers

    return [make_reader(reference, patience) for _ in range(workers or default_workers(files))]


def list_files(
    paths: list[Path], hashes: "Hashes | None" = None, warehouse: "Location | None" = None
) -> list["RawFile"]:
    """The files of ``look_for``."""
    return look_for(paths, hashes, warehouse).files


def look_for(paths: list[Path], hashes: "Hashes | None" = None, warehouse: "Location | None" = None) -> "Found":
    """The files that are named and those in the folders that are; leaves with 2 if there is none of a name, or if it
    is the warehouse, whose files are passed over. What is known of ``hashes`` is not looked into."""
    from etl.files import OwnFileError, find
    from etl.warehouse.own_files import OwnFiles

    try:
        return find(paths, hashes, OwnFiles(warehouse) if warehouse is not None else ())
    except FileNotFoundError as missing:
        if _is_something(str(missing)):
            fail(f"{missing} is neither a file nor a folder.", 2)
        fail(f"there is no file or folder {missing}.", 2)
    except PermissionError as forbidden:
        fail(f"{forbidden.filename} cannot be reached ({forbidden.strerror}); see to its permissions.", 2)
    except OwnFileError as own:
        fail(f"{own} is the warehouse itself and no notice; name files and folders of notices.", 2)


def _is_something(path: str) -> bool:
    """Whether a pipe, a socket or a device is there."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


@contextmanager
def writing(
    warehouse: "Location", command: str, seconds: float, decisions: tuple[Path, ...] = (), dry: bool = False
) -> Iterator["Wait"]:
    """While it lasts nobody else writes to the warehouse or its ``decisions``; a ``dry`` run need not wait for that. It
    gives how long to wait for others, and that tells the user."""
    from etl.console import say
    from etl.reference.written import clear_draft
    from etl.warehouse.location import Lake
    from etl.warehouse.lock import writing as locked
    from etl.warehouse.wait import Wait

    wait = Wait(seconds, say)
    if isinstance(warehouse, Lake):
        _require_folder(warehouse)
    if dry:
        yield wait
        return
    require_memory()
    if isinstance(warehouse, Lake):  # many machines read files at once, and each publishes in its turn
        yield wait
        return
    with locked(warehouse, wait, command):
        for file in decisions:
            clear_draft(file)
        yield wait


def _require_folder(lake: "Lake") -> None:
    """Leave with 2 if a lake was called with a wrong folder, or with none where it needs one: before files are read."""
    from etl.warehouse.lake.folder import FolderError, require_folder

    try:
        require_folder(lake)
    except FolderError as error:
        fail(str(error), 2)


@contextmanager
def remembering(hashes: "Hashes", warehouse: "Location", dry: bool = False) -> Iterator[None]:
    """However it ends, the hashes that it took are kept for the next run; of a ``dry`` one nothing is."""
    try:
        yield
    finally:
        if not dry and isinstance(warehouse, Path):
            hashes.save(warehouse)


SHOWN_CHANGES: Final = 60
"""Number of changes that a dry run shows if not all are asked for."""


def finish(
    run: "Run",
    files: list["RawFile"],
    warehouse: "Location",
    dry: bool,
    accept: Callable[[Any], None] | None = None,
    log: "RunLog | None" = None,
    most: int | None = SHOWN_CHANGES,
) -> None:
    """Read the files, publish, tell, and leave with the exit code that the run has earned.

    A dry run tells the changes that it would make, no more than ``most``.
    """
    from etl.check_lines import failed_lines
    from etl.console import closing_line, file_line, gone_lines, moved_lines, printable, progress, say
    from etl.run_log import RunLog
    from etl.run_report import Fate
    from etl.warehouse.content import stored_content

    log = log or RunLog(None, run.run_id, say)
    with progress(len(files)) as shown, closing(run.read(files)) as reports:
        for report in reports:
            shown.done(report)
            log.file(report)
    so_far = run.so_far()
    log.gone(so_far.gone)
    for line in (*moved_lines(so_far), *gone_lines(so_far, run.is_anew)):
        say(line)
    preview = _preview(warehouse) if dry else None
    result = _published(run, warehouse, accept, preview, log)
    for report in result.files:
        if report.fate is Fate.SUPERSEDED:
            say(file_line(report))
    for line in failed_lines(result.checks):
        say(printable(line))
    if preview is not None:
        tell_changes(preview, most)
    content = None if dry else stored_content(warehouse)
    say(closing_line(result, str(warehouse), dry, content.sha256 if content else None))
    if not result.is_clean:
        raise typer.Exit(1)


def _published(
    run: "Run",
    warehouse: "Location",
    accept: Callable[[Any], None] | None,
    preview: "Preview | None",
    log: "RunLog",
) -> "RunReport":
    """Publish if ``accept`` lets it be, or show a ``preview`` what would be, and log that."""

    def judge(built: object) -> None:
        log_checks(log, built)
        if accept is not None:
            accept(built)

    begun = time.monotonic()
    result = run.publish(judge, preview)
    log.result(result)
    if result.published:
        log_publish(log, warehouse, time.monotonic() - begun)
    return result


def _preview(warehouse: "Location") -> "Preview":
    from etl.preview import Preview

    return Preview(warehouse)


def tell_changes(preview: "Preview", most: int | None) -> None:
    """The changes of a dry run on stderr, a line each."""
    from etl.change_lines import capped, change_lines, rest_line
    from etl.console import say

    if preview.note:
        say(preview.note)
    for line in capped(change_lines(preview.changes), most, "give --all to see them"):
        say(f"  {line}")
    if rest := rest_line(preview.changes):
        say(f"  {rest}")
