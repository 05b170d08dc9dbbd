"""DOCX (ECMA-376 WordprocessingML): the true grid of every table, read from the XML.

python-docx opens the package; its ``row.cells`` and ``table.cell`` are not used, because they repeat merged
cells, skip cells in content controls and rebuild the grid at each call. The walk below sees what Word shows:
text inserted under tracked changes is there, deleted text is gone.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError
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
from parsers.formats._sample import Sample
from schemas.document import Block, Cell, Document, Paragraph, Table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAME = "docx"
FIDELITY = 30

MAX_EXPANDED_BYTES: Final = 128 * 1024 * 1024
"""Largest sum of unpacked parts, in bytes: a notice needs under one megabyte, a zip bomb hundreds."""

_MOST_COLUMNS: Final = 63
"""Columns that a table of Word can have."""

_UNWRAPPED: Final = frozenset(
    W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "subDoc")
)


def claims(sample: Sample) -> bool:
    """Whether the content is a Word package, even a damaged one."""
    if not sample.is_zip:
        return False
    return any(m.startswith("word/") for m in sample.members) or (not sample.members and b"word/" in sample.data)


def read(data: bytes) -> Document:
    """Read a Word package. Raises ``UnreadableFileError`` if it is cut off, damaged or far too large unpacked."""
    _check_package(data)
    body, notes, numbering = _open(data)
    walk = _Walk(numbering)
    blocks = [*walk.blocks(body), *(b for part in notes for note in _notes(part) for b in walk.blocks(note))]
    return Document(format=NAME, blocks=tuple(blocks))


def _notes(part: "Element") -> Iterator["Element"]:
    """Footnotes or endnotes of a part, without the separators that Word keeps among them."""
    for note in part:
        if note.tag in (W + "footnote", W + "endnote") and note.get(W + "type") in (None, "normal"):
            yield note


def _check_package(data: bytes) -> None:
    """Refuse a package before anything of it is unpacked, by the sizes that its directory states."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise UnreadableFileError(
            "it is a damaged DOCX (the end of the file is missing or broken); ask for the file again."
        ) from error
    expanded = sum(part.file_size for part in parts)
    if expanded > MAX_EXPANDED_BYTES:
        raise UnreadableFileError(
            f"its {len(data) / 1e6:.1f} MB unpack to {expanded / 1e6:,.0f} MB, more than the "
            f"{MAX_EXPANDED_BYTES / 1e6:.0f} MB that a notice can need; save its text without pictures in a new DOCX."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFileError("it is locked with a password; save it without one.")


def _open(data: bytes) -> tuple["Element", list["Element"], Numbering]:
    """The body, the footnotes and the lists of a package."""
    # python-docx takes a tenth of a second to import; nobody who reads no DOCX should wait for it.
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.oxml import parse_xml
    from lxml.etree import XMLSyntaxError

    # What python-docx raises for a package whose parts are missing, misnamed or other XML than they should be.
    broken = (PackageNotFoundError, LookupError, ValueError, TypeError, AttributeError, NotImplementedError, EOFError)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        relations = [r for r in document.part.rels.values() if not r.is_external]
        parts = {
            str(r.reltype).rsplit("/", 1)[-1]: parse_xml(r.target_part.blob) for r in relations if _is_wanted(r.reltype)
        }
        numbering = Numbering.of(parts.get("numbering"), document.styles.element)
    except XMLSyntaxError as error:
        raise UnreadableFileError(f"it is a damaged DOCX (broken XML: {error.msg}); save it anew.") from error
    except (*broken, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        raise UnreadableFileError("it is a damaged DOCX (a part is missing); ask for the file again.") from error
    if body is None:
        raise UnreadableFileError("it is a damaged DOCX (it has no body); ask for the file again.")
    return body, [parts[name] for name in ("footnotes", "endnotes") if name in parts], numbering


def _is_wanted(relation_type: str) -> bool:
    return relation_type.rsplit("/", 1)[-1] in ("numbering", "footnotes", "endnotes")


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
    """One pass over a body in reading order; it carries the counters of automatic numbers."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def blocks(self, parent: "Element") -> Iterator[Block]:
        """Paragraphs and tables below ``parent``, out of content controls and tracked insertions."""
        held = ""  # text of paragraphs whose end was deleted: it runs on into the next one
        for kind, element in _flow(parent):
            if kind == "p":
                if has_deleted_mark(element):
                    held += paragraph_text(element)
                    continue
                text, held = self._paragraph(element, held).strip(), ""
                if text:
                    yield Paragraph(text=text)
            else:
                table = self._table(element)
                if table is not None:
                    yield table
        if held.strip():
            yield Paragraph(text=held.strip())

    def _paragraph(self, p: "Element", held: str) -> str:
        return labelled(self._numbering.label(p), held + paragraph_text(p))

    def _table(self, tbl: "Element") -> Table | None:
        cells: list[Cell] = []
        merges: dict[tuple[int, int], int] = {}  # column and span of a cell merged downwards -> its index in ``cells``
        row_no = width = 0
        for tr in children(tbl, "tr", _UNWRAPPED):
            if is_deleted(tr, "trPr"):
                continue
            row_no += 1
            above, merges = merges, {}
            for drawn in _drawn_cells(tr):
                where = (drawn.column, drawn.span)
                width = max(width, drawn.column + drawn.span - 1)
                if drawn.vertical_merge == "continue" and where in above:
                    merges[where] = above[where]
                    cells[above[where]] = self._extended(cells[above[where]], row_no, drawn)
                else:
                    if drawn.vertical_merge is not None:
                        merges[where] = len(cells)
                    text, tables = self._content(drawn)
                    cells.append(
                        Cell(row=row_no, column=drawn.column, column_span=drawn.span, text=text, tables=tables)
                    )
        return Table(cells=tuple(cells), rows=row_no, columns=width) if cells else None

    def _extended(self, cell: Cell, row_no: int, drawn: _Drawn) -> Cell:
        # Word hides what the lower cells of a merge hold but keeps it, and other programs show it: do not lose it.
        text, tables = self._content(drawn)
        text = "\n".join(t for t in (cell.text, text) if t)
        return cell.model_copy(update={"row_span": row_no - cell.row + 1, "text": text, "tables": cell.tables + tables})

    def _content(self, drawn: _Drawn) -> tuple[str, tuple[Table, ...]]:
        blocks = [block for tc in drawn.cells for block in self.blocks(tc)]
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
