"""What the formats look at to tell whether a file is theirs."""

import io
import zipfile
from dataclasses import dataclass
from functools import cached_property

from parsers.formats import _ole
from parsers.formats._markup import Markup, markup_of

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a BMP picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (DOC, XLS, WPS)"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\x00", "an xz archive"),
    (b"{\\rtf", "an RTF file"),
)
"""First bytes of kinds that are often mistaken for a notice, each with the words for a person."""

ZIP_MEMBERS: tuple[tuple[str, str], ...] = (("ppt/presentation.xml", "a PPTX presentation"),)


@dataclass(frozen=True)
class Sample:
    """A file's content, with the member names if it is a ZIP whose directory can be read (else empty)."""

    data: bytes
    members: frozenset[str]

    @classmethod
    def of(cls, data: bytes) -> "Sample":
        """Look into ``data`` once, for all formats."""
        return cls(data, _zip_members(data))

    @property
    def is_zip(self) -> bool:
        """Whether the content starts as a ZIP, readable or not."""
        return self.data.startswith(b"PK\x03\x04")

    @cached_property
    def streams(self) -> frozenset[str]:
        """Names of the streams at the top of an OLE container; empty if it is none, or cannot be opened."""
        return _ole.stream_names(self.data)

    @property
    def is_locked(self) -> bool:
        """Whether the content is a DOCX or XLSX in the container that a password puts around it ([MS-OFFCRYPTO])."""
        return "EncryptedPackage" in self.streams

    @cached_property
    def markup(self) -> Markup | None:
        """What markup the content is written in, if any; a package or picture may hold some and is none."""
        is_other = b"%PDF-" in self.data[:1024] or any(self.data.startswith(start) for start, _ in SIGNATURES)
        return None if is_other or self.is_zip else markup_of(self.data)


def _zip_members(data: bytes) -> frozenset[str]:
    if not data.startswith(b"PK\x03\x04"):
        return frozenset()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, UnicodeDecodeError, NotImplementedError):
        return frozenset()


def foreign_kind(sample: Sample) -> str | None:
    """Words for what a file is that no format reads: ``a PNG picture``; ``None`` if it cannot be told."""
    for start, words in SIGNATURES:
        if sample.data.startswith(start):
            return words
    for member, words in ZIP_MEMBERS:
        if member in sample.members:
            return words
    if sample.data[257:262] == b"ustar":
        return "a tar archive"
    if sample.markup is Markup.XML:
        return "an XML file"
    if sample.is_zip:
        return "a ZIP archive"
    return None
