"""Which markup a file is written in, told by its first tag."""

import re
from enum import StrEnum
from typing import Final

WORD_2003: Final = b"http://schemas.microsoft.com/office/word/2003/wordml"
FLAT_OPC: Final = b"http://schemas.microsoft.com/office/2006/xmlPackage"


class Markup(StrEnum):
    """Kinds of markup that are told apart; ``XML`` is any that is none of the others."""

    HTML = "html"
    MHTML = "mhtml"
    WORD_2003 = "Word 2003 XML"
    FLAT_OPC = "Flat OPC"
    XML = "xml"


_LOOK_AT: Final = 65_536
"""How much of a file is looked at, in bytes: scripts of a content system may print many blank lines and comments."""

_TAGS: Final = """
    html head body title meta link base style script table caption thead tbody tr td div p span section article main
    header nav center font br hr h1 h2 h3 h4 h5 h6 ul ol li dl a b strong img form blockquote pre frameset iframe input
    u i em
"""
_HTML_NAMES: Final = frozenset(_TAGS.split())
_XHTML_NAMES: Final = frozenset({"html", "head", "body", "table", "div"})
"""With what a page begins behind an XML declaration; ``a`` or ``u`` may be an element of any XML there."""
_PASSED: Final = re.compile(r"\s+|<!--.*?-->|<\?[^>]*>|<!\[[^>]*>", re.DOTALL)
_DOCTYPE: Final = re.compile(r"<!doctype\s+([\w:.-]+)", re.IGNORECASE)
_TAG: Final = re.compile(r"<([a-z_][\w:.-]*)(?=[\s/>])", re.IGNORECASE | re.ASCII)
_END_TAG: Final = re.compile(r"</(?:td|tr|table|p|div|span|section|body|html)\s*>|<br\s*/?>", re.IGNORECASE)
_FEWEST_TAGS: Final = 3
"""End tags in the start of a file that begins with words, from which on it is a piece cut out of a page."""
_MIME_HEADERS: Final = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+", re.ASCII)
_MIME_PAGE: Final = re.compile(rb"^content-type:\s*(?:multipart/related|text/html)", re.IGNORECASE | re.MULTILINE)


def markup_of(data: bytes) -> Markup | None:
    """The markup of a file's content; ``None`` where it is none."""
    head = data[: _LOOK_AT * 4].lstrip()[:_LOOK_AT]
    if is_mime_page(head):
        return Markup.MHTML
    text = _ascii_text(head).lstrip()
    return _of_words(text) if not text.startswith("<") else _of_tags(text, head)


def is_mime_page(head: bytes) -> bool:
    """Whether a file starts with the headers of a web page in one file (RFC 2557)."""
    headers = _MIME_HEADERS.match(head.replace(b"\r\n", b"\n"))
    return headers is not None and b"mime-version:" in headers[0].lower() and bool(_MIME_PAGE.search(headers[0]))


def _ascii_text(head: bytes) -> str:
    """The start of a file in which ASCII reads right in whatever encoding."""
    if head.startswith((b"\xff\xfe", b"<\x00")):
        return head.decode("utf-16-le", "replace").removeprefix("\ufeff")
    if head.startswith((b"\xfe\xff", b"\x00<")):
        return head.decode("utf-16-be", "replace").removeprefix("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _of_words(text: str) -> Markup | None:
    """Markup of what begins with words: a piece of a page, if tags end in it and no byte is that of a binary file."""
    is_piece = "\x00" not in text and len(_END_TAG.findall(text)) >= _FEWEST_TAGS
    return Markup.HTML if is_piece else None


def _of_tags(text: str, head: bytes) -> Markup | None:
    is_xml, at = text.startswith("<?xml"), 0
    while passed := _PASSED.match(text, at):
        at = passed.end()
    doctype = _DOCTYPE.match(text, at)
    if doctype:
        return Markup.HTML if doctype[1].lower() == "html" else Markup.XML
    tag = _TAG.match(text, at)
    name = tag[1].lower() if tag else ""
    is_page = name in (_XHTML_NAMES if is_xml else _HTML_NAMES)
    is_behind_comment = not is_xml and not name and (at > 0 or text.startswith("<!--"))
    if is_page or is_behind_comment:
        return Markup.HTML
    for local_name, namespace, markup in (
        ("worddocument", WORD_2003, Markup.WORD_2003),
        ("package", FLAT_OPC, Markup.FLAT_OPC),
    ):
        if name.rpartition(":")[2] == local_name and namespace in head:
            return markup
    return Markup.XML if is_xml or ":" in name else _of_words(text)
