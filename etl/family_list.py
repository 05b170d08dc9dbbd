"""What ``etl families`` lists: the families of a warehouse, then the projects that might be one and are not."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from etl.normalise.families.near_misses import find_near_misses
from etl.warehouse.connect import reading
from etl.warehouse.kept import kept_members, kept_projects
from etl.warehouse.location import Location
from schemas.family import FamilyDecision, FamilyMemberRecord, FamilyRecord, FamilyRows, KnownProject
from schemas.reference import Reference

SHOWN = 50
"""Suggestions that are listed; the nearest come first."""


def family_projects(warehouse: Location) -> dict[str, KnownProject]:
    """The projects of a warehouse's current notices by their ids. Raises ``WarehouseError`` if there is none."""
    with reading(warehouse):
        pass  # there is one, and it can be read
    return {p.project_id: p for p in kept_projects(warehouse)}


def missing(projects: dict[str, KnownProject], decision: FamilyDecision) -> str | None:
    """The sentence that says which project of a decision the warehouse does not have."""
    unknown = next((p for p in (decision.project, decision.other) if p not in projects), None)
    listed = '`etl query "SELECT project_id, name FROM projects"` lists them'
    return f"there is no project {unknown} in a current notice; {listed}." if unknown else None


def family_lines(warehouse: Location, reference: Reference) -> Iterator[str]:
    """The families and suggestions of a warehouse, line by line. Raises ``WarehouseError`` if there is none."""
    projects = family_projects(warehouse)
    rows = kept_members(warehouse)
    yield from _families(rows, projects)
    near = find_near_misses(projects.values(), rows, reference.families, reference.family_decisions)
    if near:
        yield "Not taken for one, and near (decide with --same or --apart):"
    for miss in near[:SHOWN]:
        yield f"  {miss.similarity:.2f}  {_told(miss.project)}"
        yield f"        {_told(miss.other)}"
        yield f"        {miss.because}"
    if len(near) > SHOWN:
        yield f"  and {len(near) - SHOWN} more that are less near."


def _families(rows: FamilyRows, projects: dict[str, KnownProject]) -> Iterator[str]:
    families = {f.family_id: f for f in rows.families}
    members = sorted(rows.members, key=lambda m: (_name(families[m.family_id]), m.family_id, m.project_id))
    for family_id, group in groupby(members, key=lambda m: m.family_id):
        family = families[family_id]
        yield f"{family.name}  ({family_id}, {family.origin})"
        yield from _members([*group], projects)


def _name(family: FamilyRecord) -> str:
    return family.name


def _members(members: Sequence[FamilyMemberRecord], projects: dict[str, KnownProject]) -> Iterator[str]:
    shown = [(projects[m.project_id], m) for m in members if m.project_id in projects]
    for project, member in sorted(shown, key=lambda s: (s[0].year or 0, s[0].project_id)):
        yield f"  {member.similarity:.2f}  {_told(project)}"
        yield f"        {member.because}"


def _told(project: KnownProject) -> str:
    return f"{project.region} {project.year or '(no year)'}  {project.name}  {project.project_id}"
