"""Tables that follow each other in one grid, as on one sheet of a workbook: each with its header is a table by itself.

A row of header words below rows of work, other than the header again, begins the next table; the rows of one text right
above it (附件2, 资金预算表, 单位：万元) are its title.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.grid import Grid, GridCell, to_grid
from parsers.headers import find_header
from parsers.words import squeeze, squeeze_header
from schemas.document import Block, Cell, Document, Table
from schemas.reference import HeaderWords

_FEWEST: Final = 3
"""A row of fewer header words may be a row of work that happens to use them."""


def part(document: Document, words: HeaderWords) -> Document:
    """``document`` with every table that holds several, one below the other, parted into them."""
    blocks: list[Block] = []
    for block in document.blocks:
        blocks.extend(_parts(block, words) if isinstance(block, Table) else [block])
    return document if len(blocks) == len(document.blocks) else document.model_copy(update={"blocks": tuple(blocks)})


def _parts(table: Table, words: HeaderWords) -> Iterator[Table]:
    grid = to_grid(table, 0)
    header = find_header(grid, words)
    known = frozenset((*words.group, *words.foreign, *(w for exact in words.exact.values() for w in exact)))
    tops = [] if header is None else list(_tops(grid, header.first_row, header.last_row, known))
    for first, end in zip([1, *tops], [*tops, table.rows + 1], strict=True):
        yield _piece(table, first, end) if tops else table


def _tops(grid: Grid, first: int, last: int, known: frozenset[str]) -> Iterator[int]:
    """The rows in which the second table and those after it begin."""
    header = _texts(grid.row(first))
    for row in range(last + 2, grid.rows):
        own = grid.own(row)
        if _is_header(own, known) and _texts(grid.row(row)) != header and not _is_header(grid.own(row - 1), known):
            top = row
            while top - 1 > last + 1 and _is_title(grid, top - 1):
                top -= 1
            header = _texts(grid.row(row))
            yield top


def _texts(cells: Sequence[GridCell]) -> list[str]:
    return [squeeze(c.text) for c in cells]


def _is_header(own: Sequence[GridCell], known: frozenset[str]) -> bool:
    found = [squeeze_header(c.text) in known for c in own]
    return sum(found) >= _FEWEST and sum(found) * 2 > len(found)


def _is_title(grid: Grid, row: int) -> bool:
    own = grid.own(row)
    return not own or (len(own) == 1 and own[0].column == 1 and own[0].column_span >= grid.columns - 1)


def _piece(table: Table, first: int, end: int) -> Table:
    cells = tuple(_moved(c, first, end) for c in table.cells if c.row < end and c.row + c.row_span > first)
    return table.model_copy(update={"cells": cells, "rows": end - first})


def _moved(cell: Cell, first: int, end: int) -> Cell:
    """A cell of the whole table as one of the piece from row ``first`` to the one before ``end``."""
    top, bottom = max(cell.row, first), min(cell.row + cell.row_span, end)
    text = cell.text if top == cell.row else ""
    return cell.model_copy(update={"row": top - first + 1, "row_span": bottom - top, "text": text})
