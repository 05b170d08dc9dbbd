"""XML files of Word: parsed without entities, network or parts beyond measure, and their parts found."""

from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_BYTES: Final = 32 * 1024 * 1024
"""Largest file that is read, in bytes; a notice needs some hundred kilobytes, its pictures some megabytes."""


def parse_word_xml(data: bytes) -> "Element":
    """The outermost element. Raises ``UnreadableFileError`` if it is broken, far too large or brings a DTD of its own,
    which no program writes and which can make a few bytes into any number."""
    from lxml import etree

    if len(data) > MAX_BYTES:
        raise UnreadableFileError(
            f"its {len(data) / 1e6:.0f} MB of XML are more than a notice can need; save it without pictures as a DOCX."
        )
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
                             remove_comments=True, remove_pis=True)  # fmt: skip
    try:
        root = etree.fromstring(data.lstrip(), parser)
    except etree.XMLSyntaxError as error:
        fault = " ".join(error.msg.split())  # libxml2 breaks lines in some of its messages
        raise UnreadableFileError(f"it is a damaged Word XML file ({fault}); save it anew as a DOCX.") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise UnreadableFileError("it brings a DTD, which no Word XML file has, and is not read; save it as a DOCX.")
    return root
