"""One file through every stage."""

from pathlib import Path

import pytest

from etl.inspection import inspect
from etl.raw_files import DiskFile
from parsers.errors import UnreadableFileError
from tests.conftest import notice_path
from tests.etl.warehouse.build import reference


def test_a_file_is_shown_as_written_and_as_loaded() -> None:
    path = notice_path("wulong-2024-plan", "text")
    notice, rows, name = inspect(path, reference())
    assert (name, len(rows.tasks)) == ("text", 29)
    assert notice.cells
    assert inspect(DiskFile(path), reference()) == (notice, rows, name)


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    with pytest.raises(UnreadableFileError):
        inspect(tmp_path / "empty.txt", reference())
