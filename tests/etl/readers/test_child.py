"""What the process does with a file, without the process."""

import pytest

from etl.readers.child import work
from etl.readers.file_rows import from_bytes, read_rows
from parsers.errors import UnreadableFileError
from schemas.reference import Reference
from tests.conftest import notice_path


def test_it_reads_with_the_reference_that_it_is_given(reference: Reference) -> None:
    data = notice_path("gaoxin-2024-plan", "text").read_bytes()
    does = work(reference.model_dump_json().encode())
    assert from_bytes(does(data)) == read_rows(data, reference)


def test_it_refuses_as_reading_does(reference: Reference) -> None:
    with pytest.raises(UnreadableFileError, match="empty"):
        work(reference.model_dump_json().encode())(b"")
