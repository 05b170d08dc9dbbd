"""Scanned pages for every format that may hold some: what is needed to read them, and the reading page by page.

Importing this costs nothing; the libraries are loaded with the first page, and only where they are installed.
"""

from collections.abc import Sequence
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError
from parsers.formats._extras import missing
from parsers.formats._page_findings import page_findings
from parsers.formats._pages import PageLayout
from schemas.finding import Finding

if TYPE_CHECKING:
    from parsers.formats._scan_pictures import Page

_LIBRARIES: Final = ("rapidocr", "onnxruntime", "cv2")
NOTHING_READ: Final = (
    "no text could be recognised in its pictures; ask for the original file, or for a straight scan at 300 dots "
    "an inch."
)


def can_read_scans() -> bool:
    """Whether the libraries that read scans are installed."""
    return all(find_spec(name) is not None for name in _LIBRARIES)


def require_libraries(what: str) -> None:
    """Raises ``UnreadableFileError`` for a file that is ``what`` (``a scan``) if those libraries are missing."""
    if not can_read_scans():
        raise missing("ocr", what)


def read_scanned_page(page: "Page", number: int, pages: int) -> tuple[PageLayout, list[Finding]]:
    """What lies on the page of this number, counted from 1, and what gave cause to say something about it."""
    from parsers.formats._scan_page import Scan, read_page

    picture, dpi = page
    layout, findings = read_page(Scan(picture, dpi, number), pages)
    return layout, [*findings, *page_findings([layout])]


def require_text(layouts: Sequence[PageLayout]) -> None:
    """Raises ``UnreadableFileError`` if nothing could be read on any page."""
    if not any(layout.lines or layout.tables for layout in layouts):
        raise UnreadableFileError(NOTHING_READ)
