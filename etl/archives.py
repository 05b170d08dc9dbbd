"""A ZIP that is no document is a folder of files, other ZIPs among them; nothing of it is ever written to disk.

What a ZIP says of its files is held against limits before anything is unpacked. Each file is unpacked when it is
read (``etl.members``).
"""

import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

from etl.member_names import is_litter, member_names
from etl.members import LOCAL_START, Member
from etl.raw_files import RawFile, RefusedFile
from parsers.errors import UnreadableFileError

MAX_DEPTH: Final = 3
"""How many ZIPs a file may lie in, one in the other."""

MAX_MEMBERS: Final = 10_000
"""Files that a ZIP and those in it may hold together; the notices of a city are some hundred."""

MAX_UNPACKED: Final = 2_000_000_000
"""Bytes that these may have unpacked."""

_MAX_DIRECTORY: Final = 4_000_000
"""Largest directory of a ZIP that is looked into, in bytes: ``MAX_MEMBERS`` with names of some hundred characters."""

_END: Final = b"PK\x05\x06"
_END_SIZE, _LOCATOR_SIZE, _END64_SIZE = 22, 20, 56
_UNNAMED: Final = "unnamed"
_PACKAGE_PARTS: Final = frozenset(
    {
        *("[Content_Types].xml", "word/document.xml", "xl/workbook.xml", "ppt/presentation.xml"),  # Office, ECMA-376-2
        *("OFD.xml", "mimetype", "Index/Document.iwa"),  # OFD (GB/T 33190), OpenDocument and EPUB, Pages
        *("META-INF/MANIFEST.MF", "META-INF/container.xml"),  # Java, EPUB
    }
)
"""Members by which a ZIP is a document or a program."""


def is_archive(file: RawFile) -> bool:
    """Whether a file is a ZIP that is no document. One whose directory is broken is not: it may be either."""
    try:
        with file.open() as opened:
            infos = _directory(opened)
    except _TooManyError:
        return True
    except (OSError, UnreadableFileError):
        return False
    return infos is not None and _PACKAGE_PARTS.isdisjoint(i.orig_filename for i in infos)


def unpacked(archive: RawFile) -> list[RawFile]:
    """Every file in an archive and in the archives in it; one that cannot be looked into as a refused file."""
    return list(_unpacked(archive, 1, _Room()))


class _TooManyError(UnreadableFileError):
    """A directory that is too large to be looked into."""

    def __init__(self) -> None:
        super().__init__(f"it holds more than {MAX_MEMBERS:,} files; unpack it and ingest the folders one by one.")


@dataclass
class _Room:
    """How much more may be in an archive on disk, over all that is packed in it."""

    members: int = MAX_MEMBERS
    size: int = MAX_UNPACKED

    def take(self, infos: list[zipfile.ZipInfo]) -> None:
        """Make room for members. Raises ``UnreadableFileError`` if there is not enough."""
        size = sum(info.file_size for info in infos)
        if len(infos) > self.members:
            raise _TooManyError
        if size > self.size:
            raise UnreadableFileError(
                f"its files unpack to {size / 1e6:,.0f} MB, more than the {MAX_UNPACKED / 1e6:,.0f} MB that are read "
                "of one ZIP; unpack it and ingest the folders one by one."
            )
        self.members -= len(infos)
        self.size -= size


def _unpacked(archive: RawFile, depth: int, room: _Room) -> Iterator[RawFile]:
    try:
        members = _members(archive, room)
    except UnreadableFileError as refusal:
        yield RefusedFile(archive, str(refusal))
        return
    for member in members:
        if not member.may_be_zip() or not is_archive(member):
            yield member
        elif depth == MAX_DEPTH:
            reason = f"it lies in {MAX_DEPTH} ZIPs already, one in the other; unpack them and ingest the files."
            yield RefusedFile(member, reason)
        else:
            yield from _unpacked(member, depth + 1, room)


def _members(archive: RawFile, room: _Room) -> list[Member]:
    """Members of an archive that are files put there by a person; raises ``UnreadableFileError`` if there is none."""
    with archive.open() as opened:
        infos = _directory(opened) or []
    room.take(infos)
    names = member_names(infos)
    members = [
        Member(archive, name or _UNNAMED, info.header_offset, info.compress_size, info.file_size, info.CRC, _way(info))
        for info, name in zip(infos, names, strict=True)
        # not is_dir(), which stumbles over a name that begins with a zero byte and is therefore empty
        if not info.filename.endswith("/") and not is_litter(name.split("/"))
    ]
    if not members:
        raise UnreadableFileError("it is an empty ZIP (no document is in it); ask for it again.")
    return members


def _way(info: zipfile.ZipInfo) -> int | None:
    """How a member is packed (APPNOTE 4.4.5); ``None`` if it is locked (4.4.4, bit 0)."""
    return None if info.flag_bits & 1 else info.compress_type


def _directory(file: BinaryIO) -> list[zipfile.ZipInfo] | None:
    """What the directory of a ZIP lists; ``None`` if the file is none or its directory is broken.

    Raises ``UnreadableFileError`` if it is so large that it is not read: each entry takes its time and memory.
    """
    if file.read(4) not in (LOCAL_START, _END):
        return None
    try:
        if _directory_size(file) > _MAX_DIRECTORY:
            raise _TooManyError
        with zipfile.ZipFile(file) as opened:
            return opened.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OverflowError, struct.error):
        return None


def _directory_size(file: BinaryIO) -> int:
    """What the end of a ZIP states of its directory's size, in bytes, in either form (APPNOTE 4.3.14, 4.3.16)."""
    size = file.seek(0, 2)
    file.seek(max(0, size - 0xFFFF - _END_SIZE - _LOCATOR_SIZE - _END64_SIZE))
    tail = file.read()
    exact = len(tail) - _END_SIZE
    at = exact if exact >= 0 and tail.startswith(_END, exact) and tail.endswith(b"\0\0") else tail.rfind(_END)
    if at < 0 or len(tail) - at < _END_SIZE:
        return 0
    (stated,) = struct.unpack_from("<L", tail, at + 12)
    large = at - _LOCATOR_SIZE - _END64_SIZE
    if large >= 0 and tail.startswith(b"PK\x06\x07", at - _LOCATOR_SIZE):
        (stated,) = struct.unpack_from("<Q", tail, large + 40)
    return int(stated)
