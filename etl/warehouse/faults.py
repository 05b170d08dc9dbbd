"""What the disk and DuckDB say when something fails, as one sentence: which file, what is wrong, what to do."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import duckdb

from etl.warehouse.beside import longest_of
from etl.warehouse.errors import NO_MEMORY, WarehouseError
from etl.warehouse.location import Location
from etl.warehouse.room import FULL, NoRoomError, without_room

_ADVICE: Final = {
    errno.EROFS: "it lies on a read-only file system; name another place with --warehouse.",
    errno.EACCES: "you have no permission for the file or its folder; ask its owner, or name another with --warehouse.",
    errno.EPERM: "you have no permission for the file or its folder; ask its owner, or name another with --warehouse.",
    errno.ENOTDIR: "a part of its path is a file and no folder; name another with --warehouse.",
    errno.EEXIST: "a part of its path is a file and no folder; name another with --warehouse.",
    errno.EISDIR: "there is a folder in its place; name another file with --warehouse.",
    errno.ENAMETOOLONG: "its name is too long for the file system, where what is written beside it has names that are "
    "up to {} characters longer; name a shorter one with --warehouse.",
    errno.ENOENT: "its folder is gone; try again.",
    errno.EFBIG: "it would be larger than its disk or a limit (ulimit -f) allows; have the limit raised, or name "
    "another place with --warehouse.",
    errno.EIO: "the disk reports an error (input/output error); have the disk looked at before anything else.",
    errno.ENOMEM: f"{NO_MEMORY}.",
    errno.EMFILE: "this program has too many files open; try again.",
    errno.ENFILE: "the machine has too many files open; try again.",
}

_NO_MEMORY: Final = (
    *("Out of Memory", "bad allocation", "bad_alloc", "Allocation failure", "Cannot allocate memory"),
    "Failed to launch worker thread",
)


def require_short_name(path: Path) -> None:
    """Raise ``OSError`` if what is written beside a warehouse at ``path`` cannot have its name."""
    with suppress(FileNotFoundError, NotADirectoryError):
        longest_of(path).lstat()


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn errors of the disk and of DuckDB into ``WarehouseError``, and DuckDB's answer to Ctrl-C into what it is."""
    try:
        yield
    except OSError as error:
        raise WarehouseError(disk_sentence(path, error)) from error
    except (duckdb.Error, RuntimeError) as error:
        if is_interrupt(error):
            raise KeyboardInterrupt from error
        if not isinstance(error, duckdb.Error):
            raise
        if is_no_memory(error):
            raise WarehouseError(f"{path} cannot be built: {NO_MEMORY}.") from error
        known = disk_error(error)
        sentence = disk_sentence(path, known) if known else f"{path} cannot be built: {first_line(error)}"
        raise WarehouseError(sentence) from error


@contextmanager
def filling(draft: Path, old: Location | None) -> Iterator[None]:
    """Turn a disk that is full into ``NoRoomError`` while a draft that is to replace ``old`` is still there."""
    try:
        yield
    except (OSError, duckdb.Error) as error:
        known = error if isinstance(error, OSError) else disk_error(error)
        if known is None or known.errno not in FULL:
            raise
        raise NoRoomError.of_draft(known.errno, draft, old if isinstance(old, Path) else None) from error


def disk_sentence(path: Path, error: OSError) -> str:
    """What an error of the system means for who wants to write the warehouse at ``path``."""
    if error.errno in FULL:
        said = error.strerror if isinstance(error, NoRoomError) else without_room(path, error.errno)
        return f"{path} cannot be written: {said}."
    advice = _ADVICE.get(error.errno or 0)
    longer = len(longest_of(path).name) - len(path.name)
    return f"{path} cannot be written: {advice.format(longer) if advice else f'{error.strerror or error}.'}"


def disk_error(error: duckdb.Error) -> OSError | None:
    """The error of the system that DuckDB reports; it says only its text."""
    text = str(error)
    for number in (*FULL, *_ADVICE):
        if text.rstrip().split("\n", 1)[0].endswith(os.strerror(number)):
            return OSError(number, os.strerror(number))
    return None


def is_no_memory(error: BaseException) -> bool:
    """Whether an error of DuckDB is that the system gave it no memory, or that a limit did not."""
    return isinstance(error, duckdb.Error) and any(words in str(error) for words in _NO_MEMORY)


def is_interrupt(error: BaseException) -> bool:
    """Whether an error is DuckDB's answer to Ctrl-C in the middle of a statement."""
    return isinstance(error, duckdb.Error | RuntimeError) and "interrupt" in str(error).lower()


def first_line(error: Exception) -> str:
    """The first line of an error of DuckDB, which is the sentence a user can use."""
    return str(error).strip().split("\n", 1)[0]
