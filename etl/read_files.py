"""The files that a run has read: of each its facts in memory, and all that it says on disk."""

import tempfile
import weakref
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Protocol

from schemas.facts import FileFacts
from schemas.normalised import NormalisedNotice
from schemas.notice import Notice
from schemas.publication import SourceRecord

_IN_MEMORY: Final = 4 * 1024**2
"""Bytes up to which nothing is written to disk: a run over a few files touches none but the warehouse."""


class Shelf(Protocol):
    """Where what a file says can be had again, by its SHA-256."""

    def notice(self, sha256: str) -> Notice:
        """The notice as the file writes it."""

    def rows(self, sha256: str) -> NormalisedNotice:
        """Its rows."""


@dataclass(frozen=True)
class ReadFile:
    """One file of a notice. It is held against others by its facts; only where those do not tell, all is asked for."""

    source: SourceRecord
    facts: FileFacts
    shelf: Shelf = field(repr=False, compare=False)

    @property
    def notice(self) -> Notice:
        """The notice as it writes it, made anew each time."""
        return self.shelf.notice(self.source.sha256)

    @property
    def rows(self) -> NormalisedNotice:
        """Its rows, made anew each time."""
        return self.shelf.rows(self.source.sha256)


class Spool:
    """What files say, in a file that has no name and is gone with this process, however that ends."""

    def __init__(self, folder: Path | None = None) -> None:
        """The file lies in ``folder`` if that is there, else where the system keeps such files."""
        self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - as long as the run
            _IN_MEMORY, dir=str(folder) if folder and folder.is_dir() else None
        )
        weakref.finalize(self, self._file.close)
        self._places: dict[str, tuple[int, int, int]] = {}
        self._end = 0

    def put(self, sha256: str, notice: bytes, rows: bytes) -> None:
        """Keep what a file says, as JSON. Raises ``OSError`` if the disk does not take it."""
        self._file.seek(self._end)
        self._file.write(notice)
        self._file.write(rows)
        self._places[sha256] = (self._end, len(notice), len(rows))
        self._end += len(notice) + len(rows)

    def notice(self, sha256: str) -> Notice:
        """The notice as a file writes it."""
        begin, length, _ = self._places[sha256]
        return Notice.model_validate_json(self._read(begin, length))

    def rows(self, sha256: str) -> NormalisedNotice:
        """The rows of a file."""
        begin, skipped, length = self._places[sha256]
        return NormalisedNotice.model_validate_json(self._read(begin + skipped, length))

    def _read(self, begin: int, length: int) -> bytes:
        self._file.seek(begin)
        return self._file.read(length)
