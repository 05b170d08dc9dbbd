"""One pass over a Word table that finds the rows and cells in which nothing but words stands.

Almost every cell of a long table is that: paragraphs of runs, with no list, tracked change or control around them. The
pass is one iteration of libxml2 over the few elements that tell. What stands elsewhere than in a plain cell, or changes
it, marks its cell, its row or the whole table, and ``_word_walk`` reads what is marked step by step.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from parsers.formats._docx_numbering import Numbering
from parsers.formats._docx_text import SHOWN, W, shown

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ROW, _CELL, _PARAGRAPH, _RUN, _TEXT, _STYLE = (W + tag for tag in ("tr", "tc", "p", "r", "t", "pStyle"))
_OF_SPANS: Final = frozenset(W + tag for tag in ("gridSpan", "vMerge"))
_OF_ROWS: Final = frozenset(W + tag for tag in ("gridBefore", "del", "hMerge"))
"""What changes a row, and not only the cell in which it stands."""
_OF_WORDS: Final = frozenset(W + tag for tag in ("moveFrom", "numPr", "sym"))
_TELLING: Final = (_TEXT, _PARAGRAPH, _CELL, _STYLE, _ROW, *sorted({*SHOWN, *_OF_SPANS, *_OF_ROWS, *_OF_WORDS}))


@dataclass(slots=True)
class PlainCell:
    """A cell right below its row. ``paragraphs`` are the pieces of their texts; ``None``: it is not plain."""

    element: "Element"
    paragraphs: list[list[str]] | None = field(default_factory=list)
    has_spans: bool = False

    @property
    def text(self) -> str | None:
        """Its paragraphs as the text of a cell; ``None`` if it is not plain."""
        if self.paragraphs is None:
            return None
        return "\n".join([text for pieces in self.paragraphs if (text := "".join(pieces).strip())])


@dataclass(slots=True)
class PlainRow:
    """A row right below its table. ``cells`` are all of its cells; ``None``: it has to be read step by step."""

    element: "Element"
    cells: list[PlainCell] | None = field(default_factory=list)


def plain_rows(tbl: "Element", numbering: Numbering) -> Iterator[PlainRow] | None:
    """The rows of a table, deleted ones among those without cells; ``None`` if it has another table in it, or rows that
    do not stand right below it."""
    if next(tbl.iterdescendants(W + "tbl"), None) is not None:
        return None
    if any(row.getparent() is not tbl for row in tbl.iterdescendants(_ROW)):
        return None
    return _rows(tbl, numbering)


def _rows(tbl: "Element", numbering: Numbering) -> Iterator[PlainRow]:
    # Row by row, so that no more of the table's elements than a row's are Python objects at a time.
    row = cell = paragraph = None
    for element in tbl.iterdescendants(*_TELLING):
        tag = element.tag
        if tag == _TEXT or tag in SHOWN:
            if cell is None or cell.paragraphs is None:
                continue
            run = element.getparent()
            if run is not None and run.tag == _RUN and run.getparent() is paragraph:
                cell.paragraphs[-1].append((element.text or "") if tag == _TEXT else shown(element))
            else:
                cell.paragraphs = None
        elif tag == _PARAGRAPH:
            paragraph = element
            if cell is not None and cell.paragraphs is not None:
                if element.getparent() is cell.element:
                    cell.paragraphs.append([])
                else:
                    cell.paragraphs = None
        elif tag == _ROW:
            if row is not None:
                yield row
            row, cell, paragraph = PlainRow(element), None, None
        elif row is not None:
            cell = _told(row, cell, element, tag, numbering)
    if row is not None:
        yield row


def _told(
    row: PlainRow, cell: PlainCell | None, element: "Element", tag: str, numbering: Numbering
) -> PlainCell | None:
    """Take a cell, or what says something of a cell or its row; the cell that is read from there on."""
    if tag == _CELL:
        cell = PlainCell(element)
        if element.getparent() is not row.element:
            row.cells = None
        elif row.cells is not None:
            row.cells.append(cell)
    elif tag in _OF_ROWS:
        row.cells = None
    elif cell is not None and tag in _OF_SPANS:
        cell.has_spans = True
    elif cell is not None and not (tag == _STYLE and (element.get(W + "val") or "continue") not in numbering.styles):
        cell.paragraphs = None
    return cell
