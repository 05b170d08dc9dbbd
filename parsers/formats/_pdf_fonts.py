"""The fonts of a PDF as pdfminer understands them; only the table of what their characters mean is read at once.

pdfminer reads that table (a ToUnicode CMap, ISO 32000-1, 9.10.3) token by token, which takes longer than all the pages
of a short notice. Nearly every program writes it alike: pairs and ranges of codes in hexadecimal digits. A table that
holds anything else is left to pdfminer.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pdfminer.cmapdb import FileUnicodeMap
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFSimpleFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream

_CODE: Final = rb"<((?:[0-9A-Fa-f]{2}){1,2})>\s*+"
_MEANING: Final = rb"<((?:[0-9A-Fa-f]{2})++)>\s*+"
_BASE: Final = rb"<([0-9A-Fa-f]{4})>\s*+"
_PAIR: Final = re.compile(_CODE + _MEANING)
_RANGE: Final = re.compile(_CODE + _CODE + _BASE)
_WORDS: Final = (
    rb"(?:findresource|begincmap|begin|dict|def|dup|pop|currentdict|defineresource|begincodespacerange"
    rb"|endcodespacerange|CMapName)(?=[\s</])"
)
_VALUE: Final = rb"/[A-Za-z0-9_.+-]+(?=[\s/<(>])|\d{1,9}(?=[\s/<>])|\([A-Za-z0-9 _.+-]*+\)|\s"
_TABLE: Final = re.compile(
    rb"(?:%b|%b|<<(?:%b)*+>>|<[0-9A-Fa-f]{2,8}>)*+((?:\s|\d{1,5}\s++(?:"
    rb"beginbfchar\s++(?:%b%b)*+endbfchar\b|beginbfrange\s++(?:%b%b%b)*+endbfrange\b))*+)endcmap\s[A-Za-z/\s-]*+\Z"
    % (_WORDS, _VALUE, _VALUE, _CODE, _MEANING, _CODE, _CODE, _BASE)
)
_SECTION: Final = re.compile(rb"beginbf(char|range)\s++([^a-z]*+(?:[a-f][^a-z]*+)*+)endbf")
_NO_TABLE: Final = PDFStream({}, b"")


def to_meanings(table: bytes) -> FileUnicodeMap | None:
    """What the codes of a font mean by its ToUnicode table; ``None`` if that is not written in the plain way."""
    if not (found := _TABLE.match(table)):
        return None
    meanings = FileUnicodeMap()
    for kind, entries in _SECTION.findall(found.groups()[0]):
        for code, meaning in _pairs(entries) if kind == b"char" else _ranges(entries):
            meanings.add_cid2unichr(code, meaning)
    return meanings


def _pairs(entries: bytes) -> Iterator[tuple[int, bytes]]:
    for code, meaning in _PAIR.findall(entries):
        yield int(code, 16), bytes.fromhex(meaning.decode("ascii"))


def _ranges(entries: bytes) -> Iterator[tuple[int, bytes]]:
    for first, last, base in _RANGE.findall(entries):
        if len(first) == len(last):
            for i in range(int(last, 16) - int(first, 16) + 1):
                yield int(first, 16) + i, struct.pack(">L", int(base, 16) + i)[-2:]


class Fonts(PDFResourceManager):
    """The fonts of one file; each is made once."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[PDFFont, Shown] = {}

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """A font by its dictionary. Raises what pdfminer raises."""
        if objid and objid in self._cached_fonts:
            return self._cached_fonts[objid]
        table = spec.get("ToUnicode")
        table = table.resolve() if hasattr(table, "resolve") else table
        meanings = to_meanings(table.get_data()) if isinstance(table, PDFStream) and "DescendantFonts" not in spec else None
        if meanings is None:
            return super().get_font(objid, spec)
        font = super().get_font(objid, {**spec, "ToUnicode": _NO_TABLE})
        if isinstance(font, PDFSimpleFont | PDFCIDFont):
            font.unicode_map = meanings
        return font

    def shown(self, font: PDFFont) -> "Shown":
        """What a font shows, found out once for each of its characters."""
        if font not in self._shown:
            self._shown[font] = Shown(font)
        return self._shown[font]


class Shown(dict[int, tuple[str, float]]):
    """Text and width (in ems) of each character of a font by its code."""

    def __init__(self, font: PDFFont) -> None:
        super().__init__()
        self._font = font
        self.decode = font.decode
        self.name: Any = font.fontname
        self.descent = font.get_descent()
        self.vertical = font.is_vertical()
        self.several_bytes = font.is_multibyte()

    def __missing__(self, code: int) -> tuple[str, float]:
        try:
            text = self._font.to_unichr(code)
        except PDFUnicodeNotDefined:
            text = f"(cid:{code})"  # as pdfminer writes it
        found = self[code] = (text, self._font.char_width(code))
        return found
