"""Web pages saved in one file (MHTML, RFC 2557): the pages that are packed in it."""

from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from typing import Final

from parsers.errors import UnreadableFileError

_DAMAGED: Final = "it is a damaged MHTML page (no page is found in it); save it anew as HTML."


@dataclass(frozen=True)
class PackedPage:
    """One page of a file: its bytes, the charset that its headers give it, and its place for a person."""

    data: bytes
    charset: str | None
    place: str


def packed_pages(data: bytes) -> list[PackedPage]:
    """The HTML parts of a file in their order: the page itself, then those of its frames (the sheets of a workbook).

    Raises ``UnreadableFileError`` if there is none.
    """
    import email

    # A parser that nests as deep as the parts it meets.
    try:
        pages = list(_pages(email.message_from_bytes(data.lstrip())))
    except (RecursionError, LookupError, ValueError) as error:
        raise UnreadableFileError(_DAMAGED) from error
    if not pages:
        raise UnreadableFileError(_DAMAGED)
    return pages


def _pages(message: Message) -> Iterator[PackedPage]:
    for part in message.walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                name = str(part.get("Content-Location") or "").replace("\\", "/").rpartition("/")[2]
                yield PackedPage(content, part.get_content_charset(), name[:80])
