"""The files that a run has read: of each which one it is in memory, and all that it says on disk."""

import tempfile
import weakref
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final, Protocol, overload

from pydantic import TypeAdapter

from schemas.facts import FileFacts, ProjectFacts
from schemas.normalised import NormalisedNotice
from schemas.notice import Notice
from schemas.publication import SourceRecord

_IN_MEMORY: Final = 4 * 1024**2
"""Bytes up to which nothing is written to disk: a run over a few files touches none but the warehouse."""
_RECENT: Final = 512
"""Files whose facts stay in memory: files are asked for theirs again and again, mostly one after the other."""
_PROJECTS: Final = TypeAdapter(tuple[ProjectFacts, ...])


class Shelf(Protocol):
    """Where what a file says can be had again, by its SHA-256."""

    def facts(self, sha256: str) -> FileFacts:
        """What it is held against others by."""

    def written(self, sha256: str) -> bytes:
        """The notice as the file writes it, as JSON."""

    def rows(self, sha256: str) -> NormalisedNotice:
        """Its rows."""

    def amounts(self, sha256: str) -> bytes:
        """What the quantities of its tasks count, a line for each task."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file of a notice. It is held against others by its facts; only where those do not tell, all is asked for."""

    source: SourceRecord
    shelf: Shelf = field(repr=False, compare=False)

    @property
    def facts(self) -> FileFacts:
        """What it is held against others by."""
        return self.shelf.facts(self.source.sha256)

    @property
    def written(self) -> bytes:
        """The notice as it writes it, as JSON."""
        return self.shelf.written(self.source.sha256)

    @property
    def notice(self) -> Notice:
        """The notice as it writes it, made anew each time."""
        return Notice.model_validate_json(self.written)

    @property
    def rows(self) -> NormalisedNotice:
        """Its rows, made anew each time."""
        return self.shelf.rows(self.source.sha256)

    @property
    def amounts(self) -> bytes:
        """What the quantities of its tasks count, a line for each task."""
        return self.shelf.amounts(self.source.sha256)


class Spool:
    """What files say, in a file that has no name and is gone with this process, however that ends."""

    def __init__(self, folder: Path | None = None) -> None:
        """The file lies in ``folder`` if that is there, else where the system keeps such files."""
        self._file = tempfile.SpooledTemporaryFile(  # noqa: SIM115 - as long as the run
            _IN_MEMORY, dir=str(folder) if folder and folder.is_dir() else None
        )
        weakref.finalize(self, self._file.close)
        self._lock = Lock()  # rows are made in another thread than the warehouse is filled in
        self._places: dict[str, tuple[int, int, int, int]] = {}
        self._facts: dict[str, tuple[int, int, int, int]] = {}
        self._recent: dict[str, FileFacts] = {}
        self._end = 0

    def put(self, sha256: str, notice: bytes, rows: bytes, amounts: bytes) -> None:
        """Keep what a file says, as JSON. Raises ``OSError`` if the disk does not take it."""
        begin = self._append(notice)
        self._append(rows)
        self._append(amounts)
        self._places[sha256] = (begin, len(notice), len(rows), len(amounts))

    def put_facts(self, sha256: str, facts: FileFacts) -> None:
        """Keep the facts of a file, its projects by themselves: they are the most of them by far, and seldom asked for.
        Raises ``OSError`` if the disk does not take them."""
        projects = _PROJECTS.dump_json(tuple(facts.projects))
        rest = facts.model_copy(update={"projects": ()}).model_dump_json().encode()
        begin = self._append(rest)
        self._append(projects)
        self._facts[sha256] = (begin, len(rest), len(projects), len(facts.projects))

    def facts(self, sha256: str) -> FileFacts:
        """The facts of a file, their projects had from disk whenever they are asked for."""
        known = self._recent.get(sha256)
        if known is None:
            begin, length, _, number = self._facts[sha256]
            rest = FileFacts.model_validate_json(self._read(begin, length))
            known = rest.model_copy(update={"projects": _Projects(self, sha256, number)})
            if len(self._recent) >= _RECENT:
                self._recent.clear()
            self._recent[sha256] = known
        return known

    def projects(self, sha256: str) -> tuple[ProjectFacts, ...]:
        """The projects among the facts of a file."""
        begin, skipped, length, _ = self._facts[sha256]
        return _PROJECTS.validate_json(self._read(begin + skipped, length))

    def _append(self, content: bytes) -> int:
        with self._lock:
            begin = self._end
            self._file.seek(begin)
            self._file.write(content)
            self._end += len(content)
        return begin

    def written(self, sha256: str) -> bytes:
        """The notice as a file writes it, as JSON."""
        begin, length, *_ = self._places[sha256]
        return self._read(begin, length)

    def rows(self, sha256: str) -> NormalisedNotice:
        """The rows of a file."""
        begin, skipped, length, _ = self._places[sha256]
        return NormalisedNotice.model_validate_json(self._read(begin + skipped, length))

    def amounts(self, sha256: str) -> bytes:
        """What the quantities of a file's tasks count, a line for each task."""
        begin, *skipped, length = self._places[sha256]
        return self._read(begin + sum(skipped), length)

    def _read(self, begin: int, length: int) -> bytes:
        with self._lock:
            self._file.seek(begin)
            return self._file.read(length)


@dataclass(frozen=True, slots=True)
class _Projects(Sequence[ProjectFacts]):
    """The projects among the facts of a file, had from disk whenever they are asked for."""

    spool: Spool = field(repr=False)
    sha256: str
    number: int

    @overload
    def __getitem__(self, index: int) -> ProjectFacts: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[ProjectFacts]: ...

    def __getitem__(self, index: int | slice) -> ProjectFacts | Sequence[ProjectFacts]:
        return self.spool.projects(self.sha256)[index]

    def __iter__(self) -> Iterator[ProjectFacts]:
        return iter(self.spool.projects(self.sha256))

    def __len__(self) -> int:
        return self.number
