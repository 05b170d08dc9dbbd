"""The reference data as rows of the warehouse."""

from etl.ids import unit_id
from schemas.normalised import AliasRecord, FunctionRecord, RegionRecord, SuccessionRecord, UnitRecord
from schemas.publication import ReferenceRows
from schemas.reference import Reference, Region


def reference_rows(reference: Reference) -> ReferenceRows:
    """Every region, unit, alias and function of the reference data."""
    return ReferenceRows(
        digest=reference.digest,
        regions=tuple(_region(r) for r in reference.regions),
        successions=tuple(s for r in reference.regions for s in _successions(r)),
        units=tuple(u for r in reference.regions for u in _units(r)),
        aliases=tuple(a for r in reference.regions for a in _aliases(r)),
        functions=tuple(
            FunctionRecord(unit_id=unit_id(r.id, u.id), function=f)
            for r in reference.regions
            for u in r.units
            for f in u.functions
        ),
    )


def _region(region: Region) -> RegionRecord:
    return RegionRecord(
        region_id=region.id,
        **region.model_dump(include={"name", "full_name", "kind", "valid_from", "valid_to"}),
    )


def _units(region: Region) -> list[UnitRecord]:
    return [
        UnitRecord(
            unit_id=unit_id(region.id, unit.id),
            region_id=region.id,
            valid_to=unit.valid_to or region.valid_to,  # no body outlives its region
            successor_id=unit_id(region.id, unit.successor) if unit.successor else None,
            **unit.model_dump(include={"name", "short_name", "kind", "valid_from", "origin"}),
        )
        for unit in region.units
    ]


def _successions(region: Region) -> list[SuccessionRecord]:
    return [
        SuccessionRecord(region_id=region.id, predecessor_id=predecessor, since=region.valid_from)
        for predecessor in region.predecessors
    ]


def _aliases(region: Region) -> list[AliasRecord]:
    return [
        AliasRecord(region_id=region.id, alias=name, unit_id=unit_id(region.id, unit.id), origin="stated")
        for unit in region.units
        for name in dict.fromkeys(unit.names)
    ]
