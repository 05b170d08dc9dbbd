"""From the entry of an OFD package to its pages (GB/T 33190-2016, clause 7): documents, versions, templates,
resources."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError
from parsers.formats._ofd_geometry import POINTS, numbers
from parsers.formats._ofd_package import ENTRY, Package, child, children, damaged, local, said

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_A4: Final = (0.0, 0.0, 210.0, 297.0)
_MOST_PAGES: Final = 1000
_MOST_DOCUMENTS: Final = 100
_BEHIND: Final = "Background"
_LARGEST_SIDE: Final = 5000.0
"""Longest side of a page in millimetres; a table may be printed on a roll, but not on one longer than this."""


@dataclass(frozen=True)
class Page:
    """One page as it is painted. ``box`` is its paper (left, top, width, height) in millimetres; ``layers`` come from
    back to front, those of its templates among them; ``units`` are the drawings that it may put anywhere, by their id.
    """

    box: tuple[float, float, float, float]
    layers: tuple["Element", ...]
    units: dict[str, "Element"]
    annotations: tuple["Element", ...] = ()

    @property
    def width(self) -> float:
        """Width of the paper in points."""
        return self.box[2] * POINTS

    @property
    def height(self) -> float:
        """Height of the paper in points."""
        return self.box[3] * POINTS


@dataclass(frozen=True)
class _Document:
    """One document of a package: the name of its root part, the root, and what all its pages share."""

    name: str
    root: "Element"
    units: dict[str, "Element"]
    templates: dict[str, "Element"]
    annotations: dict[str, "Element"]


@dataclass(frozen=True)
class Entry:
    """A page that a document declares, not opened yet."""

    document: _Document
    declared: "Element"


def entries(package: Package) -> list[Entry]:
    """The pages of all documents of a package in the order they are declared. Raises ``UnreadableFileError`` where the
    package is damaged or has more pages than a notice can have."""
    documents = [_document(package, root) for root in _roots(package)]
    listed = [(document, child(document.root, "Pages")) for document in documents]
    found = (Entry(d, page) for d, pages in listed if pages is not None for page in children(pages, "Page"))
    declared = list(islice(found, _MOST_PAGES + 1))
    if len(declared) > _MOST_PAGES:
        raise UnreadableFileError(f"it has more than {_MOST_PAGES} pages; save the notice alone in an OFD.")
    return declared


def open_page(package: Package, entry: Entry) -> Page:
    """A page with its templates. Raises ``UnreadableFileError`` where a part is missing: a notice without one of its
    pages, or a page without the lines of its table, would be read wrong."""
    document = entry.document
    name = _part(package, said(entry.declared, "BaseLoc"), document.name, document.name)
    content = package.xml(name)
    units = document.units | dict(_page_units(package, content, name, document))
    behind: list[Element] = []
    before: list[Element] = []
    for used in children(content, "Template"):
        beside, drawings = _template(package, document, used)
        (behind if used.get("ZOrder", _BEHIND) == _BEHIND else before).extend(beside)
        units = drawings | units
    box = _box(content, "Area") or _box(document.root, "CommonData", "PageArea") or _A4
    notes = document.annotations.get(entry.declared.get("ID", ""))
    annotations = () if notes is None else tuple(children(notes, "Annot"))
    return Page(box, (*behind, *_layers(content), *before), units, annotations)


def _roots(package: Package) -> list[str]:
    """Names of the root parts of all documents; of one with several versions, that of the current one (7.12)."""
    if ENTRY not in package.names:
        raise damaged("OFD.xml is missing")
    bodies = list(children(package.xml(ENTRY), "DocBody"))
    if not bodies:
        raise damaged("OFD.xml names no document")
    return [
        _current(package, body) or _part(package, said(body, "DocRoot"), ENTRY) for body in bodies[:_MOST_DOCUMENTS]
    ]


def _current(package: Package, body: "Element") -> str | None:
    listed = child(body, "Versions")
    versions = [] if listed is None else [v for v in children(listed, "Version") if v.get("Current") == "true"]
    for version in versions:
        name = package.find(said(version, "BaseLoc"), ENTRY)
        described = package.xml(name) if name else None
        root = said(described, "DocRoot") if described is not None else ""
        if name and root:
            return package.find(root, name)
    return None


def _part(package: Package, path: str, base: str, document: str = "") -> str:
    name = package.find(path, base, document) if path else None
    if name is None:
        raise damaged(f"{path or 'a part without a name'} is missing")
    return name


def _document(package: Package, name: str) -> _Document:
    root = package.xml(name)
    common = child(root, "CommonData")
    shared = list(children(common, "PublicRes", "DocumentRes")) if common is not None else []
    units = {k: v for res in shared for k, v in _units(package, res.text or "", name, name)}
    templates = {t.get("ID", ""): t for t in children(common, "TemplatePage")} if common is not None else {}
    return _Document(name, root, units, templates, _annotations(package, root, name))


def _units(package: Package, path: str, base: str, document: str) -> Iterator[tuple[str, "Element"]]:
    """Drawings of a resource part. Fonts, colours and pictures are of no concern, so a part that is gone is none."""
    name = package.find(path, base, document)
    listed = child(package.xml(name), "CompositeGraphicUnits") if name else None
    for unit in () if listed is None else children(listed, "CompositeGraphicUnit"):
        yield unit.get("ID", ""), unit


def _annotations(package: Package, root: "Element", name: str) -> dict[str, "Element"]:
    """The annotations of each page by the page's id (clause 15)."""
    declared = said(root, "Annotations")
    listed = package.find(declared, name) if declared else None
    by_page: dict[str, Element] = {}
    for entry in () if listed is None else children(package.xml(listed), "Page"):
        part = package.find(said(entry, "FileLoc"), listed or "", name)
        if part is not None:
            by_page[entry.get("PageID", "")] = package.xml(part)
    return by_page


def _page_units(
    package: Package, content: "Element", name: str, document: _Document
) -> Iterator[tuple[str, "Element"]]:
    for res in children(content, "PageRes"):
        yield from _units(package, res.text or "", name, document.name)


def _template(package: Package, document: _Document, used: "Element") -> tuple[list["Element"], dict[str, "Element"]]:
    declared = document.templates.get(used.get("TemplateID", ""))
    if declared is None:
        raise damaged("a page stands on a template that it does not have")
    name = _part(package, said(declared, "BaseLoc"), document.name, document.name)
    content = package.xml(name)
    return _layers(content), dict(_page_units(package, content, name, document))


def _layers(content: "Element") -> list["Element"]:
    body = child(content, "Content")
    return [layer for layer in body if local(layer)] if body is not None else []


def _box(element: "Element", *path: str) -> tuple[float, float, float, float] | None:
    area = child(element, *path)
    values = numbers(said(area, "PhysicalBox")) if area is not None else ()
    if len(values) != 4 or not all(0 < side <= _LARGEST_SIDE for side in values[2:]):
        return None
    return values[0], values[1], values[2], values[3]
