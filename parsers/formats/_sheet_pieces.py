"""Where the tables of a sheet are: blank rows part one from the next, and what stands above or below is no row of it.

A sheet is one grid without ends and has no paragraphs, so the shape of what is written tells: a row with a single text
above a table is its title, one below it a note, and a text far to the right belongs to something else.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from parsers.formats._sheet_areas import Area

_FAR: Final = 20
"""Blank columns, or blank rows within one table, beyond which a text belongs to something else."""
_NOTE_LENGTH: Final = 12
"""A text in the first column below a table is a note if it is longer, in characters, or has one of these signs."""
_NOTE_SIGNS: Final = re.compile("[：:。；;]")
_NUMBER: Final = re.compile(r"[(（]?(\d{1,4}|[一二三四五六七八九十]{1,3})[)）]?[、.．]?")
_SENTENCE_LENGTH: Final = 40
"""No header is longer, in characters."""
_HEADER_LENGTH: Final = 24
"""What opens a table below another is shorter, in characters."""
_DEEPEST: Final = 8
"""How often a sheet is cut by rows and columns in turn."""


@dataclass(frozen=True)
class Filled:
    """A cell with text: its place, counted from 1, and whether its borders are drawn."""

    row: int
    column: int
    text: str
    is_bordered: bool = False


@dataclass(frozen=True)
class Written:
    """A filled cell with the area it takes, which is more than one place if it is merged."""

    cell: Filled
    area: Area


@dataclass(frozen=True)
class Piece:
    """One table with what stands above and below it; ``table`` is empty where there are texts alone."""

    above: tuple[Written, ...]
    table: tuple[Written, ...]
    below: tuple[Written, ...]


@dataclass(frozen=True)
class Row:
    """A row in which something begins, and all that takes up room in it, left to right."""

    number: int
    written: tuple[Written, ...]


def to_pieces(written: Sequence[Written]) -> Iterator[Piece]:
    """The pieces of a sheet from top to bottom; ``written`` is sorted by place."""
    return (_parted(piece) for band in _joined(_bands(written)) for piece in _stacked(band))


def to_rows(written: Iterable[Written]) -> list[Row]:
    """Rows in which something begins, from top to bottom."""
    starts: dict[int, list[Written]] = defaultdict(list)
    for one in written:
        starts[one.area[0]].append(one)
    rows: list[Row] = []
    reaching: list[Written] = []
    for number in sorted(starts):
        reaching = [w for w in reaching if w.area[2] >= number]
        rows.append(Row(number, tuple(sorted([*starts[number], *reaching], key=lambda w: w.area[1]))))
        reaching += [w for w in starts[number] if w.area[2] > number]
    return rows


def _bands(written: Sequence[Written], depth: int = 0) -> Iterator[list[Written]]:
    """What blank rows part, then, within that, what many blank columns part."""
    for band in _runs(written, 0, 1):
        groups = list(_runs(sorted(band, key=lambda w: w.area[1]), 1, _FAR))
        if len(groups) == 1 or depth == _DEEPEST:
            yield band
            continue
        for group in groups:
            yield from _bands(sorted(group, key=lambda w: w.area), depth + 1)


def _runs(written: Sequence[Written], axis: int, gap: int) -> Iterator[list[Written]]:
    """Texts, sorted by where they begin on an axis, cut where at least ``gap`` rows or columns are blank."""
    run: list[Written] = []
    end = 0
    for one in written:
        if run and one.area[axis] > end + gap:
            yield run
            run, end = [], 0
        run.append(one)
        end = max(end, one.area[axis + 2])
    if run:
        yield run


def _joined(bands: Iterable[list[Written]]) -> Iterator[list[Written]]:
    """Bands, those put together again that a blank row parts inside a table."""
    held: _Held | None = None
    for band in bands:
        rows = [row.written for row in to_rows(band) if len(row.written) > 1]
        if held is not None and held.goes_on_with(band, rows):
            held.add(band, rows)
            continue
        if held is not None:
            yield held.written
        held = _Held()
        held.add(band, rows)
    if held is not None:
        yield held.written


@dataclass
class _Held:
    """A band that the next one may continue: its extent, that of its rows with several texts in columns."""

    written: list[Written] = field(default_factory=list)
    bottom: int = 0
    left: int | None = None
    right: int = 0

    def add(self, band: Sequence[Written], rows: Sequence[Sequence[Written]]) -> None:
        """Take a band in; ``rows`` are those with several texts."""
        self.written.extend(band)
        self.bottom = max(self.bottom, *(w.area[2] for w in band))
        for row in rows:
            self.left = min(self.left or row[0].area[1], row[0].area[1])
            self.right = max(self.right, row[-1].area[3])

    def goes_on_with(self, band: Sequence[Written], rows: Sequence[Sequence[Written]]) -> bool:
        """Whether a band is the rest of the table: it opens as no header does, with a number or with a sentence that
        stands behind a blank, and lies within the columns of the table."""
        left = self.left
        if left is None or not rows or band[0].area[0] - self.bottom > _FAR:
            return False
        first = rows[0]
        numbered = _NUMBER.fullmatch(first[0].cell.text) is not None
        sentence = first[0].area[1] > left and any(len(w.cell.text) > _SENTENCE_LENGTH for w in first)
        return (numbered or sentence) and all(left <= w.area[1] <= self.right for w in band)


def _stacked(band: Sequence[Written]) -> Iterator[list[Written]]:
    """The tables of a band that follow each other with nothing but titles between them."""
    rows = to_rows(band)
    many = [index for index, row in enumerate(rows) if len(row.written) > 1]
    shape = _Shape(rows) if many else None
    header, cuts = many[0] if many else 0, [0]
    for above, index in pairwise(many):
        if shape is not None and index > above + 1 and shape.begins_anew(header, above + 1, index):
            cuts.append(rows[above + 1].number)
            header = index
    begins = [bisect_left(band, cut, key=lambda w: w.area[0]) for cut in cuts]
    for start, end in pairwise([*begins, len(band)]):
        yield list(band[start:end])


def _parted(written: Sequence[Written]) -> Piece:
    rows = to_rows(written)
    if max(len(row.written) for row in rows) < 2:
        return Piece(tuple(written), (), ())
    shape = _Shape(rows)
    first, last = 0, len(rows)
    while first < last and shape.is_above(first):
        first += 1
    while last > first and shape.is_below(last - 1):
        last -= 1
    inner = rows[first:last]
    if max((len(row.written) for row in inner), default=0) < 2:
        return Piece(tuple(written), (), ())
    top, end = inner[0].number, inner[-1].number
    return Piece(
        tuple(w for w in written if w.area[0] < top),
        tuple(w for w in written if top <= w.area[0] <= end),
        tuple(w for w in written if w.area[0] > end),
    )


class _Shape:
    """The rows of one piece, and which of them are none of its table's."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self._rows = rows
        many = [row.written for row in rows if len(row.written) > 1]
        self._left = min(row[0].area[1] for row in many)
        self._right = max(w.area[3] for row in many for w in row)
        drawn = sum(any(w.cell.is_bordered for w in row) for row in many)
        self._has_borders = drawn * 2 > len(many)
        self._fullest = max(len(row) for row in many)

    def is_above(self, index: int) -> bool:
        """Whether a row above the table is a title or a remark: a single text that is no head of some columns below
        it; or a few texts, without borders over a table that has them or over a title."""
        row = self._rows[index].written
        if self._reaches_down(index):
            return False
        if len(row) == 1:
            return not self._heads_columns(index)
        return self._is_sparse(row) and (self._lacks_borders(row) or self._is_title(index + 1))

    def is_below(self, index: int) -> bool:
        """Whether a row below the table is a note: a text over the whole width, or one in the first column that is
        long or punctuated and has no borders; or a few texts without borders."""
        row = self._rows[index].written
        if len(row) > 1:
            return self._is_sparse(row) and self._lacks_borders(row)
        if self._is_full(row[0]):
            return True
        text = row[0].cell.text
        speaks = len(text) > _NOTE_LENGTH or _NOTE_SIGNS.search(text) is not None
        return speaks and row[0].area[1] <= self._left and not row[0].cell.is_bordered

    def begins_anew(self, header: int, first: int, index: int) -> bool:
        """Whether the row ``index`` is the header of another table, the single texts from row ``first`` on its titles:
        they have no borders in a table that has them, or it opens with the word that opened the first header."""
        row = self._rows[index].written
        texts = [w.cell.text for w in row]
        if _NUMBER.fullmatch(texts[0]) or any(len(t) > _HEADER_LENGTH or t.endswith("。") for t in texts):
            return False
        outside = any(self._lacks_borders(self._rows[i].written) for i in range(first, index))
        return texts[0] == self._rows[header].written[0].cell.text or (outside and not self._lacks_borders(row))

    def _is_title(self, index: int) -> bool:
        rows = self._rows[index : index + 1]
        return bool(rows) and len(rows[0].written) == 1 and self.is_above(index)

    def _reaches_down(self, index: int) -> bool:
        below = self._rows[index + 1 : index + 2]
        return any(w.area[2] >= below[0].number for w in self._rows[index].written) if below else False

    def _heads_columns(self, index: int) -> bool:
        """Whether a single text is merged over some columns, no more than half, of the header right below it."""
        left, right = self._rows[index].written[0].area[1::2]
        below = self._rows[index + 1].written if index + 1 < len(self._rows) else ()
        return self._left < left < right and 2 * (right - left + 1) <= self._right - self._left + 1 and len(below) > 1

    def _is_full(self, one: Written) -> bool:
        return one.area[1] <= self._left < self._right <= one.area[3]

    def _is_sparse(self, row: Sequence[Written]) -> bool:
        return len(row) * 2 <= self._fullest

    def _lacks_borders(self, row: Sequence[Written]) -> bool:
        return self._has_borders and not any(w.cell.is_bordered for w in row)
