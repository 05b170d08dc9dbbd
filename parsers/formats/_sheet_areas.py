"""Areas of a sheet: how they are called, which merged ones hold, and what lies under them."""

from bisect import bisect_right, insort
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

Area = tuple[int, int, int, int]
"""Top, left, bottom and right of an area of cells, counted from 1."""
Place = tuple[int, int]
"""Row and column of a cell, counted from 1."""


def column_name(column: int) -> str:
    """The letters of a column counted from 1: 1 is A, 27 is AA."""
    name = ""
    while column > 0:
        column, letter = divmod(column - 1, 26)
        name = chr(ord("A") + letter) + name
    return name


def area_name(sheet: str, area: Area) -> str:
    """An area in the words of the format: ``Sheet1!B12`` or ``Sheet1!B12:B14``."""
    top, left, bottom, right = area
    first, last = f"{column_name(left)}{top}", f"{column_name(right)}{bottom}"
    return f"{sheet}!{first}" + (f":{last}" if last != first else "")


def places(area: Area) -> Iterator[Place]:
    """Every place of an area, row by row."""
    top, left, bottom, right = area
    return ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def clipped(area: Area, frame: Area) -> Area:
    """What of an area lies in a frame; its bottom or right is before its top or left where nothing does."""
    return max(area[0], frame[0]), max(area[1], frame[1]), min(area[2], frame[2]), min(area[3], frame[3])


@dataclass
class _Open:
    """Areas that reach the row at hand, sorted by their left columns; no two share a column."""

    areas: list[tuple[int, Area]] = field(default_factory=list)

    def over(self, row: int, left: int, right: int) -> Area | None:
        """The first area that reaches ``row`` between two columns; areas that ended above are let go."""
        index = max(bisect_right(self.areas, (left, (0, 0, 0, 0))) - 1, 0)
        while index < len(self.areas) and self.areas[index][0] <= right:
            area = self.areas[index][1]
            if area[2] < row:
                del self.areas[index]
            elif area[3] >= left:
                return area
            else:
                index += 1
        return None

    def add(self, area: Area) -> None:
        """Keep an area that shares no column with another."""
        insort(self.areas, (area[1], area))


def settle(areas: Iterable[Area], filled: Collection[Place]) -> tuple[list[Area], dict[Place, Area]]:
    """Areas without those that overlap one above or left of them, and the filled places that lie under one, with it.

    One pass down the sheet: its time grows with the number of areas and places, not with the size of the areas.
    """
    kept: list[Area] = []
    covered: dict[Place, Area] = {}
    opened = _Open()
    waiting = sorted(filled, reverse=True)
    for area in sorted({a for a in areas if a[0] <= a[2] and a[1] <= a[3] and a[:2] != a[2:]}):
        _cover(opened, waiting, area[0], covered)
        if opened.over(area[0], area[1], area[3]) is None:
            kept.append(area)
            opened.add(area)
    _cover(opened, waiting, None, covered)
    return kept, covered


def _cover(opened: _Open, waiting: list[Place], before: int | None, covered: dict[Place, Area]) -> None:
    """Take places above the row ``before`` off the end of ``waiting``, and note those that an open area covers."""
    while waiting and (before is None or waiting[-1][0] < before):
        row, column = waiting.pop()
        over = opened.over(row, column, column)
        if over is not None and over[:2] != (row, column):
            covered[row, column] = over
