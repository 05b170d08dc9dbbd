"""A ``Document`` set in type on A4 pages, as a word processor does it: lines broken by the rules of 避头尾, rows that
break over pages in the middle of their cells, headers repeated on every page, merged cells, page numbers.

All lengths are millimetres from the page's top left corner. Nothing of the program's own line rules is used here, so
that what is read back was broken by somebody else.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from schemas.document import Block, Cell, Document, Paragraph, Table

POINT = 25.4 / 72
A4 = (210.0, 297.0)
LEFT, RIGHT, TOP, BOTTOM = 28.0, 26.0, 37.0, 35.0
"""Margins of GB/T 9704-2012."""
BODY, TITLE, SMALL, FOOT = 16 * POINT, 22 * POINT, 12 * POINT, 14 * POINT
PADDING = 1.9
NOT_FIRST = "，。、；：！？）》」』】〕〉·…—％%℃,.;:!?)]}”’"
NOT_LAST = "（《「『【〔〈([{“‘"
WORD = re.compile(r"[A-Za-z0-9.,/:%+\-]*[A-Za-z0-9%]|.", re.S)


@dataclass(frozen=True)
class Text:
    """One line of text or a piece of it; ``y`` is its base line."""

    x: float
    y: float
    size: float
    text: str

    @property
    def advances(self) -> list[float]:
        return [em(c) * self.size for c in self.text]


@dataclass(frozen=True)
class Rule:
    """A ruling line."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass
class Sheet:
    """A page under way. ``boxes`` are the table cells drawn on it."""

    width: float
    height: float
    texts: list[Text] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    @property
    def rules(self) -> list[Rule]:
        """The sides of all cells, each line once from end to end where cells share it."""
        sides: dict[tuple[str, float], list[tuple[float, float]]] = {}
        for x0, y0, x1, y1 in self.boxes:
            for y in (y0, y1):
                sides.setdefault(("h", round(y, 3)), []).append((x0, x1))
            for x in (x0, x1):
                sides.setdefault(("v", round(x, 3)), []).append((y0, y1))
        return [
            Rule(a, at, b, at) if way == "h" else Rule(at, a, at, b)
            for (way, at), spans in sorted(sides.items())
            for a, b in joined(spans)
        ]


def joined(spans: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Spans on one line with those that touch made one."""
    start, end = None, 0.0
    for a, b in sorted(spans):
        if start is None or a > end + 0.01:
            if start is not None:
                yield start, end
            start, end = a, b
        end = max(end, b)
    if start is not None:
        yield start, end


def em(char: str) -> float:
    """Width of a character in ems, as in a Chinese font with Latin letters of half width."""
    return 0.5 if char.isascii() else 1.0


def width(text: str, size: float) -> float:
    return sum(em(c) for c in text) * size


def chunks(text: str) -> list[str]:
    """Pieces of a text that stay whole: words, and characters with the marks that may not part from them."""
    pieces: list[str] = []
    for word in WORD.findall(text):
        if pieces and (word[0] in NOT_FIRST or pieces[-1][-1] in NOT_LAST):
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def broken(text: str, size: float, first: float, rest: float) -> list[str]:
    """Lines of one paragraph; its first may be ``first`` wide and the others ``rest``."""
    lines = [""]
    for piece in chunks(text):
        room = first if len(lines) == 1 else rest
        if lines[-1] and width(lines[-1] + piece, size) > room + 0.01:
            lines.append("")
            room = rest
        while width(piece, size) > room + 0.01:
            fits = next(n for n in range(len(piece), 0, -1) if n == 1 or width(piece[:n], size) <= room)
            lines[-1] += piece[:fits]
            piece = piece[fits:]
            lines.append("")
        lines[-1] += piece
    return lines


class Layout:
    """Pages being filled from top to bottom."""

    def __init__(self, *, breaks_rows: bool = True, small: float = SMALL) -> None:
        self.sheets: list[Sheet] = []
        self.breaks_rows = breaks_rows
        self.small = small
        self.pitch = 1.3 * small
        self.turn(A4)

    def turn(self, size: tuple[float, float]) -> None:
        self.sheets.append(Sheet(*size))
        self.y = TOP

    @property
    def sheet(self) -> Sheet:
        return self.sheets[-1]

    @property
    def bottom(self) -> float:
        return self.sheet.height - BOTTOM

    @property
    def room(self) -> float:
        return self.sheet.width - LEFT - RIGHT

    def paragraph(self, text: str, kind: str) -> None:
        """A paragraph: ``centred``, ``title``, ``right``, ``flush`` or ``indented``."""
        size = TITLE if kind == "title" else BODY
        pitch = 1.8 * size
        indent = 2 * size if kind == "indented" else 0.0
        for number, line in enumerate(broken(text, size, self.room - indent, self.room)):
            if self.y + pitch > self.bottom:
                self.turn((self.sheet.width, self.sheet.height))
            x = LEFT + (indent if number == 0 else 0.0)
            if kind in ("title", "centred"):
                x = LEFT + (self.room - width(line, size)) / 2
            elif kind == "right":
                x = LEFT + self.room - width(line, size) - 2 * size
            self.sheet.texts.append(Text(x, self.y + 0.5 * (pitch - size) + 0.88 * size, size, line))
            self.y += pitch

    def table(self, table: Table) -> None:
        """A table from where the page stands; the page is turned on its side for one that is wide."""
        if (self.sheet.width, self.sheet.height) != size_for(table):
            self.turn(size_for(table))
        _TableLayout(self, table).set()
        self.y += self.pitch


class _TableLayout:
    """One table on its way onto pages."""

    def __init__(self, layout: Layout, table: Table) -> None:
        self.layout, self.table = layout, table
        self.size, self.pitch = layout.small, layout.pitch
        self.xs = self._columns()
        self.lines = {self._key(c): self._lines(c) for c in table.cells}
        first = [c for c in table.cells if c.row == 1]
        self.header = max(c.row_span for c in first)
        self.heights = self._heights()

    @staticmethod
    def _key(cell: Cell) -> tuple[int, int]:
        return cell.row, cell.column

    def _columns(self) -> list[float]:
        """Left edges of the columns and the right edge of the last: room by what they hold, but each word whole."""
        least = [2 * self.size] * self.table.columns
        wish = [1.0] * self.table.columns
        for cell in self.table.cells:
            if cell.column_span == 1:
                words = [width(p, self.size) for line in cell.text.split("\n") for p in chunks(line)]
                least[cell.column - 1] = max([least[cell.column - 1], *words])
                wish[cell.column - 1] = max(wish[cell.column - 1], len(cell.text) ** 0.8)
        least = [w + 2 * PADDING + 0.2 for w in least]
        spare = self.layout.room - sum(least)
        edges = [LEFT]
        for floor, share in zip(least, wish, strict=True):
            edges.append(edges[-1] + floor + spare * share / sum(wish))
        return edges

    def _inner(self, cell: Cell) -> float:
        return self.xs[cell.column - 1 + cell.column_span] - self.xs[cell.column - 1] - 2 * PADDING

    def _lines(self, cell: Cell) -> list[str]:
        room = self._inner(cell)
        return [line for text in cell.text.split("\n") for line in broken(text, self.size, room, room)]

    def _heights(self) -> list[float]:
        heights = [self.pitch + 2 * PADDING] * self.table.rows
        for cell in sorted(self.table.cells, key=lambda c: c.row_span):
            last = cell.row + cell.row_span - 1
            have = sum(heights[cell.row - 1 : last])
            heights[last - 1] += max(0.0, self._needed(len(self.lines[self._key(cell)])) - have)
        return heights

    def _needed(self, lines: int) -> float:
        return lines * self.pitch + 2 * PADDING

    def set(self) -> None:
        """Find heights at which everything has its place, then draw it."""
        start = (len(self.layout.sheets), self.layout.y)
        while True:
            pieces = self._pieces()
            short = self._short(pieces)
            if short is None:
                break
            self.heights[short.row + short.row_span - 2] += self.pitch
            del self.layout.sheets[start[0] :]
            self.layout.y = start[1]
        for cell in self.table.cells:
            self._draw(cell, pieces)
        for number, y in self.headers:
            for cell in self.table.cells:
                if cell.row <= self.header:
                    top = y + sum(self.heights[: cell.row - 1])
                    high = sum(self.heights[cell.row - 1 : cell.row + cell.row_span - 1])
                    self._box(cell, number, top, top + high, self.lines[self._key(cell)])

    def _pieces(self) -> dict[int, list[tuple[int, float, float]]]:
        """For each row the pieces of it: the number of the sheet, top and bottom."""
        layout = self.layout
        pieces: dict[int, list[tuple[int, float, float]]] = {}
        self.headers: list[tuple[int, float]] = []
        for row, height in enumerate(self.heights, 1):
            pieces[row] = []
            left = height
            while True:
                room = layout.bottom - layout.y
                if left <= room:
                    pieces[row].append((len(layout.sheets), layout.y, layout.y + left))
                    layout.y += left
                    break
                fits = int((room - 2 * PADDING) / self.pitch)
                whole = round((left - 2 * PADDING) / self.pitch)
                must = left > layout.bottom - TOP - sum(self.heights[: self.header])
                if (layout.breaks_rows or must) and row > self.header and fits >= 2 and whole - fits >= 1:
                    pieces[row].append((len(layout.sheets), layout.y, layout.y + self._needed(fits)))
                    left = self._needed(whole - fits)
                layout.turn((layout.sheet.width, layout.sheet.height))
                if row > self.header:
                    self.headers.append((len(layout.sheets), layout.y))
                    layout.y += sum(self.heights[: self.header])
        return pieces

    def _boxes(self, cell: Cell, pieces: dict[int, list[tuple[int, float, float]]]) -> list[tuple[int, float, float]]:
        """The boxes of a cell, one a page."""
        boxes: dict[int, tuple[float, float]] = {}
        for row in range(cell.row, cell.row + cell.row_span):
            for number, top, bottom in pieces[row]:
                boxes[number] = (boxes.get(number, (top, 0.0))[0], bottom)
        return [(number, *ends) for number, ends in sorted(boxes.items())]

    def _capacity(self, top: float, bottom: float) -> int:
        return int((bottom - top - 2 * PADDING) / self.pitch + 0.01)

    def _short(self, pieces: dict[int, list[tuple[int, float, float]]]) -> Cell | None:
        for cell in self.table.cells:
            have = sum(self._capacity(top, bottom) for _, top, bottom in self._boxes(cell, pieces))
            if have < len(self.lines[self._key(cell)]):
                return cell
        return None

    def _draw(self, cell: Cell, pieces: dict[int, list[tuple[int, float, float]]]) -> None:
        lines = list(self.lines[self._key(cell)])
        for number, top, bottom in self._boxes(cell, pieces):
            fits = self._capacity(top, bottom)
            self._box(cell, number, top, bottom, lines[:fits])
            lines = lines[fits:]

    def _box(self, cell: Cell, number: int, top: float, bottom: float, lines: Sequence[str]) -> None:
        sheet = self.layout.sheets[number - 1]
        x0, x1 = self.xs[cell.column - 1], self.xs[cell.column - 1 + cell.column_span]
        sheet.boxes.append((x0, top, x1, bottom))
        centred = len(lines) == 1 and len(lines[0]) < 8
        for n, line in enumerate(lines):
            x = x0 + PADDING + (max(0.0, self._inner(cell) - width(line, self.size)) / 2 if centred else 0.0)
            y = top + PADDING + n * self.pitch + 0.5 * (self.pitch - self.size) + 0.88 * self.size
            if line.strip():
                sheet.texts.append(Text(x, y, self.size, line))


DATE = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日")


def kind_of(blocks: Sequence[Block], index: int) -> str:
    """How a paragraph is set: what stands before the salutation is the title, short lines without a mark are headings,
    and the date stands at the right below who signs."""
    block = blocks[index]
    assert isinstance(block, Paragraph)
    below, text = next((b for b in blocks[index + 1 : index + 2]), None), block.text
    captioned = len(text) > 15 and not text.endswith("。")
    above_table = captioned and any(isinstance(b, Table) for b in blocks[index + 1 : index + 3])
    greeting = next((i for i, b in enumerate(blocks) if isinstance(b, Paragraph) and b.text.endswith("：")), 0)
    if index < greeting or above_table:
        return "centred" if "〔" in text else "title"
    if (
        DATE.fullmatch(text)
        or text.startswith("单位：")
        or (isinstance(below, Paragraph) and DATE.fullmatch(below.text))
    ):
        return "right"
    if index == greeting or re.fullmatch(r"附件\d*", text) or " " in text:
        return "flush"
    is_heading = (
        len(text) < 25 and text[-1] not in "。：；" and not re.match(r"[一二三四五六七八九十\d]+[、.]|附件", text)
    )
    return "centred" if is_heading else "indented"


def starts_page(blocks: Sequence[Block], index: int) -> tuple[float, float] | None:
    """The page that begins at a block: an attachment, or the caption of a table on a page turned on its side."""
    block = blocks[index]
    before = blocks[index - 1] if index else None
    is_new = isinstance(block, Paragraph) and re.fullmatch(r"附件\d*|重点民生实事（.+）", block.text) is not None
    is_caption = kind_of(blocks, index) == "title" and index > 3
    is_below = isinstance(before, Paragraph) and re.fullmatch(r"附件\d*", before.text) is not None
    if not is_new and (not is_caption or is_below):
        return None
    table = next((b for b in blocks[index : index + 4] if isinstance(b, Table)), None)
    if is_new or (table is not None and is_wide(table)):
        return size_for(table) if table is not None else A4
    return None


def is_wide(table: Table) -> bool:
    return table.columns > 5


def size_for(table: Table) -> tuple[float, float]:
    return (A4[1], A4[0]) if is_wide(table) else A4


def sheets_of(document: Document, *, breaks_rows: bool = True, small: float = SMALL) -> list[Sheet]:
    """A document as pages, each with its number at the foot."""
    layout = Layout(breaks_rows=breaks_rows, small=small)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            layout.table(block)
            continue
        size = starts_page(document.blocks, index)
        if size is not None and (layout.y > TOP or (layout.sheet.width, layout.sheet.height) != size):
            layout.turn(size)
        layout.paragraph(block.text, kind_of(document.blocks, index))
    for number, sheet in enumerate(layout.sheets, 1):
        text = f"— {number} —"
        x = (sheet.width - width(text, FOOT)) / 2
        sheet.texts.append(Text(x, sheet.height - 22.0, FOOT, text))
    return layout.sheets
