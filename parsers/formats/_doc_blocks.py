"""Paragraphs of Word's older formats to blocks: their end marks tell paragraphs, cells and rows, however deep."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from parsers.formats._doc_bytes import damaged
from parsers.formats._doc_table import Content, DrawnRow, RowShape, table_of
from parsers.formats._docx_numbering import Numbering, labelled
from parsers.formats._steps import step
from schemas.document import Block, Paragraph, Table


class End(StrEnum):
    """What a paragraph's mark ends beside the paragraph."""

    PARAGRAPH = "paragraph"
    CELL = "cell"
    ROW = "row"


@dataclass(frozen=True)
class Mark:
    """What the properties of an end mark say; ``depth`` is the number of tables that the paragraph lies in."""

    end: End = End.PARAGRAPH
    depth: int = 0
    list_use: int | None = None
    list_level: int | None = None
    shape: RowShape | None = None


@dataclass(frozen=True)
class WordParagraph:
    """A paragraph as shown, with its list and level, and the places of the drawings anchored in it."""

    text: str
    mark: Mark
    numbered: tuple[int, int] | None = None
    is_mark_deleted: bool = False
    anchors: tuple[int, ...] = ()


@dataclass(frozen=True)
class _RawRow:
    """A row's shape, and the paragraphs of each of its cells."""

    shape: RowShape
    cells: tuple[tuple[WordParagraph, ...], ...]


class Walk:
    """One pass over a file in reading order; it carries the counters of automatic numbers and of places.

    ``lists`` are the automatic numbers, each list by its number as a text; ``boxes`` the paragraphs of text boxes by
    the place of their anchor.
    """

    def __init__(self, lists: Numbering, boxes: Mapping[int, Sequence[WordParagraph]]) -> None:
        self._lists = lists
        self._boxes = dict(boxes)
        self._tables_seen = 0
        self._paragraphs_seen = 0

    def blocks(self, paragraphs: Sequence[WordParagraph], depth: int = 0, place: str = "") -> Iterator[Block]:
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
                yield from self._paragraph(text, place)
                for anchor in paragraph.anchors:
                    # Each box is read once: an anchor inside the box itself must not lead round in a circle.
                    yield from self.blocks(self._boxes.pop(anchor, ()), 0, place)
        yield from self._paragraph(held.strip(), place)

    def boxes_left(self) -> Iterator[Block]:
        """The boxes whose anchors were not passed."""
        while self._boxes:
            yield from self.blocks(self._boxes.pop(min(self._boxes)))

    def _shown(self, paragraph: WordParagraph, held: str) -> str:
        label = ""
        if paragraph.numbered is not None:
            use, level = paragraph.numbered
            label = self._lists.next_label(str(use), level)
        return labelled(label, held + paragraph.text).strip()

    def _paragraph(self, text: str, place: str) -> Iterator[Paragraph]:
        if text and not place:
            self._paragraphs_seen += 1
        if text:
            yield Paragraph(text=text, origin=f"paragraph {self._paragraphs_seen}")

    def _tables(self, paragraphs: Sequence[WordParagraph], depth: int, place: str) -> Iterator[Table]:
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

    def _content(self, cell: Sequence[WordParagraph], depth: int, place: str) -> Content:
        blocks = list(self.blocks(cell, depth, place))
        text = "\n".join(b.text for b in blocks if isinstance(b, Paragraph))
        return Content(text, tuple(b for b in blocks if isinstance(b, Table)), place)


def _raw_rows(paragraphs: Sequence[WordParagraph], depth: int) -> Iterator[_RawRow]:
    """The rows of the table that paragraphs at a depth, and deeper, make; deleted rows are left out."""
    row: list[WordParagraph] = []
    cells: list[tuple[WordParagraph, ...]] = []
    cell: list[WordParagraph] = []
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


def _is_gone(row: Sequence[WordParagraph]) -> bool:
    """Whether a row was deleted under tracked changes: its end, or the ends of all cells, and all that stood in it.

    LibreOffice marks the end of the row above a deleted one: a row that shows something is there, whatever it says.
    """
    *within, end = row
    is_marked = end.is_mark_deleted or all(p.is_mark_deleted for p in within)
    return is_marked and not any(p.text.strip() for p in within)


def _checked(end: WordParagraph, cells: int, is_open: bool) -> RowShape:
    """The shape of a row, from its end; it must be that of the cells which the text holds."""
    if end.mark.shape is None or is_open or end.text.strip():
        raise damaged("a table row ends inside a cell")
    if len(end.mark.shape.cells) != cells or not cells:
        raise damaged(f"a table row says that it has {len(end.mark.shape.cells)} cells and holds {cells}")
    return end.mark.shape
