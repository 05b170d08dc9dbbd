"""Rows of the warehouse that a whole notice makes: itself, its region, and the units that only it names."""

from collections.abc import Iterator, Sequence

from etl import ids
from etl.normalise.remembered import MadeOnce
from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.mentions import Mention
from parsers import announced
from schemas.finding import Finding, Severity
from schemas.normalised import (
    AliasRecord,
    Deadline,
    FunctionRecord,
    GroupKindRecord,
    NameBasis,
    NoticeRecord,
    RegionRecord,
    StageRecord,
    UnitRecord,
)
from schemas.notice import Notice, Place
from schemas.units import Origin, Region, UnitKind


def place_text(place: Place) -> str:
    """A place for a person: ``page 3, table 1, row 12`` or ``page 3, paragraph 12``, without the page where the file
    has none."""
    page = f"page {place.page}, " if place.page is not None else ""
    if place.paragraph_no is not None:
        return f"{page}paragraph {place.paragraph_no}"
    return f"{page}table {place.table_no}, row {place.row_no}"


def finding_at(place: Place, rule: str, message: str, severity: Severity = Severity.WARNING) -> Finding:
    """A finding on a place."""
    return Finding(
        severity=severity,
        rule=rule,
        message=message,
        table_no=place.table_no,
        row_no=place.row_no,
        paragraph_no=place.paragraph_no,
        page=place.page,
    )


def stage_records(task_id: str, deadline: Deadline) -> Iterator[StageRecord]:
    """The rows of the steps of a task's deadline, from 1 in the order written."""
    for ordinal, stage in enumerate(deadline.stages, 1):
        yield StageRecord(
            task_id=task_id,
            ordinal=ordinal,
            text=stage.text,
            action=stage.action,
            starts_on=stage.start,
            ends_on=stage.day,
            precision=stage.precision,
        )


def notice_record(notice: Notice, region: Region, notice_id: str) -> NoticeRecord:
    """The row of a notice."""
    letter = notice.letter
    return NoticeRecord(
        notice_id=notice_id,
        region_id=region.id,
        year=notice.year,
        kind=notice.kind,
        title=letter.title,
        document_number=letter.document_number,
        issuer=letter.issuer,
        issued_on=letter.issued_on,
        announced_projects=announced.total(notice.announced),
    )


def region_record(region: Region) -> RegionRecord:
    """The row of a region."""
    return RegionRecord(
        region_id=region.id,
        name=region.name,
        full_name=region.full_name,
        kind=region.kind,
        valid_from=region.valid_from,
        valid_to=region.valid_to,
    )


def _listed_in(region: Region) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """The ids of a region's units, and each of their names with it."""
    return _listed(region) if region.units else (frozenset(), frozenset())


@MadeOnce
def _listed(region: Region) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    named = frozenset((name, ids.unit_id(region.id, unit.id)) for unit in region.units for name in unit.names)
    return frozenset(ids.unit_id(region.id, unit.id) for unit in region.units), named


def new_units(mentions: Sequence[Mention], region: Region) -> Iterator[UnitRecord]:
    """Groups, provisional and decided units among the mentions: those that the reference data does not have."""
    known, _ = _listed_in(region)
    new = {m.unit_id: m.unit for m in mentions if m.unit_id not in known}
    for key in sorted(new):
        unit = new[key]
        yield UnitRecord(
            unit_id=key,
            region_id=region.id,
            name=unit.name,
            short_name=unit.short_name,
            kind=unit.kind,
            origin=unit.origin,
        )


def new_functions(mentions: Sequence[Mention], region: Region) -> Iterator[FunctionRecord]:
    """Fields of work of the units that the reference data does not have."""
    known, _ = _listed_in(region)
    new = {(m.unit_id, f) for m in mentions if m.unit_id not in known for f in m.unit.functions}
    yield from (FunctionRecord(unit_id=key, function=function) for key, function in sorted(new))


def new_group_kinds(mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[GroupKindRecord]:
    """The kinds of units that the groups among the mentions mean all of."""
    groups = {(m.unit_id, m.text) for m in mentions if m.unit.kind is UnitKind.GROUP}
    found = {(key, kind.value) for key, text in groups for kind in lexicon.kinds_of(text)}
    yield from (GroupKindRecord(unit_id=key, kind=kind) for key, kind in sorted(found))


def new_aliases(mentions: Sequence[Mention], region: Region) -> Iterator[AliasRecord]:
    """Spellings met in the notice that the reference data does not list."""
    _, listed = _listed_in(region)
    decided = NameBasis.DECISION
    met = {(m.text, m.unit_id): Origin.DECIDED if m.basis is decided else m.unit.origin for m in mentions}
    for text, key in sorted(met.keys() - listed):
        origin = met[text, key]
        yield AliasRecord(
            region_id=region.id,
            alias=text,
            unit_id=key,
            origin=Origin.DERIVED if origin is Origin.STATED else origin,
        )
