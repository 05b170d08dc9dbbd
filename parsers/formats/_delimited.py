"""Tables as comma- or tab-separated values (RFC 4180), with words above and below them.

Prose has commas too. What is taken for a table has at least three rows of one width of three fields or more, and no
row of another width but those of one field: a line of a title above, of a section between, of a note below.
"""

import csv
import io
from collections.abc import Sequence
from typing import Final

from schemas.document import Block, Cell, Paragraph, Table

_DELIMITERS: Final = (",", "\t")
_NARROWEST: Final = 3
_FEWEST: Final = 3
_HEADER_LENGTH: Final = 30
"""A first row with a longer field, in characters, is no header."""


def read(text: str) -> list[Block] | None:
    """The blocks of a text that is a table of separated values; ``None`` if it is not one for certain."""
    for delimiter in _DELIMITERS:
        rows = _rows(text, delimiter)
        span = _span(rows)
        if span is not None:
            first, last = span
            above, below = rows[:first], rows[last + 1 :]
            return [*_paragraphs(above, delimiter), _table(rows[first : last + 1]), *_paragraphs(below, delimiter)]
    return None


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """The records that hold anything; none at all where the quotes do not match."""
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return [[field.strip() for field in record] for record in records if any(f.strip() for f in record)]


def _span(rows: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """First and last row of the table among ``rows``; ``None`` if there is none for certain."""
    wide = [n for n, row in enumerate(rows) if len(row) >= _NARROWEST]
    if len(wide) < _FEWEST:
        return None
    first, last = wide[0], wide[-1]
    width = len(rows[first])
    while first < last and not any(rows[first][1:]):
        first += 1  # a title, its row filled up with commas
    body = rows[first : last + 1]
    even = all(len(row) in (1, width) for row in body)
    framed = all(not row[0] for row in body)  # a dump that starts each line with a tab
    header = next((row for row in body if sum(map(bool, row)) * 2 > width), body[0])
    is_header = all(len(field) <= _HEADER_LENGTH for field in header)
    return (first, last) if even and is_header and not framed else None


def _paragraphs(rows: Sequence[Sequence[str]], delimiter: str) -> list[Paragraph]:
    return [Paragraph(text=delimiter.join(row).strip(delimiter + " ")) for row in rows]


def _table(rows: Sequence[Sequence[str]]) -> Table:
    return Table(
        cells=tuple(
            Cell(row=r, column=c, text="\n".join(line.strip() for line in field.splitlines() if line.strip()))
            for r, row in enumerate(rows, 1)
            for c, field in enumerate(row, 1)
        ),
        rows=len(rows),
        columns=max(map(len, rows)),
        spans_known=False,
    )
