"""One file that a run is to read, wherever its bytes lie: its name, and its bytes when they are asked for."""

import hashlib
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final, Protocol

from parsers.errors import UnreadableFileError
from parsers.formats import MAX_BYTES

_BYTE: Final = re.compile(r"\\u(dc[89a-f][0-9a-f])")
"""How a byte that is no UTF-8 is shown, and what Python has in its place in a path (PEP 383)."""


class RawFile(Protocol):
    """A file on disk or in an archive. Only its name is known before something else is asked for."""

    @property
    def path(self) -> str:
        """Its name as it is stored and printed."""

    def open(self) -> BinaryIO:
        """Its bytes to be read in pieces; errors as of ``data``."""

    def data(self) -> bytes:
        """Its bytes. Raises ``OSError``, and ``UnreadableFileError`` if they are too many or cannot be had."""

    def sha256(self) -> str:
        """SHA-256 of its bytes, hexadecimal. Raises ``OSError`` if the disk does not give them, and
        ``UnreadableFileError`` if there are none to be had."""


@dataclass(frozen=True, slots=True)
class DiskFile:
    """A file on disk; ``name`` is what ``shown`` gives for it where that is known already."""

    disk: Path
    name: str | None = field(default=None, compare=False)

    @property
    def path(self) -> str:
        """Its path from the working folder."""
        return self.name or shown(self.disk)

    def open(self) -> BinaryIO:
        """The file, opened."""
        return self.disk.open("rb")

    def data(self) -> bytes:
        """All of it; one of more than ``MAX_BYTES`` is refused before it is read."""
        require_size(self.disk.stat().st_size)
        return self.disk.read_bytes()

    def sha256(self) -> str:
        """Its SHA-256, whatever its size."""
        with self.disk.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(frozen=True)
class RefusedFile:
    """A file that was found not to be readable before anybody asked for its bytes; ``reason`` is the sentence."""

    file: RawFile
    reason: str

    @property
    def path(self) -> str:
        """The path of the file."""
        return self.file.path

    def open(self) -> BinaryIO:
        """Nothing; raises ``UnreadableFileError``."""
        return io.BytesIO(self.data())

    def data(self) -> bytes:
        """Nothing; raises ``UnreadableFileError``."""
        raise UnreadableFileError(self.reason)

    def sha256(self) -> str:
        """The SHA-256 of the file."""
        return self.file.sha256()


@dataclass(frozen=True)
class Unreached:
    """What was met in the place of files and has no bytes: a folder that cannot be listed, a link that leads nowhere;
    ``reason`` is the sentence."""

    path: str
    reason: str

    def open(self) -> BinaryIO:
        """Nothing; raises ``UnreadableFileError``."""
        return io.BytesIO(self.data())

    def data(self) -> bytes:
        """Nothing; raises ``UnreadableFileError``."""
        raise UnreadableFileError(self.reason)

    def sha256(self) -> str:
        """Nothing; raises ``UnreadableFileError``."""
        raise UnreadableFileError(self.reason)


def require_size(size: int) -> None:
    """Raise ``UnreadableFileError`` if a file of ``size`` bytes is too large to be read."""
    if size > MAX_BYTES:
        raise UnreadableFileError(
            f"it has {size / 1e6:,.0f} MB, more than the {MAX_BYTES / 1e6:.0f} MB that are read; "
            "save it without pictures."
        )


def shown(path: Path, base: Path | None = None) -> str:
    """``path`` as it is stored and printed: relative to the working folder where it lies below it, with slashes."""
    resolved = path.resolve()
    base = (base or Path.cwd()).resolve()
    name = (resolved.relative_to(base) if resolved.is_relative_to(base) else resolved).as_posix()
    return _printable(name)


def names_in(folder: Path) -> Callable[[str], str]:
    """``shown`` for what lies right in a folder and is no link, by its name; the disk is asked for the folder once."""
    start = _start(folder)
    return lambda name: start + _printable(name)


def shown_link(link: Path) -> str:
    """``shown`` for a link itself, not for what it leads to."""
    return _start(link.parent) + _printable(link.name)


def _start(folder: Path) -> str:
    above = shown(folder)
    return "" if above == "." else above.removesuffix("/") + "/"


def _printable(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode("utf-8")  # a name in GBK on a system in UTF-8


def on_disk(name: str) -> Path:
    """The path that is stored as ``name``, relative to the working folder if it is."""
    path = Path(name)
    return path if "\\udc" not in name or path.exists() else Path(_BYTE.sub(lambda found: chr(int(found[1], 16)), name))
