"""The families of all projects of a warehouse: of the notices that a run changes and of those that it leaves alone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import gettempdir
from typing import Final

from etl.family_tasks import FamilyTasks
from etl.normalise.families.grouping import find_families
from etl.normalise.families.topics import topics_of
from etl.resolve import Groups
from etl.warehouse.faults import explained
from etl.warehouse.kept import kept_projects, kept_tasks
from etl.warehouse.location import Location
from schemas.facts import FileFacts
from schemas.family import FamilyQuantityRecord, FamilyRecord, FamilyRows, KnownProject, KnownTask
from schemas.normalised import MeasuredField, NormalisedNotice, NoticeRecord, QuantityRecord
from schemas.reference import Reference

_AT_ONCE: Final = 5_000
"""Projects of the warehouse whose tasks are in memory at a time."""


def family_rows(warehouse: Location | None, groups: Groups, dropped: Iterable[str], reference: Reference) -> FamilyRows:
    """Families of the current notices that the warehouse will hold once ``groups`` are in it and ``dropped`` are out.

    Without a ``warehouse`` nothing is kept. Raises ``WarehouseError`` if it is unreadable.
    """
    replaced = {*groups.notice_ids, *dropped}
    kept = kept_projects(warehouse, replaced) if warehouse else []
    new = [
        project
        for plan in groups.plans
        if plan.standing.is_current
        for project in new_projects(plan.record, plan.facts)
    ]
    found = find_families([*kept, *new], reference.families, reference.family_decisions)
    own = {m.project_id: m.family_id for m in found.members}
    tasks = FamilyTasks()
    for task in chain(_kept(warehouse, sorted(own.keys() & {p.project_id for p in kept})), _new(groups, own.keys())):
        with explained(Path(gettempdir())):
            tasks.put(own[task.project_id], task)
    return found.model_copy(update={"quantities": _Quantities(found.families, tasks, reference)})


@dataclass(frozen=True)
class _Quantities:
    """The quantities of families, found one family after the other whenever they are asked for."""

    families: tuple[FamilyRecord, ...]
    tasks: FamilyTasks
    reference: Reference

    def __iter__(self) -> Iterator[FamilyQuantityRecord]:
        return topics_of(self.families, self.tasks.of, self.reference.families, self.reference.overlaps)


def _kept(warehouse: Location | None, project_ids: Sequence[str]) -> Iterator[KnownTask]:
    """Tasks of projects of the warehouse, of some projects at a time."""
    if warehouse is None:
        return
    for start in range(0, len(project_ids), _AT_ONCE):
        yield from kept_tasks(warehouse, project_ids[start : start + _AT_ONCE])


def _new(groups: Groups, members: Collection[str]) -> Iterator[KnownTask]:
    having = (p for p in groups.plans if any(project_id in members for project_id in p.project_ids))
    return (task for plan in having for task in new_tasks(plan.rows()) if task.project_id in members)


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


def new_tasks(rows: NormalisedNotice) -> Iterator[KnownTask]:
    """The tasks of a notice that have quantities."""
    own: dict[str, list[QuantityRecord]] = defaultdict(list)
    for quantity in rows.quantities:
        own[quantity.task_id].append(quantity)
    progress: dict[str, list[str]] = defaultdict(list)
    for said in sorted(rows.progress, key=lambda p: p.progress_id):
        if said.progress:
            progress[said.task_id].append(said.progress)
    for task in rows.tasks:
        if task.task_id in own:
            texts = {MeasuredField.TARGET: task.target, MeasuredField.PROGRESS: "\n".join(progress[task.task_id])}
            yield KnownTask(
                task_id=task.task_id,
                project_id=task.project_id,
                texts={field: text for field, text in texts.items() if text},
                quantities=tuple(own[task.task_id]),
            )
