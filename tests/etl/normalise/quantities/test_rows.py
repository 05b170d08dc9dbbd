"""Rows of the warehouse: targets and progress texts, each counted from 1; details are none."""

from typing import Any

from etl.normalise.assemble import normalise
from etl.normalise.quantities.rows import quantity_rows
from schemas.normalised import MeasuredField
from schemas.reference import Reference
from tests.etl.build import notice, project, task
from tests.etl.normalise.quantities.amounts_of import MEASURES


def rows(**cells: Any) -> list[tuple[str, int, str]]:
    return [(r.field.value, r.ordinal, r.text) for r in quantity_rows(task(**cells), "t1", MEASURES)]


def test_each_field_counts_its_own() -> None:
    assert rows(target="新建公厕3座、公园2个", progress="已建成公厕1座", details="另建5座") == [
        ("target", 1, "3座"),
        ("target", 2, "2个"),
        ("progress", 1, "1座"),
    ]


def test_a_task_without_amounts_has_no_rows() -> None:
    assert rows(target="持续推进") == []


def test_a_row_keeps_all_that_was_read() -> None:
    (row,) = quantity_rows(task(target="每千人绿地不少于1.5万平方米"), "t1", MEASURES)
    assert (row.task_id, row.field, row.subject, row.per) == ("t1", MeasuredField.TARGET, "绿地", "每千人")
    assert (float(row.value), row.measure, row.comparator.value) == (15_000, "平方米", ">=")
    assert (row.si_value, row.si_measure) == (15_000, "m²")


def test_a_target_that_several_parts_share_is_measured_with_each(reference: Reference) -> None:
    written = notice(project(1, task(target="新建公厕3座"), task(target="新建公厕3座", part=2)))
    found = normalise(written, reference).quantities
    assert [(q.task_id[-2:], q.text) for q in found] == [("t1", "3座"), ("t2", "3座")]
