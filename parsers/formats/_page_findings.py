"""What a reader of pages has to say about them: text that was left out or found no place in its table."""

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.formats._pages import PageLayout
from schemas.finding import Finding, Severity

_QUOTED: Final = 60
"""Characters of a text that are quoted."""


def page_findings(layouts: Sequence[PageLayout]) -> Iterator[Finding]:
    """Remarks on the pages of a file, page by page."""
    for layout in layouts:
        for line in layout.stray:
            message = f"“{line.text}” stands inside a table but in none of its cells; it is kept as a paragraph."
            yield page_warning("text_outside_cells", message, layout.number)
        if layout.rotated:
            message = f"text that runs upwards or aslant was left out: “{quoted(layout.rotated)}”."
            yield page_warning("rotated_text", message, layout.number)
        if layout.hidden:
            message = f"text that cannot be seen was left out: “{quoted(layout.hidden)}”."
            yield page_warning("hidden_text", message, layout.number)
        if layout.has_picture and not layout.lines and not layout.tables:
            message = "the page is a picture without text; it was not read."
            yield page_warning("picture_page", message, layout.number)


def quoted(text: str) -> str:
    """The beginning of a text."""
    return text[:_QUOTED]


def page_warning(rule: str, message: str, page: int) -> Finding:
    """A remark that asks for a look at a page."""
    return Finding(severity=Severity.WARNING, rule=rule, message=message, page=page)
