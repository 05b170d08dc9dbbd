"""A district's file to the region it describes: the standard bodies, its towns, and what is its own."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from schemas.units import ZONE, Body, BodyWords, DistrictFile, Origin, Region, TownEntry, Unit, UnitKind

_TOWNS: Final = (
    ("街道", UnitKind.SUBDISTRICT, "办事处"),
    ("镇", UnitKind.TOWN, "人民政府"),
    ("乡", UnitKind.TOWNSHIP, "人民政府"),
)
"""How the name of a town or subdistrict ends, its kind, and what its government adds to it."""


def region_of(file: DistrictFile, words: BodyWords) -> Region:
    """The region of a file, with every unit of it. Raises ``ValueError`` if the file contradicts itself."""
    standard = {body.id: body for body in words.bodies if file.standard and _fits(body, file)}
    for name in {*file.without} - {body.id for body in words.bodies}:
        raise ValueError(f"without: there is no standard body {name}")
    units = {key: _derived(body, file) for key, body in standard.items() if key not in file.without}
    own: list[dict[str, Any]] = []
    for entry in file.units:
        if entry.id in units:
            units[entry.id] |= entry.model_dump(exclude_unset=True)
        else:
            own.append(entry.model_dump(exclude_unset=True))
    for unit in units.values():
        unit["successor"] = _nearest(unit.get("successor"), standard, units)
    everything = [*units.values(), *own, *(_town(t, file) for t in file.towns)]
    given = file.model_dump(exclude={"standard", "without", "towns", "units"})
    return Region.model_validate(given | {"units": [Unit.model_validate(u) for u in everything]})


def _fits(body: Body, file: DistrictFile) -> bool:
    """Whether a district may have had a body at all: those that were gone before it began it never had."""
    began = file.valid_from
    return body.standard is not None and (body.valid_to is None or began is None or began < body.valid_to)


def _nearest(successor: str | None, standard: Mapping[str, Body], units: Mapping[str, object]) -> str | None:
    """The first successor that the district has: 扶贫办 led by 乡村振兴局, where there was one, to 农业农村委."""
    while successor is not None and successor not in units and successor in standard:
        successor = standard[successor].successor
    return successor


def _derived(body: Body, file: DistrictFile) -> dict[str, Any]:
    assert body.standard is not None
    words = {"region": file.full_name, "place": file.name[:-1], "d": file.name[-1]}
    return {
        "id": body.id,
        "name": body.standard.full.format(**words),
        "short_name": body.standard.short.format(**words),
        "aliases": tuple(alias.format(**words) for alias in body.standard.aliases),
        "kind": body.kind,
        "functions": (body.function,) if body.function else (),
        "origin": Origin.DERIVED,
        "valid_from": _later(body.valid_from, file.valid_from),
        "valid_to": body.valid_to,
        "successor": body.successor,
    }


def _later(day: date | None, begun: date | None) -> date | None:
    """A day on which a body began somewhere, in a district that began later itself; unknown stays unknown."""
    return max(day, begun) if day and begun else day


def _town(entry: TownEntry, file: DistrictFile) -> dict[str, Any]:
    kind, office = next((kind, office) for ending, kind, office in _TOWNS if entry.name.endswith(ending))
    return {
        "id": entry.id,
        "name": f"{file.name if file.kind == ZONE else file.full_name}{entry.name}{office}",
        "short_name": entry.name,
        "kind": kind,
        "aliases": (*entry.aliases, *(f"{name}{office}" for name in (entry.name, *entry.aliases))),
        "origin": Origin.DERIVED,
        **entry.model_dump(include={"code", "valid_from", "valid_to", "successor"}),
    }


def shared_proof(regions: Mapping[str, Region]) -> str | None:
    """In words, what two regions of one time both say proves them: a name or a document prefix; ``None`` if nothing
    does. ``regions`` are given by the name of their file."""
    claimed: dict[str, list[tuple[str, Region]]] = {}
    for file, region in regions.items():
        for proof in dict.fromkeys((region.name, *region.names, *region.document_prefixes)):
            for other_file, other in claimed.setdefault(proof, []):
                if _overlap(region, other):
                    claim = f"“{proof}” is claimed by {other_file} too"
                    return f"regions/{file}: {claim}, and both regions exist at one time"
            claimed[proof].append((file, region))
    return None


def _overlap(one: Region, other: Region) -> bool:
    """Whether there is a day on which both existed; the day on which one ends and the other begins is none."""
    first, last = date.min, date.max
    return max(one.valid_from or first, other.valid_from or first) < min(one.valid_to or last, other.valid_to or last)


def shared_name(region: Region, key: Callable[[str], str]) -> str | None:
    """In words, a name that two units of the region have in one year, ``None`` if there is none."""
    claimed: dict[str, list[Unit]] = {}
    for unit in region.units:
        for name in unit.names:
            for other in claimed.setdefault(key(name), []):
                if other.id != unit.id and other.meets(unit):
                    return f"“{name}” is claimed by {other.id} and by {unit.id}"
            claimed[key(name)].append(unit)
    return None
