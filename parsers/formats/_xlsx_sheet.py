"""One sheet of an XLSX package (ECMA-376 part 1, 18.3), read as a stream so that its size on paper costs nothing.

A sheet that was formatted down to its last row holds millions of empty cells: they are dropped as bytes, before any
XML is parsed.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from parsers.formats._number_format import show_number, show_text
from parsers.formats._package import Package
from parsers.formats._sheet_areas import Area
from parsers.formats._sheets import Allowance, Sheet, Style
from parsers.formats._xlsx_parts import SheetPart, Workbook, is_on, parse, unescape

_EMPTY: Final = re.compile(rb'<(?:row|c) r="\w+"[^<>]*/>')
_LONGEST_TEXT: Final = 4 << 20
"""Bytes without the end of a tag that are waited for; what is longer is no cell."""
_ROW_END: Final = b"</row>"
_PLACE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_NUMBER: Final = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?")
_LAST_ROW: Final = 1_048_576
_LAST_COLUMN: Final = 16_384
_MOST_MERGES: Final = 100_000
_PLAIN: Final = Style()


def read_sheet(package: Package, listed: SheetPart, book: Workbook, allowance: Allowance) -> Sheet:
    """A sheet of the workbook. Raises ``UnreadableFileError`` if it is damaged or holds too much."""
    sheet = Sheet(listed.name, listed.is_hidden)
    reader = _Reader(sheet, book, allowance)
    chunks = without_empty(package.chunks(listed.part))
    parse(package, listed.part, chunks, reader.start, reader.end, reader.text)
    sheet.aside += _aside(package, listed.part)
    return sheet


def without_empty(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """The XML of a sheet without its empty cells and rows, in pieces that end with a tag.

    Only elements that name their place are dropped: one that does not is counted from the one before.
    """
    rest = b""
    for chunk in chunks:
        chunk = rest + chunk
        end = chunk.rfind(b">") + 1 or (len(chunk) if len(chunk) > _LONGEST_TEXT else 0)
        rest = chunk[end:]
        yield _thinned(chunk[:end])
    yield rest


def _thinned(chunk: bytes) -> bytes:
    """A piece without its empty cells; whole rows of nothing else go at once, which takes a tenth of the time."""
    start, end = chunk.find(b"<row "), chunk.rfind(_ROW_END) + len(_ROW_END)
    is_empty = 0 <= start < end and chunk.find(b"</c>", start, end) < 0
    if is_empty and chunk.count(b"<row ", start, end) == chunk.count(b'<row r="', start, end):
        chunk = chunk[:start] + chunk[end:]
    return _EMPTY.sub(b"", chunk)


def to_place(name: str) -> tuple[int, int] | None:
    """Row and column, counted from 1, of a cell's name such as ``B12``; ``None`` if no cell is called so."""
    match = _PLACE.fullmatch(name)
    if match is None:
        return None
    column = 0
    for letter in match[1].upper():
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row, column) if 0 < row <= _LAST_ROW and column <= _LAST_COLUMN else None


def to_area(name: str) -> Area | None:
    """The area called ``A1:B2``; ``None`` if none is called so."""
    first, _, last = name.partition(":")
    begin, end = to_place(first), to_place(last or first)
    if begin is None or end is None:
        return None
    return min(begin[0], end[0]), min(begin[1], end[1]), max(begin[0], end[0]), max(begin[1], end[1])


@dataclass
class _Open:
    """The cell that is being read."""

    style: Style = _PLAIN
    kind: str = "n"
    pieces: list[str] = field(default_factory=list)
    has_value: bool = False
    has_formula: bool = False


class _Reader:
    """Takes the elements of a sheet one by one."""

    def __init__(self, sheet: Sheet, book: Workbook, allowance: Allowance) -> None:
        self._sheet = sheet
        self._book = book
        self._allowance = allowance
        self._row = self._column = 0
        self._cell: _Open | None = None
        self._takes = False
        self._hint = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "c":
            self._begin_cell(attributes)
        elif name == "row":
            self._begin_row(attributes)
        elif self._cell is not None:
            self._inside(name)
        elif name == "mergeCell":
            area = to_area(attributes.get("ref", ""))
            if area is not None and len(self._sheet.merges) < _MOST_MERGES:
                self._sheet.merges.append(area)
        elif name == "col" and is_on(attributes.get("hidden")):
            self._hide(attributes)

    def _inside(self, name: str) -> None:
        assert self._cell is not None
        if name == "f":
            self._cell.has_formula = True
        elif name == "rPh":
            self._hint += 1
        self._takes = name == "v" or (name == "t" and not self._hint)
        self._cell.has_value = self._cell.has_value or self._takes

    def _begin_row(self, attributes: dict[str, str]) -> None:
        number = attributes.get("r", "")
        self._row = int(number) if number.isdecimal() and len(number) < 8 else self._row + 1
        self._column = 0
        if is_on(attributes.get("hidden")):
            self._sheet.hidden_rows.add(self._row)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        place = to_place(attributes.get("r", ""))
        self._row, self._column = place or (self._row, self._column + 1)
        style = attributes.get("s", "")
        known = style.isdecimal() and len(style) < 8 and int(style) < len(self._book.styles)
        self._cell = _Open(self._book.styles[int(style)] if known else _PLAIN, attributes.get("t", "n"))
        self._hint = 0

    def _hide(self, attributes: dict[str, str]) -> None:
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if first.isdecimal() and last.isdecimal():
            self._sheet.hidden_columns.append((int(first[:6]), int(last[:6])))

    def text(self, text: str) -> None:
        """Characters between."""
        if self._takes and self._cell is not None:
            self._cell.pieces.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        self._takes = False
        if name == "rPh" and self._hint:
            self._hint -= 1
        elif name == "c" and self._cell is not None:
            self._finish(self._cell)
            self._cell = None

    def _finish(self, cell: _Open) -> None:
        place = (self._row, self._column)
        raw = "".join(cell.pieces)
        if cell.has_formula and not raw and cell.kind != "str":
            self._sheet.unvalued.append(place)
        if not raw:
            return
        if cell.kind == "e":
            self._sheet.errors.append(place)
        text = self._shown(cell, raw)
        self._allowance.take(text)
        if 0 < self._row <= _LAST_ROW and self._column <= _LAST_COLUMN:
            self._sheet.put(self._row, self._column, text, cell.style.is_bordered)

    def _shown(self, cell: _Open, raw: str) -> str:
        """What a person sees for a stored value (18.18.11, ST_CellType)."""
        match cell.kind:
            case "s":
                known = raw.isdecimal() and len(raw) < 10 and int(raw) < len(self._book.texts)
                return show_text(self._book.texts[int(raw)], cell.style.code) if known else ""
            case "inlineStr" | "str":
                return show_text(unescape(raw), cell.style.code)
            case "b":
                return "TRUE" if is_on(raw) else "FALSE"
            case "d":
                serial = _serial(raw)
                return raw if serial is None else show_number(serial, cell.style.code, False)
            case "n" if _NUMBER.fullmatch(raw.strip()):
                return show_number(float(raw), cell.style.code, self._book.is_1904)
        return raw


def _serial(text: str) -> float | None:
    """The serial number of a day or moment in ISO 8601, which strict OOXML stores; ``None`` if it is none."""
    try:
        moment = datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    day = moment - datetime(1899, 12, 30)
    return day.total_seconds() / 86400 if moment.date() >= date(1900, 3, 1) else None


def _aside(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """What hangs on a sheet beside its cells: comments, text boxes, pictures."""
    for kind, target in sorted(package.relations(part).values()):
        if kind == "comments" and package.has(target):
            count = sum(1 for _ in package.xml(target).iterfind("{*}commentList/{*}comment"))
            if count:
                yield "comment_not_read", f"{count} comment{'s' * (count > 1)} on its cells"
        elif kind == "drawing" and package.has(target):
            drawing = package.xml(target)
            for box in drawing.iterfind(".//{*}txBody"):
                words = "".join(t.text or "" for t in box.iterfind(".//{*}t")).strip()
                if words:
                    yield "text_box_not_read", f"a text box with the words “{words[:40]}”"
            pictures = sum(1 for _ in drawing.iterfind(".//{*}pic"))
            if pictures:
                yield "picture_not_read", f"{pictures} picture{'s' * (pictures > 1)}"
