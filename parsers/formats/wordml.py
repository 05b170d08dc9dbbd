"""XML of Word 2003 (``<?mso-application progid="Word.Document"?>``), which office systems still print notices in."""

from parsers.errors import UnreadableFileError
from parsers.formats._docx_numbering import Numbering
from parsers.formats._docx_text import W
from parsers.formats._markup import Markup
from parsers.formats._sample import Sample
from parsers.formats._word_walk import lacks_cells, word_document
from parsers.formats._word_xml import parse_word_xml
from parsers.formats._wordml_terms import taken_notes, translated
from schemas.document import Document

NAME = "wordml"
FIDELITY = 28


def claims(sample: Sample) -> bool:
    """Whether the content is a document in the XML of Word 2003."""
    return sample.markup is Markup.WORD_2003


def read(data: bytes) -> Document:
    """Read a document. Raises ``UnreadableFileError`` if it is damaged, far too large, has no body or lacks cells."""
    root = translated(parse_word_xml(data))
    body = root.find(W + "body")
    if body is None:
        raise UnreadableFileError("it is a damaged Word XML file (it has no body); save it anew as a DOCX.")
    # LibreOffice leaves the lower cells of a merge out of this format, and nobody can tell where the others stand.
    if any(lacks_cells(tbl) for tbl in body.iter(W + "tbl")):
        raise UnreadableFileError(
            "a table in it lacks the cells of its merges, as LibreOffice writes Word 2003 XML; save it as a DOCX."
        )
    notes = list(taken_notes(body))
    return word_document(NAME, body, notes, Numbering.of(root.find(W + "lists"), root.find(W + "styles")))
