"""The ruling lines of a page and the tables that they make, as pdfplumber finds them.

The steps are those of ``pdfplumber.table`` with its settings unchanged, and of Anssi Nurminen's thesis before it: the
sides of all painted paths; those that lie close, moved onto one another; those in one line, joined; where they cross;
the smallest boxes between crossings; boxes that share a corner. pdfplumber compares all lines with all lines and all
points with all points; here each is only compared with its neighbours, and the sums are added up in the same order.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby, pairwise
from operator import itemgetter
from typing import Final, NamedTuple

from schemas.document import Box

_TOLERANCE: Final = 3
"""Points within which lines are one line, end on one another or cross; pdfplumber's ``snap``, ``join`` and
``intersection_tolerance``."""
_SHORT: Final = 1
"""Points below which a side is no line; pdfplumber's ``edge_min_length_prefilter``."""
_SHORTEST: Final = 3
"""Points below which what was joined is none; pdfplumber's ``edge_min_length``."""

Point = tuple[float, float]


class Edge(NamedTuple):
    """A line of a page from the top left corner, in points. ``length`` is kept as it was first reckoned, since adding
    and taking away make another number of it."""

    upright: bool
    x0: float
    top: float
    x1: float
    bottom: float
    length: float


class Crossing(NamedTuple):
    """The numbers of the upright and the level lines that meet at a point."""

    upright: set[int]
    level: set[int]


def to_table_boxes(edges: Iterable[Edge]) -> list[tuple[Box, list[Box]]]:
    """The tables that lines make, each with its box and those of its cells, from the top."""
    crossings = to_crossings(to_lines(edges))
    tables = [cells for cells in to_groups(to_cells(crossings)) if len(cells) > 1]
    return [(_around(cells), cells) for cells in tables]


def to_lines(edges: Iterable[Edge]) -> list[Edge]:
    """Edges that lie close moved onto one another, and those in one line joined."""
    long = [edge for edge in edges if edge.length >= _SHORT]
    upright = _snapped([edge for edge in long if edge.upright], _x0)
    level = _snapped([edge for edge in long if not edge.upright], _top)
    groups = chain(groupby(sorted(level, key=_top), _top), groupby(sorted(upright, key=_x0), _x0))
    joined = chain.from_iterable(_joined(group) for _, group in groups)
    return [edge for edge in joined if edge.length >= _SHORTEST]


_x0, _top = itemgetter(1), itemgetter(2)


def _snapped(edges: Sequence[Edge], place: "itemgetter[float]") -> list[Edge]:
    """Edges whose places follow one another closely, each group moved to its mean place."""
    values = sorted({place(edge) for edge in edges})
    groups: defaultdict[int, list[Edge]] = defaultdict(list)
    number = dict(zip(values, _numbered(values), strict=True))
    for edge in edges:
        groups[number[place(edge)]].append(edge)
    moved: list[Edge] = []
    for _, together in sorted(groups.items()):
        mean = sum(map(place, together)) / len(together)
        moved += [_moved(edge, mean - place(edge)) for edge in together]
    return moved


def _numbered(values: Sequence[float]) -> Iterator[int]:
    number = 0
    for before, value in pairwise([*values[:1], *values]):
        number += value > before + _TOLERANCE
        yield number


def _moved(edge: Edge, by: float) -> Edge:
    if not by:
        return edge
    upright, x0, top, x1, bottom, length = edge
    return (
        Edge(upright, x0 + by, top, x1 + by, bottom, length)
        if upright
        else Edge(upright, x0, top + by, x1, bottom + by, length)
    )


def _joined(group: Iterable[Edge]) -> list[Edge]:
    """The edges of one line, those that touch made one."""
    edges = list(group)
    upright = edges[0].upright
    start, end = (2, 4) if upright else (1, 3)
    edges.sort(key=itemgetter(start))
    joined = edges[:1]
    for edge in edges[1:]:
        last = joined[-1]
        if edge[start] > last[end] + _TOLERANCE:
            joined.append(edge)
        elif edge[end] > last[end] and upright:
            joined[-1] = last._replace(bottom=edge.bottom, length=last.length + (edge.bottom - last.bottom))
        elif edge[end] > last[end]:
            joined[-1] = last._replace(x1=edge.x1, length=edge.x1 - last.x0)
    return joined


def to_crossings(lines: Sequence[Edge]) -> dict[Point, Crossing]:
    """The points where upright and level lines cross or nearly do."""
    level = sorted(((edge.top, edge.x0, edge.x1, n) for n, edge in enumerate(lines) if not edge.upright))
    above, below = [edge[0] + _TOLERANCE for edge in level], [edge[0] - _TOLERANCE for edge in level]
    crossings: dict[Point, Crossing] = {}
    for n, edge in enumerate(lines):
        if not edge.upright:
            continue
        for top, x0, x1, m in level[bisect_left(above, edge.top) : bisect_right(below, edge.bottom)]:
            if x0 - _TOLERANCE <= edge.x0 <= x1 + _TOLERANCE:
                crossing = crossings.setdefault((edge.x0, top), Crossing(set(), set()))
                crossing.upright.add(n)
                crossing.level.add(m)
    return crossings


def to_cells(crossings: Mapping[Point, Crossing]) -> list[Box]:
    """The smallest box to the right of and below each point."""
    columns: defaultdict[float, list[float]] = defaultdict(list)
    rows: defaultdict[float, list[float]] = defaultdict(list)
    for x, y in sorted(crossings):
        columns[x].append(y)
        rows[y].append(x)
    found = (_smallest(point, crossings, columns[point[0]], rows[point[1]]) for point in sorted(crossings))
    return [box for box in found if box]


def _smallest(
    point: Point, crossings: Mapping[Point, Crossing], column: Sequence[float], row: Sequence[float]
) -> Box | None:
    x, y = point
    upright, level = crossings[point]
    rights = [right for right in row[bisect_right(row, x) :] if level & crossings[right, y].level]
    for bottom in column[bisect_right(column, y) :]:
        below = crossings[x, bottom]
        if upright.isdisjoint(below.upright):
            continue
        for right in rights:
            corner = crossings.get((right, bottom))
            if corner and corner.upright & crossings[right, y].upright and corner.level & below.level:
                return (x, y, right, bottom)
    return None


def to_groups(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells that hang together by their corners, from the top."""
    holders: defaultdict[Point, list[int]] = defaultdict(list)
    for n, cell in enumerate(cells):
        for corner in _corners(cell):
            holders[corner].append(n)
    seen: set[int] = set()
    reached = (sorted(_reached(n, cells, holders, seen)) for n in range(len(cells)) if n not in seen)
    groups = [[cells[n] for n in group] for group in reached]
    return sorted(groups, key=lambda group: min((cell[1], cell[0]) for cell in group))


def _reached(first: int, cells: Sequence[Box], holders: dict[Point, list[int]], seen: set[int]) -> list[int]:
    seen.add(first)
    reached = [first]
    for n in reached:
        for corner in _corners(cells[n]):
            new = [m for m in holders.pop(corner, ()) if m not in seen]
            seen.update(new)
            reached += new
    return reached


def _corners(cell: Box) -> tuple[Point, Point, Point, Point]:
    x0, top, x1, bottom = cell
    return (x0, top), (x0, bottom), (x1, top), (x1, bottom)


def _around(cells: Sequence[Box]) -> Box:
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    return (min(lefts), min(tops), max(rights), max(bottoms))
