"""The families of all projects of a warehouse: of the notices that a run changes and of those that it leaves alone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, groupby, islice
from operator import itemgetter
from pathlib import Path
from tempfile import gettempdir
from typing import Final

from etl.family_store import FamilyStore
from etl.family_tasks import FamilyTasks
from etl.normalise.families.amounts import amounts, lines_of
from etl.normalise.families.grouping import Moves, classed, family_among
from etl.normalise.families.project_names import Names
from etl.normalise.families.settled import named
from etl.normalise.families.topics import topics_of
from etl.resolve import Groups
from etl.warehouse.faults import explained
from etl.warehouse.kept import kept_projects, kept_tasks
from etl.warehouse.location import Location
from schemas.facts import FileFacts
from schemas.family import FamilyQuantityRecord, FamilyRecord, FamilyRows, KnownProject
from schemas.normalised import NoticeRecord
from schemas.reference import Reference

_AT_ONCE: Final = 5_000
"""Projects of the warehouse whose tasks are in memory at a time."""


def family_rows(warehouse: Location | None, groups: Groups, dropped: Iterable[str], reference: Reference) -> FamilyRows:
    """Families of the current notices that the warehouse will hold once ``groups`` are in it and ``dropped`` are out.

    Without a ``warehouse`` nothing is kept. Raises ``WarehouseError`` if it is unreadable.
    """
    replaced = {*groups.notice_ids, *dropped}
    projects = _Projects(warehouse, groups, frozenset(replaced))
    place = Path(gettempdir())
    with explained(place):
        store = _found(projects, reference)
    own, tasks = store.own, FamilyTasks()
    known = chain(_kept(warehouse, store.kept_members(), reference), _new(groups))
    for project_id, found in groupby(known, itemgetter(0)):
        lines = [line for _, line in found]
        if (family_id := own.get(project_id)) is not None:
            with explained(place):
                tasks.put(family_id, lines)
    families, members = store.families, store.members
    return FamilyRows(
        families=families, members=members, quantities=_Quantities(families, tasks, reference), by_project=own
    )


def _found(projects: "_Projects", reference: Reference) -> FamilyStore:
    """The families among projects, found one family after the other."""
    names, decisions, store = Names(reference.families), reference.family_decisions, FamilyStore()
    is_named = named(decisions)
    moves = Moves.of((classed(p, names) for p in (projects if decisions else ()) if is_named(p)), decisions)
    placed = ((moves.family_of(c), c) for c in (classed(p, names) for p in projects))
    store.put((family_id, c) for family_id, c in placed if family_id is not None)
    for family_id, group in store.groups():
        if made := family_among(family_id, group, moves):
            family, members = made
            kept = {c.id for c in group if c.project.notice_id not in projects.replaced}
            store.keep(family, ((m, m.project_id in kept) for m in members))
    return store


@dataclass(frozen=True)
class _Projects:
    """The projects that the warehouse will hold: those of notices that a run leaves alone, then new ones."""

    warehouse: Location | None
    groups: Groups
    replaced: frozenset[str]

    def __iter__(self) -> Iterator[KnownProject]:
        if self.warehouse is not None:
            yield from kept_projects(self.warehouse, self.replaced)
        for plan in self.groups.plans:
            if plan.validity.is_current:
                yield from new_projects(plan.record, plan.facts)


@dataclass(frozen=True)
class _Quantities:
    """The quantities of families, found one family after the other whenever they are asked for."""

    families: Iterable[FamilyRecord]
    tasks: FamilyTasks
    reference: Reference

    def __iter__(self) -> Iterator[FamilyQuantityRecord]:
        return topics_of(self.families, self.tasks.of, self.reference.families)


def _kept(warehouse: Location | None, project_ids: Iterator[str], reference: Reference) -> Iterator[tuple[str, bytes]]:
    """Tasks of projects of the warehouse, of some projects at a time."""
    while warehouse is not None and (some := [*islice(project_ids, _AT_ONCE)]):
        yield from lines_of(amounts(kept_tasks(warehouse, some), reference.families, reference.overlaps))


def _new(groups: Groups) -> Iterator[tuple[str, bytes]]:
    """Tasks of the notices of a run."""
    return (line for plan in groups.plans for line in lines_of(plan.amounts()))


def new_projects(notice: NoticeRecord, facts: FileFacts) -> Iterator[KnownProject]:
    """The projects of a notice, as families are found from them; ``facts`` are those of the file that gives its rows,
    whose own notice may have another id."""
    for project in facts.projects:
        yield KnownProject(
            project_id=notice.notice_id + project.project_id.removeprefix(facts.notice.notice_id),
            notice_id=notice.notice_id,
            ordinal=project.ordinal,
            name=project.name,
            region=facts.region_names[0],
            region_names=facts.region_names,
            year=notice.year,
        )
