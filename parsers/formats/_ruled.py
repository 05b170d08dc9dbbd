"""Ruled tables: the boxes that lines on a page make, and the characters in them, to tables and lines of text.

For every format with fixed pages: it does not matter who found the boxes and the characters.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, groupby, pairwise
from operator import attrgetter, itemgetter
from typing import Final, NamedTuple

from parsers.formats._reflow import Line, to_paragraphs, to_text
from schemas.document import Box, Cell, Doubt, Overflow, Table

_EDGE_TOLERANCE: Final = 3.0
"""Ruling lines closer than this, in points, are one edge (double borders, rounding)."""
_SPACE_EM: Final = 0.4
"""A gap wider than this, in ems, is a space; typesetters put a quarter em between Chinese and Latin text."""


class Glyph(NamedTuple):
    """One character where it is drawn: coordinates from the page's top left corner and ``size`` of its type, in points.
    ``score`` is that of ``Doubt``, ``None`` for a character that is certain."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    score: float | None = None


Drawn = tuple[Box, Sequence[Box]]
"""A table as drawn: its own box and those of its cells."""


def to_tables(
    drawn: Iterable[Drawn], glyphs: Iterable[Glyph], page: int
) -> tuple[tuple[tuple[Box, Table], ...], tuple[Line, ...], tuple[Line, ...]]:
    """The tables of a page from top to bottom, each with its box; the lines outside of them; and the lines that lie in
    a table's box but in none of its cells."""
    tables: list[tuple[Box, Table]] = []
    stray: list[Line] = []
    outside = list(glyphs)
    for bounds, boxes in sorted(drawn, key=lambda d: (d[0][1], d[0][0])):
        boxes = [box for box in boxes if box[2] - box[0] > _EDGE_TOLERANCE and box[3] - box[1] > _EDGE_TOLERANCE]
        if len(boxes) < 2:
            continue  # a frame around text is no table: its words are read as lines
        inside, outside = _split(outside, bounds)
        cells, left_over = _cells(boxes, inside)
        stray.extend(to_lines(left_over))
        rows = max(c.row + c.row_span - 1 for c in cells)
        columns = max(c.column + c.column_span - 1 for c in cells)
        tables.append((bounds, Table(cells=cells, rows=rows, columns=columns, page=page)))
    return tuple(tables), tuple(to_lines(outside)), tuple(stray)


def _split(glyphs: Iterable[Glyph], box: Box) -> tuple[list[Glyph], list[Glyph]]:
    x0, top, x1, bottom = box
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        is_in = x0 <= (glyph.x0 + glyph.x1) / 2 <= x1 and top <= (glyph.top + glyph.bottom) / 2 <= bottom
        (inside if is_in else outside).append(glyph)
    return inside, outside


def _parted(glyphs: Sequence[Glyph], boxes: Iterable[Box]) -> Iterator[list[Glyph]]:
    """What is in each box, in the order of the characters, and at last what is in none; of two boxes the first has it.

    Only the characters on the height of a row of boxes are looked at, and of those only the ones between the sides of a
    box; every box with every character takes minutes where a page has thousands of cells.
    """
    middles = _middles(glyphs)
    across = [(glyph.x0 + glyph.x1) / 2 for glyph in glyphs]
    down = sorted(range(len(glyphs)), key=middles.__getitem__)
    heights = sorted(middles)
    free = [True] * len(glyphs)
    for (top, bottom), row in groupby(boxes, key=itemgetter(1, 3)):
        beside = sorted(down[bisect_left(heights, top) : bisect_right(heights, bottom)], key=across.__getitem__)
        places = [across[n] for n in beside]
        for x0, _, x1, _ in row:
            inside = sorted([n for n in beside[bisect_left(places, x0) : bisect_right(places, x1)] if free[n]])
            for n in inside:
                free[n] = False
            yield [glyphs[n] for n in inside]
    yield list(compress(glyphs, free))


def _middles(glyphs: Iterable[Glyph]) -> list[float]:
    """How far down each character lies, half way between its top and its bottom."""
    return [(glyph.top + glyph.bottom) / 2 for glyph in glyphs]


def _cells(boxes: Sequence[Box], glyphs: list[Glyph]) -> tuple[tuple[Cell, ...], list[Glyph]]:
    """Cells on the grid that all their edges make, in reading order, and the characters that are in none."""
    xs = _edges(x for box in boxes for x in (box[0], box[2]))
    ys = _edges(y for box in boxes for y in (box[1], box[3]))
    cells: list[Cell] = []
    ordered = sorted(boxes, key=itemgetter(1, 0))
    *contents, left_over = _parted(glyphs, ordered)
    for box, inside in zip(ordered, contents, strict=True):
        row, column = _nearest(ys, box[1]), _nearest(xs, box[0])
        text, doubts, overflow = _content(box, to_lines(inside))
        cells.append(
            Cell(
                row=row + 1,
                column=column + 1,
                row_span=max(1, _nearest(ys, box[3]) - row),
                column_span=max(1, _nearest(xs, box[2]) - column),
                text=text,
                overflow=overflow,
                box=box,
                doubts=doubts,
            )
        )
    return tuple(sorted(cells, key=lambda c: (c.row, c.column))), [g for g in left_over if g.text.strip()]


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > _EDGE_TOLERANCE:
            edges.append(value)
    return edges


def _nearest(edges: Sequence[float], value: float) -> int:
    right = bisect_left(edges, value, 0, len(edges) - 1)
    return right - 1 if right and abs(edges[right - 1] - value) <= abs(edges[right] - value) else right


def _content(box: Box, lines: Sequence[Line]) -> tuple[str, tuple[Doubt, ...], Overflow]:
    if not lines:
        return "", (), Overflow.NONE
    size = lines[0].size
    # Cells are padded alike on both sides; a centred short line must not be taken for a wide padding.
    padding = min(max(0.0, min(line.x0 for line in lines) - box[0]), size)
    right = box[2] - padding
    paragraphs = to_paragraphs(lines, right, box[0] + padding)
    text, doubts = to_text(paragraphs)
    pitch = min((b.top - a.top for a, b in pairwise(lines)), default=1.3 * size)
    if box[3] - lines[-1].bottom >= max(pitch, size):
        return text, doubts, Overflow.NONE
    full = right - lines[-1].x1 < 2 * size
    return text, doubts, Overflow.LINE if full else Overflow.PARAGRAPH


def to_lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Characters to lines from top to bottom, blank ones left out."""
    rows: list[list[Glyph]] = []
    glyphs = [*glyphs]
    middles = _middles(glyphs)
    middle, size = 0.0, 0.0  # of the first in the last row
    for n in sorted(range(len(glyphs)), key=middles.__getitem__):
        glyph = glyphs[n]
        if rows and abs(middles[n] - middle) < 0.5 * min(glyph.size, size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            middle, size = middles[n], glyph.size
    return [line for row in rows if (line := _line(row)).text]


def _line(glyphs: list[Glyph]) -> Line:
    glyphs.sort(key=attrgetter("x0"))
    text = ""
    end: float | None = None
    doubts: list[Doubt] = []
    for char, x0, x1, _, _, size, score in glyphs:
        if end is not None and x0 - end > _SPACE_EM * size and not text.endswith(" "):
            text += " "
        if score is not None:
            doubts.append(Doubt(at=len(text), char=char, score=score))
        text += char
        end = x1
    _, lefts, rights, tops, bottoms, sizes, _ = zip(*[g for g in glyphs if g.text.strip()] or glyphs, strict=True)
    trimmed = len(text) - len(text.lstrip())
    return Line(
        text=text.strip(),
        x0=lefts[0],
        x1=rights[-1],
        top=min(tops),
        bottom=max(bottoms),
        size=max(sizes),
        doubts=tuple(d.model_copy(update={"at": d.at - trimmed}) for d in doubts),
    )
