"""The parts of a DOC ([MS-DOC] 2.5, the File Information Block): which stream they lie in, where, and how long."""

from dataclasses import dataclass
from enum import IntEnum
from itertools import accumulate
from typing import Final

from parsers.errors import UnreadableFileError
from parsers.formats._doc_bytes import damaged, taken, u16, u32
from parsers.formats._ole import open_container, stream

_WORD_97: Final = 0x00C0
"""Least ``nFib`` of Word 97 to 2003; WPS and LibreOffice write it too. Word 6 has 0x65, Word 95 has 0x68."""

_IDENTIFIER: Final = 0xA5EC
"""``wIdent`` of Word 97 to 2003; Word 6 and 95 have 0xA5DC or the same."""

_ENCRYPTED, _TABLE_1 = 0x0100, 0x0200


class Part(IntEnum):
    """Places in ``FibRgFcLcb97`` (2.5.6) of the parts that tell text, tables and numbers."""

    STYLES = 1
    SECTIONS = 6
    CHARACTER_PAGES = 12
    PARAGRAPH_PAGES = 13
    PIECES = 33
    SHAPES = 40
    BOXES = 56
    LISTS = 73
    LIST_USES = 74


class Story(IntEnum):
    """The texts of a file one behind the other, by their place among the counts of ``FibRgLw97`` (2.5.4)."""

    MAIN = 0
    FOOTNOTES = 1
    HEADERS = 2
    MACROS = 3
    COMMENTS = 4
    ENDNOTES = 5
    BOXES = 6
    HEADER_BOXES = 7


@dataclass(frozen=True)
class WordFile:
    """The three streams of a DOC."""

    word: bytes
    table: bytes
    data: bytes

    @property
    def _counts_at(self) -> int:
        return 36 + 2 * u16(self.word, 32)

    @property
    def _parts_at(self) -> int:
        return self._counts_at + 4 * u16(self.word, self._counts_at - 2) + 2

    def story(self, which: Story) -> tuple[int, int]:
        """First character of a story and the one behind its last, counted from the start of the file's text."""
        counts = [u32(self.word, self._counts_at + 4 * (3 + n)) for n in range(len(Story))]
        ends = list(accumulate(counts))
        return ends[which] - counts[which], ends[which]

    def _place(self, which: Part) -> tuple[int, int]:
        if which >= u16(self.word, self._parts_at - 2):
            return 0, 0
        at = self._parts_at + 8 * which
        return u32(self.word, at), u32(self.word, at + 4)

    def part(self, which: Part) -> bytes:
        """A part of the table stream; empty if the file has none."""
        at, size = self._place(which)
        return taken(self.table, at, size) if size else b""

    def part_and_rest(self, which: Part) -> bytes:
        """A part and all that lies behind it, for parts whose stated size leaves their end out."""
        at, size = self._place(which)
        return self.table[at:] if size else b""


def word_file(data: bytes) -> WordFile:
    """Open a DOC. Raises ``UnreadableFileError`` if it is damaged, locked or older than Word 97."""
    with open_container(data) as container:
        word = stream(container, "WordDocument")
        if len(word) < 36:
            raise damaged("its text is missing")
        flags = u16(word, 10)
        _check(u16(word, 0), u16(word, 2), flags)
        table = stream(container, "1Table" if flags & _TABLE_1 else "0Table")
        return WordFile(word, table, stream(container, "Data"))


def _check(identifier: int, version: int, flags: int) -> None:
    if identifier != _IDENTIFIER or version < _WORD_97:
        raise UnreadableFileError(
            "it is a DOC older than Word 97, whose tables are kept in another way; save it as DOCX in Word, WPS or "
            "LibreOffice."
        )
    if flags & _ENCRYPTED:
        raise UnreadableFileError("it is locked with a password; save it without one.")
