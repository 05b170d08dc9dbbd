"""Where the cells of a page's table stand: the table model of the HTML Standard ("Forming a table", 4.9.12), as drawn.

The standard lets a cell run out of its row group and over another cell, and lets a table be wider than what is in
it; browsers draw none of that. So a row span ends with its row group, a column span before a cell that comes down
from above, and columns and rows in which no cell begins do not exist.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Generic, TypeVar

from parsers.errors import UnreadableFileError

MOST_COLUMNS: Final = 500
"""Columns that a table can have; a notice has ten."""
_MOST_COLUMN_SPAN: Final = 1000
_MOST_ROW_SPAN: Final = 65_534

T = TypeVar("T")


@dataclass(frozen=True)
class Spanning(Generic[T]):
    """A cell as written: what it is, and how many columns and rows it asks for (0 rows: the rest of its group)."""

    item: T
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Placed(Generic[T]):
    """A cell in the grid, from 1; ``is_cut`` where another cell stood in its way."""

    item: T
    row: int
    column: int
    row_span: int
    column_span: int
    is_cut: bool = False


def span(text: str | None, *, rows: bool = False) -> int:
    """Value of a ``colspan`` or ``rowspan`` attribute, as the standard clips it; 1 where it is no number."""
    digits = ""
    for char in (text or "").strip().removeprefix("+")[:9]:
        if not "0" <= char <= "9":
            break
        digits += char
    if not digits:
        return 1
    return min(_MOST_ROW_SPAN, int(digits)) if rows else min(_MOST_COLUMN_SPAN, int(digits)) or 1


def form(groups: Sequence[Sequence[Sequence[Spanning[T]]]]) -> list[Placed[T]]:
    """The cells of row groups of rows in their places, in the order written. Raises ``UnreadableFileError`` if more
    cells stand side by side than any notice has."""
    cells: list[Placed[T]] = []
    first = 1
    for group in groups:
        cells.extend(_group(group, first))
        first += len(group)
    return _compact(cells)


def _group(rows: Sequence[Sequence[Spanning[T]]], first: int) -> Iterator[Placed[T]]:
    taken: list[int] = []  # for every column the last row in which a cell from above covers it
    last = first + len(rows) - 1
    for row, cells in enumerate(rows, first):
        column = 0
        for cell in cells:
            while column < len(taken) and taken[column] >= row:
                column += 1
            wanted = min(cell.columns, MOST_COLUMNS - column)
            if wanted < 1:
                raise UnreadableFileError(
                    f"a table in it has more than {MOST_COLUMNS} columns, so it is damaged; save the page anew."
                )
            width = _free_width(taken, row, column, wanted)
            height = last - row + 1 if cell.rows == 0 else min(cell.rows, last - row + 1)
            taken.extend([0] * (column + width - len(taken)))
            taken[column : column + width] = [row + height - 1] * width
            yield Placed(cell.item, row, column + 1, height, width, width < wanted)
            column += width


def _free_width(taken: Sequence[int], row: int, column: int, wanted: int) -> int:
    """How far a cell may reach to the right before one that comes down from above."""
    below = (c for c in range(column + 1, min(column + wanted, len(taken))) if taken[c] >= row)
    return next(below, column + wanted) - column


def _compact(cells: Sequence[Placed[T]]) -> list[Placed[T]]:
    """The same cells without the rows and columns in which none begins."""
    rows, columns = sorted({c.row for c in cells}), sorted({c.column for c in cells})
    return [
        replace(
            cell,
            row=bisect_left(rows, cell.row) + 1,
            column=bisect_left(columns, cell.column) + 1,
            row_span=_count(rows, cell.row, cell.row_span),
            column_span=_count(columns, cell.column, cell.column_span),
        )
        for cell in cells
    ]


def _count(kept: Sequence[int], first: int, length: int) -> int:
    """How many of the kept rows or columns lie among ``length`` from ``first`` on, itself one of them."""
    return bisect_left(kept, first + length) - bisect_left(kept, first)
