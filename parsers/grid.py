"""A table as a grid in which every position knows its cell, and every cell the pieces it was drawn in."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from schemas.document import Box, Cell, Doubt, Overflow, Table
from schemas.finding import Finding


@dataclass(frozen=True)
class Drawn:
    """One cell as drawn on one page; ``row_no`` counts the drawn rows of the whole table, over its pages."""

    row_no: int
    column_no: int
    row_span: int
    column_span: int
    page: int | None
    text: str
    box: Box | None = None
    origin: str | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True)
class GridCell:
    """One cell of the whole table, made of one drawn piece or, across page breaks, of several."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    drawn: tuple[Drawn, ...]
    overflow: Overflow = Overflow.NONE
    tables: tuple[Table, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether nothing is written in it."""
        return not self.text.strip()


@dataclass(frozen=True)
class Grid:
    """A whole table. ``page_tops`` are the rows that come first on a page: a blank cell there may be the rest of
    one above. ``repeated`` holds header cells that a page break repeated; ``label`` is that of its table,
    and ``findings`` say what was doubtful in putting its pieces together."""

    table_no: int
    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    spans_known: bool = True
    page_tops: frozenset[int] = frozenset()
    repeated: tuple[Drawn, ...] = field(default=())
    label: str | None = None
    findings: tuple[Finding, ...] = ()

    @cached_property
    def _at(self) -> dict[tuple[int, int], GridCell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        }

    def at(self, row: int, column: int) -> GridCell | None:
        """The cell that covers a position (both count from 1); ``None`` in a ragged table's gap."""
        return self._at.get((row, column))

    def row(self, row: int) -> Sequence[GridCell]:
        """The distinct cells that cover a row, left to right."""
        return self._rows.get(row, ())

    @cached_property
    def _rows(self) -> dict[int, list[GridCell]]:
        rows: dict[int, list[GridCell]] = {}
        for row in {row for row, _ in self._at}:
            cells = rows[row] = list[GridCell]()
            for column in range(1, self.columns + 1):
                cell = self._at.get((row, column))
                if cell is not None and (not cells or cells[-1] is not cell):
                    cells.append(cell)
        return rows

    def own(self, row: int) -> list[GridCell]:
        """The cells that start in a row and have text."""
        return [cell for cell in self.row(row) if cell.row == row and not cell.is_blank]

    @cached_property
    def _first_drawn(self) -> dict[int, Drawn]:
        first: dict[int, Drawn] = {}
        for cell in self.cells:
            first.setdefault(cell.row, cell.drawn[0])
        return first

    def first_drawn(self, row: int) -> Drawn:
        """The first piece drawn of a row, which tells its place in the file."""
        found = bisect_right(self._drawn_rows, max(row, 1)) - 1
        if found >= 0:
            return self._first_drawn[self._drawn_rows[found]]
        return next(iter(self._first_drawn.values()), Drawn(1, 1, 1, 1, None, ""))

    @cached_property
    def _drawn_rows(self) -> list[int]:
        return sorted(self._first_drawn)

    def every_piece(self) -> Iterator[tuple[GridCell, Drawn]]:
        """Each cell with each piece of it."""
        for cell in self.cells:
            for drawn in cell.drawn:
                yield cell, drawn


def to_grid(table: Table, table_no: int, first_row_no: int = 1) -> Grid:
    """A table of a ``Document`` as a grid; ``first_row_no`` is the number of its first drawn row."""
    cells = tuple(
        GridCell(
            row=c.row,
            column=c.column,
            row_span=c.row_span,
            column_span=c.column_span,
            text=c.text,
            drawn=(_drawn(c, table.page, first_row_no),),
            overflow=c.overflow,
            tables=c.tables,
        )
        for c in table.cells
    )
    return Grid(table_no, table.rows, table.columns, cells, table.spans_known, label=table.label)


def _drawn(cell: Cell, page: int | None, first_row_no: int) -> Drawn:
    row_no = cell.row + first_row_no - 1
    spans = cell.row_span, cell.column_span
    return Drawn(row_no, cell.column, *spans, page, cell.text, cell.box, cell.origin, cell.doubts)
