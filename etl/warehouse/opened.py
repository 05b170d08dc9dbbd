"""Opening the warehouse's file to read, whoever else has it open and whatever they left beside it.

A connection that may write (what DBeaver and the ``duckdb`` shell make unless told otherwise) locks everybody else
out, and what it has written lies in a log beside the file until it is closed. Neither is a reader's business: the file
itself is whole at any time. So where it is locked, a private copy of its bytes is read, and where a log lies beside it,
a second name of the file, for which there is none.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, TypeVar

import duckdb

from etl.warehouse.beside import copy_name, logs_of, remove
from etl.warehouse.errors import WarehouseError
from etl.warehouse.faults import disk_error, first_line

T = TypeVar("T")

_HEADERS: Final = 3 * 4096
"""Bytes at the start of a DuckDB file: the main header and the two database headers, of which a checkpoint writes one
as its last step, with a number that only grows."""
_TRIES: Final = 20
_HELD: Final = ("conflicting lock is held", "could not set lock", "being used by another process")


@contextmanager
def opened(path: Path, open_file: Callable[[Path], T]) -> Iterator[T]:
    """What ``open_file`` makes of the file at ``path``, or of a private copy if another program is writing to it.

    Raises ``WarehouseError`` if it cannot be copied either, and what ``open_file`` raises for any other reason.
    """
    if not logs_of(path):
        try:
            result = open_file(path)
        except duckdb.IOException as error:
            if not is_held(error):
                raise
        else:
            yield result
            return
    folder = _private_folder(path)
    try:
        result = _open_private(path, folder / path.name, open_file)
        if os.name == "posix":
            remove(folder)  # the system keeps an open file, and a killed run leaves nothing
        yield result
    finally:
        remove(folder)


def is_held(error: Exception) -> bool:
    """Whether DuckDB cannot open a file because another program has it open to write."""
    text = str(error).lower()
    return any(phrase in text for phrase in _HELD)


def _open_private(path: Path, own: Path, open_file: Callable[[Path], T]) -> T:
    try:
        os.link(path, own)
        return open_file(own)
    except (OSError, duckdb.IOException) as error:
        if isinstance(error, duckdb.IOException) and not is_held(error):
            raise
    remove(own)
    copy_whole(path, own)
    return open_file(own)


def copy_whole(path: Path, own: Path) -> None:
    """Copy a database that another program may be writing to, as it was after some checkpoint.

    A checkpoint writes only what the last one does not use, and its header last: bytes between two equal headers are
    whole. Raises ``WarehouseError`` if the file cannot be read, the copy not written, or it never stands still.
    """
    try:
        for attempt in range(_TRIES):
            before = _header(path)
            shutil.copyfile(path, own)
            if before == _header(path) == _header(own):
                return
            time.sleep(0.02 * attempt)
    except OSError as error:
        raise WarehouseError(_refusal(path, error)) from error
    raise WarehouseError(f"{path} is being changed by another program all the time; close it there, and try again.")


def _refusal(path: Path, error: OSError) -> str:
    who = f"{path} is open in another program that may write to it"
    return f"{who}, and cannot be copied ({error.strerror or error}); close it there, or open it there to read only."


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADERS)


def _private_folder(path: Path) -> Path:
    """A new folder beside the warehouse, where the next run would clear it, or else where the system has its own."""
    beside = path.resolve().with_name(copy_name(path.resolve()))
    with suppress(OSError):
        beside.mkdir(mode=0o700)
        return beside
    try:
        return Path(tempfile.mkdtemp(prefix="etl-"))
    except OSError as error:
        raise WarehouseError(_refusal(path, error)) from error


def refusal_to_open(path: Path, error: Exception) -> WarehouseError:
    """The sentence for a file that cannot be opened, for whatever reason DuckDB gives."""
    if "not a valid DuckDB database file" in str(error):
        what = "is empty" if path.stat().st_size == 0 else "is no DuckDB file"
        return WarehouseError(f"{path} {what}, so there is no warehouse in it; name another, or remove it.")
    if isinstance(error, duckdb.Error) and (known := disk_error(error)):
        return WarehouseError(f"{path} cannot be opened: {known.strerror}.")
    return WarehouseError(f"{path} cannot be opened: {first_line(error)}")
