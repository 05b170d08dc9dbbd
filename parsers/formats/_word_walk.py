"""The walk over a WordprocessingML body: the true grid of every table, and what Word shows of every paragraph.

Text inserted under tracked changes is there, deleted text is gone. Other notations of Word (``wordml``, ``flatopc``)
are brought to this one before they are walked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple, TypeGuard

from parsers.formats._docx_numbering import Numbering, labelled
from parsers.formats._docx_text import (
    W,
    children,
    has_deleted_mark,
    is_deleted,
    is_inside_deletion,
    number,
    paragraph_text,
    value,
)
from parsers.formats._word_grid import Grid
from parsers.formats._word_rows import PlainCell, plain_rows
from schemas.document import Block, Document, Paragraph, Table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_COLUMNS: Final = 63
"""Columns that a table of Word can have."""

_UNWRAPPED: Final = frozenset(
    W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "subDoc")
)


def word_document(name: str, body: "Element", notes: Iterable["Element"], numbering: Numbering) -> Document:
    """The document of a format called ``name``: its body, then its footnotes and endnotes."""
    walk = _Walk(numbering)
    blocks = list(walk.blocks(body))
    for note_no, note in enumerate(notes, 1):
        blocks.extend(walk.blocks(note, f"note {note_no}, "))
    return Document(format=name, blocks=tuple(blocks))


def notes_of(part: "Element") -> Iterator["Element"]:
    """Footnotes or endnotes of a part, without the separators that Word keeps among them."""
    for note in part:
        if note.tag in (W + "footnote", W + "endnote") and note.get(W + "type") in (None, "normal"):
            yield note


class _Drawn(NamedTuple):
    """The ``w:tc`` elements that are drawn as one cell of a row (several under the old ``hMerge`` notation)."""

    column: int
    span: int
    cells: Sequence["Element"]
    vertical_merge: str | None
    """``restart``, ``continue`` or none."""


class _Walk:
    """One pass over a body in reading order; it carries the counters of automatic numbers and of places."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counted: Counter[str] = Counter()

    def blocks(self, parent: "Element", place: str = "") -> Iterator[Block]:
        """Paragraphs and tables below ``parent``, out of content controls and tracked insertions. ``place`` says where
        the parent stands (``table 1, row 3, cell 2, ``)."""
        held = ""  # text of paragraphs whose end was deleted: it runs on into the next one
        for kind, element in _flow(parent):
            if kind == "p":
                if has_deleted_mark(element):
                    held += paragraph_text(element)
                    continue
                text, held = self._paragraph(element, held).strip(), ""
                if text:
                    yield Paragraph(text=text, origin=self._next(f"{place}paragraph"))
            else:
                table = self._table(element, self._next(f"{place}table"))
                if table is not None:
                    yield table
        if held.strip():
            yield Paragraph(text=held.strip(), origin=self._next(f"{place}paragraph"))

    def _next(self, kind: str) -> str:
        self._counted[kind] += 1
        return f"{kind} {self._counted[kind]}"

    def _paragraph(self, p: "Element", held: str) -> str:
        return labelled(self._numbering.label(p), held + paragraph_text(p))

    def _table(self, tbl: "Element", place: str) -> Table | None:
        grid = Grid(place)
        rows = plain_rows(tbl, self._numbering)
        if rows is None:
            for tr in children(tbl, "tr", _UNWRAPPED):
                self._row(tr, grid)
            return grid.table()
        for row in rows:
            if row.cells is None:
                self._row(row.element, grid)
            else:
                self._plain_row(row.cells, grid)
        return grid.table()

    def _row(self, tr: "Element", grid: Grid) -> None:
        if is_deleted(tr, "trPr"):
            return
        grid.next_row()
        for drawn in _drawn_cells(tr):
            grid.add(drawn.column, drawn.span, drawn.vertical_merge, *self._content(drawn, grid.next_place()))

    def _plain_row(self, cells: Sequence[PlainCell | str], grid: Grid) -> None:
        grid.next_row()
        if _are_texts(cells):
            grid.add_texts(cells)
            return
        column = 1
        for cell in cells:
            if isinstance(cell, str):
                grid.next_place()
                grid.add(column, 1, None, cell)
                column += 1
                continue
            tc, text = cell
            span = number(tc, "tcPr/gridSpan", 1, 1, _MOST_COLUMNS)
            merge = value(tc, "tcPr/vMerge")
            origin = grid.next_place()
            if text is None:
                grid.add(column, span, merge, *self._content(_Drawn(column, span, (tc,), merge), origin))
            else:
                grid.add(column, span, merge, text)
            column += span

    def _content(self, drawn: _Drawn, origin: str) -> tuple[str, tuple[Table, ...]]:
        blocks = [block for tc in drawn.cells for block in self.blocks(tc, f"{origin}, ")]
        text = "\n".join(b.text for b in blocks if isinstance(b, Paragraph))
        return text, tuple(b for b in blocks if isinstance(b, Table))


def _are_texts(cells: Sequence[PlainCell | str]) -> TypeGuard[Sequence[str]]:
    return {str}.issuperset(map(type, cells))


def _flow(parent: "Element") -> Iterator[tuple[str, "Element"]]:
    for child in parent:
        if child.tag == W + "p":
            yield "p", child
            yield from ((kind, e) for box in _text_boxes(child) for kind, e in _flow(box))
        elif child.tag == W + "tbl":
            yield "tbl", child
        elif child.tag in _UNWRAPPED:
            yield from _flow(child)


def _text_boxes(p: "Element") -> Iterator["Element"]:
    """Text boxes anchored in a paragraph; of ``mc:AlternateContent`` the first choice, not its fallback."""
    for box in p.iter(W + "txbxContent"):
        ancestors = {str(a.tag).rsplit("}", 1)[-1] for a in box.iterancestors()}
        is_own = next(box.iterancestors(W + "p"), None) is p
        if is_own and "Fallback" not in ancestors and not is_inside_deletion(box):
            yield box


def lacks_cells(tbl: "Element") -> bool:
    """Whether a row covers fewer columns than its table states and does not say so (``gridAfter``), as Word would."""
    columns = len(tbl.findall(f"{W}tblGrid/{W}gridCol"))
    return any(0 < _covered(tr) < columns for tr in children(tbl, "tr", _UNWRAPPED) if not is_deleted(tr, "trPr"))


def _covered(tr: "Element") -> int:
    last = max((d.column + d.span - 1 for d in _drawn_cells(tr)), default=0)
    return last + number(tr, "trPr/gridAfter", 0, 0, _MOST_COLUMNS)


def _drawn_cells(tr: "Element") -> Iterator[_Drawn]:
    """Cells of a row on the table's grid, those of an ``hMerge`` as one."""
    column = 1 + number(tr, "trPr/gridBefore", 0, 0, _MOST_COLUMNS)
    span, cells = 0, list["Element"]()
    for tc in children(tr, "tc", _UNWRAPPED):
        own = number(tc, "tcPr/gridSpan", 1, 1, _MOST_COLUMNS)
        if cells and value(tc, "tcPr/hMerge") == "continue":
            span += own
            cells.append(tc)
            continue
        if cells:
            yield _Drawn(column, span, cells, value(cells[0], "tcPr/vMerge"))
            column += span
        span, cells = own, [tc]
    if cells:
        yield _Drawn(column, span, cells, value(cells[0], "tcPr/vMerge"))
