"""The tasks of a notice by whose quantities families are held against each other, and what those quantities count."""

from collections import defaultdict
from collections.abc import Iterator

from etl.normalise.families.amounts import amounts
from schemas.family import KnownTask
from schemas.normalised import MeasuredField, NormalisedNotice, QuantityRecord
from schemas.reference import Reference


def amounts_of(rows: NormalisedNotice, reference: Reference) -> bytes:
    """What the quantities of a notice count, a line for each task that has some."""
    return amounts(new_tasks(rows), reference.families, reference.overlaps)


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
