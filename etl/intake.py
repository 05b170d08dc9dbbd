"""What is done with one file before anything is compared: it is hashed and, unless it is known, read.

Nothing here depends on another file or changes anything, so it can be done for several files at a time.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from etl.normalise.units.tokenizer import prepare
from etl.raw_files import RawFile
from parsers.errors import UnreadableFileError
from parsers.reading import Reader, no_surprises
from schemas.notice import FileReading


@dataclass(frozen=True)
class Taken:
    """One file taken in: ``reading`` is what it says, ``refusal`` why it cannot be read, neither if it was not to be
    read. ``sha256`` is ``None`` if the disk does not give its bytes. ``seconds`` is how long that took."""

    path: str
    sha256: str | None = None
    reading: FileReading | None = None
    refusal: str | None = None
    seconds: float = 0.0


def take(file: RawFile, is_to_be_read: Callable[[str], bool], reader: Reader) -> Taken:
    """Take one file in; ``is_to_be_read`` is asked with its SHA-256. Raises ``NoReaderError`` if nothing reads."""
    begun = time.monotonic()
    try:
        sha256 = file.sha256()
    except OSError as error:
        return Taken(file.path, refusal=f"it cannot be read: {error.strerror}.")
    if not is_to_be_read(sha256):
        return Taken(file.path, sha256, seconds=time.monotonic() - begun)
    reading, refusal = None, None
    try:
        with no_surprises():
            reader.start()
            prepare()  # while the reader starts
            reading = reader.read(file.data())
    except UnreadableFileError as refused:
        refusal = str(refused)
    return Taken(file.path, sha256, reading, refusal, time.monotonic() - begun)
