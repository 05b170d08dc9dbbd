"""One table again of the pieces that page breaks made.

Four things look alike at the top of a page and are told apart here: a header that is repeated, the rest of
a row that was cut, the rest of a merged cell (drawn as an empty box), and a row that begins there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.grid import Drawn, Grid, GridCell, to_grid
from parsers.headers import looks_like_header
from parsers.realign import realign
from parsers.words import serial, squeeze
from schemas.document import Block, Document, Overflow, Paragraph, Table
from schemas.reference import HeaderWords

_COMPLETE_VALUE: Final = re.compile(r"[\d.,，年月日/\-—%]+")


def to_grids(document: Document, words: HeaderWords) -> list[tuple[int, Grid]]:
    """Every table of a document, whole, with the index of its first block; numbered from 1 in reading order."""
    grids: list[tuple[int, Grid]] = []
    for index, table in _tables(document.blocks):
        piece = realign(table)
        last = grids[-1][1] if grids else None
        if last is not None and _follows(document.blocks, index) and _belongs(last, piece, words):
            grids[-1] = (grids[-1][0], join(last, piece))
        else:
            grids.append((index, to_grid(piece, len(grids) + 1)))
    return grids


def _tables(blocks: Sequence[Block]) -> list[tuple[int, Table]]:
    return [(i, b) for i, b in enumerate(blocks) if isinstance(b, Table)]


def _follows(blocks: Sequence[Block], index: int) -> bool:
    """Whether a table comes first on its page with nothing but page numbers between it and the table before."""
    table = blocks[index]
    for block in reversed(blocks[:index]):
        if isinstance(block, Paragraph):
            if not block.furniture:
                return False
            continue
        return table.page is not None and block.page is not None and table.page == block.page + 1
    return False


def _belongs(above: Grid, piece: Table, words: HeaderWords) -> bool:
    if above.columns != piece.columns:
        return False
    top = [c.text for c in piece.cells if c.row == 1]
    return repeated_rows(above, to_grid(piece, 0)) > 0 or not looks_like_header(top, words)


def repeated_rows(above: Grid, piece: Grid) -> int:
    """How many first rows of ``piece`` say again what the first rows of ``above`` said, as a repeated header does."""
    count = 0
    for row in range(1, min(above.rows, piece.rows) + 1):
        if _texts(above, row) != _texts(piece, row) or not any(_texts(piece, row)):
            break
        # Two tasks may agree in every cell; a header has no number.
        if serial(_texts(piece, row)[0]) is not None:
            break
        count = row
    return count


def _texts(grid: Grid, row: int) -> list[str]:
    return [squeeze(c.text) for c in grid.row(row)]


def join(above: Grid, table: Table) -> Grid:
    """``above`` with the piece on the next page added below it."""
    drawn_rows = max(d.row_no + d.row_span - 1 for c in above.cells for d in c.drawn)
    drawn_rows = max([drawn_rows, *(d.row_no + d.row_span - 1 for d in above.repeated)])
    piece = to_grid(table, above.table_no, first_row_no=drawn_rows + 1)
    header = repeated_rows(above, piece)
    body = [c for c in piece.cells if c.row > header]
    repeated = tuple(d for c in piece.cells if c.row <= header for d in c.drawn)
    if not body:
        return replace(above, repeated=above.repeated + repeated)
    top = header + 1
    cut = _is_cut(above, piece, top)
    shift = above.rows - header - (1 if cut else 0)
    cells = {(c.row, c.column): c for c in above.cells}
    for cell in body:
        upper = above.at(above.rows, cell.column) if cell.row == top else None
        if upper is not None and _goes_on(upper, cell, cut, above, piece):
            key = (upper.row, upper.column)
            cells[key] = _merged(cells[key], cell, 1 if cut else 0)
        else:
            moved = replace(cell, row=cell.row + shift)
            cells[moved.row, moved.column] = moved
    return replace(
        above,
        rows=piece.rows + shift,
        cells=tuple(cells[k] for k in sorted(cells)),
        page_tops=above.page_tops if cut else above.page_tops | {above.rows + 1},
        repeated=above.repeated + repeated,
    )


def _is_cut(above: Grid, piece: Grid, top: int) -> bool:
    """Whether the first row below a page break is the rest of the last row above it.

    It is if every text in it can be the rest of a text above: one that ran out of room. A number, a day or an
    enumerated sentence that is whole above cannot be continued by one that is whole below.
    """
    continued = [(above.at(above.rows, c.column), c) for c in piece.own(top)]
    if not continued or serial(_first_text(piece, top)) is not None:
        return False
    return all(upper is not None and _can_continue(upper, lower) for upper, lower in continued)


def _first_text(grid: Grid, row: int) -> str:
    cell = grid.at(row, 1)
    return cell.text if cell is not None else ""


def _can_continue(upper: GridCell, lower: GridCell) -> bool:
    if upper.overflow is Overflow.NONE:
        return False
    both_whole = all(_COMPLETE_VALUE.fullmatch(squeeze(c.text)) for c in (upper, lower))
    return not both_whole


def _goes_on(upper: GridCell, lower: GridCell, cut: bool, above: Grid, piece: Grid) -> bool:
    """Whether ``lower`` is the same cell as ``upper`` beyond the page break."""
    if upper.column_span != lower.column_span or upper.column != lower.column:
        return False
    if cut:
        return True
    if not lower.is_blank:
        return False
    if lower.row_span > 1:
        return True
    # A blank box one row high: the rest of a merge if its row goes on with the item above, or if the cell above
    # was merged over several items already.
    same_item = not _first_text(piece, lower.row).strip()
    items = {_first_text(above, row) for row in range(upper.row, upper.row + upper.row_span)} - {""}
    return upper.row_span > 1 and (same_item or len(items) > 1)


def _merged(upper: GridCell, lower: GridCell, shared_rows: int) -> GridCell:
    separator = "" if upper.overflow is Overflow.LINE else "\n"
    text = separator.join(t for t in (upper.text, lower.text) if t)
    pieces: tuple[Drawn, ...] = upper.drawn + lower.drawn
    return replace(
        upper,
        text=text,
        drawn=pieces,
        row_span=upper.row_span + lower.row_span - shared_rows,
        overflow=lower.overflow,
        tables=upper.tables + lower.tables,
    )
