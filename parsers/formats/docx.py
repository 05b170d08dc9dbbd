"""DOCX (ECMA-376 WordprocessingML): the true grid of every table, read from the XML.

python-docx opens the package; its ``row.cells`` and ``table.cell`` are not used, because they repeat merged
cells, skip cells in content controls and rebuild the grid at each call. The walk below sees what Word shows:
text inserted under tracked changes is there, deleted text is gone.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError
from parsers.formats._docx_numbering import Numbering
from parsers.formats._docx_text import W, children, is_deleted, paragraph_text, value
from parsers.formats._sample import Sample
from schemas.document import Block, Cell, Document, Paragraph, Table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAME = "docx"
FIDELITY = 30

MAX_EXPANDED_BYTES: Final = 128 * 1024 * 1024
"""Largest sum of unpacked parts, in bytes: a notice needs under one megabyte, a zip bomb hundreds."""

_UNWRAPPED: Final = frozenset(
    W + tag for tag in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "subDoc")
)


def claims(sample: Sample) -> bool:
    """Whether the content is a Word package, even a damaged one."""
    if not sample.is_zip:
        return False
    return "word/document.xml" in sample.members or (not sample.members and b"word/" in sample.data)


def read(data: bytes) -> Document:
    """Read a Word package. Raises ``UnreadableFileError`` if it is cut off, damaged or far too large unpacked."""
    _check_package(data)
    body, numbering = _open(data)
    walk = _Walk(numbering)
    return Document(format=NAME, blocks=tuple(walk.blocks(body)))


def _check_package(data: bytes) -> None:
    """Refuse a package before anything of it is unpacked, by the sizes that its directory states."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile as error:
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


def _open(data: bytes) -> tuple["Element", Numbering]:
    # python-docx takes a tenth of a second to import; nobody who reads no DOCX should wait for it.
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(io.BytesIO(data))
    except (PackageNotFoundError, KeyError, ValueError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise UnreadableFileError("it is a damaged DOCX (a part is missing); ask for the file again.") from error
    except XMLSyntaxError as error:
        raise UnreadableFileError(f"it is a damaged DOCX (broken XML: {error.msg}); save it anew.") from error
    parts = {
        str(rel.reltype).rsplit("/", 1)[-1]: rel.target_part
        for rel in document.part.rels.values()
        if not rel.is_external
    }
    return document.element.body, Numbering.of(
        getattr(parts.get("numbering"), "element", None), document.styles.element
    )


class _Walk:
    """One pass over a body in reading order; it carries the counters of automatic numbers."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def blocks(self, parent: "Element") -> Iterator[Block]:
        """Paragraphs and tables below ``parent``, out of content controls and tracked insertions."""
        for kind, element in _flow(parent):
            if kind == "p":
                text = self._paragraph(element)
                if text.strip():
                    yield Paragraph(text=text.strip())
            else:
                table = self._table(element)
                if table is not None:
                    yield table

    def _paragraph(self, p: "Element") -> str:
        return self._numbering.label(p) + paragraph_text(p)

    def _table(self, tbl: "Element") -> Table | None:
        cells: list[Cell] = []
        open_merges: dict[int, int] = {}  # first grid column of a vertical merge -> its index in ``cells``
        row_no = width = 0
        for tr in _rows(tbl):
            row_no += 1
            column = 1 + _grid_offset(tr, "gridBefore")
            merges: dict[int, int] = {}
            for tc in children(tr, "tc", _UNWRAPPED):
                span = max(1, int(value(tc, "tcPr/gridSpan") or 1))
                if _is_hidden_by_merge(tc) and cells and cells[-1].row == row_no:
                    cells[-1] = cells[-1].model_copy(update={"column_span": cells[-1].column_span + span})
                    column += span
                    continue
                merge = value(tc, "tcPr/vMerge")
                if merge == "continue" and column in open_merges:
                    merges[column] = index = open_merges[column]
                    self._extend(cells, index, row_no, tc)
                else:
                    if merge is not None:
                        merges[column] = len(cells)
                    cells.append(self._cell(tc, row_no, column, span))
                column += span
            open_merges = merges
            width = max(width, column - 1)
        return Table(cells=tuple(cells), rows=row_no, columns=width) if cells else None

    def _extend(self, cells: list[Cell], index: int, row_no: int, tc: "Element") -> None:
        # Word hides text in the lower cells of a merge but keeps it, and other programs show it: do not lose it.
        above = cells[index]
        text = "\n".join(t for t in (above.text, self._content(tc)[0]) if t)
        cells[index] = above.model_copy(update={"row_span": row_no - above.row + 1, "text": text})

    def _cell(self, tc: "Element", row: int, column: int, span: int) -> Cell:
        text, tables = self._content(tc)
        return Cell(row=row, column=column, column_span=span, text=text, tables=tables)

    def _content(self, tc: "Element") -> tuple[str, tuple[Table, ...]]:
        blocks = tuple(self.blocks(tc))
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
        ancestors = {a.tag.rsplit("}", 1)[-1] for a in box.iterancestors()}
        if "Fallback" not in ancestors and next(box.iterancestors(W + "p"), None) is p:
            yield box


def _rows(tbl: "Element") -> Iterator["Element"]:
    for tr in children(tbl, "tr", _UNWRAPPED):
        if not is_deleted(tr, "trPr"):
            yield tr


def _grid_offset(tr: "Element", name: str) -> int:
    return max(0, int(value(tr, f"trPr/{name}") or 0))


def _is_hidden_by_merge(tc: "Element") -> bool:
    """Whether a cell is swallowed by its left neighbour under the old ``hMerge`` notation."""
    return value(tc, "tcPr/hMerge") == "continue"
