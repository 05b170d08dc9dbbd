"""A table of which a text has kept nothing but its cells, a line each: no tabs, no pipes, no empty lines between rows.

Where a row ends is nowhere written. It is taken to be known if the header stands line by line from 序号 to the first
number 1, every row has a line for each of its columns, the numbers follow on, and what stands in the columns of units,
days and money looks like that. Otherwise a cell has lost its line or has several, and which cannot be told.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from parsers.header_roles import role_of
from parsers.headers import looks_like_header
from parsers.letter import is_numbered_heading
from parsers.looks import TYPED, looks_like
from parsers.words import serial, squeeze, squeeze_header
from schemas.document import Block, Cell, Document, Paragraph, Table
from schemas.notice import Role
from schemas.reference import HeaderWords

_WIDTHS: Final = range(3, 15)
_HEADER_LENGTH: Final = 16
_PROVING: Final = TYPED - {Role.SEQ}
"""Columns that prove where rows end; a table without any has nothing to prove it."""
_SPOKEN: Final = (Role.NAME, Role.TARGET)
"""Columns whose cells are never blank."""


@dataclass(frozen=True)
class Restored:
    """A document with its table put back, or as it was with the reason why the lines of a table could not be."""

    document: Document
    doubt: str | None = None


def restore(document: Document, words: HeaderWords) -> Restored:
    """``document`` with the table that its lines are; unchanged where it has tables, or no lines of a header."""
    texts = [squeeze(b.text) for b in document.blocks if isinstance(b, Paragraph)]
    header = None if document.tables else _header_at(texts, words)
    if header is None:
        return Restored(document)
    start, width = header.start, len(header)
    rows, end = _rows(texts, start + width, width)
    doubt = _doubt(texts, start, width, rows, end, words)
    if doubt is not None:
        return Restored(document, f"its table is lines of text, a cell each, and {doubt}")
    table = _table(document.blocks, [range(start, start + width), *rows], width)
    blocks = (*document.blocks[:start], table, *document.blocks[end:])
    return Restored(document.model_copy(update={"blocks": blocks}))


def _header_at(texts: Sequence[str], words: HeaderWords) -> range | None:
    """The lines of a header: header words, a line each, from 序号 down to the number 1 or to a heading above it."""
    for start, text in enumerate(texts):
        if squeeze_header(text) not in words.exact[Role.SEQ]:
            continue
        last = min(start + _WIDTHS.stop + 1, len(texts))
        end = next((n for n in range(start, last) if serial(texts[n]) == 1), start)
        end -= end - start > 1 and is_numbered_heading(texts[end - 1])
        header = texts[start:end]
        short = all(len(t) <= _HEADER_LENGTH for t in header)
        if end - start in _WIDTHS and short and looks_like_header(header, words):
            return range(start, end)
    return None


def _rows(texts: Sequence[str], start: int, width: int) -> tuple[list[range], int]:
    """The lines of each row from ``start`` on, a section's heading being a row of one, and where they end."""
    rows: list[range] = []
    at, expected = start, 1
    while at < len(texts):
        if serial(texts[at]) in (expected, 1 if rows and len(rows[-1]) == 1 else expected):
            rows.append(range(at, min(at + width, len(texts))))
            expected = (serial(texts[at]) or 0) + 1
        elif (not rows or len(rows[-1]) > 1) and is_numbered_heading(texts[at]) and _goes_on(texts, at + 1, expected):
            rows.append(range(at, at + 1))
        else:
            break
        at = rows[-1].stop
    return rows, at


def _goes_on(texts: Sequence[str], at: int, expected: int) -> bool:
    return at < len(texts) and serial(texts[at]) in (1, expected)


def _doubt(
    texts: Sequence[str], start: int, width: int, rows: Sequence[range], end: int, words: HeaderWords
) -> str | None:
    """Why the rows cannot be trusted; ``None`` if number and kind of their cells prove them."""
    roles = [role_of(text, words) for text in texts[start : start + width]]
    if not any(role in _PROVING for role in roles):
        return "no column of units, days or money proves where its rows end"
    blank = _may_be_blank(texts[start : start + width], roles)
    if blank is not None:
        return f"nothing tells a “{blank}” from more of the cell before it"
    last = serial(texts[rows[-1].start]) or 0
    left = next((t for t in texts[end:] if serial(t) is not None), None)
    if len(rows[-1]) not in (1, width) or left is not None or _runs_over(texts, end):
        return f"the row numbered {last} does not have a line for each of the {width} columns"
    for row in rows:
        for line, role in zip(row, roles, strict=False):
            if role in _PROVING and role is not None and len(row) > 1 and not looks_like(texts[line], role):
                return f"“{texts[line][:20]}” does not look like what its column “{texts[start + line - row[0]]}” holds"
    return None


def _may_be_blank(header: Sequence[str], roles: Sequence[Role | None]) -> str | None:
    """A column that may be blank behind one that may have several lines: a line of one passes for the other's."""
    for (_, before), (text, role) in pairwise(zip(header, roles, strict=True)):
        if before not in TYPED and role not in _SPOKEN and role not in TYPED:
            return text
    return None


def _runs_over(texts: Sequence[str], end: int) -> bool:
    """Whether the line behind the last row may be more of it rather than a note, a sum or what follows a table."""
    if end >= len(texts):
        return False
    known = re.match(r"(注|备注|说明|附件|抄送|合计|总计|小计|\(?此件|(?:19|2[01])\d\d年)", texts[end])
    return known is None and not is_numbered_heading(texts[end])


def _table(blocks: Sequence[Block], rows: Sequence[range], width: int) -> Table:
    cells = []
    for number, row in enumerate(rows, 1):
        for column, line in enumerate(row, 1):
            block = blocks[line]
            assert isinstance(block, Paragraph)
            span = width if len(row) == 1 else 1
            cells.append(Cell(row=number, column=column, column_span=span, text=block.text, origin=block.origin))
    return Table(cells=tuple(cells), rows=len(rows), columns=width, spans_known=False)
