"""Every check finds what it promises to find, and only that."""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import pytest

from etl.warehouse.check import Check, check_connection, check_warehouse
from etl.warehouse.check_files import built_in
from etl.warehouse.errors import WarehouseError
from tests.etl.warehouse.build import doctor, emptied, five_notices, put

CHECKS = files("etl.warehouse") / "checks"
NAMES = sorted(p.name.removesuffix(".sql") for p in CHECKS.iterdir() if p.name.endswith(".sql"))
A_TASK = "(SELECT min(task_id) FROM cells WHERE field = 'target')"
A_PLAN = "(SELECT notice_id FROM notices WHERE document_number = '渝北府办发〔2024〕5号')"
OF_PLAN = f"project_id IN (SELECT project_id FROM projects WHERE notice_id = {A_PLAN})"
FINDING = (
    "INSERT INTO findings BY NAME SELECT 'x' AS finding_id, source_id, notice_id, 'error' AS severity, '{}' AS rule, "
    "'33 are said, and 32 were read.' AS message, 3 AS table_no, 12 AS row_no FROM sources ORDER BY source_id LIMIT 1"
)
BROKEN = {
    "absurd_money": "UPDATE tasks SET investment_yuan = investment_yuan * 10000 WHERE investment_yuan > 100000000",
    "announced_counts": "UPDATE notices SET announced_projects = 34 WHERE announced_projects = 33",
    "deadline_order": f"UPDATE tasks SET deadline_start = deadline + 1 WHERE task_id = {A_TASK}",
    "deadline_years": f"UPDATE tasks SET deadline = DATE '2034-12-31' WHERE {OF_PLAN} AND deadline IS NOT NULL",
    "deadlines_before_issue": f"UPDATE tasks SET deadline = DATE '2023-06-30', deadline_start = NULL WHERE {OF_PLAN} "
    "AND deadline IS NOT NULL",
    "doubtful_scans": FINDING.format("doubtful_rule"),
    "duplicate_projects": "UPDATE projects SET name = (SELECT name FROM projects WHERE ordinal = 1 "
    f"AND notice_id = {A_PLAN}) WHERE ordinal = 2 AND notice_id = {A_PLAN}; "
    f"UPDATE tasks SET target = (SELECT target FROM tasks WHERE {OF_PLAN} AND project_id LIKE '%p1' AND part = 1) "
    f"WHERE {OF_PLAN} AND project_id LIKE '%p2' AND part = 1",
    "families": "UPDATE family_members SET family_id = (SELECT max(family_id) FROM families) "
    "WHERE project_id = (SELECT arg_min(project_id, family_id) FROM family_members)",
    "field_cells_without_task": "UPDATE cells SET task_id = NULL WHERE field = 'deadline' AND table_no = 1",
    "missing_leads": f"DELETE FROM task_units WHERE role = 'lead' AND task_id = {A_TASK}",
    "money_of_cells": "UPDATE tasks SET investment_yuan = investment_yuan + 12345 WHERE investment_yuan > 0",
    "ordinals": "DELETE FROM task_units WHERE ordinal = 1 AND (task_id, role) IN "
    "(SELECT (task_id, role) FROM task_units WHERE ordinal = 2)",
    "orphans": "UPDATE sources SET outcome = 'superseded', reason = 'said.' WHERE path LIKE '%yubei-2024%'",
    "other_errors": FINDING.format("another_rule"),
    "provisional_units": "UPDATE units SET origin = 'provisional' "
    "WHERE unit_id = (SELECT min(unit_id) FROM task_units)",
    "repeated_names": "UPDATE projects SET name = (SELECT name FROM projects WHERE ordinal = 1 "
    f"AND notice_id = {A_PLAN}) WHERE ordinal = 2 AND notice_id = {A_PLAN}",
    "serial_numbers": "UPDATE projects SET seq = 34 WHERE seq = 33",
    "stated_sums": FINDING.format("stated_sum"),
    "superseded_notices": "UPDATE notices SET superseded_by = 'gone', superseded_because = 'said.', is_current = false "
    f"WHERE notice_id = {A_PLAN}",
    "tasks_without_cells": f"UPDATE cells SET task_id = (SELECT max(task_id) FROM tasks WHERE {OF_PLAN}) "
    f"WHERE task_id = (SELECT min(task_id) FROM tasks WHERE {OF_PLAN})",
    "unread_cells": "UPDATE cells SET disposition = 'unread' WHERE disposition = 'header'",
    "unread_paragraphs": "UPDATE paragraphs SET disposition = 'unread' WHERE disposition = 'letter'",
    "values_of_cells": f"UPDATE tasks SET target = target || '另建成九十九座。' WHERE task_id = {A_TASK}",
}
SAID = {
    "announced_counts": "announces 34 projects, 33 are there",
    "deadline_years": "10 years from 2024",
    "field_cells_without_task": "table 1, row 2",
    "missing_leads": "has no lead, and other tasks of the notice have",
    "other_errors": "table 3, row 12: 33 are said, and 32 were read.",
    "provisional_units": "`etl units`",
    "serial_numbers": "“33” (",
    "unread_cells": "not read, the first is",
}


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield put(tmp_path / "notices.duckdb", five_notices())


@cache
def after(change: str) -> dict[str, Check]:
    """What fails once the five notices' warehouse was changed by a statement."""
    with TemporaryDirectory() as folder:
        path = doctor(put(Path(folder) / "notices.duckdb", five_notices()), change)
        return failing(check_warehouse(path))


def failing(checks: list[Check]) -> dict[str, Check]:
    return {c.name: c for c in checks if c.failures}


def test_a_good_warehouse_passes_every_check(copy: Path) -> None:
    checks = check_warehouse(copy)
    assert [c.name for c in checks] == [*NAMES, "content", "readable", "records", "schema", "views"]
    assert failing(checks) == {}


def test_there_is_a_doctored_warehouse_for_every_check() -> None:
    assert sorted(BROKEN) == NAMES


@pytest.mark.parametrize("name", BROKEN)
def test_a_doctored_warehouse_fails_its_check_and_no_other_but_that_of_its_content(name: str) -> None:
    assert after(BROKEN[name]).keys() == {name, "content"}


@pytest.mark.parametrize("name", BROKEN)
def test_a_failure_names_the_file_and_ends_with_what_to_do(name: str) -> None:
    to_do = re.compile(r"`etl (inspect|rebuild|units)`|compare the file|see in the file|see whether|Scan the page")
    for failure in after(BROKEN[name])[name].failures:
        assert re.search(r"(yubei|wulong|gaoxin)\S*\.txt", failure)
        assert failure.endswith(".") and "\n" not in failure
        assert to_do.search(failure)


@pytest.mark.parametrize("name", SAID)
def test_a_failure_says_what_and_where(name: str) -> None:
    assert any(SAID[name] in failure for failure in after(BROKEN[name])[name].failures)


@pytest.mark.parametrize("name", BROKEN)
def test_a_failure_counts_as_much_as_the_check_says(name: str) -> None:
    severity = next(c.severity for c in built_in() if c.name == name)
    assert after(BROKEN[name])[name].severity is severity


@pytest.mark.parametrize("name", NAMES)
def test_every_check_opens_with_the_sentence_it_holds_and_its_severity(name: str) -> None:
    first, second = (CHECKS / f"{name}.sql").read_text("utf-8").split("\n")[:2]
    assert first.startswith("-- ") and first.endswith(".")
    assert second in ("-- severity: error", "-- severity: warning")


def test_a_project_deleted_by_hand_is_missed() -> None:
    project = f"(SELECT project_id FROM projects WHERE ordinal = 33 AND notice_id = {A_PLAN})"
    tasks = f"(SELECT task_id FROM tasks WHERE project_id = {project})"
    parts = ("task_units", "task_leaders", "deadline_stages", "cells")
    change = "; ".join(f"DELETE FROM {table} WHERE task_id IN {tasks}" for table in parts)
    change += f"; DELETE FROM quantities WHERE task_id IN {tasks}"
    change += f"; DELETE FROM tasks WHERE project_id = {project}"
    found = after(f"{change}; DELETE FROM projects WHERE ordinal = 33 AND notice_id = {A_PLAN}")
    assert "announces 33 projects, 32 are there" in " ".join(found["announced_counts"].failures)
    assert any("table projects was" in failure for failure in found["content"].failures)


def test_a_changed_level_is_missed_in_the_announced_numbers() -> None:
    change = f"UPDATE projects SET level = 'municipal' WHERE level = 'district' AND notice_id = {A_PLAN}"
    assert "announced_counts" in after(change)


def test_a_number_changed_in_the_middle_is_one_gap_and_one_repeat() -> None:
    found = after(f"UPDATE projects SET seq = 6 WHERE seq = 5 AND notice_id = {A_PLAN}")["serial_numbers"]
    assert found.count == 2 and all("was expected" in failure for failure in found.failures)


def test_a_number_that_could_not_be_read_hides_no_other() -> None:
    found = after(f"UPDATE projects SET seq = NULL WHERE seq = 5 AND notice_id = {A_PLAN}")
    assert "serial_numbers" not in found


def test_a_notice_none_of_whose_tasks_has_a_lead_is_told_once() -> None:
    found = after(
        f"DELETE FROM task_units WHERE role = 'lead' AND task_id IN (SELECT task_id FROM tasks WHERE {OF_PLAN})"
    )
    (failure,) = found["missing_leads"].failures
    assert "none of the 41 tasks has a lead" in failure


def test_notices_that_supersede_each_other_lead_nowhere() -> None:
    other = "(SELECT min(notice_id) FROM notices)"
    change = (
        "UPDATE notices SET is_current = false, superseded_because = 'said.', superseded_by = "
        f"CASE WHEN notice_id = {A_PLAN} THEN {other} ELSE {A_PLAN} END WHERE notice_id IN ({A_PLAN}, {other})"
    )
    assert after(change)["superseded_notices"].count == 2


@pytest.mark.parametrize(
    "place", ["3, 12, NULL, 7", "3, 12, NULL, NULL", "NULL, NULL, 14, 2", "NULL, NULL, NULL, NULL"]
)
def test_an_error_finding_is_shown_with_its_place(place: str) -> None:
    said = {
        "3, 12, NULL, 7": ", page 7, table 3, row 12: 序号",
        "3, 12, NULL, NULL": "txt, table 3, row 12: 序号",
        "NULL, NULL, 14, 2": ", page 2, paragraph 14: 序号",
        "NULL, NULL, NULL, NULL": ".txt: 序号",
    }
    change = (
        "INSERT INTO findings SELECT 'x', source_id, notice_id, 'error', 'serial_numbers', '序号 5 is missing.', "
        f"{place} FROM sources LIMIT 1"
    )
    (failure,) = after(change)["serial_numbers"].failures
    assert said[place] in failure


@pytest.mark.parametrize("severity", ["warning", "info"])
def test_a_finding_that_is_no_error_fails_no_check(severity: str) -> None:
    assert after(f"UPDATE findings SET severity = '{severity}'").keys() <= {"content"}


@pytest.mark.parametrize(
    ("rule", "check"),
    [
        ("serial_numbers", "serial_numbers"),
        ("announced_count", "announced_counts"),
        ("stated_sum", "stated_sums"),
        ("doubtful_rule", "doubtful_scans"),
        ("a_new_rule", "other_errors"),
    ],
)
def test_every_rule_of_severity_error_is_told_by_one_check(rule: str, check: str) -> None:
    assert after(FINDING.format(rule)).keys() == {check, "content"}


def test_the_rules_of_severity_error_are_those() -> None:
    """Whoever adds one gives it a check of its own, or leaves it to other_errors and says so here."""
    root = Path(__file__).parents[3]
    sources = [p for room in ("parsers", "etl") for p in (root / room).rglob("*.py")]
    using = sorted(
        p.name for p in sources if "Severity.ERROR" in p.read_text("utf-8") and "CheckSeverity" not in p.name
    )
    using = [name for name in using if name not in ("check_files.py", "check_model.py", "check_lines.py")]
    assert using == ["_scan_page.py", "facts.py", "proof.py"]


def test_the_same_name_in_two_sections_is_no_duplicate(copy: Path) -> None:
    doctor(
        copy,
        BROKEN["duplicate_projects"],
        f"UPDATE projects SET section = '甲' WHERE ordinal = 2 AND notice_id = {A_PLAN}",
    )
    assert failing(check_warehouse(copy)).keys() == {"content"}


@pytest.mark.parametrize("name", ["other_errors", "field_cells_without_task", "unread_cells"])
def test_a_file_whose_rows_are_not_used_fails_no_check_of_its_rows(copy: Path, name: str) -> None:
    doctor(copy, BROKEN[name], "UPDATE sources SET outcome = 'superseded', reason = 'another file is used.'")
    assert failing(check_warehouse(copy)).keys() == {"orphans", "content"}


def test_a_warehouse_under_construction_can_be_checked(copy: Path) -> None:
    with duckdb.connect(str(copy)) as connection:
        connection.execute(BROKEN["unread_cells"])
        assert failing(check_connection(connection)).keys() == {"unread_cells", "content"}


def test_no_warehouse_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match=r"there is no warehouse at .*etl ingest"):
        check_warehouse(tmp_path / "none.duckdb")


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7])
def test_damaged_bytes_do_not_pass(copy: Path, share: float) -> None:
    data = bytearray(copy.read_bytes())
    begin = int(len(data) * share)
    data[begin : begin + 200_000] = bytes(range(250)) * 800
    copy.write_bytes(data)
    try:
        checks = check_warehouse(copy)
    except WarehouseError as refusal:
        assert "etl rebuild" in str(refusal) or "cannot be opened" in str(refusal)
    else:
        assert "readable" in failing(checks)
        assert all("etl rebuild" in f for f in failing(checks)["readable"].failures)


def test_what_no_key_can_hold_is_held_by_the_check_of_orphans() -> None:
    """A unit's successor stands in its own table; a key would need the two in one order."""
    found = after("UPDATE units SET successor_id = 'gone' WHERE unit_id = (SELECT min(unit_id) FROM units)")
    assert "is succeeded by gone" in found["orphans"].failures[0]


def test_a_provisional_unit_that_no_task_names_is_an_orphan() -> None:
    unused = "(SELECT min(unit_id) FROM units WHERE unit_id NOT IN (SELECT unit_id FROM task_units))"
    found = after(f"UPDATE units SET origin = 'provisional' WHERE unit_id = {unused}")
    assert "is provisional and no task names it" in found["orphans"].failures[0]
