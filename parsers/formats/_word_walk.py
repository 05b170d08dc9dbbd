"""The walk over a WordprocessingML body: the true grid of every table, and what Word shows of every paragraph.

Text inserted under tracked changes is there, deleted text is gone. Other notations of Word (``wordml``, ``flatopc``)
are brought to this one before they are walked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

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
from schemas.document import Block, Cell, Document, Paragraph, Table

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


@dataclass(frozen=True)
class _Drawn:
    """The ``w:tc`` elements that are drawn as one cell of a row (several under the old ``hMerge`` notation)."""

    column: int
    span: int
    cells: tuple["Element", ...]

    @property
    def vertical_merge(self) -> str | None:
        """``restart``, ``continue`` or none."""
        return value(self.cells[0], "tcPr/vMerge")


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
        cells: list[Cell] = []
        merges: dict[tuple[int, int], int] = {}  # column and span of a cell merged downwards -> its index in ``cells``
        row_no = width = 0
        for tr in children(tbl, "tr", _UNWRAPPED):
            if is_deleted(tr, "trPr"):
                continue
            row_no += 1
            above, merges = merges, {}
            for cell_no, drawn in enumerate(_drawn_cells(tr), 1):
                origin = f"{place}, row {row_no}, cell {cell_no}"
                where = (drawn.column, drawn.span)
                width = max(width, drawn.column + drawn.span - 1)
                if drawn.vertical_merge == "continue" and where in above:
                    merges[where] = above[where]
                    cells[above[where]] = self._extended(cells[above[where]], row_no, drawn, origin)
                else:
                    if drawn.vertical_merge is not None:
                        merges[where] = len(cells)
                    cells.append(self._cell(row_no, drawn, origin))
        return Table(cells=tuple(cells), rows=row_no, columns=width) if cells else None

    def _cell(self, row_no: int, drawn: _Drawn, origin: str) -> Cell:
        text, tables = self._content(drawn, origin)
        return Cell(row=row_no, column=drawn.column, column_span=drawn.span, text=text, tables=tables, origin=origin)

    def _extended(self, cell: Cell, row_no: int, drawn: _Drawn, origin: str) -> Cell:
        # Word hides what the lower cells of a merge hold but keeps it, and other programs show it: do not lose it.
        text, tables = self._content(drawn, origin)
        text = "\n".join(t for t in (cell.text, text) if t)
        return cell.model_copy(update={"row_span": row_no - cell.row + 1, "text": text, "tables": cell.tables + tables})

    def _content(self, drawn: _Drawn, origin: str) -> tuple[str, tuple[Table, ...]]:
        blocks = [block for tc in drawn.cells for block in self.blocks(tc, f"{origin}, ")]
        text = "\n".join(b.text for b in blocks if isinstance(b, Paragraph))
        return text, tuple(b for b in blocks if isinstance(b, Table))


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
    drawn: _Drawn | None = None
    for tc in children(tr, "tc", _UNWRAPPED):
        span = number(tc, "tcPr/gridSpan", 1, 1, _MOST_COLUMNS)
        if drawn is not None and value(tc, "tcPr/hMerge") == "continue":
            drawn = replace(drawn, span=drawn.span + span, cells=(*drawn.cells, tc))
            continue
        if drawn is not None:
            yield drawn
            column = drawn.column + drawn.span
        drawn = _Drawn(column, span, (tc,))
    if drawn is not None:
        yield drawn
