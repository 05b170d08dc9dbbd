"""Flat OPC: a DOCX whose parts stand one after the other in a single XML file (Word's "XML document")."""

from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError
from parsers.formats._docx_numbering import Numbering
from parsers.formats._docx_text import W
from parsers.formats._markup import FLAT_OPC, Markup
from parsers.formats._sample import Sample
from parsers.formats._word_walk import notes_of, word_document
from parsers.formats._word_xml import parse_word_xml
from schemas.document import Document

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAME = "flatopc"
FIDELITY = 27

_XML_DATA: Final = f"{{{FLAT_OPC.decode()}}}xmlData"


def claims(sample: Sample) -> bool:
    """Whether the content is a package written as one XML file."""
    return sample.markup is Markup.FLAT_OPC


def read(data: bytes) -> Document:
    """Read a package. Raises ``UnreadableFileError`` if it is damaged, far too large or no document of Word."""
    parts = _parts(parse_word_xml(data))
    body = parts["document"].find(W + "body") if "document" in parts else None
    if body is None:
        raise UnreadableFileError("it is a package without a document of Word; save the notice as a DOCX.")
    notes = [note for name in ("footnotes", "endnotes") if name in parts for note in notes_of(parts[name])]
    return word_document(NAME, body, notes, Numbering.of(parts.get("numbering"), parts.get("styles")))


def _parts(package: "Element") -> dict[str, "Element"]:
    """The parts that are WordprocessingML, by the name of their outermost element; of several the first."""
    parts: dict[str, Element] = {}
    for content in package.iter(_XML_DATA):
        for part in content:
            if isinstance(part.tag, str) and part.tag.startswith(W):
                parts.setdefault(part.tag.removeprefix(W), part)
    return parts
