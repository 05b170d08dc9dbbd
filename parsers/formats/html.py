"""HTML: pages as government sites serve them, as Word, WPS and Excel save them, and whole pages in one file (MHTML).

What a browser shows is read: cells on the grid of the HTML Standard, paragraphs where lines end, numbers of lists. What
belongs to the site and not to the article is kept as furniture.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.errors import UnreadableFileError
from parsers.formats._html_bytes import decode
from parsers.formats._html_furniture import furniture
from parsers.formats._html_lines import collapsed
from parsers.formats._html_table import Page
from parsers.formats._html_tree import line_of, parse, text_of
from parsers.formats._markup import Markup, is_mime_page
from parsers.formats._mime import PackedPage, packed_pages
from parsers.formats._sample import Sample
from parsers.formats._steps import step
from schemas.document import Block, Document, Paragraph
from schemas.finding import Finding, Severity

NAME = "html"
FIDELITY = 24

MAX_BYTES: Final = 64 * 1024 * 1024
"""Largest pages that are read, in bytes; pictures written into a page take most of it."""
MAX_TAGS: Final = 150_000
"""Tags that the pages may open; a notice has some thousand, one saved by Word ten times as many."""
MAX_PAGES: Final = 200
"""Pages in one file; a workbook saved as a web page has one a sheet."""


def claims(sample: Sample) -> bool:
    """Whether the content is a web page, whatever program's name the file bears."""
    return sample.markup in (Markup.HTML, Markup.MHTML)


def read(data: bytes) -> Document:
    """Read a page. Raises ``UnreadableFileError`` if it is in no known encoding, far too large or shows no words."""
    is_packed = is_mime_page(data[:65_536].lstrip())
    pages = packed_pages(data) if is_packed else [PackedPage(data, None, "")]
    _check_size(pages)
    blocks: list[Block] = []
    findings: list[Finding] = []
    for number, page in enumerate(pages, 1):
        step(f"page {number} of {len(pages)}")
        found, said = _read_page(page, f"{page.place or f'page {number}'}, " if len(pages) > 1 else "")
        blocks += found
        findings += said
    if not any(_is_shown(b) for b in blocks):
        raise UnreadableFileError(
            "it shows no words of its own, they come by a script or in a frame; save it from a browser as a PDF."
        )
    return Document(format=NAME, blocks=tuple(blocks), findings=tuple(findings))


def _check_size(pages: Sequence[PackedPage]) -> None:
    size = sum(len(page.data) for page in pages)
    tags = sum(page.data.count(b"<") - page.data.count(b"</") for page in pages)
    if size > MAX_BYTES or tags > MAX_TAGS or len(pages) > MAX_PAGES:
        raise UnreadableFileError(
            f"its {size / 1e6:,.1f} MB in {len(pages)} page(s) with {tags:,} tags are more than a notice can need; "
            "save the notice alone, without what the site has around it, as a new page."
        )


def _read_page(packed: PackedPage, place: str) -> tuple[list[Block], list[Finding]]:
    decoded = decode(packed.data, packed.charset)
    root = parse(decoded.text)
    if root is None:
        return [], []
    page = Page(furniture(root), place)
    blocks = list(page.blocks(root))
    if not any(_is_shown(b) for b in blocks):
        page = Page((), place)  # a site may call its only article by the name of a menu
        blocks = list(page.blocks(root))
    title = next(root.iter("title"), None)
    if title is not None and (words := collapsed(text_of(title))):
        blocks.insert(0, Paragraph(text=words, furniture=True, origin=page.origin(line_of(title))))
    return blocks, [*_unreadable(decoded.unreadable, place), *page.findings]


def _is_shown(block: Block) -> bool:
    return not (isinstance(block, Paragraph) and block.furniture)


def _unreadable(count: int, place: str) -> Iterator[Finding]:
    if count:
        message = f"{place}{count} character(s) are damaged and stand as �; see whether a cell lacks any."
        yield Finding(severity=Severity.WARNING, rule="unreadable_characters", message=message)
