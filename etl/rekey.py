"""The rows of a notice under another id: those of an earlier edition stand beside the present one's."""

from typing import Any, Final, TypeVar

from schemas.base import Record
from schemas.normalised import NormalisedNotice

R = TypeVar("R", bound=Record)

_IDS: Final = ("notice_id", "project_id", "task_id", "progress_id", "municipal_task_id", "district_task_id")
"""Fields whose values open with the id of their notice."""
_TABLES: Final = (
    *("projects", "tasks", "task_units", "task_leaders", "progress"),
    *("stages", "quantities", "overlaps"),
)


def rekeyed(rows: NormalisedNotice, notice_id: str) -> NormalisedNotice:
    """``rows`` with ``notice_id`` as the id of the notice and at the head of the ids of all that is below it."""
    old = rows.notice.notice_id
    if old == notice_id:
        return rows
    tables = {name: tuple(moved(r, old, notice_id) for r in getattr(rows, name)) for name in _TABLES}
    return rows.model_copy(update={"notice": moved(rows.notice, old, notice_id), **tables})


def moved(record: R, old: str, new: str) -> R:
    """A record with ``new`` in the place of ``old`` at the head of its ids."""
    if old == new:
        return record
    values: dict[str, Any] = {name: getattr(record, name) for name in _IDS if name in type(record).model_fields}
    return record.model_copy(update={name: new + value.removeprefix(old) for name, value in values.items()})
