"""Which way each page of a PDF is read: the fast one, or where that cannot be trusted, the reference one.

The fast way reads what is written plainly and nothing else (``_pdf_fast`` says where it stops), so what it reads is
what the reference way would read; and it refuses no file: that is for the reference way too.
"""

import logging
import struct
import zlib
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import cache
from typing import TYPE_CHECKING, Final, NamedTuple

from parsers.formats._pages import PageLayout
from parsers.formats._pdf_reference import opened_by_reference, reference_layout
from parsers.formats._steps import step

if TYPE_CHECKING:
    from pdfplumber.page import Page

    from parsers.formats._pdf_fast import Sheet
    from parsers.formats._pdf_fonts import Fonts

_ODD_OBJECTS: Final = (
    *(ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, OSError, RuntimeError, TypeError),
    *(ValueError, struct.error, zlib.error),
)
"""What pdfminer raises, beside its own errors, where an object of the file is not of the kind it should be."""


class PageRead(NamedTuple):
    """A page, and why it went the reference way; empty for the fast one."""

    layout: PageLayout
    reason: str = ""


def to_layouts(data: bytes) -> list[PageLayout]:
    """What lies on each page of a file. Raises ``UnreadableFileError`` if it is locked or damaged."""
    return [page.layout for page in read_pages(data)]


def read_pages(data: bytes) -> Iterator[PageRead]:
    """Each page of a file by the way that fits it. Raises ``UnreadableFileError`` if it is locked or damaged."""
    # pdfminer logs what it mends; a user gets one sentence, and only if the file cannot be read.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    sheets, fonts, reason = _sheets(data)
    with ExitStack() as stack:

        @cache
        def reference() -> "Sequence[Page]":
            return stack.enter_context(opened_by_reference(data))

        pages = len(sheets) or len(reference())
        for number in range(1, pages + 1):
            step(f"page {number} of {pages}")
            found = _read_fast(sheets[number - 1], fonts) if sheets else reason
            if isinstance(found, PageLayout):
                yield PageRead(found)
            else:
                yield PageRead(reference_layout(reference()[number - 1]), found)


def _sheets(data: bytes) -> "tuple[list[Sheet], Fonts, str]":
    from pdfminer.psexceptions import PSException

    from parsers.formats._pdf_fast import to_sheets
    from parsers.formats._pdf_fonts import Fonts
    from parsers.formats._pdf_operations import NotPlainError

    try:
        return to_sheets(data), Fonts(), "the file has no page"
    except NotPlainError as error:
        return [], Fonts(), str(error)
    except (PSException, *_ODD_OBJECTS) as error:
        return [], Fonts(), f"the file is damaged ({type(error).__name__})"


def _read_fast(sheet: "Sheet", fonts: "Fonts") -> PageLayout | str:
    """What lies on a page, or why it goes the reference way."""
    from pdfminer.psexceptions import PSException

    from parsers.formats._pdf_fast import fast_layout
    from parsers.formats._pdf_operations import NotPlainError

    try:
        return fast_layout(sheet, fonts)
    except NotPlainError as error:
        return str(error)
    except (PSException, *_ODD_OBJECTS) as error:
        return f"the page is damaged ({type(error).__name__})"
