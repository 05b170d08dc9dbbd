"""What Word shows of a DOC's text: deleted text and the codes of fields are gone, symbols are there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from parsers.formats._doc_bytes import u16
from parsers.formats._doc_characters import readable
from parsers.formats._doc_file import Story, WordFile
from parsers.formats._doc_formatting import Runs, character_runs
from parsers.formats._doc_pieces import Piece, Text
from parsers.formats._doc_sprms import Sprm, modifiers

_FIELD_MARKS: Final = re.compile("[\x13\x14\x15]")
_DELETED, _CODE = 1, 2


@dataclass(frozen=True)
class Shown:
    """Text with what became of each of its characters."""

    units: str
    gone: bytes
    symbols: dict[int, str]

    def text(self, first: int, last: int) -> str:
        """What is shown of a range of the text."""
        kept = "".join(self.symbols.get(at, self.units[at]) for at in range(first, last) if not self.gone[at])
        return readable(kept)

    def is_deleted(self, position: int) -> bool:
        """Whether a character was deleted under tracked changes."""
        return bool(self.gone[position] & _DELETED)

    def anchors(self, first: int, last: int) -> list[int]:
        """Places in a range where drawings are anchored."""
        return [at for at in range(first, last) if self.units[at] == "\x08" and not self.gone[at]]


def shown(file: WordFile, text: Text) -> Shown:
    """Look up what became of every character of a text."""
    gone, symbols = bytearray(len(text.units)), dict[int, str]()
    runs = character_runs(file)
    for piece in text.pieces:
        for first, last, grpprl in _runs_of(piece, runs):
            is_deleted, symbol = _properties(grpprl)
            if is_deleted:
                gone[first:last] = bytes([_DELETED]) * (last - first)
            if symbol is not None:
                symbols |= {at: symbol for at in range(first, last) if text.units[at] == "("}
    for story in Story:
        for at in _code_positions(text.units, *file.story(story)):
            gone[at] |= _CODE
    return Shown(text.units, bytes(gone), symbols)


def _runs_of(piece: Piece, runs: Runs) -> list[tuple[int, int, bytes]]:
    end = piece.offset + (piece.last - piece.first) * piece.width
    return [
        (piece.position(run.start), piece.position(run.end), run.grpprl + piece.grpprl)
        for run in runs.between(piece.offset, end)
    ]


@lru_cache(maxsize=4096)
def _properties(grpprl: bytes) -> tuple[bool, str | None]:
    """Whether text of these properties is deleted, and the character of another font that it stands for."""
    is_deleted, symbol = False, None
    for opcode, operand in modifiers(grpprl):
        if opcode == Sprm.DELETED:
            is_deleted = operand in (b"\x01", b"\x81")
        elif opcode == Sprm.SYMBOL:
            symbol = chr(u16(operand, 2))
    return is_deleted, symbol


def _code_positions(units: str, first: int, last: int) -> Iterator[int]:
    """Places of the characters of a story that belong to codes of fields, each once however deep the fields nest."""
    reached = first
    for begin, end in sorted(_field_codes(units, first, last)):
        yield from range(max(begin, reached), end)
        reached = max(reached, end)


def _field_codes(units: str, first: int, last: int) -> Iterator[tuple[int, int]]:
    """Codes of fields ([MS-DOC] 2.8.25) from their opening mark to the result, or to their end where there is none.

    A field that is never closed hides nothing, nor does one whose code would hide the end of a cell: what follows
    would be lost.
    """
    opened: list[tuple[int, int | None]] = []
    for mark in _FIELD_MARKS.finditer(units, first, last):
        at = mark.start()
        if mark[0] == "\x13":
            opened.append((at, None))
        elif opened:
            begin, result = opened.pop()
            if mark[0] == "\x14":
                opened.append((begin, at if result is None else result))
            elif "\x07" not in units[begin : (end := at if result is None else result)]:
                yield begin, end
