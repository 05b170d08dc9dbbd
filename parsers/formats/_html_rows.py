"""The rows and cells of a page's table as they are drawn, whatever else stands between them.

Old pages put forms, links and words between table, row and cell. A browser sets such words before the table and leaves
rows and cells alone; libxml2 leaves all in place, so it is sorted out here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from parsers.formats._html_flow import shown_words
from parsers.formats._html_grid import Spanning, span
from parsers.formats._html_tree import is_hidden, is_unshown, tag

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_CELLS: Final = frozenset({"td", "th"})
_GROUPS: Final = frozenset({"thead", "tbody", "tfoot"})
_PARTS: Final = _CELLS | _GROUPS | {"tr", "caption"}
_MOST_WRAPPED: Final = 30
"""Elements that may be wrapped around a row or cell before it counts as words."""

Row = list[Spanning["Element"]]


@dataclass
class Written:
    """What is found in a table: row groups in the order drawn, captions, and what is no part of a table."""

    groups: list[list[Row]]
    captions: list["Element"] = field(default_factory=list)
    strays: list["Element | str"] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of all groups."""
        for group in self.groups:
            yield from group


def written(table: "Element") -> Written:
    """Sort out what stands in a table element. The first ``thead`` is drawn first and the first ``tfoot`` last,
    wherever they stand (CSS 2.2, 17.2)."""
    reading = _Reading(Written([]))
    reading.read(table)
    named: dict[str, list[Row]] = {}
    others: list[list[Row]] = []
    for name, rows in reading.groups:
        if name in ("thead", "tfoot") and name not in named:
            named[name] = rows
        else:
            others.append(rows)
    reading.found.groups = [g for g in (named.get("thead"), *others, named.get("tfoot")) if g]
    return reading.found


@dataclass
class _Reading:
    found: Written
    groups: list[tuple[str, list[Row]]] = field(default_factory=list)
    is_row_open: bool = False
    """Whether a cell without a row of its own goes into the last row."""

    def read(self, parent: "Element") -> None:
        """The children of a table or of a row group."""
        for part in _parts(parent, self.found.strays):
            name = tag(part)
            if is_hidden(part):
                self.found.hidden.append(shown_words(part))
            elif name == "caption":
                self.found.captions.append(part)
            elif name in _GROUPS:
                self._group(part)
            elif name == "tr":
                self._rows.append(self._row(part))
                self.is_row_open = False
            else:
                self._lone_cell(part)

    def _group(self, part: "Element") -> None:
        parent = part.getparent()
        if parent is not None and tag(parent) in _GROUPS:  # a group holds no other: the outer one was left open
            self.read(part)
            return
        self.groups.append((tag(part), []))
        self.is_row_open = False
        self.read(part)
        self.groups.append(("", []))
        self.is_row_open = False

    @property
    def _rows(self) -> list[Row]:
        if not self.groups:
            self.groups.append(("", []))
        return self.groups[-1][1]

    def _lone_cell(self, cell: "Element") -> None:
        if not self.is_row_open:
            self._rows.append([])
            self.is_row_open = True
        self._rows[-1].append(_spanning(cell))

    def _row(self, tr: "Element") -> Row:
        cells: Row = []
        for part in _parts(tr, self.found.strays):
            if tag(part) not in _CELLS:
                self.found.strays.append(part)
            elif is_hidden(part):
                self.found.hidden.append(shown_words(part))
            else:
                cells.append(_spanning(part))
        return cells


def _spanning(cell: "Element") -> Spanning["Element"]:
    return Spanning(cell, span(cell.get("colspan")), span(cell.get("rowspan"), rows=True))


def _parts(parent: "Element", strays: list["Element | str"], depth: int = 0) -> Iterator["Element"]:
    """The parts of a table below ``parent``, out of what is wrapped around them; all else goes to ``strays``."""
    _stray_text(parent.text, strays)
    for child in parent:
        if tag(child) in _PARTS:
            yield child
        elif depth < _MOST_WRAPPED and _wraps_a_part(child):
            yield from _parts(child, strays, depth + 1)
        elif tag(child) and not is_unshown(child):
            strays.append(child)
        _stray_text(child.tail, strays)


def _wraps_a_part(element: "Element") -> bool:
    first = next(element.iter("tr", "td", "th", "table"), None)
    return first is not None and tag(first) != "table"


def _stray_text(text: str | None, strays: list["Element | str"]) -> None:
    if text and text.strip():
        strays.append(text)
