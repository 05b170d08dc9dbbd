"""What differs between two warehouses."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.warehouse.diff import compare
from schemas.change import Change, Deed
from tests.etl.warehouse.build import doctor, emptied, five_notices, put

TARGET = "UPDATE tasks SET target = '建成口袋公园9个。' WHERE task_id = '500112-2024-plan-d7e0ccc420/s2p3t1'"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield tmp_path


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("five")) as folder:
        yield put(folder / "five.duckdb", five_notices())


def changed(folder: Path, *statements: str) -> Path:
    return doctor(put(folder / "changed.duckdb", five_notices()), *statements)


def rows(old: Path | None, new: Path) -> list[Change]:
    return compare(old, new, by_sheets=False)[0]


def sheets(old: Path | None, new: Path) -> list[Change]:
    return compare(old, new, by_sheets=True)[0]


def test_a_warehouse_does_not_differ_from_itself(five: Path, folder: Path) -> None:
    copy = put(folder / "copy.duckdb", five_notices())
    assert compare(five, five, by_sheets=False) == ([], None)
    assert compare(five, copy, by_sheets=True) == ([], None)


def test_when_and_from_where_a_row_was_loaded_is_no_difference(five: Path, folder: Path) -> None:
    other = changed(folder, "UPDATE sources SET loaded_at = '2030-01-01', path = 'elsewhere/' || path WHERE true")
    assert rows(five, other) == sheets(five, other) == []


def test_a_changed_value_is_one_change_with_its_key(five: Path, folder: Path) -> None:
    other = changed(folder, "UPDATE task_leaders SET name = '马成金' WHERE name = '马成全' AND task_id LIKE '%/p5t1'")
    (found,) = rows(five, other)
    assert (found.change, found.table, found.column) == (Deed.CHANGED, "task_leaders", "name")
    assert (found.old, found.new) == ("马成全", "马成金")
    assert found.key.startswith("500112-2020-plan-") and found.key.endswith("/p5t1 | 1")


def test_a_row_that_goes_is_told_whole(five: Path, folder: Path) -> None:
    other = changed(folder, "DELETE FROM task_leaders WHERE name = '马成全' AND task_id LIKE '%/p5t1'")
    (gone,) = rows(five, other)
    (come,) = rows(other, five)
    assert (gone.change, gone.new, come.change, come.old) == (Deed.REMOVED, None, Deed.ADDED, None)
    assert json.loads(str(gone.old)) == json.loads(str(come.new)) == {"name": "马成全"}


def test_people_are_told_of_the_task(five: Path, folder: Path) -> None:
    other = changed(folder, "UPDATE task_leaders SET name = '马成金' WHERE name = '马成全' AND task_id LIKE '%/p5t1'")
    (found,) = sheets(five, other)
    assert (found.table, found.column) == ("task_sheet", "leaders")
    assert found.label.startswith("渝北区 2020 plan, project 5, part 1 (")
    assert str(found.notice_id).startswith("500112-2020-plan-")


def test_a_unit_that_comes_to_mean_another_shows_in_its_tasks(five: Path, folder: Path) -> None:
    other = changed(
        folder,
        "UPDATE task_units SET unit_id = '500112-finance' WHERE mention = '区水利局' AND task_id LIKE '500112-2024%'",
    )
    found = sheets(five, other)
    assert found and {c.table for c in found} == {"task_sheet"}
    assert {c.column for c in found} <= {"lead", "responsible", "cooperating"}
    assert all("区水利局（" in str(c.old) and "财政局" in str(c.new) for c in found)


def test_findings_are_held_against_each_other_by_what_they_say(five: Path, folder: Path) -> None:
    """Ids count the findings of a file: one more in front is one change and not as many as follow."""
    other = changed(
        folder,
        "CREATE TEMP TABLE f AS SELECT source_id, any_value(notice_id) AS n FROM findings GROUP BY 1 "
        "ORDER BY count(*) DESC LIMIT 1",
        "INSERT INTO findings SELECT source_id || '-0000', source_id, n, 'warning', 'a_rule', 'what', 1, 2, NULL, NULL "
        "FROM f",
    )
    assert [(c.change, c.table) for c in rows(five, other)] == [(Deed.ADDED, "findings")]
    (found,) = sheets(five, other)
    assert "warning a_rule, table 1, row 2" in found.label


def test_without_an_old_one_everything_is_added(five: Path) -> None:
    found = sheets(None, five)
    assert {c.change for c in found} == {Deed.ADDED}
    assert sum(c.table == "notice_sheet" for c in found) == 5
    assert sum(c.table == "task_sheet" for c in found) == 124


def test_changes_stand_in_the_order_of_the_notice(five: Path) -> None:
    tasks = [c for c in sheets(None, five) if c.table == "task_sheet" and "500112-2020" in c.key]
    assert [c.key.rpartition("/")[2] for c in tasks][:3] == ["p1t1", "p2t1", "p3t1"]
    assert sheets(None, five) == sheets(None, five)


def test_rows_that_no_sheet_shows_are_told_of_all_the_same(five: Path, folder: Path) -> None:
    other = changed(folder, "DELETE FROM paragraphs WHERE paragraph_no <= 2", "UPDATE tasks SET place = 'page 99'")
    people = sheets(five, other)
    assert people == rows(five, other)
    assert {c.table for c in people} == {"paragraphs", "tasks"}


def test_a_reading_that_differs_is_a_difference(five: Path, folder: Path) -> None:
    of_wulong = "SELECT source_id FROM notices WHERE notice_id LIKE '500156%'"
    other = changed(folder, f"UPDATE readings SET sha256 = repeat('0', 64) WHERE source_id IN ({of_wulong})")
    assert {c.table for c in sheets(five, other)} == {"readings"} == {c.table for c in rows(five, other)}
    assert all(len(str(c.old)) == 64 for c in rows(five, other))


def test_what_a_sheet_tells_is_not_told_again(five: Path, folder: Path) -> None:
    other = changed(
        folder,
        "UPDATE task_leaders SET name = '马成金' WHERE name = '马成全' AND task_id LIKE '%/p5t1'",
        "UPDATE tasks SET place = 'row 2' WHERE task_id LIKE '500112-2020%'",
    )
    assert {c.table for c in sheets(five, other)} == {"task_sheet"}
    assert {c.table for c in rows(five, other)} == {"tasks", "task_leaders"}
