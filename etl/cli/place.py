"""``etl inspect --at``: what stands at a place of a file, printed and drawn."""

from pathlib import Path

import typer

from etl.cli.exits import fail
from etl.console import print_lines, printable
from etl.places import cells_at, described, draw, paragraphs_at, parse_place
from etl.raw_files import RawFile
from parsers.errors import UnreadableFileError
from schemas.notice import CellReading, Notice, ParagraphReading


def show_place(notice: Notice, file: RawFile, at: str, picture: Path | None) -> None:
    """Print what stands at the place that a person named, and draw its page into ``picture`` if that is given."""
    try:
        where = parse_place(at)
    except ValueError as error:
        fail(str(error), 2)
    found: list[CellReading | ParagraphReading] = [*paragraphs_at(notice, where), *cells_at(notice, where)]
    if not found:
        fail(f"{printable(file.path)} has nothing at “{at}”; `etl inspect` without --at lists its places.", 1)
    print_lines(described(found))
    if picture is not None:
        try:
            for written in draw(file, found, picture):
                typer.echo(f"drawn: {printable(str(written))}", err=True)
        except UnreadableFileError as refusal:
            fail(f"{printable(file.path)}: {refusal}", 1)
        except OSError as error:
            fail(f"{printable(str(picture))} cannot be written: {error.strerror}.", 1)
