"""DOC and WPS: the binary files of Word 97 to 2003 and of WPS Writer ([MS-DOC]), by the marks in their text.

olefile opens the container; a paragraph, a cell and a row each end with a mark whose properties say how deep in tables
it lies and, for a row, where its cells begin and end. The walk below sees what Word shows, as that of DOCX does: text
inserted under tracked changes is there, deleted text is gone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from parsers.formats._doc_boxes import boxes
from parsers.formats._doc_bytes import damaged
from parsers.formats._doc_file import Story, word_file
from parsers.formats._doc_lists import numbering
from parsers.formats._doc_paragraphs import DocParagraph, End, Paragraphs
from parsers.formats._doc_rows import RowShape
from parsers.formats._doc_table import Content, DrawnRow, table_of
from parsers.formats._docx_numbering import Numbering, labelled
from parsers.formats._ole import SIGNATURE
from parsers.formats._sample import Sample
from parsers.formats._steps import step
from schemas.document import Block, Document, Paragraph, Table

NAME = "doc"
FIDELITY = 29

_STREAM: Final = "WordDocument"


def claims(sample: Sample) -> bool:
    """Whether the content is a binary Word file, even a damaged one."""
    if not sample.data.startswith(SIGNATURE):
        return False
    return _STREAM in sample.streams or (not sample.streams and _STREAM.encode("utf-16-le") in sample.data)


def read(data: bytes) -> Document:
    """Read a DOC. Raises ``UnreadableFileError`` if it is damaged, locked, far too long or older than Word 97."""
    file = word_file(data)
    paragraphs = Paragraphs(file)
    anchored, others = boxes(file)
    walk = _Walk(paragraphs, numbering(file), anchored)
    parts = [paragraphs.story(story) for story in (Story.MAIN, Story.FOOTNOTES, Story.ENDNOTES)]
    parts += [list(paragraphs.between(*bounds)) for bounds in others]
    blocks = [*(block for part in parts for block in walk.blocks(part)), *walk.left_over()]
    return Document(format=NAME, blocks=tuple(blocks))


@dataclass(frozen=True)
class _RawRow:
    """A row's shape, and the paragraphs of each of its cells."""

    shape: RowShape
    cells: tuple[tuple[DocParagraph, ...], ...]


class _Walk:
    """One pass over a file in reading order; it carries the counters of automatic numbers and of places."""

    def __init__(self, paragraphs: Paragraphs, lists: Numbering, anchored: dict[int, tuple[int, int]]) -> None:
        self._paragraphs = paragraphs
        self._lists = lists
        self._anchored = anchored
        self._tables_seen = 0
        self._paragraphs_seen = 0

    def blocks(self, paragraphs: Sequence[DocParagraph], depth: int = 0, place: str = "") -> Iterator[Block]:
        """Paragraphs at a depth of tables, and the tables between them; ``place`` names the cell they stand in."""
        held = ""  # text of paragraphs whose end was deleted: it runs on into the next one
        for is_table, group in groupby(paragraphs, key=lambda p: p.mark.depth > depth):
            if is_table:
                yield from self._tables(list(group), depth + 1, place)
                continue
            for paragraph in group:
                if paragraph.is_mark_deleted and paragraph.mark.end is End.PARAGRAPH:
                    held += paragraph.text
                    continue
                text, held = self._shown(paragraph, held), ""
                if not depth:
                    self._paragraphs_seen += 1
                if text:
                    yield Paragraph(text=text, origin=f"paragraph {self._paragraphs_seen}")
                for anchor in paragraph.anchors:
                    yield from self._box(anchor)
        if held.strip():
            yield Paragraph(text=held.strip())

    def _shown(self, paragraph: DocParagraph, held: str) -> str:
        label = ""
        if paragraph.numbered is not None:
            use, level = paragraph.numbered
            label = self._lists.next_label(str(use), level)
        return labelled(label, held + paragraph.text).strip()

    def _box(self, anchor: int) -> Iterator[Block]:
        # Each box is read once: an anchor inside the box itself must not lead round in a circle.
        bounds = self._anchored.pop(anchor, None)
        if bounds is not None:
            yield from self.blocks(list(self._paragraphs.between(*bounds)))

    def left_over(self) -> Iterator[Block]:
        """Boxes whose anchors were not passed; one that was deleted takes its box with it."""
        for anchor in sorted(self._anchored):
            if self._paragraphs.is_deleted(anchor):
                continue
            yield from self._box(anchor)

    def _tables(self, paragraphs: Sequence[DocParagraph], depth: int, place: str) -> Iterator[Table]:
        rows = _raw_rows(paragraphs, depth)
        for number, (_, group) in enumerate(groupby(rows, key=lambda r: r.shape.identity), 1):
            if not place:
                self._tables_seen += 1
            name = f"{place}, table {number}" if place else f"table {self._tables_seen}"
            step(name)
            yield table_of([self._row(row, depth, f"{name}, row {n}") for n, row in enumerate(group, 1)])

    def _row(self, row: _RawRow, depth: int, place: str) -> DrawnRow:
        contents = (self._content(cell, depth, f"{place}, cell {n}") for n, cell in enumerate(row.cells, 1))
        return DrawnRow(row.shape, tuple(contents))

    def _content(self, cell: Sequence[DocParagraph], depth: int, place: str) -> Content:
        blocks = list(self.blocks(cell, depth, place))
        text = "\n".join(b.text for b in blocks if isinstance(b, Paragraph))
        return Content(text, tuple(b for b in blocks if isinstance(b, Table)), place)


def _raw_rows(paragraphs: Sequence[DocParagraph], depth: int) -> Iterator[_RawRow]:
    """The rows of the table that paragraphs at a depth, and deeper, make; deleted rows are left out."""
    row: list[DocParagraph] = []
    cells: list[tuple[DocParagraph, ...]] = []
    cell: list[DocParagraph] = []
    for paragraph in paragraphs:
        row.append(paragraph)
        if paragraph.mark.depth > depth or paragraph.mark.end is End.PARAGRAPH:
            cell.append(paragraph)
        elif paragraph.mark.end is End.CELL:
            cells.append((*cell, paragraph))
            cell = []
        else:
            shape = _checked(paragraph, len(cells), bool(cell))
            if not _is_gone(row):
                yield _RawRow(shape, tuple(cells))
            row, cells = [], []
    if row:
        raise damaged("a table row has no end")


def _is_gone(row: Sequence[DocParagraph]) -> bool:
    """Whether a row was deleted under tracked changes: its end, or the ends of all cells, and all that stood in it.

    LibreOffice marks the end of the row above a deleted one: a row that shows something is there, whatever it says.
    """
    *within, end = row
    is_marked = end.is_mark_deleted or all(p.is_mark_deleted for p in within)
    return is_marked and not any(p.text.strip() for p in within)


def _checked(end: DocParagraph, cells: int, is_open: bool) -> RowShape:
    """The shape of a row, from its end; it must be that of the cells which the text holds."""
    if end.mark.shape is None or is_open or end.text.strip():
        raise damaged("a table row ends inside a cell")
    if len(end.mark.shape.cells) != cells or not cells:
        raise damaged(f"a table row says that it has {len(end.mark.shape.cells)} cells and holds {cells}")
    return end.mark.shape
