"""What the codes of a PDF's CJK fonts mean: pdfminer's tables, and what the codes say themselves where those are wrong.

A font without a program in the file says by the name of a CMap (``UniGB-UCS2-H``: ISO 32000-1, 9.7.5.2) how its codes
are written. pdfminer's tables of those CMaps are old: what they lack (U+00B7 ``·`` and U+2022 ``•`` of UniGB-UCS2-H)
pdfminer leaves out without a word, and after a code whose first byte begins none it takes the second for the first of
the next. But nearly all those codes are Unicode or GBK, and such a code is its character. What cannot be told is kept
too, as a character that nobody knows, so that the page gets its finding or is read by what it shows.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Final

from pdfminer.cmapdb import CMap, CMapBase, CMapDB, FileUnicodeMap, UnicodeMap
from pdfminer.pdffont import PDFCIDFont, PDFFont
from pdfminer.pdfinterp import PDFResourceManager

_ENCODINGS: Final = {
    re.compile(r"Uni(GB|CNS|JIS|KS)[A-Z0-9]*-(UCS2|UTF16)-.*"): "utf-16-be",
    re.compile(r"Uni(GB|CNS|JIS|KS)[A-Z0-9]*-UTF32-.*"): "utf-32-be",
    re.compile(r"Uni(GB|CNS|JIS|KS)[A-Z0-9]*-UTF8-.*"): "utf-8",
    re.compile(r"GBK2K-.*"): "gb18030",
    re.compile(r"GB(Kp?|pc)?-EUC-.*"): "gbk",
    re.compile(r"ETen(ms)?-B5-.*"): "cp950",
    re.compile(r"HKscs-B5-.*"): "big5hkscs",
    re.compile(r"90msp?-RKSJ-.*"): "cp932",
    re.compile(r"KSCms-UHC-.*"): "cp949",
}
"""How the codes of a CMap are written, by its name (ISO 32000-1, table 118, and Adobe's CMaps that are not in it)."""
_CODES: Final = {
    "utf-16-be": re.compile(rb"[\xd8-\xdb].[\xdc-\xdf].|..", re.DOTALL),
    "utf-32-be": re.compile(rb"....", re.DOTALL),
    "utf-8": re.compile(rb"[\xc2-\xdf].|[\xe0-\xef]..|[\xf0-\xf4]...|[\x00-\xff]", re.DOTALL),
    "gb18030": re.compile(rb"[\x81-\xfe][0-9]..|[\x81-\xfe].|[\x00-\xff]", re.DOTALL),
}
"""The first code of a string."""
_ONE_OR_TWO: Final = re.compile(rb"[\x81-\xfe].|[\x00-\xff]", re.DOTALL)
_TWO: Final = re.compile(rb"..", re.DOTALL)
_BEYOND: Final = 0x10000
"""Numbers of characters that stand in no collection; those of a collection end below (ISO 32000-1, annex C)."""
_UNTOLD: Final = {"Co", "Cs"}
"""What is no character that anybody could read: private use, halves of surrogate pairs."""


def encoding_of(name: str) -> str:
    """How the codes of the CMap are written, as the name of a codec; empty if its name does not tell."""
    return next((encoding for names, encoding in _ENCODINGS.items() if names.fullmatch(name)), "")


def whole(font: PDFFont) -> PDFFont:
    """The font, all of whose codes give a character from now on; each in its place, with its width."""
    if isinstance(font, PDFCIDFont) and isinstance(font.cmap, CMap):
        codes = WholeCMap(font, font.cmap)
        font.cmap, font.unicode_map = codes, codes.meanings
    return font


class WholeFonts(PDFResourceManager):
    """The fonts of one file, each whole."""

    def get_font(self, objid: object, spec: Mapping[str, object]) -> PDFFont:
        """A font by its dictionary. Raises what pdfminer raises."""
        return whole(super().get_font(objid, spec))


class Meanings(UnicodeMap):
    """What the characters of a font mean: by the font's own table, or as was told of them."""

    def __init__(self, table: UnicodeMap | None) -> None:
        super().__init__()
        self._table = table

    def get_unichr(self, cid: int) -> str:
        """The text of a character. Raises ``KeyError`` if nobody can tell it."""
        if self._table is None or cid >= _BEYOND:
            return self.cid2unichr[cid]
        return self._table.get_unichr(cid)

    def known(self, cid: int | None) -> str | None:
        """The text of a character of the collection, if it is one and known."""
        with suppress(KeyError):
            return self.get_unichr(cid) if cid is not None else None
        return None


class _Found(dict[bytes, int]):
    """What was found out about codes; ``find`` is asked about each that is new."""

    def __init__(self, find: Callable[[bytes], int]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, code: bytes) -> int:
        found = self[code] = self._find(code)
        return found


class WholeCMap(CMapBase):
    """The CMap of a font that gives a character for each of its codes."""

    def __init__(self, font: PDFCIDFont, cmap: CMap) -> None:
        super().__init__(**cmap.attrs)
        self._font = font
        self._table = cmap.code2cid
        self._encoding = encoding_of(str(self.attrs.get("CMapName", "")))
        mixed = any(isinstance(found, int) for found in self._table.values())
        self._code = _CODES.get(self._encoding, _ONE_OR_TWO if mixed else _TWO)
        self._cids: dict[bytes, int] = {}
        self._pairs = _Found(self._pair)
        self._written = font.unicode_map if isinstance(font.unicode_map, FileUnicodeMap) else None
        self.meanings = Meanings(_collection(font) if self._written else font.unicode_map)

    def decode(self, code: bytes) -> Sequence[int]:
        """The characters of a string by their numbers in the font's collection, or by numbers beyond all of those; a
        string that ends within a code ends before it."""
        pairs = self._pairs
        try:
            return [pairs[code[at : at + 2]] for at in range(0, len(code), 2)]
        except KeyError:
            return [*self._decoded(code)]

    def _decoded(self, code: bytes) -> Iterator[int]:
        at = 0
        while True:
            # Beside codes of one byte most have two; one of them that is known is it whatever follows.
            if (known := self._pairs.get(code[at : at + 2])) is not None:
                yield known
                at += 2
                continue
            one, cid = self._first(code, at)
            if not one:
                return
            if one not in self._cids:
                self._cids[one] = self._told(one, cid)
            yield self._cids[one]
            at += len(one)

    def _pair(self, code: bytes) -> int:
        """The number of a code's character. Raises ``KeyError`` unless the code has two bytes, and pdfminer's table
        knows them whatever follows."""
        one, cid = self._first(code, 0)
        if cid is None or len(one) != 2:
            raise KeyError(code)
        return self._told(one, cid)

    def _first(self, text: bytes, at: int) -> tuple[bytes, int | None]:
        """The code at ``at``, and its character by pdfminer's table."""
        found: object = self._table
        end = at
        while isinstance(found, dict) and end < len(text):
            found = found.get(text[end])
            end += 1
        if isinstance(found, int):
            return text[at:end], found
        match = self._code.match(text, at)
        return match.group() if match else b"", None

    def _told(self, code: bytes, cid: int | None) -> int:
        """The number of a code's character: that of the table, unless it means another one or none."""
        listed = self.meanings.known(cid)
        meant = self._meaning(code, listed)
        if cid is not None and meant == listed:
            return cid
        number = _BEYOND + int.from_bytes(code)
        if meant is not None:
            self.meanings.cid2unichr[number] = meant
        if cid in self._font.widths:
            self._font.widths[number] = self._font.widths[cid]
        if cid in self._font.disps:
            self._font.disps[number] = self._font.disps[cid]
        return number

    def _meaning(self, code: bytes, listed: str | None) -> str | None:
        """What a code means: by the file (a ToUnicode table is of codes: ISO 32000-1, 9.10.2), by itself or by the
        table, in this order; ``listed`` is what the table says. ``None`` if nobody can tell."""
        written = self._written.cid2unichr.get(int.from_bytes(code)) if self._written else None
        if written or (listed and not self._encoding.startswith("utf")):
            return written or listed
        spelled = _spelled(code, self._encoding)
        # The table may give the plain form of a character (U+51C9 for U+F979, a space for one that does not break).
        plain = unicodedata.normalize("NFKC", spelled or "") == listed
        return listed if spelled is None or plain else spelled


def _spelled(code: bytes, encoding: str) -> str | None:
    """The character that a code is in its encoding, if that is known and gives one that can be read."""
    try:
        text = code.decode(encoding) if encoding else ""
    except UnicodeDecodeError:
        return None
    kind = unicodedata.category(text) if len(text) == 1 else ""
    # Adobe's CMaps show control characters as spaces (the notdef ranges of 00 to 1f).
    return None if not text or kind in _UNTOLD else " " if kind == "Cc" else text


def _collection(font: PDFCIDFont) -> UnicodeMap | None:
    """What the characters of the font's collection mean."""
    with suppress(CMapDB.CMapNotFound):
        return CMapDB.get_unicode_map(font.cidcoding, font.is_vertical())
    return None
