"""A child that reads files to their notices and does nothing more with them, and the reader that asks it."""

from parsers import reading
from parsers.isolated import child
from parsers.isolated.limits import Limits
from parsers.isolated.reader import IsolatedReader
from parsers.isolated.worker import Worker
from schemas.notice import FileReading
from schemas.reference import Vocabulary

PLAIN = "tests.parsers.isolated.plain"


def work(given: bytes) -> child.Work:
    """Reads with a vocabulary, given as JSON."""
    vocabulary = Vocabulary.model_validate_json(given)
    return lambda data: reading.read_file(data, vocabulary).model_dump_json().encode()


def main() -> None:
    child.serve(work)


def plain_reader(
    vocabulary: Vocabulary, limits: Limits | None = None, child: str = PLAIN
) -> IsolatedReader[FileReading]:
    """A reader whose process is a ``child`` such as this module."""
    return IsolatedReader(child, vocabulary.model_dump_json().encode(), FileReading.model_validate_json, limits)


def plain_worker(vocabulary: Vocabulary, child: str = PLAIN) -> Worker:
    """The process of such a reader alone."""
    return Worker(child, vocabulary.model_dump_json().encode(), Limits())
