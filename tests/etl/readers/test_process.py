"""The process that reads for a run: what comes of a file is what reading right here gives."""

from collections.abc import Iterator

import pytest

from etl.readers.file_rows import FileRows, read_rows
from parsers.errors import UnreadableFileError
from parsers.isolated.limits import Limits
from parsers.reading import Reader
from schemas.reference import Reference
from tests.conftest import REAL, notice_path

NOTICE = notice_path("gaoxin-2024-plan", "docx").read_bytes()


@pytest.fixture(scope="module")
def reader(reference: Reference) -> Iterator[Reader[FileRows]]:
    reader = REAL(reference, Limits(patience=3), "tests.etl.readers.naughty")
    reader.start()
    yield reader
    reader.close()


def test_a_file_is_read_as_it_is_read_right_here(reader: Reader[FileRows], reference: Reference) -> None:
    assert reader.read(NOTICE) == read_rows(NOTICE, reference)


def test_a_process_that_dies_takes_one_file_along(reader: Reader[FileRows]) -> None:
    with pytest.raises(UnreadableFileError, match="the reader died"):
        reader.read(b"leave")
    assert reader.read(NOTICE).facts.tasks == 20


def test_one_that_answers_what_is_no_answer_has_died(reader: Reader[FileRows], monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(_: bytes) -> FileRows:
        raise ValueError("it is none")

    monkeypatch.setattr(reader, "_taken", taken)
    with pytest.raises(UnreadableFileError, match="the reader died"):
        reader.read(NOTICE)
