"""The fonts of a PDF as pdfminer understands them; only the table of what their characters mean is read at once.

pdfminer reads that table (a ToUnicode CMap, ISO 32000-1, 9.10.3) token by token, which takes longer than all the pages
of a short notice. Nearly every program writes it alike: pairs and ranges of codes in hexadecimal digits. A table that
holds anything else is left to pdfminer.
"""

import re
import struct
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, Final

from pdfminer.cmapdb import FileUnicodeMap
from pdfminer.encodingdb import name2unicode
from pdfminer.pdffont import PDFCIDFont, PDFFont, PDFSimpleFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFStream, resolve1

from parsers.formats._pdf_codes import whole

_CODE: Final = rb"<((?:[0-9A-Fa-f]{2}){1,2})>\s*+"
_MEANING: Final = rb"<((?:[0-9A-Fa-f]{2})++)>\s*+"
_BASE: Final = rb"<([0-9A-Fa-f]{4})>\s*+"
_PAIR: Final = re.compile(_CODE + _MEANING)
_RANGE: Final = re.compile(_CODE + _CODE + _BASE)
_WORDS: Final = (
    rb"(?:findresource|begincmap|begin|dict|def|dup|pop|currentdict|defineresource|begincodespacerange"
    rb"|endcodespacerange|CMapName)(?=[\s</])"
)
_VALUE: Final = rb"/[A-Za-z0-9_.+-]+(?=[\s/<(>])|\d{1,9}(?=[\s/<>])(?!\s++beginbf)|\([A-Za-z0-9 _.+-]*+\)|\s"
_TABLE: Final = re.compile(
    rb"(?:%b|%b|<<(?:%b)*+>>|<[0-9A-Fa-f]{2,8}>)*+((?:\s|\d{1,5}\s++(?:"
    rb"beginbfchar\s++(?:%b%b)*+endbfchar\b|beginbfrange\s++(?:%b%b%b)*+endbfrange\b))*+)endcmap\s[A-Za-z/\s-]*+\Z"
    % (_WORDS, _VALUE, _VALUE, _CODE, _MEANING, _CODE, _CODE, _BASE)
)
_SECTION: Final = re.compile(rb"beginbf(char|range)\s(.*?)endbf", re.DOTALL)
_NO_TABLE: Final = PDFStream({}, b"")
_PUTS: Final = re.compile(rb"(?<=\sfor\n)(?:dup \d{1,3} /[A-Za-z0-9]++ put\n)++(?=readonly def\n)")
_SPACE: Final = 32
"""The code that the spacing of words goes by (ISO 32000-1, 9.3.3)."""

Sign = tuple[str, float, bool]
"""What a code shows: a text, its width in ems, and whether spacing of words is for it."""
_PUT: Final = re.compile(rb"dup (\d+) /(\w+) put")


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


def to_names(header: bytes) -> tuple[dict[int, str], bytes]:
    """What the codes of a Type 1 font mean by the names in the header of its program, and the rest of the header; all
    of the header is rest if it is not written in the plain way."""
    found = _PUTS.search(header)
    if not found or len(_PUTS.findall(header)) > 1:
        return {}, header
    names: dict[int, str] = {}
    for code, name in _PUT.findall(found.group()):
        with suppress(KeyError):
            names[int(code)] = name2unicode(name.decode("ascii"))
    return names, header[: found.start()] + header[found.end() :]


class Fonts(PDFResourceManager):
    """The fonts of one file; each is made once."""

    def __init__(self) -> None:
        super().__init__()
        self._shown: dict[PDFFont, Shown] = {}

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """A font by its dictionary. Raises what pdfminer raises."""
        if (objid and objid in self._cached_fonts) or "DescendantFonts" in spec:
            return super().get_font(objid, spec)
        table = resolve1(spec.get("ToUnicode"))
        meanings = to_meanings(table.get_data()) if isinstance(table, PDFStream) else None
        names, descriptor = _without_names(spec)
        known: dict[str, object] = {"ToUnicode": _NO_TABLE} if meanings else {}
        known |= {"FontDescriptor": descriptor} if descriptor else {}
        font = super().get_font(objid, {**spec, **known})
        if meanings and isinstance(font, PDFSimpleFont | PDFCIDFont):
            font.unicode_map = meanings
        if names and isinstance(font, PDFSimpleFont):
            font.cid2unicode = {**font.cid2unicode, **names}
        return whole(font)

    def shown(self, font: PDFFont) -> "Shown":
        """What a font shows, found out once for each of its characters."""
        if font not in self._shown:
            self._shown[font] = Shown(font)
        return self._shown[font]


def _without_names(spec: Mapping[str, object]) -> tuple[dict[int, str], dict[str, object]]:
    """The names in the header of a font's program, where pdfminer looks for them, and the descriptor without them."""
    descriptor = resolve1(spec.get("FontDescriptor"))
    program = resolve1(descriptor.get("FontFile")) if isinstance(descriptor, dict) else None
    if not isinstance(program, PDFStream) or "Encoding" in spec:
        return {}, {}
    length = resolve1(program.get("Length1"))
    if getattr(spec.get("Subtype"), "name", "") != "Type1" or not isinstance(length, int):
        return {}, {}
    header = program.get_data()[:length]
    names, rest = to_names(header)
    return ({}, {}) if rest is header else (names, {**descriptor, "FontFile": PDFStream({"Length1": len(rest)}, rest)})


class Shown(dict[int, Sign]):
    """The characters of a font by their codes."""

    def __init__(self, font: PDFFont) -> None:
        super().__init__()
        self._font = font
        self.name: Any = font.fontname
        self.descent = font.get_descent()
        self.vertical = font.is_vertical()
        self.several_bytes = font.is_multibyte()

    def signs(self, text: bytes) -> list[Sign]:
        """The characters of a string."""
        return [self[code] for code in self._font.decode(text)]

    def __missing__(self, code: int) -> Sign:
        try:
            text = self._font.to_unichr(code)
        except PDFUnicodeNotDefined:
            text = f"(cid:{code})"  # as pdfminer writes it
        found = self[code] = (text, self._font.char_width(code), code == _SPACE)
        return found
