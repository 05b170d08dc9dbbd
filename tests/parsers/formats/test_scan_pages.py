"""What every format that may hold scans needs; these tests run with the extra ``ocr`` and without."""

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats import _scan_pages
from parsers.formats._pages import PageLayout
from parsers.formats._reflow import Line
from parsers.formats._scan_pages import can_read_scans, require_libraries, require_text


def layout(*lines: str) -> PageLayout:
    return PageLayout(1, 595, 842, (), tuple(Line(text, 0, 10, 0, 10, 10) for text in lines))


def test_the_libraries_that_read_scans_are_installed() -> None:
    if not can_read_scans():
        pytest.skip("tests of scans are left out; run them after `pip install -e '.[ocr]'`")
    require_libraries("a scan")


def test_without_the_libraries_a_scan_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_scan_pages, "_LIBRARIES", ("rapidocr_of_nobody",))
    assert not can_read_scans()
    with pytest.raises(UnreadableFileError, match=r"^it is a scan, and what reads those is not installed; .*\[ocr\]"):
        require_libraries("a scan")


def test_a_file_in_which_nothing_was_read_is_refused() -> None:
    with pytest.raises(
        UnreadableFileError, match=r"^no text could be recognised in its pictures; ask for the original file, .*\.$"
    ):
        require_text([layout(), layout()])
    require_text([layout(), layout("通知")])
