"""The reference way to read the pages of a PDF: pdfplumber finds the tables, pdfminer the characters.

What it gives is right by definition; whatever is read faster must give the same. It also decides what is refused.
"""

import io
import logging
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from parsers.errors import UnreadableFileError
from parsers.formats._pages import PageLayout
from parsers.formats._ruled import Glyph, to_tables

if TYPE_CHECKING:
    from pdfplumber.page import Page


@contextmanager
def opened_by_reference(data: bytes) -> "Iterator[Sequence[Page]]":
    """The pages of a file. Raises ``UnreadableFileError`` if it is locked or damaged, there or while they are read."""
    # pdfplumber takes a third of a second to import; nobody who can do without should wait for it.
    import pdfplumber
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    from parsers.formats._pdf_codes import WholeFonts

    # pdfminer logs what it mends; a user gets one sentence, and only if the file cannot be read.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    # Beside pdfplumber's own errors: what it raises where an object of the file is not of the kind it should be.
    odd_objects = (TypeError, LookupError, ValueError, AttributeError, RecursionError)
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            pdf.rsrcmgr = WholeFonts()
            yield pdf.pages
    except (PdfminerException, MalformedPDFException, *odd_objects) as error:
        raise UnreadableFileError(_reason(error)) from error


def _reason(error: Exception) -> str:
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect

    cause = error.args[0] if error.args else error
    if isinstance(cause, PDFPasswordIncorrect | PDFEncryptionError):
        return "it is encrypted and opens only with a password; save it without one."
    return "it is a damaged PDF (its structure cannot be followed); ask for the file again."


def reference_layout(page: "Page") -> PageLayout:
    """What lies on a page. Raises ``UnreadableFileError``."""
    page = page.dedupe_chars(tolerance=1)
    glyphs = [_glyph(c) for c in page.chars if c["upright"]]
    rotated = "".join(c["text"] for c in page.chars if not c["upright"]).strip()
    drawn = [(found.bbox, found.cells) for found in page.find_tables()]
    tables, lines, stray = to_tables(drawn, glyphs, page.page_number)
    return PageLayout(
        page.page_number,
        float(page.width),
        float(page.height),
        tables,
        lines,
        stray,
        rotated,
        bool(page.images),
    )


def _glyph(char: dict[str, Any]) -> Glyph:
    if not all(math.isfinite(char[side]) for side in ("x0", "x1", "top", "bottom", "size")):
        raise UnreadableFileError("it is a damaged PDF (some of its text is placed nowhere); ask for the file again.")
    return Glyph(char["text"], char["x0"], char["x1"], char["top"], char["bottom"], char["size"])
