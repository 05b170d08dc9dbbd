"""What is done with one file before anything is compared: it is hashed and, unless it is known, read.

Nothing here depends on another file or changes anything, so it can be done for several files at a time.
"""

import time
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial

from etl.hashes import Hashes
from etl.raw_files import RawFile
from etl.readers.file_rows import FileRows
from parsers.errors import UnreadableFileError
from parsers.isolated.pool import ReaderPool
from parsers.reading import Reader, no_surprises


@dataclass(frozen=True)
class Taken:
    """One file taken in: ``rows`` are what it comes to, ``refusal`` why it cannot be read, neither if it was not to be
    read. ``sha256`` is ``None`` if the disk does not give its bytes. ``seconds`` is how long that took."""

    path: str
    sha256: str | None = None
    rows: FileRows | None = None
    refusal: str | None = None
    seconds: float = 0.0


def take_all(
    files: Iterable[RawFile], is_to_be_read: Callable[[str], bool], readers: Sequence[Reader[FileRows]], hashes: Hashes
) -> Generator[Taken]:
    """Take files in, in their order; ``is_to_be_read`` is asked with the SHA-256 of each.

    A file that is known and has not changed is no work for a reader's thread. Raises ``NoReaderError``.
    """
    listed = [(file, _left(file, is_to_be_read, hashes)) for file in files]
    jobs = (partial(take, file, is_to_be_read, hashes) for file, left in listed if left is None)
    with closing(ReaderPool(readers).run(jobs)) as taken:
        for _, left in listed:
            yield left or next(taken)


def _left(file: RawFile, is_to_be_read: Callable[[str], bool], hashes: Hashes) -> Taken | None:
    """A file that is left alone, ``None`` if more has to be done to know that."""
    sha256 = hashes.known(file)
    return None if sha256 is None or is_to_be_read(sha256) else Taken(file.path, sha256)


def take(file: RawFile, is_to_be_read: Callable[[str], bool], hashes: Hashes, reader: Reader[FileRows]) -> Taken:
    """Take one file in; ``is_to_be_read`` is asked with its SHA-256. Raises ``NoReaderError`` if nothing reads."""
    begun = time.monotonic()
    try:
        sha256 = hashes.sha256(file)
    except OSError as error:
        return Taken(file.path, refusal=f"it cannot be read: {error.strerror}.")
    except UnreadableFileError as refused:
        return Taken(file.path, refusal=str(refused))
    if not is_to_be_read(sha256):
        return Taken(file.path, sha256, seconds=time.monotonic() - begun)
    rows, refusal = None, None
    try:
        with no_surprises():
            reader.start()
            rows = reader.read(file.data())
    except UnreadableFileError as refused:
        refusal = str(refused)
    return Taken(file.path, sha256, rows, refusal, time.monotonic() - begun)
