"""The parts of a Word package that a reader needs, without python-docx's objects for all of them.

``docx.Document`` makes a Python object of every element that is touched, which on a long table costs more than all the
rest of the reading, and a tree of parts like the styles, which few notices need and which are longer than most. What is
left out here is only that: the relations are followed, every part is unpacked and checked, and every part that
python-docx would parse is held to be XML by the same parser. Where anything is odd there are no parts, and the caller
asks python-docx itself, which stays the reference for what is refused and in which words.
"""

import zipfile
import zlib
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final, cast

from parsers.formats._docx_numbering import names_lists
from parsers.formats._docx_package import Package, Part, Relation, read_package
from parsers.formats._docx_text import W

if TYPE_CHECKING:
    from lxml.etree import ParserTarget, XMLParser
    from lxml.etree import _Element as Element

_TEXTS: Final = ("document", "footnotes", "endnotes")
_LISTS: Final = frozenset({"numbering", "styles"})
_BESIDE: Final = ("numbering", "footnotes", "endnotes")
"""Parts that are wanted where there are any, by the last word of their relation's type."""
BROKEN: Final = (LookupError, ValueError, TypeError, AttributeError, NotImplementedError, EOFError, RuntimeError,
                 zipfile.BadZipFile, zlib.error)  # fmt: skip
"""What python-docx raises for a package whose parts are missing, misnamed, damaged or other XML than they should be."""


def plain_parts(data: bytes) -> dict[str, "Element"] | None:
    """The outermost elements of the part ``document`` and, where it has them, ``footnotes`` and ``endnotes``; of
    ``numbering`` and ``styles`` where a paragraph can be in a list. ``None`` for a package with anything odd, or
    damaged."""
    # python-docx takes a tenth of a second to import; nobody who reads no DOCX should wait for it.
    from lxml.etree import XMLSyntaxError

    try:
        return _parts(read_package(data, _parse))
    except (*BROKEN, XMLSyntaxError):
        return None


def _parts(package: Package) -> dict[str, "Element"] | None:
    from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

    parts = package.parts
    document = _only(package.relations, RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    if document is None or parts[document].content_type != CONTENT_TYPE.WML_DOCUMENT_MAIN:
        return None
    relations = parts[document].relations
    styles = _only(relations, RELATIONSHIP_TYPE.STYLES)
    if styles is None or parts[styles].content_type != CONTENT_TYPE.WML_STYLES:
        return None
    names = {"document": document, "styles": styles, **_beside(relations)}
    for name in _parsed_by_docx(parts) | set(names.values()):
        if name != document:
            _check(parts[name].blob)
    roots: dict[str, Element] = {kind: _parse(parts[names[kind]].blob) for kind in _TEXTS if kind in names}
    if _LISTS.issubset(names) and any(names_lists(root) for root in roots.values()):
        roots |= {kind: _parse(parts[names[kind]].blob) for kind in _LISTS}
    return None if _has_dtd(roots["document"]) or roots["document"].tag != W + "document" else roots


def _beside(relations: Mapping[str, Relation]) -> dict[str, str]:
    """The names of the parts that a document may have beside it, by their kinds; of several the last."""
    kinds = ((relation.kind.rpartition("/")[2], relation.target) for relation in relations.values())
    return {kind: name for kind, name in kinds if kind in _BESIDE and name is not None}


def _parsed_by_docx(parts: Mapping[str, Part]) -> set[str]:
    """The parts that python-docx parses when it opens a package; a fault in any of them is one of the package."""
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.part import PartFactory

    return {
        name
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


def _check(part: bytes) -> None:
    """Raise if ``_parse`` raises for a part, or if it has a DTD; half the work, as no tree is made."""
    from lxml import etree

    parser = _checker()
    etree.fromstring(part, parser)
    if len(parser.error_log):  # of a target's parser lxml raises no fault of names, as a prefix that is not declared
        raise ValueError("broken XML")


@cache
def _parser() -> "XMLParser":
    """The parser of python-docx without its classes: no entity is resolved, no DTD loaded, nothing huge accepted.

    Making one takes a millisecond, longer than most parts.
    """
    from lxml import etree

    return etree.XMLParser(remove_blank_text=True, resolve_entities=False)


@cache
def _checker() -> "XMLParser":
    """The same parser with a target that asks for no element, so that libxml2 finds each fault and builds nothing."""
    from lxml import etree

    return etree.XMLParser(remove_blank_text=True, resolve_entities=False, target=cast("ParserTarget", _Nothing()))


class _Nothing:
    """Takes nothing of a file but its DTD; the stubs of lxml ask for more than lxml does."""

    def doctype(self, *_: object) -> None:
        """Called before anything of the DTD is read."""
        raise ValueError("it has a DTD")

    def close(self) -> None:
        """Called at the end; nothing is there to be handed over."""


def _has_dtd(root: "Element") -> bool:
    return root.getroottree().docinfo.internalDTD is not None
