"""PDF: ruled tables and the lines around them, by pdfplumber; pages that are pictures are read as scans.

Tables come out page by page, each row and cell as it is drawn; making one table of the pieces that a page
break left is the business of ``parsers.stitch``, which gets from here whether a cell's text ran out of room.
"""

from collections.abc import Sequence

from parsers.errors import UnreadableFileError
from parsers.formats._page_findings import page_findings
from parsers.formats._pages import PageLayout, to_blocks
from parsers.formats._pdf_scans import unknown_characters, with_scans_read
from parsers.formats._pdf_ways import to_layouts
from parsers.formats._picture import Picture, framed, scale_for
from parsers.formats._sample import Sample
from parsers.formats._scan_pages import require_text
from schemas.document import Box, Document

NAME = "pdf"
FIDELITY = 20


def claims(sample: Sample) -> bool:
    """Whether the content is a PDF; up to 1024 bytes may stand before its first line (ISO 32000-1, annex H)."""
    return b"%PDF-" in sample.data[:1024]


def read(data: bytes) -> Document:
    """Read a PDF, each page by its text or, where it is a picture, by what it shows.

    Raises ``UnreadableFileError`` if it is locked or damaged, or a scan that cannot be read.
    """
    layouts = to_layouts(data)
    if not layouts:
        raise UnreadableFileError("it is a damaged PDF without a page; ask for the file again.")
    layouts, scanned, findings = with_scans_read(data, layouts)
    require_text(layouts)
    by_text = [layout for layout in layouts if layout.number not in scanned]
    findings += [*page_findings(by_text), *unknown_characters(by_text)]
    return Document(
        format="scan" if _is_scan(layouts, scanned) else NAME,
        blocks=tuple(to_blocks(layouts)),
        pages=len(layouts),
        findings=tuple(findings),
    )


def _is_scan(layouts: Sequence[PageLayout], scanned: frozenset[int]) -> bool:
    """Whether the file is only as good as what was recognised: any of its tables, or all of its pages."""
    return any(layout.number in scanned for layout in layouts if layout.tables) or len(scanned) == len(layouts)


def picture(data: bytes, page: int, boxes: Sequence[Box]) -> Picture:
    """A page (from 1) as PNG with a frame around each box. Raises ``UnreadableFileError`` if it cannot be drawn."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
        drawn = pdf[page - 1]
        scale = scale_for(*drawn.get_size())
        image = drawn.render(scale=scale).to_pil()
        media, crop = drawn.get_mediabox(), drawn.get_cropbox()
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise UnreadableFileError(f"page {page} cannot be drawn ({error}).") from error
    # Boxes are counted from the corner of the whole sheet, and only a part of it may be shown.
    return framed(image, boxes, scale, (crop[0] - media[0], media[3] - crop[3]))
