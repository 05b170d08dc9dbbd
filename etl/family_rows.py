"""The families of all projects of a warehouse: of the notices that a run changes and of those that it leaves alone."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from etl.normalise.families.grouping import find_families
from etl.normalise.families.topics import with_topics
from etl.warehouse.kept import kept_projects, kept_tasks
from etl.warehouse.location import Location
from schemas.family import FamilyRows, KnownProject, KnownTask
from schemas.normalised import MeasuredField, NormalisedNotice, QuantityRecord
from schemas.publication import NoticeGroup
from schemas.reference import Reference


def family_rows(
    warehouse: Location | None, groups: Sequence[NoticeGroup], dropped: Iterable[str], reference: Reference
) -> FamilyRows:
    """Families of the current notices that the warehouse will hold once ``groups`` are in it and ``dropped`` are out.

    Without a ``warehouse`` nothing is kept. Raises ``WarehouseError`` if it is unreadable.
    """
    replaced = {g.notice_id for g in groups} | set(dropped)
    kept = kept_projects(warehouse, replaced) if warehouse else []
    new = [project for group in groups if group.is_current for project in new_projects(group.rows)]
    found = find_families([*kept, *new], reference.families, reference.family_decisions)
    members = {m.project_id for m in found.members}
    tasks = kept_tasks(warehouse, sorted(members & {p.project_id for p in kept})) if warehouse else []
    tasks += [task for group in groups for task in new_tasks(group.rows) if task.project_id in members]
    return with_topics(found, tasks, reference.families, reference.overlaps)


def new_projects(rows: NormalisedNotice) -> Iterator[KnownProject]:
    """The projects of a notice, as families are found from them."""
    for project in rows.projects:
        yield KnownProject(
            project_id=project.project_id,
            notice_id=project.notice_id,
            ordinal=project.ordinal,
            name=project.name,
            region=rows.region.name,
            region_names=(rows.region.name, rows.region.full_name),
            year=rows.notice.year,
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
