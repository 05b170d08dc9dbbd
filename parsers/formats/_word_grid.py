"""The cells of a Word table as they come, row by row, and the table that they make."""

from dataclasses import dataclass
from typing import Final

from schemas.document import Cell, Overflow, Table


@dataclass(slots=True)
class _Merged:
    """A cell of several rows: its index among the cells, its last row so far, and what stands in its rows."""

    index: int
    last_row: int
    texts: list[str]
    tables: list[Table]


class Grid:
    """The cells of one table, those that are merged downwards taken together."""

    def __init__(self, place: str) -> None:
        self._place = place
        self._row_place = self._origin = ""
        self._cell_no = 0
        self._rows = 0
        self._width = 0
        self._cells: list[Cell] = []
        self._above: dict[tuple[int, int], _Merged] = {}  # by column and span, those that reach down to the row above
        self._open: dict[tuple[int, int], _Merged] = {}
        self._merged: list[_Merged] = []

    def next_row(self) -> None:
        """Begin a row; also one without cells counts."""
        self._rows += 1
        self._row_place = f"{self._place}, row {self._rows}, cell "
        self._cell_no = 0
        self._above, self._open = self._open, {}

    def next_place(self) -> str:
        """Where the next cell of the row stands: ``table 1, row 3, cell 2``."""
        self._cell_no += 1
        self._origin = f"{self._row_place}{self._cell_no}"
        return self._origin

    def add(self, column: int, span: int, merge: str | None, text: str, tables: tuple[Table, ...] = ()) -> None:
        """Take the cell at the last place; ``merge`` is ``restart``, ``continue`` or ``None``."""
        if column + span > self._width + 1:
            self._width = column + span - 1
        if merge is not None:
            above = self._above.get((column, span)) if merge == "continue" else None
            if above is not None:
                # Word hides what the lower cells of a merge hold but keeps it, and other programs show it.
                above.last_row = self._rows
                above.texts += [text] if text else []
                above.tables += tables
                self._open[column, span] = above
                return
            self._open[column, span] = _Merged(len(self._cells), self._rows, [text] if text else [], [*tables])
            self._merged.append(self._open[column, span])
        self._cells.append(made_cell(self._rows, column, span, text, tables, self._origin))

    def add_text(self, column: int, text: str) -> None:
        """Take the next cell of the row, one column wide and in no merge."""
        if column > self._width:
            self._width = column
        self._cell_no += 1
        self._cells.append(made_cell(self._rows, column, 1, text, (), f"{self._row_place}{self._cell_no}"))

    def table(self) -> Table | None:
        """The table; ``None`` if it has no cells."""
        for merged in self._merged:
            cell = self._cells[merged.index]
            if merged.last_row > cell.row:
                text, tables, rows = "\n".join(merged.texts), tuple(merged.tables), merged.last_row - cell.row + 1
                whole = made_cell(cell.row, cell.column, cell.column_span, text, tables, cell.origin, rows)
                self._cells[merged.index] = whole
        return Table(cells=tuple(self._cells), rows=self._rows, columns=self._width) if self._cells else None


_GIVEN: Final = {"row", "column", "column_span", "text", "tables", "origin"}
_GIVEN_WITH_ROWS: Final = _GIVEN | {"row_span"}
_NO_PAGES: Final = Overflow.NONE
_new = Cell.__new__
_set = object.__setattr__


def made_cell(
    row: int, column: int, span: int, text: str, tables: tuple[Table, ...], origin: str | None, rows: int = 1
) -> Cell:
    """``Cell(row=row, column=column, column_span=span, text=text, tables=tables, origin=origin)``, unchecked, over so
    many ``rows``.

    All that is in it was counted or joined just now. Checking it again costs as much as reading it, and pydantic's own
    ``model_construct`` four times as much as checking; this sets what that sets. A test holds the two equal.
    """
    cell = _new(Cell)
    fields = {
        "row": row,
        "column": column,
        "row_span": rows,
        "column_span": span,
        "text": text,
        "overflow": _NO_PAGES,
        "tables": tables,
        "box": None,
        "origin": origin,
        "doubts": (),
    }
    _set(cell, "__dict__", fields)
    _set(cell, "__pydantic_fields_set__", _GIVEN if rows == 1 else _GIVEN_WITH_ROWS)
    _set(cell, "__pydantic_extra__", None)
    _set(cell, "__pydantic_private__", None)
    return cell
