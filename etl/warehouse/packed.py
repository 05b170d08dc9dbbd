"""How a reading is stored: its JSON deflated, beside the SHA-256 of what was.

A notice as written is some 60 KB of JSON, an eighth of that deflated: plain, the readings would be two thirds of a
warehouse, and DuckDB would write those of a whole row group anew with every transaction. What a reading says is told
by its hash, as the same text deflates to other bytes with another build of zlib.
"""

import hashlib
import zlib
from typing import Final, NamedTuple

_LEVEL: Final = 3
"""A tenth larger than zlib's own choice, in half of the time."""


class Packed(NamedTuple):
    """One reading as it is stored: SHA-256 of its JSON, hexadecimal, and the JSON in zlib's format (RFC 1950)."""

    sha256: str
    content: bytes


def pack(text: bytes) -> Packed:
    """A reading's JSON as it is stored."""
    return Packed(hashlib.sha256(text).hexdigest(), zlib.compress(text, _LEVEL))


def unpack(sha256: str, content: bytes) -> bytes:
    """A reading's JSON. Raises ``ValueError`` if it is not what was packed, or more than that."""
    unpacking = zlib.decompressobj()
    try:
        text = unpacking.decompress(content)
    except (zlib.error, TypeError) as error:  # a value of another type may have been put in its place
        raise ValueError(f"a reading cannot be unpacked: {error}") from error
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("a reading cannot be unpacked: it is cut off, or something stands behind it")
    if hashlib.sha256(text).hexdigest() != sha256:
        raise ValueError(f"a reading is another than the one of SHA-256 {sha256}")
    return text


def is_as_packed(sha256: str, content: bytes) -> bool:
    """Whether a stored reading is what was packed."""
    try:
        unpack(sha256, content)
    except ValueError:
        return False
    return True
