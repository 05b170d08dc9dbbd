"""The pages of a PDF whose text says nothing, or nothing that can be trusted: read by what they show.

Those are pages without text, pages that are one picture with text hidden behind it (which some scanner guessed and
nobody read), and pages whose fonts do not say which characters they show.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from parsers.formats._extras import missing
from parsers.formats._page_findings import page_warning
from parsers.formats._pages import PageLayout
from parsers.formats._pdf_pictures import Look, look_at, opened, rendered
from parsers.formats._scan_pages import can_read_scans, read_scanned_page
from parsers.formats._steps import step
from schemas.finding import Finding, Severity

_NO_UNICODE: Final = re.compile(r"\(cid:\d+\)")
_MOST_UNKNOWN: Final = 0.1
"""Share of a page's text that may be characters nobody can tell."""


def with_scans_read(
    data: bytes, layouts: Sequence[PageLayout]
) -> tuple[list[PageLayout], frozenset[int], list[Finding]]:
    """The pages of a PDF with those read anew that must be, the numbers of those, and what there is to say of them.

    Raises ``UnreadableFileError`` if there are such pages and the libraries that read scans are not installed; only
    a picture among pages of text is left to be named as not read.
    """
    suspects = [page for page in layouts if page.has_picture or not _text(page) or _has_unknown(page)]
    if not suspects:
        return list(layouts), frozenset(), []
    read = dict[int, PageLayout]()
    findings: list[Finding] = []
    with opened(data) as document:
        for layout in suspects:
            step(f"the look of page {layout.number} of {len(layouts)}")
            page = document[layout.number - 1]
            look = look_at(page)
            if not look.is_scan and not _has_unknown(layout):
                continue
            if not can_read_scans():
                _require_other_text(layout, layouts)
                continue
            read[layout.number], said = read_scanned_page(rendered(page, look.dpi), layout.number, len(layouts))
            findings += [*_reasons(layout, look), *said]
    return [read.get(page.number, page) for page in layouts], frozenset(read), findings


def unknown_characters(layouts: Sequence[PageLayout]) -> Iterator[Finding]:
    """A remark on each page, read by its text, that has characters which nobody can tell."""
    for layout in layouts:
        if found := _NO_UNICODE.findall(_text(layout)):
            message = f"{len(found)} of its characters could not be told from its fonts; they stand as “{found[0]}”."
            yield page_warning("unknown_characters", message, layout.number)


def _require_other_text(layout: PageLayout, layouts: Sequence[PageLayout]) -> None:
    """Refuse the file unless ``layout`` is a picture among pages with text, which can be told without reading it."""
    if _has_unknown(layout):
        raise missing("ocr", "a PDF whose fonts do not say which characters they show")
    if _text(layout):
        raise missing("ocr", "a scan with hidden text that cannot be trusted")
    if not any(_text(page) for page in layouts):
        raise missing("ocr", "a scan")


def _text(layout: PageLayout) -> str:
    text = "".join(line.text for line in (*layout.lines, *layout.stray))
    return text + "".join(cell.text for _, table in layout.tables for cell in table.cells)


def _has_unknown(layout: PageLayout) -> bool:
    text = _text(layout)
    return len("".join(_NO_UNICODE.findall(text))) > _MOST_UNKNOWN * len(text)


def _reasons(layout: PageLayout, look: Look) -> Iterator[Finding]:
    if _has_unknown(layout):
        message = "the fonts of the page do not say which characters they show; what it shows was read instead."
        yield Finding(severity=Severity.INFO, rule="unknown_characters", message=message, page=layout.number)
    elif look.hidden:
        message = "the page is a picture with text hidden in it; the hidden text was not used, the picture was read."
        yield Finding(severity=Severity.INFO, rule="hidden_text_not_used", message=message, page=layout.number)
