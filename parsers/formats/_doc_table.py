"""Rows of Word's older formats to a table.

A row says by itself, in twips from the margin, where its cells stand; there is no grid. The columns of a table are the
edges that any of its rows has, and merged cells are one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from schemas.document import Cell, Table

SAME_EDGE: Final = 56
"""Edges of different rows that are less than this apart, in twips (a twentieth of a point), are one to the eye: 1 mm.
Rows that were drawn or resized by hand differ by some twips, and no column that narrow can hold a character."""


@dataclass(frozen=True)
class RowCell:
    """A cell as its row defines it: edges in twips from the margin; whether it goes on the one before, or above."""

    left: int
    right: int
    is_merged: bool = False
    goes_down: bool = False
    goes_on: bool = False


@dataclass(frozen=True)
class RowShape:
    """The cells of a row, and what tells its table from one right above or below."""

    cells: tuple[RowCell, ...]
    identity: tuple[int, ...] = ()


@dataclass(frozen=True)
class Content:
    """What stands in a cell, and where that is in the words of the format."""

    text: str
    tables: tuple[Table, ...]
    origin: str

    def with_more(self, text: str, tables: tuple[Table, ...]) -> "Content":
        """The content with that of a cell merged into this one behind it.

        Word hides what the other cells of a merge hold but keeps it, and other programs show it: do not lose it.
        """
        joined = "\n".join(t for t in (self.text, text) if t)
        return replace(self, text=joined, tables=self.tables + tables)


@dataclass(frozen=True)
class DrawnRow:
    """A row's shape, and what stands in each cell of it."""

    shape: RowShape
    contents: tuple[Content, ...]


@dataclass(frozen=True)
class _Drawn:
    """The cells that are drawn as one in a row: ``column`` and ``span`` on the grid, merged downwards or not."""

    column: int
    span: int
    goes_down: bool
    goes_on: bool
    content: Content


def table_of(rows: Sequence[DrawnRow]) -> Table:
    """The table of some rows, at least one."""
    columns = columns_of(edges_of(row.shape.cells) for row in rows)
    cells: list[Cell] = []
    merges: dict[tuple[int, int], int] = {}  # column and span of a cell merged downwards -> its index in ``cells``
    for row_no, row in enumerate(rows, 1):
        above, merges = merges, {}
        for drawn in _drawn(row, columns):
            where = (drawn.column, drawn.span)
            if drawn.goes_on and where in above:
                merges[where] = above[where]
                cells[above[where]] = _extended(cells[above[where]], row_no, drawn.content)
            else:
                if drawn.goes_down:
                    merges[where] = len(cells)
                cells.append(_cell(row_no, drawn))
    return Table(cells=tuple(cells), rows=len(rows), columns=max(columns.values()) - 1)


def _drawn(row: DrawnRow, columns: dict[int, int]) -> Iterator[_Drawn]:
    """Cells of a row on the table's columns, those merged across as one."""
    edges = [columns[edge] for edge in edges_of(row.shape.cells)]
    drawn: _Drawn | None = None
    for n, (shape, content) in enumerate(zip(row.shape.cells, row.contents, strict=True)):
        span = edges[n + 1] - edges[n]
        if drawn is not None and shape.is_merged:
            more = drawn.content.with_more(content.text, content.tables)
            drawn = replace(drawn, span=drawn.span + span, content=more)
            continue
        if drawn is not None:
            yield drawn
        drawn = _Drawn(edges[n], span, shape.goes_down, shape.goes_on, content)
    if drawn is not None:
        yield drawn


def _cell(row_no: int, drawn: _Drawn) -> Cell:
    content = drawn.content
    return Cell(
        row=row_no,
        column=drawn.column,
        column_span=drawn.span,
        text=content.text,
        tables=content.tables,
        origin=content.origin,
    )


def _extended(cell: Cell, row_no: int, content: Content) -> Cell:
    joined = Content(cell.text, cell.tables, "").with_more(content.text, content.tables)
    return cell.model_copy(update={"row_span": row_no - cell.row + 1, "text": joined.text, "tables": joined.tables})


def edges_of(cells: Sequence[RowCell]) -> tuple[int, ...]:
    """Edges of a row from left to right; cells without width get a twip, so that none is lost."""
    edges: list[int] = []
    for at in (*(cell.left for cell in cells), *(cell.right for cell in cells[-1:])):
        edges.append(max(at, edges[-1] + 1) if edges else at)
    return tuple(edges)


def columns_of(rows: Iterable[tuple[int, ...]]) -> dict[int, int]:
    """Number of the column, from 1, that begins at each edge of a table's rows.

    Edges nearer than ``SAME_EDGE`` are one, unless a row has both.
    """
    rows_with: dict[int, set[int]] = {}
    for number, edges in enumerate(dict.fromkeys(rows)):
        for edge in edges:
            rows_with.setdefault(edge, set()).add(number)
    columns: dict[int, int] = {}
    first, taken, column = None, set[int](), 0
    for edge in sorted(rows_with):
        if first is None or edge - first >= SAME_EDGE or taken & rows_with[edge]:
            first, taken, column = edge, set(), column + 1
        taken |= rows_with[edge]
        columns[edge] = column
    return columns
