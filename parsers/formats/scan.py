"""Pictures of pages, as a scanner saves them: read by optical character recognition, with the project's extra ``ocr``.

A page is put upright, its table is found by its rules, and its text is recognised cell by cell. Characters that the
recognition is unsure of are marked as such (``Doubt``), so that nothing is guessed in silence.
"""

from typing import Final

from parsers.formats._pages import PageLayout, to_blocks
from parsers.formats._sample import Sample
from parsers.formats._scan_pages import read_scanned_page, require_libraries, require_text
from schemas.document import Document
from schemas.finding import Finding

NAME = "scan"
FIDELITY = 5

_SIGNATURES: Final = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*")


def claims(sample: Sample) -> bool:
    """Whether the content is a picture: PNG, JPEG, TIFF, GIF, BMP or WebP."""
    data = sample.data
    # Two letters make a BMP; the four bytes after its length are nought, as in no text.
    is_bmp = data[:2] == b"BM" and data[6:10] == bytes(4)
    return data.startswith(_SIGNATURES) or is_bmp or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def read(data: bytes) -> Document:
    """Read a picture of one page or of several. Raises ``UnreadableFileError`` if it is damaged, shows no text, or the
    libraries that read scans are not installed."""
    require_libraries("a scan")
    from parsers.formats._scan_pictures import page_count, pages_of

    layouts: list[PageLayout] = []
    findings: list[Finding] = []
    pages = page_count(data)
    for number, page in enumerate(pages_of(data), 1):
        layout, said = read_scanned_page(page, number, pages)
        layouts.append(layout)
        findings += said
    require_text(layouts)
    return Document(format=NAME, blocks=tuple(to_blocks(layouts)), pages=pages, findings=tuple(findings))
