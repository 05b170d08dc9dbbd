"""Office packages (ECMA-376 part 2, ZIP files of XML parts): their sizes are checked before anything is unpacked."""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_EXPANDED_BYTES: Final = 128 * 1024 * 1024
"""Largest sum of unpacked parts, in bytes: a notice needs under one megabyte, a zip bomb hundreds."""
_MAX_PART_BYTES: Final = 32 * 1024 * 1024
"""Largest part that is read as a whole, in bytes."""
_CHUNK: Final = 1 << 20
BROKEN: Final = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, RuntimeError, ValueError)
"""What ``zipfile`` raises for a member that is damaged, cut off, locked or packed in a way it does not know."""


def check_package(data: bytes, kind: str = "DOCX", most: int = MAX_EXPANDED_BYTES) -> None:
    """Refuse a package of ``kind`` before anything of it is unpacked, by the sizes that its directory states.

    ``most`` is the largest sum of unpacked parts, in bytes. Raises ``UnreadableFileError``.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except BROKEN as error:
        raise UnreadableFileError(
            f"it is a damaged {kind} (the end of the file is missing or broken); ask for the file again."
        ) from error
    expanded = sum(part.file_size for part in parts)
    if expanded > most:
        raise UnreadableFileError(
            f"its {len(data) / 1e6:.1f} MB unpack to {expanded / 1e6:,.0f} MB, more than the "
            f"{most / 1e6:.0f} MB that a notice can need; save its text without pictures in a new {kind}."
        )
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableFileError("it is locked with a password; save it without one.")


class Package:
    """The parts of a package that has been checked, by their names; those differ in case and slashes from one writer
    to the next and are compared without them."""

    def __init__(self, data: bytes, kind: str) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._kind = kind
        self._members = {_key(m.filename): m for m in self._archive.infolist()}

    def has(self, name: str) -> bool:
        """Whether there is a part called ``name``."""
        return _key(name) in self._members

    def chunks(self, name: str) -> Iterator[bytes]:
        """A part's bytes piece by piece. Raises ``UnreadableFileError`` if it is missing or damaged."""
        try:
            with self._archive.open(self._members[_key(name)]) as part:
                while piece := part.read(_CHUNK):
                    yield piece
        except KeyError as error:
            raise self.damaged("a part is missing") from error
        except BROKEN as error:
            raise self.damaged("a part cannot be unpacked") from error

    def xml(self, name: str) -> "Element":
        """The root of a small part. Raises ``UnreadableFileError`` if it is missing, damaged or far too large."""
        from lxml import etree

        found = self._members.get(_key(name))
        if found is not None and found.file_size > _MAX_PART_BYTES:
            raise UnreadableFileError(
                f"its part {name} unpacks to {found.file_size / 1e6:,.0f} MB, more than a notice can need; "
                f"copy the tables into a new {self._kind}."
            )
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
        try:
            return etree.fromstring(b"".join(self.chunks(name)), parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged("broken XML") from error

    def relations(self, name: str = "") -> dict[str, tuple[str, str]]:
        """Parts that the part ``name`` (the whole package, if empty) points at, by the id of the relation: the last
        word of its type, and the name of the part."""
        folder, base = posixpath.split(name)
        part = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self.has(part):
            return {}
        inside = (r for r in self.xml(part) if r.get("TargetMode") != "External")
        return {
            r.get("Id") or "": (
                (r.get("Type") or "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, r.get("Target") or "")).lstrip("/"),
            )
            for r in inside
        }

    def damaged(self, why: str) -> UnreadableFileError:
        """The refusal of a package in which something is wrong."""
        return UnreadableFileError(f"it is a damaged {self._kind} ({why}); ask for the file again.")


def _key(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
