"""The parts of a Word package that a reader needs, without python-docx's objects for all of them.

``docx.Document`` makes a Python object of every element that is touched, which on a long table costs more than all the
rest of the reading. What is left out here is only that: python-docx's own package reader follows the relations, checks
and unpacks every part, and every part that python-docx would parse is parsed. Where anything is odd there are no parts,
and the caller asks python-docx itself, which stays the reference for what is refused and in which words.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from parsers.formats._docx_text import W

if TYPE_CHECKING:
    from docx.opc.pkgreader import PackageReader, _SerializedPart, _SerializedRelationship
    from lxml.etree import XMLParser
    from lxml.etree import _Element as Element

_BESIDE: Final = ("numbering", "footnotes", "endnotes")
"""Parts that are wanted where there are any, by the last word of their relation's type."""
BROKEN: Final = (LookupError, ValueError, TypeError, AttributeError, NotImplementedError, EOFError, RuntimeError,
                 zipfile.BadZipFile, zlib.error)  # fmt: skip
"""What python-docx raises for a package whose parts are missing, misnamed, damaged or other XML than they should be."""


def plain_parts(data: bytes) -> dict[str, "Element"] | None:
    """The outermost elements of the parts ``document`` and ``styles`` and, where it has them, ``numbering``,
    ``footnotes`` and ``endnotes``; ``None`` for a package with anything odd, or damaged."""
    # python-docx takes a tenth of a second to import; nobody who reads no DOCX should wait for it.
    from docx.opc.exceptions import PackageNotFoundError
    from docx.opc.pkgreader import PackageReader
    from lxml.etree import XMLSyntaxError

    try:
        return _parts(PackageReader.from_file(io.BytesIO(data)))
    except (*BROKEN, PackageNotFoundError, XMLSyntaxError):
        return None


def _parts(package: "PackageReader") -> dict[str, "Element"] | None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

    parts = {part.partname: part for part in package._sparts}
    parsed = _parsed(parts)
    document = _only(package._pkg_srels, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    if document is None or parts[document].content_type != CONTENT_TYPE.WML_DOCUMENT_MAIN:
        return None
    relations = parts[document].srels
    styles = _only(relations, RELATIONSHIP_TYPE.STYLES)
    if styles is None or parts[styles].content_type != CONTENT_TYPE.WML_STYLES:
        return None
    found = {"document": parsed.get(document), "styles": parsed.get(styles)}
    for relation in {r.rId: r for r in relations}.values():
        kind = str(relation.reltype).rpartition("/")[2]
        if kind in _BESIDE and not relation.is_external:
            name = relation.target_partname
            found[kind] = parsed[name] if name in parsed else _parse(parts[name].blob)
    whole = {kind: root for kind, root in found.items() if root is not None and not _has_dtd(root)}
    return whole if len(whole) == len(found) and whole["document"].tag == W + "document" else None


def _parsed(parts: "Mapping[str, _SerializedPart]") -> dict[str, "Element"]:
    """The parts that python-docx parses when it opens a package; a fault in any of them is one of the package."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.part import PartFactory

    return {
        name: _parse(part.blob)
        for name, part in parts.items()
        if part.content_type in PartFactory.part_type_for and part.reltype != RELATIONSHIP_TYPE.IMAGE
    }


def _only(relations: "list[_SerializedRelationship]", kind: str) -> str | None:
    """The name of the one part that the relations of a type point at; ``None`` if there are none or several."""
    found = [r for r in {r.rId: r for r in relations}.values() if r.reltype == kind]
    return found[0].target_partname if len(found) == 1 and not found[0].is_external else None


def _parse(part: bytes) -> "Element":
    from lxml import etree

    return etree.fromstring(part, _parser())


@cache
def _parser() -> "XMLParser":
    """The parser of python-docx without its classes: no entity is resolved, no DTD loaded, nothing huge accepted.

    Making one takes a millisecond, longer than most parts.
    """
    from lxml import etree

    return etree.XMLParser(remove_blank_text=True, resolve_entities=False)


def _has_dtd(root: "Element") -> bool:
    return bool(root.getroottree().docinfo.doctype)
