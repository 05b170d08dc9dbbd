"""The cells of a Word table as they come, row by row, and the table that they make."""

import gc
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, Final

from schemas.document import Cell, Overflow, Table

Fields = dict[str, Any]
"""Every field of a ``Cell`` by its name."""


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
        self._cells: list[Fields] = []
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
        self._cells.append(fields(self._rows, column, span, text, tables, self._origin))

    def add_texts(self, texts: Sequence[str]) -> None:
        """Take a whole row of cells, each one column wide and in no merge."""
        row, place = self._rows, self._row_place
        self._width = max(self._width, len(texts))
        self._cells += [fields(row, n, 1, text, (), f"{place}{n}") for n, text in enumerate(texts, 1)]

    def table(self) -> Table | None:
        """The table; ``None`` if it has no cells."""
        for merged in self._merged:
            first = self._cells[merged.index]
            first["text"], first["tables"] = "\n".join(merged.texts), tuple(merged.tables)
            first["row_span"] = merged.last_row - first["row"] + 1
        return (
            Table(cells=tuple(made_cells(self._cells)), rows=self._rows, columns=self._width) if self._cells else None
        )


_GIVEN: Final = {"row", "column", "column_span", "text", "tables", "origin"}
_GIVEN_WITH_ROWS: Final = _GIVEN | {"row_span"}
_NO_PAGES: Final = Overflow.NONE


def fields(row: int, column: int, span: int, text: str, tables: tuple[Table, ...], origin: str) -> Fields:
    """The fields of a cell in one row."""
    return {
        "row": row,
        "column": column,
        "row_span": 1,
        "column_span": span,
        "text": text,
        "overflow": _NO_PAGES,
        "tables": tables,
        "box": None,
        "origin": origin,
        "doubts": (),
    }


def made_cells(given: Sequence[Fields]) -> list[Cell]:
    """Cells of these fields as ``Cell(**fields)`` makes them, unchecked.

    All that is in them was counted or joined just now. Checking it again costs as much as reading it, and pydantic's
    own ``model_construct`` four times as much as checking; this sets what that sets, for all cells at once, because a
    call for each of them costs more than what it does. A test holds the two equal.
    """
    is_collecting = gc.isenabled()
    gc.disable()  # every cell is kept, and the collector would go through all of them again and again
    try:
        cells = list(map(Cell.__new__, repeat(Cell, len(given))))
        _set_each(cells, "__dict__", given)
        _set_each(cells, "__pydantic_fields_set__", [_GIVEN if f["row_span"] == 1 else _GIVEN_WITH_ROWS for f in given])
        _set_each(cells, "__pydantic_extra__", repeat(None))
        _set_each(cells, "__pydantic_private__", repeat(None))
    finally:
        if is_collecting:
            gc.enable()
    return cells


def _set_each(cells: Iterable[Cell], name: str, values: Iterable[object]) -> None:
    deque(map(object.__setattr__, cells, repeat(name), values), maxlen=0)
