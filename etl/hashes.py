"""The SHA-256 of files as they were when they were last hashed, so that a file which has not changed is not read again.

A file that still has the size, the inode, the device and the times (of its content and of its inode, to the nanosecond)
that it had when it was hashed has the same bytes: whoever writes to it, or puts another in its place, changes one of
them. The exceptions are what this module is careful about. A time that is hardly older than the run that hashed is not
trusted, as in git ("racy git"), nor, before it is a day old, one of which the system keeps whole seconds only; a file
that has no inode is hashed every time; and so is every file where what was kept is damaged, or is of another machine or
version of the parsers.

What is kept says nothing of what became of a file, only which bytes it has. It lies beside the warehouse: not in it,
because a run that finds nothing new publishes nothing, and because it is about this machine.
"""

import hashlib
import json
import platform
import time
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

from etl.members import Member
from etl.raw_files import DiskFile, RawFile
from etl.warehouse.beside import hashes_draft_of, hashes_of, remove
from etl.warehouse.location import Location
from parsers import PARSER_VERSION

MOST: Final = 200_000
"""Files that are kept; about 40 MB. Those of the last run stay first."""
SETTLED: Final = 10.0
"""Seconds that a file must have been left alone before it was hashed: more than any system's times are apart, and what
the clock of a file server may be behind."""
SETTLED_COARSE: Final = 86_400.0
"""The same where times are whole seconds: there a later change may leave them as they are, and clocks are worse."""
_SECOND: Final = 10**9
_FORMAT: Final = 1


class Stat(NamedTuple):
    """What changes with a file's bytes: ``size`` in bytes, times in nanoseconds."""

    size: int
    modified: int
    changed: int
    inode: int
    device: int


class Hashes:
    """The hashes of files, as far as they can be trusted. Methods may be called in threads."""

    def __init__(self, kept: dict[str, tuple[Stat, str]] | None = None, *, trusting: bool = True) -> None:
        """``kept`` are those of earlier runs, by where a file is. Not ``trusting``, each file is hashed anew.

        To be made before the files are listed: of one that changed since, it is not sure what was listed.
        """
        self._kept = kept or {}
        self._begun = time.time()
        self._trusting = trusting
        self._met: dict[str, tuple[Stat, str]] = {}
        self._is_new = False

    def known(self, file: RawFile) -> str | None:
        """SHA-256 of a file that has not changed since it was hashed, ``None`` if it has to be read for that."""
        place = _place(file)
        kept = self._kept.get(place[1]) if place and self._trusting else None
        if place is None or kept is None or _stat(place[0]) != kept[0]:
            return None
        self._met[place[1]] = kept
        return kept[1]

    def sha256(self, file: RawFile) -> str:
        """SHA-256 of a file, from its bytes if it has to be. Raises ``OSError`` if the disk does not give them."""
        known = self.known(file)
        if known is not None:
            return known
        place = _place(file)
        before = _stat(place[0]) if place else None
        sha256 = file.sha256()
        if place and before and is_settled(before, self._begun) and _stat(place[0]) == before:
            self._met[place[1]] = (before, sha256)
            self._is_new = True
        return sha256

    def save(self, warehouse: Path) -> None:
        """Keep them beside a warehouse, those of this run first; if that cannot be, the next run hashes again."""
        if not self._is_new:
            return
        entries = {**self._met, **{k: v for k, v in self._kept.items() if k not in self._met}}
        first = {place: entries[place] for place in list(entries)[:MOST]}
        draft = hashes_draft_of(warehouse.resolve())
        with suppress(OSError):
            draft.write_bytes(_packed(first))
            draft.replace(hashes_of(warehouse.resolve()))
            self._is_new = False
        remove(draft)


def is_settled(stat: Stat, now: float) -> bool:
    """Whether a file had been left alone for so long at ``now`` that any later change shows in its times."""
    last = max(stat.modified, stat.changed)
    coarse = stat.modified % _SECOND == 0 and stat.changed % _SECOND == 0
    return stat.inode != 0 and now - last / _SECOND > (SETTLED_COARSE if coarse else SETTLED)


def kept_hashes(warehouse: Location, *, trusting: bool = True) -> Hashes:
    """The hashes that are kept beside a warehouse; none where they are missing, damaged or not of this machine, nor of
    a DuckLake, which is beside no machine."""
    if not isinstance(warehouse, Path):
        return Hashes(trusting=trusting)
    try:
        data = hashes_of(warehouse.resolve()).read_bytes()
    except (OSError, RuntimeError, ValueError):  # a loop of links, a name that no system can hold
        return Hashes(trusting=trusting)
    return Hashes(_unpacked(data), trusting=trusting)


def _packed(entries: dict[str, tuple[Stat, str]]) -> bytes:
    body = json.dumps({place: [*stat, sha256] for place, (stat, sha256) in entries.items()}).encode()
    return f"{_head(body)}\n".encode() + body


def _unpacked(data: bytes) -> dict[str, tuple[Stat, str]]:
    head, _, body = data.partition(b"\n")
    if head != _head(body).encode():
        return {}
    return {place: (Stat(*stat), sha256) for place, (*stat, sha256) in json.loads(body).items()}


def _head(body: bytes) -> str:
    """The first line: what the rest must be of to be believed, and its digest."""
    machine = hashlib.blake2b(platform.node().encode(), digest_size=8).hexdigest()
    return f"etl hashes {_FORMAT} parser {PARSER_VERSION} machine {machine} {hashlib.blake2b(body).hexdigest()}"


def _place(file: RawFile) -> tuple[Path, str] | None:
    """The file on disk that holds a file's bytes, and the words for where the file is; ``None`` for a refused one."""
    if isinstance(file, DiskFile):
        return file.disk, _from_root(file.disk)
    within = file
    while isinstance(within, Member):
        within = within.outer
    if not isinstance(file, Member) or not isinstance(within, DiskFile):
        return None
    return within.disk, "\0".join([_from_root(within.disk), file.path, str(file.offset)])


def _from_root(path: Path) -> str:
    return str(path) if path.is_absolute() else str(path.absolute())


def _stat(path: Path) -> Stat | None:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return Stat(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)
