"""Blocks of a page: its lines as paragraphs, its tables as tables, and those that only place things as what they place.

Old sites lay whole pages out in tables. A table of one column, or one in which other tables stand and hardly any row
has two cells of words, lists nothing: what is in its cells is read as if it stood there alone.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from parsers.formats._html_flow import Line, TableAt, flow, shown_words
from parsers.formats._html_furniture import is_phrase
from parsers.formats._html_grid import Placed, form
from parsers.formats._html_lines import collapsed
from parsers.formats._html_rows import Written, written
from parsers.formats._html_tree import line_of
from parsers.formats._steps import step
from schemas.document import Block, Cell, Paragraph, Table
from schemas.finding import Finding, Severity

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_NESTED: Final = 25
"""Tables in tables that are read as such; what is nested deeper is read as words."""


@dataclass
class Page:
    """One page while it is read: its furniture, its name in a file of several pages, and what there is to say of it."""

    marked: Collection["Element"]
    place: str = ""
    findings: list[Finding] = field(default_factory=list)

    def origin(self, line: int | None) -> str | None:
        """Place of a line for a person: ``line 34``, ``sheet001.htm, line 34``."""
        return f"{self.place}line {line}" if line is not None else self.place.rstrip(", ") or None

    def blocks(self, parent: "Element", furniture: bool = False, depth: int = 0) -> Iterator[Block]:
        """Paragraphs and tables below an element."""
        for piece in flow(parent, self.marked, furniture):
            if isinstance(piece, Line):
                yield self._paragraph(piece)
            elif depth > _MOST_NESTED:
                yield from self._words([shown_words(piece.element)], piece.element, piece.furniture)
            else:
                yield from self._table_or_what_it_places(piece, depth)

    def _paragraph(self, line: Line) -> Paragraph:
        origin = self.origin(line.line)
        return Paragraph(text=line.text, furniture=line.furniture or is_phrase(line.text), origin=origin)

    def _words(self, texts: Iterable[str], at: "Element", furniture: bool) -> Iterator[Paragraph]:
        origin = self.origin(line_of(at))
        yield from (Paragraph(text=t, furniture=furniture, origin=origin) for t in texts if t)

    def _table_or_what_it_places(self, at: TableAt, depth: int) -> Iterator[Block]:
        found = written(at.element)
        for stray in (*found.strays, *found.captions):
            if isinstance(stray, str):
                yield from self._words([collapsed(stray)], at.element, at.furniture)
            else:
                yield from self.blocks(stray, at.furniture, depth + 1)
        cells = form(found.groups)
        if at.furniture or _places(at.element, found, cells):
            for placed in cells:
                yield from self.blocks(placed.item, at.furniture, depth + 1)
        else:
            yield from self._table(at.element, cells, depth)
        yield from self._words(found.hidden, at.element, furniture=True)
        self.findings.extend(_hidden(found, self.origin(line_of(at.element))))

    def _table(self, element: "Element", placed: Sequence[Placed["Element"]], depth: int) -> Iterator[Block]:
        origin = self.origin(line_of(element))
        step(f"the table at {origin}")
        read = [self._cell(p, depth) for p in placed]
        cells = tuple(cell for cell, _ in read)
        if any(cell.text or cell.tables for cell in cells):
            rows = max(c.row + c.row_span - 1 for c in cells)
            columns = max(c.column + c.column_span - 1 for c in cells)
            yield Table(cells=cells, rows=rows, columns=columns)
        yield from (aside for _, asides in read for aside in asides)
        self.findings.extend(_overlap(p.row, origin) for p in placed if p.is_cut)

    def _cell(self, placed: Placed["Element"], depth: int) -> tuple[Cell, list[Paragraph]]:
        # In the cell of a list nothing is furniture but what is not shown: links name its projects.
        inside = Page((), self.place, self.findings)
        blocks = list(inside.blocks(placed.item, depth=depth + 1))
        paragraphs = [b for b in blocks if isinstance(b, Paragraph)]
        cell = Cell(
            row=placed.row,
            column=placed.column,
            row_span=placed.row_span,
            column_span=placed.column_span,
            text="\n".join(p.text for p in paragraphs if not p.furniture),
            tables=tuple(b for b in blocks if isinstance(b, Table)),
            origin=self.origin(line_of(placed.item)),
        )
        return cell, [p for p in paragraphs if p.furniture]


def _places(table: "Element", found: Written, cells: Sequence[Placed["Element"]]) -> bool:
    """Whether a table only places things on the page."""
    if not cells or table.get("role", "").lower() in ("presentation", "none"):
        return True
    columns, rows = max(c.column for c in cells), max(c.row for c in cells)
    if columns == 1 or (rows == 1 and columns == 2):
        return True
    if next(table.iter("th"), None) is not None or not any(_holds_table(c.item) for c in cells):
        return False
    filled = [sum(_is_plain(cell.item) for cell in row) for row in found.rows if row]
    listing = sum(count > 1 for count in filled)
    return listing < 2 or listing * 2 < sum(count > 0 for count in filled)


def _holds_table(cell: "Element") -> bool:
    return next(cell.iter("table"), None) is not None


def _is_plain(cell: "Element") -> bool:
    """Whether a cell holds words and no table."""
    return not _holds_table(cell) and any(text.strip() for text in cell.itertext())


def _hidden(found: Written, origin: str | None) -> Iterator[Finding]:
    count = sum(bool(words) for words in found.hidden)
    if count:
        yield Finding(
            severity=Severity.WARNING,
            rule="hidden_cells",
            message=f"the table at {origin} has {count} row(s) or cell(s) that are not shown; they are kept as notes.",
        )


def _overlap(row: int, origin: str | None) -> Finding:
    return Finding(
        severity=Severity.WARNING,
        rule="overlapping_cells",
        message=f"in row {row} of the table at {origin} a cell overlaps one from above and is read as ending there.",
    )
