"""The parts of an XLSX package beside its sheets: what the workbook lists, number formats, texts, drawings."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from parsers.errors import UnreadableFileError
from parsers.formats._format_codes import BUILT_IN, GENERAL
from parsers.formats._package import Package
from parsers.formats._sheets import Style

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_SHEETS: Final = 255
_MOST_CHARACTERS: Final = 50_000_000
_MOST_ELEMENTS: Final = 3_000_000
"""Elements of a part that are looked at; the longest notice has some ten thousand."""
_ESCAPED: Final = re.compile("_x([0-9A-Fa-f]{4})_")
_SIDES: Final = ("left", "right", "top", "bottom")


@dataclass(frozen=True)
class SheetPart:
    """A sheet as the workbook lists it: its name, whether it is hidden, and its part."""

    name: str
    is_hidden: bool
    part: str


@dataclass(frozen=True)
class Workbook:
    """What holds for all sheets. ``texts`` are the shared strings; ``other`` names sheets that are no grids."""

    sheets: tuple[SheetPart, ...]
    other: tuple[str, ...]
    is_1904: bool
    styles: tuple[Style, ...]
    texts: tuple[str, ...]


def read_workbook(package: Package) -> Workbook:
    """Everything but the sheets. Raises ``UnreadableFileError`` if a part is missing, damaged or far too large."""
    main = next((part for kind, part in package.relations().values() if kind == "officeDocument"), "xl/workbook.xml")
    root = package.xml(main)
    relations = package.relations(main)
    listed = list(_listed(root, relations))
    if len(listed) > _MOST_SHEETS:
        raise UnreadableFileError(
            f"it has {len(listed)} sheets, more than a notice can need; save the sheet of the notice by itself."
        )
    if not listed or any(kind == "worksheet" and not package.has(sheet.part) for kind, sheet in listed):
        raise package.damaged("a sheet is missing")
    by_kind = dict(relations.values())
    properties = root.find("{*}workbookPr")
    return Workbook(
        sheets=tuple(sheet for kind, sheet in listed if kind == "worksheet"),
        other=tuple(sheet.name for kind, sheet in listed if kind != "worksheet"),
        is_1904=properties is not None and is_on(properties.get("date1904")),
        styles=tuple(_styles(package, by_kind.get("styles"))),
        texts=tuple(_texts(package, by_kind.get("sharedStrings"))),
    )


def is_on(value: str | None) -> bool:
    """Whether a switch of the format is on."""
    return value in ("1", "true", "on")


def _listed(root: "Element", relations: dict[str, tuple[str, str]]) -> Iterator[tuple[str, SheetPart]]:
    seen: set[str] = set()
    for sheet in root.iterfind("{*}sheets/{*}sheet"):
        # The id is in the namespace of relationships, which differs between the two kinds of OOXML.
        key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        kind, part = relations.get(str(key), ("worksheet", ""))
        if part not in seen:
            seen.add(part)
            hidden = sheet.get("state") in ("hidden", "veryHidden")
            yield kind, SheetPart(unescape(sheet.get("name") or ""), hidden, part)


def _styles(package: Package, part: str | None) -> Iterator[Style]:
    if part is None or not package.has(part):
        return
    root = package.xml(part)
    codes = {f.get("numFmtId"): f.get("formatCode") or "" for f in root.iterfind("{*}numFmts/{*}numFmt")}
    borders = [_is_drawn(border) for border in root.iterfind("{*}borders/{*}border")]
    for style in root.iterfind("{*}cellXfs/{*}xf"):
        number, border = style.get("numFmtId") or "0", style.get("borderId") or "0"
        code = codes.get(number) or (BUILT_IN.get(int(number), GENERAL) if number.isdecimal() else GENERAL)
        drawn = border.isdecimal() and int(border) < len(borders) and borders[int(border)]
        yield Style(code, drawn)


def _is_drawn(border: "Element") -> bool:
    sides = (border.find(f"{{*}}{side}") for side in _SIDES)
    return any(side is not None and side.get("style") not in (None, "none") for side in sides)


def unescape(text: str) -> str:
    """``text`` with ``_x000D_`` and its like turned into the characters they stand for (ECMA-376 part 1, 22.4.2.4)."""
    return _ESCAPED.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 else chr(code)


def _texts(package: Package, part: str | None) -> list[str]:
    if part is None or not package.has(part):
        return []
    reader = _Texts()
    parse(package, part, package.chunks(part), reader.start, reader.end, reader.text)
    return reader.texts


class _Texts:
    """Shared strings as they are met: the runs of rich text run together, phonetic hints are left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._pieces: list[str] = []
        self._takes = False
        self._hint = 0
        self._left = _MOST_CHARACTERS

    def start(self, name: str, _: dict[str, str]) -> None:
        """An element begins."""
        if name == "si":
            self._pieces = []
        elif name == "rPh":
            self._hint += 1
        self._takes = name == "t" and not self._hint

    def end(self, name: str) -> None:
        """An element ends."""
        self._takes = False
        if name == "si":
            self.texts.append(unescape("".join(self._pieces)))
        elif name == "rPh":
            self._hint -= 1

    def text(self, text: str) -> None:
        """Characters between."""
        if self._takes:
            self._left -= len(text)
            if self._left < 0:
                raise UnreadableFileError("its texts are longer than a notice can be; save its tables in a new file.")
            self._pieces.append(text)


def parse(
    package: Package,
    part: str,
    chunks: Iterator[bytes],
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None],
    text: Callable[[str], None],
) -> None:
    """Go through a part that may be large, calling back with the local names of its elements.

    Raises ``UnreadableFileError`` for broken XML, for a document type (which OOXML forbids and XML bombs need) and for
    more elements than a notice can have.
    """
    parser = expat.ParserCreate()
    count = 0

    def begin(name: str, attributes: dict[str, str]) -> None:
        nonlocal count
        count += 1
        if count > _MOST_ELEMENTS:
            raise UnreadableFileError(
                f"its part {part} is larger than a notice can need; save its tables in a new file."
            )
        start(name.rpartition(":")[2], attributes)

    def forbid(*_: object) -> None:
        raise package.damaged("a document type in its XML")

    parser.buffer_text = True
    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda name: end(name.rpartition(":")[2])
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = forbid
    try:
        for chunk in chunks:
            parser.Parse(chunk)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise package.damaged("broken XML") from error
