"""An OFD package (GB/T 33190-2016): its parts by the paths that it gives them, and their XML.

Real producers name parts as the standard says (7.2: ``/`` is the root of the package, anything else starts from the
part that holds the path), from the folder of the document, or from the root without saying so; in other cases of
letters than the ZIP has; and with backslashes.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError
from parsers.formats._package import BROKEN, check_package

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ENTRY: Final = "ofd.xml"
"""Where a package begins, in lower case (7.1)."""
LOCKED: Final = "encryptions.xml"
"""What an encrypted package has beside it (GM/T 0099-2020, appendix C)."""
MAX_XML_BYTES: Final = 96 * 1024 * 1024
"""Largest sum of unpacked XML that is read, in bytes: a page of a notice takes some hundred kilobytes."""
_MAX_PART_BYTES: Final = 24 * 1024 * 1024
_MAX_BYTES: Final = 1024 * 1024 * 1024
"""Largest sum of all unpacked parts: fonts and pictures, which are not unpacked, may be far larger than the text."""


def damaged(what: str) -> UnreadableFileError:
    """The refusal of a package in which something is wrong."""
    return UnreadableFileError(f"it is a damaged OFD ({what}); ask for the file again.")


def key(name: str) -> str:
    """A part's name as it is looked up: members of a ZIP have no ``/`` in front."""
    return name.replace("\\", "/").strip().lstrip("/").lower()


@dataclass
class Package:
    """An open package. ``read_bytes`` counts what was unpacked, for a part can be asked for any number of times."""

    archive: zipfile.ZipFile
    names: Mapping[str, zipfile.ZipInfo]
    read_bytes: int = field(default=0)

    @classmethod
    def open(cls, data: bytes) -> "Package":
        """Raises ``UnreadableFileError`` for a ZIP that is broken or locked, before anything of it is unpacked."""
        check_package(data, "OFD", _MAX_BYTES)
        archive = zipfile.ZipFile(io.BytesIO(data))
        names = {key(info.filename): info for info in archive.infolist()}
        if LOCKED in names:
            raise UnreadableFileError("it is encrypted and opens only with a password; save it without one.")
        return cls(archive, names)

    def find(self, path: str, base: str, document: str = "") -> str | None:
        """The name of the part at ``path``, as written in the part ``base`` of the document whose root is the part
        ``document``; ``None`` if there is none."""
        folders = [posixpath.dirname(base), posixpath.dirname(document), ""]
        if path.strip().startswith(("/", "\\")):
            folders.insert(0, "")
        for folder in folders:
            name = posixpath.normpath(posixpath.join(folder, key(path)))
            if name in self.names:
                return name
        return None

    def xml(self, name: str) -> "Element":
        """The root of a part found by ``find``. Raises ``UnreadableFileError`` if it is broken or far too large."""
        info = self.names[name]
        self.read_bytes += info.file_size
        if info.file_size > _MAX_PART_BYTES or self.read_bytes > MAX_XML_BYTES:
            raise UnreadableFileError(
                f"its {name} unpacks to more than a notice can need; save its text without drawings in a new OFD."
            )
        try:
            data = self.archive.read(info)
        except BROKEN as error:
            raise damaged(f"{name} cannot be unpacked") from error
        return _parsed(data, name)


def _parsed(data: bytes, name: str) -> "Element":
    from lxml import etree

    # No entity is expanded, no file and no address is opened, and the depth is bounded (256).
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged(f"broken XML in {name}") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise damaged(f"{name} declares a document type, as no OFD does")
    return root


def local(element: "Element") -> str:
    """An element's name without its namespace, which producers write as 2016's, as an older one or not at all."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: "Element", *names: str) -> Iterator["Element"]:
    """Children of these names, in document order."""
    return (child for child in element if local(child) in names)


def child(element: "Element", *path: str) -> "Element | None":
    """The first element down a path of names."""
    found: Element | None = element
    for name in path:
        found = next(children(found, name), None) if found is not None else None
    return found


def said(element: "Element", name: str) -> str:
    """What an attribute says, or, as some producers write it, a child of that name; else nothing."""
    value = element.get(name)
    if value is None:
        below = child(element, name)
        value = below.text if below is not None else None
    return (value or "").strip()
