"""Rows of ``quantities``: the amounts of a task's target and of its progress text, each counted from 1."""

from collections.abc import Iterator

from etl.normalise.made import quantity_record
from etl.normalise.quantities.reading import read_quantities
from schemas.measures import MeasureWords
from schemas.normalised import MeasuredField, QuantityRecord
from schemas.notice import TaskRow


def quantity_rows(task: TaskRow, task_id: str, measures: MeasureWords) -> Iterator[QuantityRecord]:
    """The amounts of a task as written, those of its target first; details are not quantified."""
    for field, text in ((MeasuredField.TARGET, task.target), (MeasuredField.PROGRESS, task.progress)):
        for ordinal, quantity in enumerate(read_quantities(text, measures), 1):
            yield quantity_record(task_id, ordinal, field, quantity)
