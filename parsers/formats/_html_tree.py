"""The tree of a web page, and what an element says of how it is shown.

libxml2 repairs what is broken nearly as browsers do; where it does not, the text is mended before (a lone ``</br>``
is a line break, a ``</p>`` ends a paragraph whether one is open or not), or the reader of tables does it (words and
cells that stand in a table without a row). It needs a second for some megabytes and knows the lines.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_CHARACTERS: Final = 12_000_000
"""Longest page that is read, in characters; a notice saved by Word has some hundred thousand."""

PARAGRAPH_END: Final = "/p"
"""The comment that marks a paragraph's end tag."""

_LONE_BREAK: Final = re.compile(r"</br\s*/?>", re.IGNORECASE)
_PARAGRAPH_END: Final = re.compile(r"</p\s*>", re.IGNORECASE)
_EMBEDDED: Final = re.compile(r"data:[\w/+.-]{1,80};base64,[A-Za-z0-9+/=\s]{500,}")
_LONG_TAG: Final = re.compile(r"<([A-Za-z][\w:-]*)[^<>]{8000,}>")
"""A tag whose attributes are no layout but a script's data; thousands of them take libxml2 minutes."""
_DECLARATION: Final = re.compile(r"(display|white-space|list-style(?:-type)?|mso-hide|mso-element)\s*:\s*([^;!]*)")

_UNSHOWN_NAMES: Final = """
    script style template head meta link base object embed applet audio video canvas svg math iframe frame frameset
    noframes datalist map param source track col colgroup xml rp
"""
_UNSHOWN: Final = frozenset(_UNSHOWN_NAMES.split())
"""Elements of which a page shows no words."""


def parse(text: str) -> "Element | None":
    """The outermost element of a page; ``None`` if it has none. Raises ``UnreadableFileError`` if it is too large or
    nested without end."""
    from lxml import etree

    text = _EMBEDDED.sub("data:,", text)
    if len(text) > MAX_CHARACTERS:
        raise UnreadableFileError(
            f"its page has {len(text) / 1e6:.0f} million characters, more than a notice can need; "
            "save the notice alone, without what the site has around it, as a new page."
        )
    text = _LONG_TAG.sub(r"<\1>", text)
    mended = _PARAGRAPH_END.sub(f"</p><!--{PARAGRAPH_END}-->", _LONE_BREAK.sub("<br>", text))
    # Without huge_tree the rest of a page is dropped in silence behind 256 elements that were left open.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_pis=True)
    try:
        root = etree.fromstring(mended.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if any(error.level_name == "FATAL" for error in parser.error_log):
        raise UnreadableFileError("its elements are nested without end, so it is damaged; save the page anew.")
    return root


def tag(element: "Element") -> str:
    """Name of an element, empty for a comment."""
    return element.tag if isinstance(element.tag, str) else ""


@lru_cache(maxsize=4096)
def _declarations(style: str) -> dict[str, str]:
    return {name: value.strip() for name, value in _DECLARATION.findall(style.lower())}


def declared(element: "Element", name: str) -> str:
    """What an element's own style says of a property, in lower case; empty if nothing."""
    style = element.get("style")
    return _declarations(style).get(name, "") if style else ""


def is_unshown(element: "Element") -> bool:
    """Whether an element holds no words of the page: scripts, styles, pictures."""
    return tag(element) in _UNSHOWN


def is_hidden(element: "Element") -> bool:
    """Whether an element's words are in the page and not shown, or were deleted under tracked changes.

    ``visibility`` does not count: articles are sent invisible and shown by a script.
    """
    if tag(element) in ("del", "noscript") or element.get("hidden") is not None:
        return True
    return declared(element, "display") == "none" or declared(element, "mso-hide") == "all"


def line_of(element: "Element") -> int | None:
    """The line of the file on which an element's start tag ends; ``None`` where it is not known (libxml2 counts to
    65535)."""
    line = element.sourceline
    return line if isinstance(line, int) and 0 < line < 65_535 else None


def text_of(element: "Element") -> str:
    """All text inside an element as it stands in the file."""
    return "".join(str(text) for text in element.itertext())
