"""The text of a DOC, put together from its pieces ([MS-DOC] 2.4.1, 2.8.35), which may lie anywhere in the file."""

import struct
from bisect import bisect_right
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final

from parsers.errors import UnreadableFileError
from parsers.formats._doc_bytes import damaged, taken, u8, u16, u32
from parsers.formats._doc_file import Part, Story, WordFile
from parsers.formats._doc_sprms import short_modifier

MOST_CHARACTERS: Final = 1_000_000
"""Characters of the longest text that is read; a notice has some ten thousand."""

_MOST_PIECES: Final = 100_000
_MOST_CHAINS: Final = 0x7FFF
"""Property chains that the pieces can tell apart (``igrpprl`` has 15 bits)."""

_COMPRESSED: Final = 0x40000000
_LATIN: Final = {b: bytes([b]).decode("cp1252", "ignore") or chr(b) for b in range(0x80, 0xA0)}
"""Bytes of one-byte pieces that are not their own code point (2.9.73)."""


@dataclass(frozen=True)
class Piece:
    """Characters ``first`` to ``last`` (not included) of the text, ``width`` bytes each from ``offset`` on.

    ``grpprl`` are the properties that a quick save laid over the piece.
    """

    first: int
    last: int
    offset: int
    width: int
    grpprl: bytes

    def position(self, offset: int) -> int:
        """The character that lies at a byte, or the nearest one of the piece."""
        return min(max(self.first + (offset - self.offset) // self.width, self.first), self.last)


@dataclass(frozen=True)
class Text:
    """All text of a file: one character a code unit of UTF-16, so that a place in it is a place of the format."""

    units: str
    pieces: tuple[Piece, ...]

    def piece_at(self, position: int) -> Piece:
        """The piece that holds a character."""
        return self.pieces[bisect_right(self.pieces, position, key=lambda p: p.first) - 1]


def text_of(file: WordFile) -> Text:
    """Put the text of a file together. Raises ``UnreadableFileError`` if it is cut off or too long."""
    pieces = tuple(_pieces(file.part(Part.PIECES), file.story(Story.HEADER_BOXES)[1]))
    return Text("".join(_decoded(file.word, piece) for piece in pieces), pieces)


def _pieces(clx: bytes, length: int) -> list[Piece]:
    grpprls, table = _parts(clx)
    count = max((len(table) - 4) // 12, 0)
    if count > _MOST_PIECES:
        raise damaged("its text is cut into too many pieces")
    _check_length(u32(table, 4 * count) if count else 0, length)
    bounds = [u32(table, 4 * n) for n in range(count + 1)]
    if bounds[0] != 0 or any(first >= last for first, last in pairwise(bounds)):
        raise damaged("the pieces of its text overlap")
    places = (4 * (count + 1) + 8 * n for n in range(count))
    return [_piece(table, at, *ends, grpprls) for at, ends in zip(places, pairwise(bounds), strict=True)]


def _check_length(found: int, stated: int) -> None:
    if not found or found < stated:
        raise damaged("a part of its text is missing")
    if found > MOST_CHARACTERS:
        raise UnreadableFileError(
            f"its text has {found:,} characters, more than the {MOST_CHARACTERS:,} that a notice can need; save the "
            "notice by itself in a new file."
        )


def _parts(clx: bytes) -> tuple[list[bytes], bytes]:
    """The property chains that pieces refer to, and the piece table itself."""
    grpprls: list[bytes] = []
    at = 0
    while at < len(clx) and u8(clx, at) == 1:
        if len(grpprls) > _MOST_CHAINS:
            raise damaged("its text has too many properties")
        size = u16(clx, at + 1)
        grpprls.append(taken(clx, at + 3, size))
        at += 3 + size
    return grpprls, taken(clx, at + 5, u32(clx, at + 1)) if at < len(clx) else b""


def _piece(table: bytes, at: int, first: int, last: int, grpprls: list[bytes]) -> Piece:
    place, prm = u32(table, at + 2), u16(table, at + 6)
    is_compressed = bool(place & _COMPRESSED)
    offset = place & 0x3FFFFFFF
    chain = next(islice(grpprls, prm >> 1, None), b"") if prm & 1 else short_modifier(prm)
    return Piece(first, last, offset // 2 if is_compressed else offset, 1 if is_compressed else 2, chain)


def _decoded(word: bytes, piece: Piece) -> str:
    raw = taken(word, piece.offset, (piece.last - piece.first) * piece.width)
    if piece.width == 1:
        return raw.decode("latin-1").translate(_LATIN)
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))
