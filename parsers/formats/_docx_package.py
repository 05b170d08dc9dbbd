"""The parts of a Word package that its relations lead to, in the order in which python-docx finds them.

Every part is unpacked and its checksum compared, as python-docx does. Where anything is odd (a relation without a
target, a part that is missing or has no type) an error is raised, and the caller asks python-docx itself.
"""

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_TYPES: Final = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONS: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DEEPEST: Final = 50
"""Relations one after the other from the package to a part; Word needs three, and python-docx bears some hundred."""


class Relation(NamedTuple):
    """One relation of a part; ``target`` is the name of the part it leads to, ``None``: it leads out of the package."""

    own_id: str
    kind: str
    target: str | None


class Part(NamedTuple):
    """One part, with the relation that led to it and those that lead on, by their ids."""

    content_type: str
    kind: str
    blob: bytes
    relations: dict[str, Relation]


class Package(NamedTuple):
    """The relations of a package itself, by their ids, and all its parts by their names."""

    relations: dict[str, Relation]
    parts: dict[str, Part]


def read_package(data: bytes, parse: Callable[[bytes], "Element"]) -> Package:
    """Unpack a package. Raises ``LookupError``, ``ValueError`` or what ``zipfile`` and ``parse`` raise."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = parse(archive.read("[Content_Types].xml"))
        if types.tag != _TYPES + "Types":
            raise ValueError("other XML")
        overrides = {o.attrib["PartName"].lower(): o.attrib["ContentType"] for o in types.findall(_TYPES + "Override")}
        defaults = {d.attrib["Extension"].lower(): d.attrib["ContentType"] for d in types.findall(_TYPES + "Default")}
        relations = _relations(archive, "/", parse)
        parts: dict[str, Part] = {}
        for name, kind, own, blob in _walked(archive, relations, parse):
            key = name.lower()
            found = overrides[key] if key in overrides else defaults[posixpath.splitext(key)[1].removeprefix(".")]
            parts[name] = Part(str(found), kind, blob, own)
    return Package(relations, parts)


_Found = tuple[str, str, dict[str, Relation], bytes]


def _walked(
    archive: zipfile.ZipFile, relations: dict[str, Relation], parse: Callable[[bytes], "Element"]
) -> Iterator[_Found]:
    """Depth first; a part is taken where the first relation leads to it."""
    seen: set[str] = set()
    waiting = [iter(relations.values())]
    while waiting:
        relation = next(waiting[-1], None)
        if relation is None:
            waiting.pop()
        elif relation.target is not None and relation.target not in seen:
            if len(waiting) > _DEEPEST:
                raise ValueError("a chain of relations")
            seen.add(relation.target)
            own = _relations(archive, relation.target, parse)
            yield relation.target, relation.kind, own, archive.read(relation.target[1:])
            waiting.append(iter(own.values()))


def _relations(archive: zipfile.ZipFile, name: str, parse: Callable[[bytes], "Element"]) -> dict[str, Relation]:
    folder, base = posixpath.split(name)
    try:
        packed = archive.getinfo(posixpath.join(folder, "_rels", f"{base}.rels")[1:])
    except KeyError:
        return {}
    root = parse(archive.read(packed))
    if root.tag != _RELATIONS + "Relationships":
        raise ValueError("other XML")
    found = [_relation(element, folder) for element in root.findall(_RELATIONS + "Relationship")]
    by_id = {relation.own_id: relation for relation in found}
    if len(by_id) != len(found):
        raise ValueError("two relations of one id")
    return by_id


def _relation(element: "Element", folder: str) -> Relation:
    own_id, kind, target = (str(element.attrib[name]) for name in ("Id", "Type", "Target"))
    if element.get("TargetMode") == "External":
        return Relation(own_id, kind, None)
    return Relation(own_id, kind, posixpath.abspath(posixpath.join(folder, target)))
