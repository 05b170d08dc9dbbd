"""Annotations of an OFD page (GB/T 33190-2016, clause 15): stamps, watermarks, marks and notes laid over it.

They are no part of the notice's text, and some were added long after it was issued. What they say is told in a finding,
loudly where it may be something that was typed into the page.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from parsers.formats._ofd_objects import is_visible
from parsers.formats._ofd_package import local
from parsers.formats._ofd_structure import Page
from parsers.formats._page_findings import page_warning, quoted
from schemas.finding import Finding, Severity

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DECORATION: Final = frozenset(("Stamp", "Watermark", "Link"))


def note_findings(page: Page, number: int) -> Iterator[Finding]:
    """A remark for every annotation of page ``number`` that can be seen and says something."""
    for note in page.annotations:
        kind, text = note.get("Type", ""), _text(note)
        if not text or not is_visible(note):
            continue
        message = f"an annotation ({kind or 'of no kind'}) was left out: “{quoted(text)}”."
        finding = page_warning("annotation", message, number)
        yield finding.model_copy(update={"severity": Severity.INFO}) if kind in _DECORATION else finding


def _text(note: "Element") -> str:
    codes = (code for code in note.iter() if local(code) == "TextCode")
    return "".join("".join(str(piece) for piece in code.itertext()) for code in codes).strip()
