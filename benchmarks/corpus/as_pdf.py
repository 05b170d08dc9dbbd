"""A made notice as a PDF, as a word processor prints it: the letter on upright pages, the table across, with its header
on every page or not, rows cut by a page's end or not, rules as lines or as thin rectangles, numbers at the foot.

The font is one that every reader knows (STSong-Light of Adobe's Asian fonts) and none is embedded: no machine's fonts
make a difference to the bytes. Pages are not deflated, for the reason given in ``as_docx``.
"""

import io
import re
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any, Final

from benchmarks.corpus.letters import Letter
from benchmarks.corpus.pages import PAD, Room, Text, flowed, heights, joined, pieces
from benchmarks.corpus.sheets import Sheet, Written

_FONT: Final = "STSong-Light"
_A4: Final = (595.28, 841.89)
_MARGIN: Final = 57.0
_WORDS: Final = re.compile(r"[0-9A-Za-z.]+|.")
_NO_START: Final = frozenset("，。、；：！？）》”’〕%")
"""What begins no line."""


def written(letter: Letter, table: Sheet, random: Random) -> Written:
    """The file, and the rows that a page cuts."""
    upright = len(table.widths) <= 5 and random.random() < 0.6
    paper = _Paper()
    _write_letter(paper, letter)
    paper.turn(_A4 if upright else _A4[::-1])
    paper.text(_MARGIN, _MARGIN, "附件", 14)
    for n, line in enumerate(_wrapped(letter.attachment, paper.width - 2 * _MARGIN, 18)):
        paper.centred(_MARGIN + 26 + 27 * n, line, 18)
    cut = _Drawing(paper, table, random).run()
    return Written(paper.file(), cut)


@cache
def _string_width() -> Any:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont

    pdfmetrics.registerFont(UnicodeCIDFont(_FONT))
    return pdfmetrics.stringWidth


@cache
def _em(character: str) -> float:
    return float(_string_width()(character, _FONT, 1))


def _ems(text: str) -> float:
    return sum(map(_em, text))


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """Lines of a text; none begins with what ends a clause, and a number stays whole."""
    lines = [""]
    for paragraph in text.split("\n"):
        at = 0.0
        for word in _WORDS.findall(paragraph):
            if at + _ems(word) * size > width and lines[-1]:
                moved = lines[-1][-1] if word[0] in _NO_START and len(lines[-1]) > 1 else ""
                lines[-1] = lines[-1].removesuffix(moved)
                lines.append(moved)
                at = _ems(moved) * size
            lines[-1] += word
            at += _ems(word) * size
        lines.append("")
    return lines[:-1]


class _Paper:
    """A PDF under way; points from the top left corner of the page."""

    def __init__(self) -> None:
        from reportlab.pdfgen.canvas import Canvas

        _string_width()
        self._buffer = io.BytesIO()
        self._canvas: Any = Canvas(self._buffer, pagesize=_A4, invariant=True, pageCompression=0)
        self.width, self.height = _A4
        self._page = 1

    def text(self, x: float, top: float, text: str, size: float) -> None:
        self._canvas.setFont(_FONT, size)
        self._canvas.drawString(x, self.height - top - 0.88 * size, text)

    def centred(self, top: float, text: str, size: float) -> None:
        self.text((self.width - _ems(text) * size) / 2, top, text, size)

    def rule(self, x0: float, top: float, x1: float, bottom: float, *, filled: bool) -> None:
        if filled:
            high, wide = max(bottom - top, 0.48), max(x1 - x0, 0.48)
            self._canvas.rect(x0, self.height - top - high, wide, high, stroke=0, fill=1)
        else:
            self._canvas.setLineWidth(0.5)
            self._canvas.line(x0, self.height - top, x1, self.height - bottom)

    def turn(self, size: tuple[float, ...] | None = None) -> None:
        self._foot()
        self._canvas.showPage()
        self._page += 1
        if size:
            self.width, self.height = size
        self._canvas.setPageSize((self.width, self.height))

    def file(self) -> bytes:
        self._foot()
        self._canvas.save()
        return self._buffer.getvalue()

    def _foot(self) -> None:
        self.centred(self.height - 40, f"— {self._page} —", 12)


def _write_letter(paper: _Paper, letter: Letter) -> None:
    width, at = paper.width - 2 * _MARGIN, _MARGIN + 20
    for text, size in ((letter.number, 16), ("", 16), (letter.issuer, 20), (letter.title, 20), ("", 16)):
        for line in _wrapped(text, width, size):
            paper.centred(at, line, size)
            at += 1.75 * size
    indent = [letter.body[0], *(f"　　{text}" for text in letter.body[1:]), f"　　附件：{letter.attachment}"]
    signature = [" " * 30 + text for text in letter.signature]
    for paragraph in (*indent, "", *signature, "　　（此件公开发布）"):
        for line in _wrapped(paragraph, width, 16):
            if at > paper.height - 85:
                paper.turn()
                at = _MARGIN + 20
            paper.text(_MARGIN, at, line, 16)
            at += 28


class _Drawing:
    """A table being drawn; how it looks is drawn from ``random``."""

    def __init__(self, paper: _Paper, table: Sheet, random: Random) -> None:
        self._paper = paper
        self._table = table
        self._size = 9.0 if len(table.widths) > 6 else 10.5
        self._pitch = 1.35 * self._size
        self._filled, self._centred = random.random() < 0.5, random.random() < 0.5
        repeats, cuts = random.random() < 0.75, random.random() < 0.7
        wide = paper.width - 2 * _MARGIN
        self._edges = [_MARGIN]
        for width in table.widths:
            self._edges.append(self._edges[-1] + wide * width / sum(table.widths))
        self._lines = {
            (r, c): _wrapped(cell.text, self._edges[c + cell.columns] - self._edges[c] - 8, self._size)
            for r, line in enumerate(table.rows)
            for c, cell in enumerate(line)
            if cell
        }
        high = heights(table, self._lines, self._pitch)
        room = Room(_MARGIN + 90, _MARGIN, paper.height - 62)
        self._pieces = pieces(high, room, table.heads, self._pitch, repeats=repeats, cuts=cuts)

    def run(self) -> frozenset[int]:
        """Draw it; the rows that a page cuts."""
        texts = self._texts()
        for page in range(1, self._pieces[-1].page + 1):
            if page > 1:
                self._paper.turn()
            for text, *across in texts:
                if text.page == page:
                    self._draw(text, *across)
        pages = [(p.row, p.page) for p in self._pieces if p.row >= self._table.heads]
        return frozenset(row for row, _ in pages if len({page for r, page in pages if r == row}) > 1)

    def _texts(self) -> list[tuple[Text, float, float, float]]:
        """What stands in each cell on each of its pages, where its lines begin, and where the cell begins and ends."""
        found = []
        for (row, column), lines in self._lines.items():
            cell = self._table.rows[row][column]
            assert cell is not None
            own = [p for p in self._pieces if row <= p.row < row + cell.rows]
            each = [[p for p in own if p.page == page] for page in sorted({p.page for p in own})]
            x0, x1 = self._edges[column], self._edges[column + cell.columns]
            if row < self._table.heads:  # the same on every page
                texts = [text for part in each for text in flowed(joined(part), lines, self._pitch)]
            else:
                texts = flowed(joined(own), lines, self._pitch)
            found += [(text, x0 + self._indent(lines, x1 - x0), x0, x1) for text in texts]
        return found

    def _draw(self, text: Text, x: float, x0: float, x1: float) -> None:
        sides = ((x0, text.top, x1, text.top), (x0, text.bottom, x1, text.bottom))
        ends = ((x0, text.top, x0, text.bottom), (x1, text.top, x1, text.bottom))
        for side in (*sides, *ends):
            self._paper.rule(*side, filled=self._filled)
        spare = text.bottom - text.top - 2 * PAD - len(text.lines) * self._pitch
        top = text.top + PAD + (max(0.0, spare) / 2 if self._centred else 0.0)
        for n, line in enumerate(text.lines):
            self._paper.text(x, top + n * self._pitch, line, self._size)

    def _indent(self, lines: Sequence[str], width: float) -> float:
        """Short cells stand in the middle."""
        taken = _ems(lines[0]) * self._size
        return (width - taken) / 2 if self._centred and len(lines) == 1 else 4.0
