"""The rows of a notice under another id."""

from datetime import date

from etl.normalise.assemble import normalise
from etl.rekey import rekeyed
from schemas.base import Record
from schemas.normalised import NormalisedNotice
from schemas.reference import Reference
from tests.etl.build import notice, project, task


def rows(reference: Reference) -> NormalisedNotice:
    row = task(progress="已完成2个。", deadline="6月底前开工，12月底前完工")
    return normalise(notice(project(1, row), issued_on=date(2024, 3, 1)), reference)


def test_every_id_moves_and_nothing_else(reference: Reference) -> None:
    made = rows(reference)
    moved = rekeyed(made, "x@2024")
    old = made.notice.notice_id
    assert moved.model_dump_json() == made.model_dump_json().replace(old, "x@2024")
    assert old not in moved.model_dump_json()


def test_under_its_own_id_nothing_changes(reference: Reference) -> None:
    made = rows(reference)
    assert rekeyed(made, made.notice.notice_id) is made


def test_every_table_below_the_notice_is_there(reference: Reference) -> None:
    """A table that is added to a notice and forgotten here would keep the old id."""
    moved = rekeyed(rows(reference), "x@2024")
    assert moved.tasks and moved.stages and moved.quantities and moved.progress and moved.task_units
    kept = {"notice", "region", "units", "aliases", "functions", "suggestions", "group_kinds", "findings"}
    with_ids = {
        name
        for name, field in NormalisedNotice.model_fields.items()
        if name not in kept and field.annotation is not None and isinstance(getattr(moved, name), tuple)
    }
    assert with_ids == {
        "projects",
        "tasks",
        "task_units",
        "task_leaders",
        "progress",
        "stages",
        "quantities",
        "overlaps",
    }
    assert all(isinstance(record, Record) for name in with_ids for record in getattr(moved, name))
