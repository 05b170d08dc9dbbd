"""One file packed in a ZIP: where it lies there, and how its bytes come out.

The bytes are taken from the ZIP directly rather than with ``zipfile``, which would read the whole directory again for
each of some thousand members, or keep every archive open.
"""

import hashlib
import io
import struct
import zlib
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO, Final

from etl.raw_files import RawFile, require_size
from parsers.errors import UnreadableFileError
from parsers.formats import MAX_BYTES

LOCAL_START: Final = b"PK\x03\x04"
"""What stands before each member (APPNOTE 4.3.7)."""

_HEAD: Final = 30
_FARTHEST: Final = 2**40
_BEGINNING: Final = 1024
"""Packed bytes that give the first unpacked ones; a table of codes of some hundred bytes stands before them."""
_STORED, _DEFLATED = 0, 8
_METHODS: Final = {9: "Deflate64", 12: "bzip2", 14: "LZMA", 93: "Zstandard", 95: "XZ", 97: "WavPack", 98: "PPMd"}
_BOMB_BYTES: Final = 50_000_000
_BOMB_RATIO: Final = 100
"""A member that becomes as large as this and grows a hundredfold holds nothing; scanned pages grow tenfold."""


@dataclass(frozen=True)
class Member:
    """A file in a ZIP. ``offset`` is where it begins there, ``packed`` and ``size`` are bytes before and after
    unpacking, ``way`` is the number of the method, ``None`` if it is locked."""

    outer: RawFile
    name: str
    offset: int
    packed: int
    size: int
    crc: int
    way: int | None

    @property
    def path(self) -> str:
        """The path of the ZIP, and below it the name."""
        return f"{self.outer.path}/{self.name}"

    def open(self) -> BinaryIO:
        """Its bytes; those of the last few that were opened are kept, for what is packed in them."""
        return io.BytesIO(_kept(self))

    def data(self) -> bytes:
        """Its bytes, unpacked. Raises ``UnreadableFileError`` if it is locked, damaged or too large."""
        self._require_readable()
        content = self._unpacked(self._stored(self.packed), self.size + 1)
        if len(content) != self.size or zlib.crc32(content) != self.crc:
            raise self._refused("is damaged (its checksum does not match)", "ask for the ZIP again")
        return content

    def sha256(self) -> str:
        """SHA-256 of its bytes; where they cannot be had, of its name and what lies at its place in the ZIP."""
        try:
            return hashlib.sha256(self.data()).hexdigest()
        except UnreadableFileError:
            return hashlib.sha256(self.name.encode() + b"\0" + self._at(0, self.packed)).hexdigest()

    def may_be_zip(self) -> bool:
        """Whether it begins as a ZIP does; a few bytes of it are unpacked for that."""
        try:
            self._require_readable()
            start = self._unpacked(self._stored(_BEGINNING), len(LOCAL_START), whole=False)
        except UnreadableFileError:
            return False
        return start.startswith(b"PK")

    def _require_readable(self) -> None:
        if self.way is None:
            raise self._refused("is locked with a password", "unpack it with the password and ingest the files")
        if self.way not in (_STORED, _DEFLATED):
            method = _METHODS.get(self.way, f"number {self.way}")
            raise self._refused(f"is packed by a method that is not read ({method})", "unpack it and ingest the files")
        if self.size > _BOMB_BYTES and self.size > _BOMB_RATIO * self.packed:
            grown = f"its {self.packed / 1e6:.1f} MB unpack to {self.size / 1e6:,.0f} MB"
            raise self._refused(f"holds nothing ({grown})", "ask for the file by itself")
        require_size(max(self.size, self.packed))

    def _stored(self, most: int) -> bytes:
        """Its bytes as they are packed, no more than ``most``."""
        head = self._at(0, _HEAD)
        if len(head) < _HEAD or not head.startswith(LOCAL_START):
            raise self._refused("is damaged (it is not where the ZIP says)", "ask for the ZIP again")
        name, extra = struct.unpack_from("<HH", head, 26)
        return self._at(_HEAD + name + extra, min(self.packed, most))

    def _at(self, offset: int, length: int) -> bytes:
        if not 0 <= self.offset < _FARTHEST:
            return b""
        with self.outer.open() as file:
            file.seek(self.offset + offset)
            return file.read(min(length, MAX_BYTES))

    def _unpacked(self, stored: bytes, most: int, whole: bool = True) -> bytes:
        if self.way == _STORED:
            return stored[:most]
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflate.decompress(stored, most)
        except zlib.error as error:
            raise self._refused("is damaged (it cannot be unpacked)", "ask for the ZIP again") from error
        if whole and not inflate.eof:
            raise self._refused("is damaged (its end is missing)", "ask for the ZIP again")
        return content

    def _refused(self, what: str, remedy: str) -> UnreadableFileError:
        archive = self.outer.path.rsplit("/", 1)[-1]
        return UnreadableFileError(f"{self.name} in {archive} {what}; {remedy}.")


@lru_cache(maxsize=2)
def _kept(member: Member) -> bytes:
    return member.data()
