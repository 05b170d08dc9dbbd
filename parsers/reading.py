"""One file from its bytes to the notice that it writes, and what whoever does that for a run has to offer."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Protocol, TypeVar

from parsers.errors import NoReaderError, UnreadableFileError
from parsers.formats import read_document
from parsers.formats._steps import step
from parsers.notice import read_notice
from parsers.privacy.withheld import withhold_in_reason, withhold_private
from schemas.notice import FileReading
from schemas.reference import Vocabulary

_ADDRESS: Final = re.compile(r"\b0x[0-9a-fA-F]{4,}")
"""Where something lies in memory, which is another place in every run; the same file is refused by the same words."""


T_co = TypeVar("T_co", covariant=True)


class Reader(Protocol[T_co]):
    """Whoever reads the files of a run, one at a time, and gives of each what a run wants of it."""

    def start(self) -> None:
        """Get ready without waiting for it; ``read`` does it too."""

    def read(self, data: bytes) -> T_co:
        """Read one file's bytes; raises ``UnreadableFileError`` if they cannot be read, for whatever reason."""

    def close(self) -> None:
        """Give back what reading took; ``read`` may be called again."""


def read_file(data: bytes, vocabulary: Vocabulary) -> FileReading:
    """Read one file's bytes right here, with marks in the place of what is private in it (docs/privacy.md).

    Raises ``UnreadableFileError`` if they cannot be read, for whatever reason.
    """
    with _nothing_private(vocabulary), no_surprises():
        document = read_document(data)
        step("its tables")
        notice = read_notice(document, vocabulary)
        reading = FileReading(format=document.format, pages=document.pages, notice=notice)
        return withhold_private(reading, vocabulary)


@contextmanager
def _nothing_private(vocabulary: Vocabulary) -> Iterator[None]:
    """Withhold what is private in the words that a refusal quotes."""
    try:
        yield
    except UnreadableFileError as refusal:
        raise UnreadableFileError(withhold_in_reason(str(refusal), vocabulary)) from refusal


@contextmanager
def no_surprises() -> Iterator[None]:
    """Make a refusal of whatever else a file can cause: one file's surprise must not take the batch along."""
    try:
        yield
    except (UnreadableFileError, NoReaderError):
        raise
    except OSError as error:
        raise UnreadableFileError(f"it cannot be read: {error.strerror or error}.") from error
    except MemoryError as error:
        raise UnreadableFileError(
            "reading it needed more memory than there is; save it without pictures, or in parts."
        ) from error
    except Exception as bug:
        what = " ".join(f"{type(bug).__name__}: {_ADDRESS.sub('0x…', str(bug))[:200]}".split())
        raise UnreadableFileError(f"reading it failed unexpectedly ({what}); please report it with the file.") from bug
