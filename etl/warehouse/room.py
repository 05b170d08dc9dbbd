"""What is said of a disk that is full: what was free where, what was too large for it, and what to do.

How large a new warehouse will be nobody knows before it is filled; that it is no smaller than the one that it is added
to is known before anything is read. A draft that fails is removed, and its room is free again for whoever looks then;
so it is measured before that.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from etl.warehouse.beside import logs_of, spill_of

FULL: Final = (errno.ENOSPC, errno.EDQUOT)
_TO_DO: Final = "free some space there, then run it again"
_QUOTA: Final = "the disk quota is used up"
_BLOCK: Final = 512
"""Bytes of what ``st_blocks`` counts (POSIX, sys/stat.h, as Linux, macOS and the BSDs have it)."""


class NoRoomError(OSError):
    """A disk that was full before a new warehouse was written. ``strerror`` says what is to be said of it, without a
    full stop."""

    @classmethod
    def of_draft(cls, number: int, draft: Path, old: Path | None) -> "NoRoomError":
        """Measure ``draft`` and what lies beside it, while it is there; ``old`` is the file that it was to replace."""
        taken = sum(map(_on_disk, (draft, *logs_of(draft), *_files_in(spill_of(draft)))))
        beside = f" is filled beside the old one ({_megabytes(_on_disk(old))}) and" if old else ""
        return cls(number, _not_enough(f"the new warehouse{beside} needs", taken, draft.parent, number))

    @classmethod
    def of_files(cls, number: int, folder: Path) -> "NoRoomError":
        """Measure the files in ``folder``, while they are there."""
        taken = sum(map(_on_disk, _files_in(folder)))
        return cls(number, _not_enough("what is written needs", taken, folder.parent, number))


@contextmanager
def room_measured(folder: Path) -> Iterator[None]:
    """Where the disk is full while files are written to ``folder``, which is removed then, raise ``NoRoomError``: what
    was free is measured before that."""
    try:
        yield
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise NoRoomError.of_files(error.errno, folder) from error


def require_room(warehouse: Path) -> None:
    """Raise ``NoRoomError`` if beside the warehouse there is no room for what notices are to be added to: a second file
    as large."""
    if said := scarce(warehouse):
        raise NoRoomError(errno.ENOSPC, f"the disk is nearly full: {said}; {_TO_DO}")


def scarce(warehouse: Path) -> str | None:
    """How much is free beside a warehouse, if a second one as large has no room there; ``None`` if it has, or if nobody
    knows."""
    path = warehouse.resolve()
    old = _on_disk(path)
    free = _free_to_us(path.parent) if old else None
    if free is None or free >= old:
        return None
    return (
        f"the new warehouse is filled beside the old one ({_megabytes(old)}), and for one as large the "
        f"{_megabytes(free)} free in {path.parent} are too few"
    )


def without_room(place: Path, number: int) -> str:
    """The same of a file or a folder of which nothing is known but that it could not be written."""
    folder = place if place.is_dir() else place.parent
    if number == errno.EDQUOT:
        return f"{_QUOTA}; {_TO_DO}"
    free = _free(folder)
    if _takes_no_more_files(folder):
        left = "" if free is None else f" though {_megabytes(free)} are free in {folder}"
        return f"the disk is full, it takes no more files{left}; remove some there, then run it again"
    left = "" if free is None else f", {_megabytes(free)} are free in {folder}"
    return f"the disk is full{left}; {_TO_DO}"


def _not_enough(what: str, taken: int, folder: Path, number: int) -> str:
    if number == errno.EDQUOT:  # what is free on the disk is nothing to it
        return f"{_QUOTA}: {what} more than the {_megabytes(taken)} that it got; {_TO_DO}"
    free = _free(folder)
    if free is None or _takes_no_more_files(folder):
        return without_room(folder, number)
    # DuckDB cuts a log off again that it could not write to its end: what was taken and what is free tell only together
    # what was not enough.
    return f"the disk is full: {what} more than the {_megabytes(taken + free)} free in {folder}; {_TO_DO}"


def _takes_no_more_files(folder: Path) -> bool:
    """Whether a disk has no inode left. One that counts none, as btrfs, tells that there are none at all."""
    try:
        found = os.statvfs(folder)
    except (OSError, AttributeError):  # Windows has no such call
        return False
    return found.f_files > 0 and found.f_favail == 0


def _free(folder: Path) -> int | None:
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return None


def _free_to_us(folder: Path) -> int | None:
    """What is free to whoever this is: root may take what is kept for root (statvfs, f_bfree)."""
    free = _free(folder)
    if free is None or not hasattr(os, "geteuid") or os.geteuid():
        return free
    found = os.statvfs(folder)
    return max(free, found.f_bfree * found.f_frsize)


def _files_in(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _on_disk(path: Path) -> int:
    """Bytes that a file takes on its disk: those that were never written take none. Windows tells only its length."""
    try:
        found = path.stat()
    except OSError:
        return 0
    blocks: int | None = getattr(found, "st_blocks", None)
    return found.st_size if blocks is None else blocks * _BLOCK


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
