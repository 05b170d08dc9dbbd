"""A piece of a table with one column fewer than the table above it: an empty last column lost, or one merged away.

Which column is missing is told by what stands in the others: units, days, money and numbers have a look of their own.
A piece that fits in two ways stays by itself.
"""

from collections.abc import Sequence

from parsers.grid import Grid
from parsers.headers import Header
from parsers.looks import TYPED, looks_like
from schemas.document import Cell, Table
from schemas.notice import Role


def widened(above: Grid, header: Header, piece: Table) -> tuple[Table, int] | None:
    """``piece`` under the columns of ``above``, with the number of the column that it lacks; ``None`` if it lacks more
    than one or if that cannot be told."""
    if piece.columns != above.columns - 1:
        return None
    cells = [c for c in piece.cells if c.column_span == 1 and c.text.strip()]
    proofs = {lost: _proofs(cells, lost, header) for lost in range(1, above.columns + 1)}
    best = max((p for p in proofs.values() if p is not None), default=0)
    likely = [lost for lost, proof in proofs.items() if proof == best]
    if len(likely) > 1:
        likely = [lost for lost in likely if _is_blank(above, header, lost)]
    if len(likely) != 1 or not _is_proven(cells, likely[0], header):
        return None
    return _without(piece, likely[0], above.columns), likely[0]


def _proofs(cells: Sequence[Cell], lost: int, header: Header) -> int | None:
    """How many cells look like their columns if ``lost`` is the one that is missing; ``None`` if any does not."""
    proofs = 0
    for cell in cells:
        role = header.roles.get(cell.column + (cell.column >= lost))
        if role not in TYPED or role is None:
            continue
        if not looks_like(cell.text, role):
            return None
        proofs += 1
    return proofs


def _is_proven(cells: Sequence[Cell], lost: int, header: Header) -> bool:
    """Whether more than numbers fits: any list has those."""
    return any(header.roles.get(c.column + (c.column >= lost)) in TYPED - {Role.SEQ} for c in cells)


def _is_blank(above: Grid, header: Header, column: int) -> bool:
    cells = (above.at(row, column) for row in range(header.last_row + 1, above.rows + 1))
    return all(cell is None or cell.is_blank or cell.column_span > 1 for cell in cells)


def _without(piece: Table, lost: int, columns: int) -> Table:
    """``piece`` with its columns from ``lost`` on moved to the right; a cell over the whole width stays one."""
    cells = tuple(_moved(cell, lost, piece.columns) for cell in piece.cells)
    return piece.model_copy(update={"cells": cells, "columns": columns})


def _moved(cell: Cell, lost: int, width: int) -> Cell:
    reaches_over = cell.column < lost < cell.column + cell.column_span or cell.column_span == width
    return cell.model_copy(
        update={
            "column": cell.column + (cell.column >= lost and not reaches_over),
            "column_span": cell.column_span + reaches_over,
        }
    )
