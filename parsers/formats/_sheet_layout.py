"""The pieces of a sheet to blocks: the cells of a table with their spans, and the paragraphs around it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from parsers.errors import UnreadableFileError
from parsers.formats._sheet_areas import Area, area_name, clipped, places
from parsers.formats._sheet_pieces import Filled, Written, to_pieces, to_rows
from schemas.document import Block, Cell, Paragraph, Table

_MOST_BLANKS: Final = 200_000
"""Places of a table whose blank cells are all given; a larger one gives its filled cells alone."""
_MOST_PLACES: Final = 1_000_000
"""Places of a table that is read."""
_MOST_TAIL: Final = 100
"""Rows that a merged cell may reach down beyond the last row with a text."""
_SENTENCE_END: Final = re.compile(r"[。；：，、;:,！？]$")
_OPENS_ANEW: Final = re.compile(r"[(（\d①-⑳]|[一二三四五六七八九十]{1,3}[、.]|.{1,6}[：:]")


def lay_out(sheet: str, filled: Sequence[Filled], merges: Sequence[Area]) -> Iterator[Block]:
    """The blocks of a sheet in reading order. ``merges`` are sorted and overlap nowhere.

    Raises ``UnreadableFileError`` for a table larger than any notice has.
    """
    areas = {area[:2]: area for area in merges}
    last = max((cell.row for cell in filled), default=0)
    written = []
    for cell in sorted(filled, key=lambda c: (c.row, c.column)):
        top, left, bottom, right = areas.get((cell.row, cell.column), (cell.row, cell.column, cell.row, cell.column))
        written.append(Written(cell, (top, left, min(bottom, last + _MOST_TAIL), right)))
    if sum(w.area[2] - w.area[0] + 1 for w in written) > _MOST_PLACES:
        raise _too_large(f"the sheet {sheet}")
    for piece in to_pieces(written):
        yield from _paragraphs(sheet, piece.above)
        if piece.table:
            yield _table(sheet, piece.table, merges)
        yield from _paragraphs(sheet, piece.below)


def _paragraphs(sheet: str, written: Sequence[Written]) -> Iterator[Paragraph]:
    for one in written:
        for text in to_paragraphs(one.cell.text):
            yield Paragraph(text=text, origin=area_name(sheet, one.area))


def _table(sheet: str, written: Sequence[Written], merges: Sequence[Area]) -> Table:
    frame = _frame(written)
    top, left, bottom, right = frame
    size = (bottom - top + 1) * (right - left + 1)
    if size > _MOST_PLACES:
        raise _too_large(f"the table {area_name(sheet, frame)}")
    texts = {w.area[:2]: w.cell.text for w in written}
    areas = [clipped(w.area, frame) for w in written]
    if size <= _MOST_BLANKS:
        areas += list(_blank(frame, areas, merges))
    cells = (
        Cell(
            row=area[0] - top + 1,
            column=area[1] - left + 1,
            row_span=area[2] - area[0] + 1,
            column_span=area[3] - area[1] + 1,
            text=texts.get(area[:2], ""),
            origin=area_name(sheet, area),
        )
        for area in sorted(areas)
    )
    return Table(cells=tuple(cells), rows=bottom - top + 1, columns=right - left + 1)


def _too_large(what: str) -> UnreadableFileError:
    return UnreadableFileError(f"{what} is larger than any notice has; save the notice in a file by itself.")


def _frame(written: Sequence[Written]) -> Area:
    """The extent of a table. A section that is merged beyond the other rows does not widen it."""
    many = [w for row in to_rows(written) if len(row.written) > 1 for w in row.written]
    right = max([*(w.area[3] for w in many), *(w.area[1] for w in written)])
    tops, lefts = [w.area[0] for w in written], [w.area[1] for w in written]
    return min(tops), min(lefts), max(w.area[2] for w in written), right


def _blank(frame: Area, areas: Sequence[Area], merges: Sequence[Area]) -> Iterator[Area]:
    """What is left of a frame: merged areas without text, then single places."""
    taken = {place for area in areas for place in places(area)}
    first, last = bisect_left(merges, (frame[0], 0, 0, 0)), bisect_left(merges, (frame[2] + 1, 0, 0, 0))
    for area in (merges[index] for index in range(first, last)):
        inside = clipped(area, frame)
        if inside[1] <= inside[3] and taken.isdisjoint(places(inside)):
            taken.update(places(inside))
            yield inside
    yield from ((row, column, row, column) for row, column in places(frame) if (row, column) not in taken)


def to_paragraphs(text: str) -> Iterator[str]:
    """Paragraphs of a text outside of tables. A line end in it ends a paragraph, unless it parts two lines of about
    one length inside a sentence: then a title was cut to fit its cell."""
    held: list[str] = []
    for line in text.split("\n"):
        if held and not _is_cut(held[-1], line):
            yield "".join(held)
            held = []
        held.append(line)
    yield "".join(held)


def _is_cut(above: str, below: str) -> bool:
    if _SENTENCE_END.search(above) or _OPENS_ANEW.match(below):
        return False
    return max(len(above), len(below)) <= 2 * min(len(above), len(below))
