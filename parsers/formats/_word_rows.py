"""One pass over a Word table that finds the rows and cells in which nothing but words stands.

Almost every cell of a long table is that: paragraphs of runs, with no list, tracked change or control around them. The
pass is one iteration of libxml2 over the few elements that tell. What stands elsewhere than in a plain cell, or changes
it, marks its cell, its row or the whole table, and ``_word_walk`` reads what is marked step by step.
"""

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from parsers.formats._docx_numbering import Numbering
from parsers.formats._docx_text import SHOWN, W, shown

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TABLE, _ROW, _CELL, _PARAGRAPH, _RUN, _TEXT, _STYLE = (W + t for t in ("tbl", "tr", "tc", "p", "r", "t", "pStyle"))
_OF_SPANS: Final = frozenset(W + tag for tag in ("gridSpan", "vMerge"))
_OF_ROWS: Final = frozenset(W + tag for tag in ("gridBefore", "del", "hMerge"))
"""What changes a row, and not only the cell in which it stands."""
_OF_WORDS: Final = frozenset(W + tag for tag in ("moveFrom", "numPr", "sym"))
_TELLING: Final = (_TEXT, _PARAGRAPH, _CELL, _STYLE, _ROW, _TABLE, *sorted({*SHOWN, *_OF_SPANS, *_OF_ROWS, *_OF_WORDS}))


_NEXT_PARAGRAPH: Final = "\0"
"""Stands before each paragraph's words; XML can hold no such character."""


class PlainCell(NamedTuple):
    """A cell right below its row, with its text; ``None``: it is not plain."""

    element: "Element"
    text: str | None


class PlainRow(NamedTuple):
    """A row right below its table. ``cells`` are all of its cells, a text for one that is plain, one column wide and in
    no merge; ``None``: it has to be read step by step."""

    element: "Element"
    cells: Sequence[PlainCell | str] | None


def plain_rows(tbl: "Element", numbering: Numbering) -> Sequence[PlainRow] | None:
    """The rows of a table, deleted ones among those without cells; ``None`` if it has another table in it, or rows that
    do not stand right below it."""
    # One loop, because a call for each element would cost more than what is done with it. Of a plain cell its text is
    # kept and no element, so that no more of them than a row's are Python objects at a time.
    lists = numbering.styles
    rows: list[PlainRow] = []
    row = _Row(tbl)
    paragraph: Element | None = None
    words: list[str] = []
    for element in tbl.iterdescendants(*_TELLING):
        tag = element.tag
        if tag == _TEXT:
            run = element.getparent()
            if run is not None and run.getparent() is paragraph and run.tag == _RUN:
                words.append(element.text or "")
            else:
                row.is_plain = False
        elif tag == _PARAGRAPH:
            paragraph = element
            words.append(_NEXT_PARAGRAPH)
            if element.getparent() is not row.cell:
                row.is_plain = False
        elif tag == _CELL:
            row.end_cell(words)
            words = []
            row.begin_cell(element)
        elif tag == _ROW:
            if element.getparent() is not tbl:
                return None
            row.end_cell(words)
            rows.append(PlainRow(row.element, row.cells))
            row, words, paragraph = _Row(element), [], None
        elif tag == _TABLE:
            return None
        else:
            row.mark(element, tag, paragraph, words, lists)
    row.end_cell(words)
    rows.append(PlainRow(row.element, row.cells))
    return rows[1:]  # the first is what stands before the first row


class _Row:
    """A row as it is passed over. ``is_plain`` and ``has_spans`` are of its last cell so far."""

    __slots__ = ("cell", "cells", "element", "has_spans", "is_plain")

    def __init__(self, element: "Element") -> None:
        self.element = element
        self.cell: Element | None = None
        self.cells: list[PlainCell | str] | None = []
        self.is_plain, self.has_spans = True, False

    def begin_cell(self, element: "Element") -> None:
        """Take the next cell."""
        self.cell, self.is_plain, self.has_spans = element, True, False
        if element.getparent() is not self.element:
            self.cells = None

    def end_cell(self, words: list[str]) -> None:
        """The last cell has these words, with a mark before each paragraph."""
        if self.cell is None or self.cells is None:
            return
        text = None
        if self.is_plain:
            # A cell of one paragraph of one run, as nearly all are, has nothing to be cut apart.
            text = words[-1].strip(_NEXT_PARAGRAPH).strip() if len(words) == 2 else _joined(words)
            if not self.has_spans:
                self.cells.append(text)
                return
        self.cells.append(PlainCell(self.cell, text))

    def mark(
        self, element: "Element", tag: str, paragraph: "Element | None", words: list[str], lists: Container[str]
    ) -> None:
        """Take an element that says something of its cell or its row."""
        if tag in SHOWN:
            run = element.getparent()
            if run is not None and run.getparent() is paragraph and run.tag == _RUN:
                words.append(shown(element))
            else:
                self.is_plain = False
        elif tag in _OF_ROWS:
            self.cells = None
        elif tag in _OF_SPANS:
            self.has_spans = True
        elif tag != _STYLE or (element.get(W + "val") or "continue") in lists:
            self.is_plain = False


def _joined(words: Sequence[str]) -> str:
    paragraphs = "".join(words).split(_NEXT_PARAGRAPH)
    return "\n".join([text for paragraph in paragraphs if (text := paragraph.strip())])
