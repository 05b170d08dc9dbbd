"""Loading the reference data: every file is checked when it loads, and a contradiction stops the run."""

import hashlib
from collections.abc import Hashable, Iterable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from etl.ids import decided_unit_id, region_id, unit_id
from etl.keys import unit_key
from etl.reference.districts import region_of, shared_name, shared_proof
from etl.reference.errors import ReferenceDataError as ReferenceDataError
from schemas.base import Record
from schemas.editions import EditionWords
from schemas.family import FamilyDecision, FamilyWords, OverlapWords
from schemas.measures import MeasureWords
from schemas.private import PrivateWords
from schemas.reference import (
    CellWords,
    DeadlineForms,
    DeadlineWords,
    Decision,
    GroupWords,
    HeaderWords,
    LevelWords,
    NoticeWords,
    ProseWords,
    Reference,
    Region,
    RoleWords,
    Vocabulary,
)
from schemas.units import BodyWords, DistrictFile

T = TypeVar("T", bound=Record)


# libyaml, where PyYAML was built with it, reads the regions several times faster.
_Safe: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Safe):  # type: ignore[misc]
    """SafeLoader that refuses a key given twice: PyYAML would keep the last one in silence."""


def _unique_mapping(loader: _Loader, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
    keys = [loader.construct_object(key, deep=True) for key, _ in node.value]
    doubled = {k for k in keys if keys.count(k) > 1}
    if doubled:
        raise ReferenceDataError(f"line {node.start_mark.line + 1} gives “{min(map(str, doubled))}” twice")
    mapping: dict[Hashable, Any] = _Safe.construct_mapping(loader, node, deep)
    return mapping


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _unique_mapping)


def parse_yaml(text: str, source: str) -> Any:
    """Data of one YAML text. Raises ``ReferenceDataError`` naming ``source`` if it is no YAML or repeats a key."""
    try:
        return yaml.load(text, Loader=_Loader)
    except (yaml.YAMLError, ValueError) as error:
        raise ReferenceDataError(f"{source}: {' '.join(str(error).split())}") from error
    except ReferenceDataError as error:
        raise ReferenceDataError(f"{source}: {error}") from error


def _checked(shape: type[T], text: str, source: str) -> T:
    try:
        return shape.model_validate(parse_yaml(text, source))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise ReferenceDataError(f"{source}: {where}: {first['msg']}") from error


def parse_region(text: str, bodies: BodyWords, source: str) -> Region:
    """The region of one district's file. Raises ``ReferenceDataError`` naming ``source`` if the file breaks its schema,
    or if two of its units have one name in the same year."""
    file = _checked(DistrictFile, text, source)
    try:
        region = region_of(file, bodies)
    except ValidationError as error:
        raise ReferenceDataError(f"{source}: {_fault(error)}") from error
    except ValueError as error:
        raise ReferenceDataError(f"{source}: {error}") from error
    if source.startswith("regions/") and source != f"regions/{region.id}.yml":
        raise ReferenceDataError(f"{source}: it describes {region.id}, so it must be called {region.id}.yml")
    if fault := shared_name(region, unit_key):
        raise ReferenceDataError(f"{source}: {fault}")
    return region


def _fault(error: ValidationError) -> str:
    first = error.errors()[0]
    of = first["input"].get("id") if isinstance(first["input"], dict) else None
    where = ".".join(str(step) for step in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    return ": ".join([*([f"unit {of}"] if of and where else []), *([where] if where else []), said])


def _forms(words: DeadlineWords) -> DeadlineForms:
    """The words that make up a deadline, for whoever reads tables."""
    events = tuple(name for event in words.events for name in event.names)
    return DeadlineForms(undated=words.open, parts=tuple(words.parts), events=events, completion=words.completion)


def load_reference(decisions: Path | None = None, family_decisions: Path | None = None) -> Reference:
    """All reference data, with the decisions on units and on families of a user's files if they exist.

    Raises ``ReferenceDataError`` if any file breaks its schema, or if two units of a region claim one name.
    """
    here = files("etl.reference")
    texts = {p.name: p.read_text("utf-8") for p in here.iterdir() if p.name.endswith(".yml")}
    region_texts = {p.name: p.read_text("utf-8") for p in (here / "regions").iterdir() if p.name.endswith(".yml")}
    decided, families = _text_of(decisions), _text_of(family_decisions)
    cells = _checked(CellWords, texts["cells.yml"], "cells.yml")
    bodies = _checked(BodyWords, texts["bodies.yml"], "bodies.yml")
    deadlines = _checked(DeadlineWords, texts["deadlines.yml"], "deadlines.yml")
    regions = tuple(parse_region(region_texts[n], bodies, f"regions/{n}") for n in sorted(region_texts))
    if fault := shared_proof(dict(zip(sorted(region_texts), regions, strict=True))):
        raise ReferenceDataError(fault)
    return Reference(
        regions=regions,
        vocabulary=Vocabulary(
            headers=_checked(HeaderWords, texts["headers.yml"], "headers.yml").model_copy(
                update={"deadlines": _forms(deadlines)}
            ),
            levels=_checked(LevelWords, texts["levels.yml"], "levels.yml"),
            notice=_checked(NoticeWords, texts["notice.yml"], "notice.yml"),
            prose=_checked(ProseWords, texts["prose.yml"], "prose.yml"),
            private=_private(_checked(PrivateWords, texts["private.yml"], "private.yml"), cells),
        ),
        deadlines=deadlines,
        measures=_checked(MeasureWords, texts["measures.yml"], "measures.yml"),
        groups=_checked(GroupWords, texts["groups.yml"], "groups.yml"),
        roles=_checked(RoleWords, texts["roles.yml"], "roles.yml"),
        cells=cells,
        families=_checked(FamilyWords, texts["families.yml"], "families.yml"),
        overlaps=_checked(OverlapWords, texts["overlaps.yml"], "overlaps.yml"),
        editions=_checked(EditionWords, texts["editions.yml"], "editions.yml"),
        bodies=bodies,
        decisions=_decisions(decided, str(decisions), regions),
        family_decisions=_family_decisions(families, str(family_decisions)),
        digest=_digest(
            [*sorted(texts.items()), *sorted(region_texts.items()), ("decisions", decided), ("families", families)]
        ),
    )


def _private(words: PrivateWords, cells: CellWords) -> PrivateWords:
    """The words with the surnames that persons in cells of units are known by."""
    return words.model_copy(update={"surnames": cells.surnames, "compound_surnames": cells.compound_surnames})


def _text_of(decisions: Path | None) -> str:
    if decisions is None or not decisions.exists():
        return ""
    try:
        return decisions.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ReferenceDataError(f"{decisions}: it is not in UTF-8; save it anew as UTF-8") from error
    except OSError as error:
        raise ReferenceDataError(f"{decisions}: it cannot be read ({error.strerror})") from error


def _decisions(text: str, source: str, regions: Sequence[Region]) -> tuple[Decision, ...]:
    decisions: list[Decision] = []
    for where, decision in _entries(Decision, text, source):
        if fault := fault_of(decision, decisions, regions):
            raise ReferenceDataError(f"{where}: {fault}")
        decisions.append(decision)
    return tuple(decisions)


def load_family_decisions(path: Path | None) -> tuple[FamilyDecision, ...]:
    """The decisions on families of a user's file, none if it does not exist. Raises ``ReferenceDataError``."""
    return _family_decisions(_text_of(path), str(path))


def _family_decisions(text: str, source: str) -> tuple[FamilyDecision, ...]:
    """The last decision on each two projects, for a file that was edited by hand."""
    last = {decision.named_pair: decision for _, decision in _entries(FamilyDecision, text, source)}
    return tuple(last.values())


def _entries(shape: type[T], text: str, source: str) -> Iterator[tuple[str, T]]:
    """The entries of a file of decisions, each with the words that say where it stands."""
    entries = parse_yaml(text, source) or []
    if not isinstance(entries, list):
        raise ReferenceDataError(f"{source}: it must be a list of decisions")
    for n, entry in enumerate(entries, 1):
        where = f"{source}, entry {n}"
        yield where, _checked(shape, yaml.safe_dump(entry, allow_unicode=True), where)


def fault_of(decision: Decision, earlier: Sequence[Decision], regions: Sequence[Region]) -> str | None:
    """What is wrong with a decision, in words; ``None`` if nothing is.

    A name can be the same as a unit of the decision's own region: one of the reference data, or one decided on earlier.
    A new unit has a name that no unit of the reference data bears.
    """
    key = _key_of(decision.region, regions)
    units = [unit for region in regions if region.id == key for unit in region.units]
    if decision.verdict == "new":
        bearer = next((u for u in units if unit_key(decision.name or "") in map(unit_key, u.names)), None)
        own = unit_id(key, bearer.id) if bearer else ""
        return f"“{decision.name}” is a name of {own} already; say --same-as {own}" if bearer else None
    if decision.verdict != "same_as":
        return None
    known = {unit_id(key, unit.id) for unit in units}
    known |= {
        decided_unit_id(key, d) for d in earlier if d.verdict in ("new", "group") and _key_of(d.region, regions) == key
    }
    if decision.unit_id in known:
        return None
    listed = '`etl query "select unit_id, name from units"` lists them'
    return f"there is no unit {decision.unit_id} in {decision.region}; {listed}"


def _key_of(words: str, regions: Sequence[Region]) -> str:
    """Id of a region by its id or its name, whether the reference data has it or not."""
    known = next((r.id for r in regions if words in (r.id, r.name)), None)
    return known or (words if words.startswith("x-") else region_id(words))


def _digest(texts: Iterable[tuple[str, str]]) -> str:
    digest = hashlib.sha256()
    for name, text in texts:
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()
