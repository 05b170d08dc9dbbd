"""DOCX (ECMA-376 WordprocessingML): the package, whose XML ``_word_walk`` reads.

python-docx opens it; its ``row.cells`` and ``table.cell`` are not used, because they repeat merged cells, skip cells in
content controls and rebuild the grid at each call.
"""

import io
from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError
from parsers.formats._docx_numbering import Numbering
from parsers.formats._docx_parts import BROKEN, plain_parts
from parsers.formats._docx_text import W
from parsers.formats._package import check_package
from parsers.formats._sample import Sample
from parsers.formats._word_walk import notes_of, word_document
from schemas.document import Document

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAME = "docx"
FIDELITY = 30

_PART_MISSING: Final = "it is a damaged DOCX (a part is missing); ask for the file again."


def claims(sample: Sample) -> bool:
    """Whether the content is a Word package, even a damaged one."""
    if not sample.is_zip:
        return False
    return any(m.startswith("word/") for m in sample.members) or (not sample.members and b"word/" in sample.data)


def read(data: bytes) -> Document:
    """Read a Word package. Raises ``UnreadableFileError`` if it is cut off, damaged or far too large unpacked."""
    check_package(data)
    body, notes, numbering = _opened(data)
    return word_document(NAME, body, [note for part in notes for note in notes_of(part)], numbering)


def _opened(data: bytes) -> tuple["Element", list["Element"], Numbering]:
    """The body, the footnotes and the lists of a package."""
    parts = plain_parts(data) or _all_parts(data)
    body = parts["document"].find(W + "body")
    if body is None:
        raise UnreadableFileError("it is a damaged DOCX (it has no body); ask for the file again.")
    notes = [parts[name] for name in ("footnotes", "endnotes") if name in parts]
    try:
        numbering = Numbering.of(parts.get("numbering"), parts.get("styles"), (body, *notes))
    except BROKEN as error:
        raise UnreadableFileError(_PART_MISSING) from error
    return body, notes, numbering


def _all_parts(data: bytes) -> dict[str, "Element"]:
    """The parts as python-docx finds them, for packages that are not plain."""
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from docx.oxml import parse_xml
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(io.BytesIO(data))
        document.element.body  # noqa: B018  an AttributeError if it is other XML
        relations = [r for r in document.part.rels.values() if not r.is_external]
        parts: dict[str, Element] = {
            str(r.reltype).rsplit("/", 1)[-1]: parse_xml(r.target_part.blob) for r in relations if _is_wanted(r.reltype)
        }
        return parts | {"document": document.element, "styles": document.styles.element}
    except XMLSyntaxError as error:
        fault = " ".join(error.msg.split())  # libxml2 breaks lines in some of its messages
        raise UnreadableFileError(f"it is a damaged DOCX (broken XML: {fault}); save it anew.") from error
    except (*BROKEN, PackageNotFoundError) as error:
        raise UnreadableFileError(_PART_MISSING) from error


def _is_wanted(relation_type: str) -> bool:
    return relation_type.rsplit("/", 1)[-1] in ("numbering", "footnotes", "endnotes")
