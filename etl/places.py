"""Where in a file a value came from: a place as a person writes it, and what stands there."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from etl.raw_files import RawFile
from parsers.formats import draw_page
from schemas.document import Box
from schemas.notice import CellReading, Notice, ParagraphReading

_PART: Final = re.compile(r"(page|table|row|column|paragraph)\s*(\d{1,7})", re.IGNORECASE)


@dataclass(frozen=True)
class Where:
    """A place in a file; what is ``None`` is left open."""

    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    paragraph: int | None = None


def parse_place(text: str) -> Where:
    """A place such as ``page 3, table 1, row 12, column 4`` or ``paragraph 7``, the way ``v_tasks.place`` writes it.

    Raises ``ValueError`` with a sentence for the user if ``text`` is none.
    """
    parts = {name.lower(): int(number) for name, number in _PART.findall(text)}
    if not parts or _PART.sub("", text).strip(" ,;，、"):
        raise ValueError(
            f"“{text}” is no place; write it as “table 1, row 12, column 4”, “page 3, table 1, row 12”, “page 3” or "
            "“paragraph 7”."
        )
    return Where(**parts)


def cells_at(notice: Notice, where: Where) -> list[CellReading]:
    """The cells at a place, in reading order; none where the place is one of paragraphs."""
    if where.paragraph is not None:
        return []
    return [c for c in notice.cells if _is_at(c, where)]


def _is_at(cell: CellReading, where: Where) -> bool:
    """Whether a cell covers a place: a merged cell stands in all its rows and columns."""
    return (
        where.page in (None, cell.page)
        and where.table in (None, cell.table_no)
        and (where.row is None or cell.row_no <= where.row < cell.row_no + cell.row_span)
        and (where.column is None or cell.column_no <= where.column < cell.column_no + cell.column_span)
    )


def paragraphs_at(notice: Notice, where: Where) -> list[ParagraphReading]:
    """The paragraphs at a place; none where the place is one of cells."""
    if where.table is not None or where.row is not None or where.column is not None:
        return []
    return [p for p in notice.paragraphs if where.page in (None, p.page) and where.paragraph in (None, p.paragraph_no)]


def boxes_by_page(readings: Sequence[CellReading | ParagraphReading]) -> dict[int, list[Box]]:
    """What is to be framed on each page, in the order of pages; empty for a file without fixed pages."""
    boxes: dict[int, list[Box]] = defaultdict(list)
    for reading in readings:
        if reading.page is not None and reading.box is not None:
            boxes[reading.page].append(reading.box)
    return dict(sorted(boxes.items()))


def described(readings: Sequence[CellReading | ParagraphReading]) -> Iterator[str]:
    """Each cell and paragraph with its place, its fate and its whole text, as lines."""
    for reading in readings:
        if isinstance(reading, CellReading):
            place = f"table {reading.table_no}, row {reading.row_no}, column {reading.column_no}"
            fate = f"{reading.disposition.value} {reading.field.value}" if reading.field else reading.disposition.value
        else:
            place, fate = f"paragraph {reading.paragraph_no}", reading.disposition.value
        page = f"page {reading.page}, " if reading.page is not None else ""
        yield f"{page}{place} ({_in_file(reading)}): {fate}"
        yield from (f"  {line}" for line in reading.text.split("\n"))


def _in_file(reading: CellReading | ParagraphReading) -> str:
    if reading.box is not None:
        x0, top, x1, bottom = reading.box
        return f"{x0:.0f} to {x1:.0f} pt from the left, {top:.0f} to {bottom:.0f} pt from the top"
    return reading.origin or "the file says no more of its place"


def draw(file: RawFile, readings: Sequence[CellReading | ParagraphReading], target: Path) -> list[Path]:
    """Draw every page that some readings stand on, each framed, and say what was written.

    One page goes to ``target``; of several, each to a file of its own beside it, by its number. The suffix is that of
    the kind of picture. Raises ``UnreadableFileError`` if the format has no pages, ``OSError`` if it cannot write.
    """
    pages = boxes_by_page(readings)
    data = file.data()
    written: list[Path] = []
    for page, boxes in pages.items() or {1: []}.items():
        picture = draw_page(data, page, boxes)
        name = f"{target.stem}-page{page}" if len(pages) > 1 else target.stem
        path = target.with_name(name + picture.suffix)
        path.write_bytes(picture.data)
        written.append(path)
    return written
