"""The parts of a Word package that a reader needs, without python-docx's objects for all of them.

``docx.Document`` makes a Python object of every element that is touched, which on a long table costs more than all the
rest of the reading. What is left out here is only that: the relations are followed, every part is unpacked and
checked, and every part that python-docx would parse is parsed. Where anything is odd there are no parts,
and the caller asks python-docx itself, which stays the reference for what is refused and in which words.
"""

import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from parsers.formats._docx_package import Package, Part, Relation, read_package
from parsers.formats._docx_text import W

if TYPE_CHECKING:
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
    from lxml.etree import XMLSyntaxError

    try:
        return _parts(read_package(data, _parse))
    except (*BROKEN, XMLSyntaxError):
        return None


def _parts(package: Package) -> dict[str, "Element"] | None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

    parts = package.parts
    parsed = _parsed(parts)
    document = _only(package.relations, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    if document is None or parts[document].content_type != CONTENT_TYPE.WML_DOCUMENT_MAIN:
        return None
    relations = parts[document].relations
    styles = _only(relations, RELATIONSHIP_TYPE.STYLES)
    if styles is None or parts[styles].content_type != CONTENT_TYPE.WML_STYLES:
        return None
    found = {"document": parsed.get(document), "styles": parsed.get(styles)}
    for _, relation, name in relations.values():
        kind = relation.rpartition("/")[2]
        if kind in _BESIDE and name is not None:
            found[kind] = parsed[name] if name in parsed else _parse(parts[name].blob)
    whole = {kind: root for kind, root in found.items() if root is not None and not _has_dtd(root)}
    return whole if len(whole) == len(found) and whole["document"].tag == W + "document" else None


def _parsed(parts: Mapping[str, Part]) -> dict[str, "Element"]:
    """The parts that python-docx parses when it opens a package; a fault in any of them is one of the package."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.part import PartFactory

    return {
        name: _parse(part.blob)
        for name, part in parts.items()
        if part.content_type in PartFactory.part_type_for and part.kind != RELATIONSHIP_TYPE.IMAGE
    }


def _only(relations: Mapping[str, Relation], kind: str) -> str | None:
    """The name of the one part that the relations of a type point at; ``None`` if there are none or several."""
    found = [relation for relation in relations.values() if relation.kind == kind]
    return found[0].target if len(found) == 1 else None


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
    return root.getroottree().docinfo.internalDTD is not None
