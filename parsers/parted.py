"""Tables that follow each other in one grid, as on one sheet of a workbook: each with its header is a table by itself.

A row of header words below rows of work, other than the header again, begins the next table; the rows of one text right
above it (附件2, 资金预算表, 单位：万元) are its title and become paragraphs.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.grid import Grid, GridCell, to_grid
from parsers.headers import Header, find_header
from parsers.remembered import remembered
from parsers.words import squeeze, squeeze_header
from schemas.document import Block, Cell, Document, Paragraph, Table
from schemas.reference import HeaderWords

_FEWEST: Final = 3
"""A row of fewer header words may be a row of work that happens to use them."""


def part(document: Document, words: HeaderWords) -> Document:
    """``document`` with every table that holds several, one below the other, parted into them; titles between them
    become paragraphs."""
    blocks: list[Block] = []
    for block in document.blocks:
        blocks.extend(_parts(block, words) if isinstance(block, Table) else [block])
    return document if len(blocks) == len(document.blocks) else document.model_copy(update={"blocks": tuple(blocks)})


def _parts(table: Table, words: HeaderWords) -> Iterator[Block]:
    grid = to_grid(table, 0)
    first = 1
    for top, row in _tops(grid, find_header(grid, words), _known(words)):
        yield _piece(table, first, top)
        yield from (_paragraph(c, table) for c in table.cells if top <= c.row < row and c.text.strip())
        first = row
    yield table if first == 1 else _piece(table, first, table.rows + 1)


@remembered
def _known(words: HeaderWords) -> frozenset[str]:
    return frozenset((*words.group, *words.foreign, *(w for exact in words.exact.values() for w in exact)))


def _tops(grid: Grid, above: Header | None, known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """For the second table and each after it, the row of its title's first line and that of its header.

    Below rows without a header, such as what a web page says about a file, a header must have a title.
    """
    header = _texts(grid.row(above.first_row)) if above else []
    body = above.last_row + 1 if above else 1
    for row in range(body + 1, grid.rows):
        if not _is_header(grid.own(row), known) or _texts(grid.row(row)) == header:
            continue
        top = row
        while top - 1 > body and _is_title(grid, top - 1):
            top -= 1
        if _is_header(grid.own(top - 1), known) or not (header or top < row):
            continue
        header, body = _texts(grid.row(row)), row
        yield top, row


def _texts(cells: Sequence[GridCell]) -> list[str]:
    return [squeeze(c.text) for c in cells]


def _is_header(own: Sequence[GridCell], known: frozenset[str]) -> bool:
    found = [squeeze_header(c.text) in known for c in own]
    return sum(found) >= _FEWEST and sum(found) * 2 > len(found)


def _is_title(grid: Grid, row: int) -> bool:
    own = grid.own(row)
    return not own or (len(own) == 1 and own[0].column == 1 and own[0].column_span >= grid.columns - 1)


def _paragraph(cell: Cell, table: Table) -> Paragraph:
    return Paragraph(text=cell.text, page=table.page, box=cell.box, origin=cell.origin, doubts=cell.doubts)


def _piece(table: Table, first: int, end: int) -> Table:
    cells = tuple(_moved(c, first, end) for c in table.cells if c.row < end and c.row + c.row_span > first)
    return table.model_copy(update={"cells": cells, "rows": end - first})


def _moved(cell: Cell, first: int, end: int) -> Cell:
    """A cell of the whole table as one of the piece from row ``first`` to the one before ``end``."""
    top, bottom = max(cell.row, first), min(cell.row + cell.row_span, end)
    text = cell.text if top == cell.row else ""
    return cell.model_copy(update={"row": top - first + 1, "row_span": bottom - top, "text": text})
