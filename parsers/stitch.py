"""One table again of the pieces that page breaks made.

Four things look alike at the top of a page and are told apart here: a header that is repeated, the rest of
a row that was cut, the rest of a merged cell (drawn as an empty box), and a row that begins there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from parsers.cut_names import Cut, cut_of
from parsers.grid import Drawn, Grid, GridCell, to_grid
from parsers.headers import find_header
from parsers.narrow import widened
from parsers.realign import realign
from parsers.whole_deadlines import Deadlines, deadlines_of
from parsers.words import serial, squeeze
from schemas.document import Block, Document, Overflow, Paragraph, Table
from schemas.finding import Finding, Severity
from schemas.notice import Role
from schemas.reference import DeadlineForms, HeaderWords

_CONTINUED: Final = re.compile(r"[(（]?(续表|接上表|续上表|上接)[)）]?\d*")
_TITLE_ROWS: Final = 2
"""Rows above a header that a page break may leave out when it repeats the header."""
_AMOUNT: Final = re.compile(r"[\d.,]+%?")
_DASHES: Final = frozenset("—－-–―/")
_ENUMERATED: Final = re.compile(r"[(（]?[\d一二三四五六七八九十]{1,3}[)）、.．]|[①-⑳]")
_SENTENCE_ENDS: Final = ("。", "；", ";")
_BESIDE_SERIAL: Final = 2
"""Column of what the serial number counts, which is merged wherever the number is."""
_ONE_OR_TWO: Final = "a row at a page's end was read as going on here, though both pieces begin with a deadline."
_TWO_OR_ONE: Final = "a row was taken to begin here for its own deadline, though a sentence stops at the page's end."
_ONE_NAME: Final = "a name at a page's end was read as going on here, for no other of its column ends as it does there."
_TWO_NAMES: Final = "a name at a page's end ends as no other of its column; it may go on here, and was not read so."
_NO_FORMS: Final = DeadlineForms()
_CERTAIN_LENGTH: Final = 12
"""A text at least this long, in characters, that fills its box and stops inside a sentence was cut for certain."""


def to_grids(document: Document, words: HeaderWords) -> list[tuple[int, Grid]]:
    """Every table of a document, whole, with the index of its first block; numbered from 1 in reading order."""
    grids: list[tuple[int, Grid]] = []
    for index, table in _tables(document.blocks):
        piece = realign(table, words.exact[Role.SEQ])
        last = grids[-1][1] if grids else None
        follows = last is not None and _follows(document.blocks, index)
        if last is not None and follows and _belongs(last, piece, words):
            grids[-1] = (grids[-1][0], join(last, piece, words.deadlines))
        elif last is not None and follows and (joined := _joined_narrower(last, piece, words)) is not None:
            grids[-1] = (grids[-1][0], joined)
        else:
            grids.append((index, to_grid(piece, len(grids) + 1)))
    return grids


def _joined_narrower(above: Grid, piece: Table, words: HeaderWords) -> Grid | None:
    """``above`` with a piece below it that has lost a column, which is said; ``None`` if it is no such piece."""
    header = find_header(above, words)
    if header is None or find_header(to_grid(piece, 0), words) is not None:
        return None
    found = widened(above, header, piece)
    if found is None:
        return None
    grid = join(above, found[0], words.deadlines)
    message = f"it goes on with a piece that lacks the column “{header.words[found[1]]}”, by what stands in the others."
    drawn = grid.first_drawn(min(above.rows + 1, grid.rows))
    place = {"table_no": grid.table_no, "row_no": drawn.row_no, "page": drawn.page}
    doubt = Finding(severity=Severity.WARNING, rule="lost_column", message=message, **place)
    return replace(grid, findings=(*grid.findings, doubt))


def _tables(blocks: Sequence[Block]) -> list[tuple[int, Table]]:
    return [(i, b) for i, b in enumerate(blocks) if isinstance(b, Table)]


def _follows(blocks: Sequence[Block], index: int) -> bool:
    """Whether a table comes first on its page, or in a file without pages right behind the table before, with nothing
    but page numbers and 续表 between them."""
    table = blocks[index]
    for block in reversed(blocks[:index]):
        if isinstance(block, Paragraph):
            if not block.furniture and not _CONTINUED.fullmatch(squeeze(block.text)):
                return False
            continue
        if table.page is None or block.page is None:
            return table.page is block.page
        return table.page == block.page + 1
    return False


def _belongs(above: Grid, piece: Table, words: HeaderWords) -> bool:
    if above.columns != piece.columns or above.label != piece.label:
        return False
    grid = to_grid(piece, 0)
    repeats = repeated_rows(above, grid) > 0
    if piece.page is None:
        # Only a page break repeats a header, or a person who parts a table; then its numbers go on.
        return _counts_on(above, grid) if repeats else find_header(grid, words) is None
    return repeats or find_header(grid, words) is None


def _counts_on(above: Grid, piece: Grid) -> bool:
    """Whether the first number below a repeated header follows on the last one above."""
    numbers = [n for row in range(1, above.rows + 1) if (n := serial(_first_text(above, row))) is not None]
    first = next((n for row in range(1, piece.rows + 1) if (n := serial(_first_text(piece, row))) is not None), None)
    return bool(numbers) and first == numbers[-1] + 1


def repeated_rows(above: Grid, piece: Grid) -> int:
    """How many first rows of ``piece`` say again what the first rows of ``above`` said, as a repeated header does.

    A title row above the header may stand on the first page alone, so the repetition may begin a few rows down.
    """
    return max(_repeated_from(above, piece, skip) for skip in range(min(_TITLE_ROWS, above.rows - 1) + 1))


def _repeated_from(above: Grid, piece: Grid, skip: int) -> int:
    count = 0
    for row in range(1, min(above.rows - skip, piece.rows) + 1):
        texts = _texts(piece, row)
        # Two tasks may agree in every cell; a header has no number.
        if texts != _texts(above, row + skip) or not any(texts) or serial(texts[0]) is not None:
            break
        count = row
    return count


def _texts(grid: Grid, row: int) -> list[str]:
    return [squeeze(c.text) for c in grid.row(row)]


def join(above: Grid, table: Table, forms: DeadlineForms = _NO_FORMS) -> Grid:
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
    cut = _is_cut(above, piece, top, deadlines_of(forms))
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
    doubt = _doubt(above, piece, top, cut, deadlines_of(forms))
    said = dict.fromkeys([*([doubt] if doubt else []), *_doubtful_names(above, piece, top, cut)])
    doubts = tuple(_finding(message, piece, top) for message in said)
    return replace(
        above,
        findings=(*above.findings, *doubts),
        rows=piece.rows + shift,
        cells=tuple(cells[k] for k in sorted(cells)),
        page_tops=above.page_tops if cut else above.page_tops | {above.rows + 1},
        repeated=above.repeated + repeated,
    )


def _doubt(above: Grid, piece: Grid, top: int, cut: bool, deadlines: Deadlines) -> str | None:
    """What speaks against what was made of the first row below a page break: two pieces that each begin with a
    deadline, as steps of one task do and two tasks; or a sentence that stops above two whole deadlines."""
    uppers = ((above.at(above.rows, c.column), c) for c in piece.row(top) if c.row == top and not c.is_blank)
    pairs = [(u, c) for u, c in uppers if u is not None]
    if cut:
        begin = any(deadlines.begin(squeeze(u.text), squeeze(c.text)) for u, c in pairs)
        return _ONE_OR_TWO if begin else None
    stops = any(_is_cut_inside(u) and u.column != _BESIDE_SERIAL for u, _ in pairs)  # a name is no sentence
    if serial(_first_text(piece, top)) is not None or not stops:
        return None
    whole = any(_are_deadlines(u, c, deadlines) for u, c in pairs)
    return _TWO_OR_ONE if whole else None


def _finding(message: str, piece: Grid, top: int) -> Finding:
    drawn = piece.first_drawn(top)
    place = {"table_no": piece.table_no, "row_no": drawn.row_no, "page": drawn.page}
    return Finding(severity=Severity.WARNING, rule="doubtful_page_break", message=message, **place)


def _is_cut(above: Grid, piece: Grid, top: int, deadlines: Deadlines) -> bool:
    """Whether the first row below a page break is the rest of the last row above it.

    It is if every text in it can be the rest of a text above: one that ran out of room. An amount or a deadline that is
    whole above is not continued by one that is whole below, nor a text by the same text, nor an enumerated sentence by
    the next, unless another cell was cut inside a sentence for certain.
    """
    pairs = [(above.at(above.rows, c.column), c) for c in piece.row(top)]
    same_grid = all(u is not None and (u.column, u.column_span) == (c.column, c.column_span) for u, c in pairs)
    continued = [(u, c) for u, c in pairs if u is not None and c.row == top and not c.is_blank]
    if not continued or not same_grid or serial(_first_text(piece, top)) is not None:
        return False
    if any(upper.overflow is Overflow.NONE or _are_both_whole(upper, lower) for upper, lower in continued):
        return False
    inside = [upper for upper, _ in continued if _is_cut_inside(upper)]
    if any(_are_deadlines(upper, lower, deadlines) for upper, lower in continued):
        # Two steps of one task stand in one cell too; sentences that are never ended in this column say nothing.
        return any(_ends_sentences(above, upper) for upper in inside)
    return bool(inside) or not any(_begins_anew(upper, lower) for upper, lower in continued)


def _first_text(grid: Grid, row: int) -> str:
    cell = grid.at(row, 1)
    return cell.text if cell is not None else ""


def _are_both_whole(upper: GridCell, lower: GridCell) -> bool:
    texts = [squeeze(c.text) for c in (upper, lower)]
    if texts[0] == texts[1]:
        return True  # 超额完成 below 超额完成; no text is cut into equal halves
    return all(_AMOUNT.fullmatch(t) or t in _DASHES for t in texts)


def _are_deadlines(upper: GridCell, lower: GridCell, deadlines: Deadlines) -> bool:
    """Whether each of two cells is a deadline that is whole, or one is and the other has none."""
    texts = [t for c in (upper, lower) if (t := squeeze(c.text)) not in _DASHES]
    return bool(texts) and deadlines.are_whole(texts[0], texts[-1])


def _ends_sentences(above: Grid, cell: GridCell) -> bool:
    """Whether the long texts above a cell in its column end as sentences do, so that one that does not was cut."""
    texts = [squeeze(c.text) for c in above.cells if c.column == cell.column and c.row < cell.row]
    ends = [t.endswith(_SENTENCE_ENDS) for t in texts if len(t) >= _CERTAIN_LENGTH]
    return len(ends) > 0 and sum(ends) * 3 >= len(ends) * 2


def _is_cut_inside(upper: GridCell) -> bool:
    text = squeeze(upper.text)
    return upper.overflow is Overflow.LINE and len(text) >= _CERTAIN_LENGTH and not text.endswith(_SENTENCE_ENDS)


def _begins_anew(upper: GridCell, lower: GridCell) -> bool:
    """Whether a sentence ends above and an enumerated one begins below."""
    return squeeze(upper.text).endswith(_SENTENCE_ENDS) and _ENUMERATED.match(lower.text.strip()) is not None


def _goes_on(upper: GridCell, lower: GridCell, cut: bool, above: Grid, piece: Grid) -> bool:
    """Whether ``lower`` is the same cell as ``upper`` beyond the page break."""
    if upper.column_span != lower.column_span or upper.column != lower.column:
        return False
    if cut:
        return True
    # A blank box: the rest of a merge if its row goes on with the item above, or if the cell above was merged over
    # several items already.
    same_item = not _first_text(piece, lower.row).strip()
    if not lower.is_blank:
        if not same_item or lower.column == 1 or not _is_name_cut(upper):
            return False
        return _is_merged(upper, above) or _cut_of(upper, lower, above, piece) in (Cut.CERTAIN, Cut.LIKELY)
    items = {_first_text(above, row) for row in range(upper.row, upper.row + upper.row_span)} - {""}
    return (lower.row_span > 1 or upper.row_span > 1) and (same_item or len(items) > 1)


def _cut_of(upper: GridCell, lower: GridCell, above: Grid, piece: Grid) -> Cut:
    """Whether the end of a page goes through a short name that a merged cell has on both pages."""
    if len(squeeze(upper.text)) >= _CERTAIN_LENGTH or not _is_name_cut(upper) or not _is_higher(upper, above):
        return Cut.NONE
    others = [c for grid, own in ((above, upper), (piece, lower)) for c in grid.cells if c is not own and c.row > 1]
    column = (c.text for c in others if c.column == upper.column)
    return cut_of(column, (c.text for c in others), upper.text, lower.text)


def _doubtful_names(above: Grid, piece: Grid, top: int, cut: bool) -> list[str]:
    """What is to be said of names that the end of a page may go through, in a row that it does not."""
    if cut or _first_text(piece, top).strip():
        return []
    pairs = [(above.at(above.rows, c.column), c) for c in piece.row(top) if c.row == top and not c.is_blank]
    cuts = [
        _cut_of(upper, lower, above, piece)
        for upper, lower in pairs
        if upper is not None and (upper.column, upper.column_span) == (lower.column, lower.column_span)
        if lower.column > 1 and not _is_merged(upper, above)
    ]
    return [_ONE_NAME] * (Cut.LIKELY in cuts) + [_TWO_NAMES] * (Cut.DOUBTFUL in cuts)


def _is_higher(upper: GridCell, above: Grid) -> bool:
    """Whether a row is as high as another of its cells needs: one of this row alone would have got its room."""
    others = (c for c in above.row(above.rows) if c.column != upper.column)
    return any(c.overflow is not Overflow.NONE for c in others)


def _is_merged(upper: GridCell, above: Grid) -> bool:
    """Whether a cell that ran out of room reaches over several rows. Of two, the page break may leave one on either
    page; then the row is as high as another cell needs, for a cell of this row alone would have got its room."""
    if upper.row_span > 1:
        return True
    return _is_higher(upper, above) and (upper.column == _BESIDE_SERIAL or _is_cut_inside(upper))


def _is_name_cut(upper: GridCell) -> bool:
    return upper.overflow is Overflow.LINE and not upper.text.strip().endswith(_SENTENCE_ENDS)


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
