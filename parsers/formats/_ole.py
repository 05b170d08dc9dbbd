"""OLE containers ([MS-CFB]): the small file system inside DOC, XLS and WPS files, opened by olefile."""

import struct
from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError

if TYPE_CHECKING:
    from olefile import OleFileIO  # type: ignore[import-untyped]

SIGNATURE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of every container ([MS-CFB] 2.2)."""

_STREAM: Final = 2
"""What a directory entry that is a stream says of itself ([MS-CFB] 2.6.1)."""

_SMALLEST: Final = 1536
"""Bytes of the smallest container: a header, an allocation table and a directory; olefile takes less for a path."""

_BROKEN: Final = (OSError, struct.error, LookupError, ValueError, TypeError, OverflowError, RecursionError)
"""What olefile raises for a container whose tables are cut off or point nowhere."""


def stream_names(data: bytes) -> frozenset[str]:
    """Names of the streams that lie at the top of a container; empty if it is none, or damaged.

    Only the top tells what a file is: a workbook may hold a whole Word document, and the other way round.
    """
    if not data.startswith(SIGNATURE):
        return frozenset()
    try:
        with open_container(data) as container:
            # olefile's own list goes down into storages, without end where a damaged one lies in itself.
            return frozenset(str(kid.name) for kid in container.root.kids if kid.entry_type == _STREAM)
    except UnreadableFileError:
        return frozenset()


def open_container(data: bytes) -> "OleFileIO":
    """Open a container; raises ``UnreadableFileError`` if it is damaged."""
    # olefile takes a twentieth of a second to import; nobody who reads no old Office file should wait for it.
    from olefile import OleFileIO

    if len(data) < _SMALLEST:
        raise damaged()
    try:
        return OleFileIO(data)
    except _BROKEN as error:
        raise damaged() from error


def stream(container: "OleFileIO", name: str) -> bytes:
    """Content of a stream at the top of a container, empty if there is none of the name.

    Raises ``UnreadableFileError`` if the container's tables do not lead to its end.
    """
    try:
        if not container.exists(name):
            return b""
        content, size = bytes(container.openstream(name).read()), container.get_size(name)
    except _BROKEN as error:
        raise damaged() from error
    if len(content) != size:
        raise damaged()
    return content


def damaged() -> UnreadableFileError:
    """The refusal of a container that is cut off or broken."""
    return UnreadableFileError(
        "it is a damaged old Office file (a part of it is missing or broken); ask for the file again."
    )
