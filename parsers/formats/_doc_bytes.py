"""Little-endian numbers in the streams of a DOC; one beyond a stream's end makes the file a damaged one."""

from parsers.errors import UnreadableFileError


def damaged(what: str) -> UnreadableFileError:
    """The refusal of a Word file in which something is broken: ``what`` (``a table row has no end``)."""
    return UnreadableFileError(
        f"it is a damaged Word file ({what}); save it as DOCX in the program that wrote it, or ask for the file again."
    )


def taken(data: bytes, at: int, size: int) -> bytes:
    """``size`` bytes of ``data`` from ``at`` on."""
    if at < 0 or size < 0 or at + size > len(data):
        raise damaged("a part of it points beyond its end")
    return data[at : at + size]


def u8(data: bytes, at: int) -> int:
    """The byte at ``at``."""
    return taken(data, at, 1)[0]


def u16(data: bytes, at: int) -> int:
    """The unsigned number of two bytes at ``at``."""
    return int.from_bytes(taken(data, at, 2), "little")


def i16(data: bytes, at: int) -> int:
    """The signed number of two bytes at ``at``."""
    return int.from_bytes(taken(data, at, 2), "little", signed=True)


def u32(data: bytes, at: int) -> int:
    """The unsigned number of four bytes at ``at``."""
    return int.from_bytes(taken(data, at, 4), "little")


def i32(data: bytes, at: int) -> int:
    """The signed number of four bytes at ``at``."""
    return int.from_bytes(taken(data, at, 4), "little", signed=True)
