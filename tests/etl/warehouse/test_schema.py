"""The tables and views that users rely on: names, comments, allowed words, and the ties between rows."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from tests.etl.warehouse.build import ask, doctor, emptied, five_notices, put

CONTRACT = {
    "regions": "region_id, name, full_name, kind, valid_from, valid_to",
    "sources": "source_id, notice_id, path, sha256, format, pages, outcome, reason, parser_version, run_id, loaded_at",
    "cells": "source_id, table_no, row_no, column_no, row_span, column_span, page, text, disposition, task_id, field",
    "paragraphs": "source_id, paragraph_no, page, text, disposition, task_id, fields",
    "notices": "notice_id, region_id, year, kind, title, document_number, issuer, issued_on, announced_projects, "
    "is_current",
    "projects": "project_id, notice_id, section, seq, name, level, voted, remark, family_id",
    "tasks": "task_id, project_id, part, target, details, deadline, deadline_start, deadline_text, "
    "deadline_precision, deadline_basis, investment_yuan",
    "task_units": "task_id, role, ordinal, mention, unit_id",
    "task_leaders": "task_id, ordinal, name",
    "units": "unit_id, region_id, name, short_name, kind, valid_from, valid_to",
    "unit_aliases": "region_id, alias, unit_id, origin",
    "unit_functions": "unit_id, function",
    "quantities": "task_id, ordinal, field, text, subject, value, measure, comparator, per, si_value, si_measure",
    "progress": "progress_id, notice_id, task_id, as_of, progress, status, invested_yuan, problems, next_steps",
    "families": "family_id, name",
    "family_members": "project_id, family_id, basis, similarity, other_project_id, because",
    "family_quantities": "family_id, topic, task_id, field, ordinal, because",
    "v_families": "family_id, family, region, year, project, basis, similarity, because, project_id",
    "v_binding_targets": "region, year, subject, per, binding, binding_value, municipal_value, district_value, because",
    "v_region_compare": "family, topic, measure, per, region, year, comparator, value, si_value, project, target",
    "findings": "finding_id, source_id, notice_id, severity, rule, message, table_no, row_no, paragraph_no, page",
    "runs": "run_id, started_at, finished_at, command, parser_version, files, loaded, unchanged, quarantined",
    "v_tasks": "task_id, region, year, document_number, notice_kind, section, seq, part, project, level, voted, "
    "lead_units, lead_mentions, supporting_units, supporting_mentions, leaders, target, details, deadline, "
    "deadline_text, deadline_precision, deadline_basis, investment_yuan, progress, status, family, source_path, place",
}
WORDS: dict[tuple[str, str], set[str | None]] = {
    ("sources", "outcome"): {"loaded", "superseded", "quarantined"},
    ("cells", "disposition"): {"field", "header", "section", "total", "note", "form", "blank", "unread"},
    ("paragraphs", "disposition"): {"letter", "heading", "caption", "field", "note", "unread"},
    ("notices", "kind"): {"plan", "report", "progress"},
    ("projects", "level"): {"municipal", "district", "both"},
    ("tasks", "deadline_precision"): {"day", "month", "quarter", "half", "year", None},
    ("tasks", "deadline_basis"): {"stated", "text", "plan_year", "open", "undetermined"},
    ("task_units", "role"): {"lead", "responsible", "cooperating"},
    ("family_members", "basis"): {"stated", "derived", "decided"},
    ("v_binding_targets", "binding"): {"municipal", "district", "both"},
    ("findings", "severity"): {"error", "warning", "info"},
}
REFUSED = {
    "sources": "UPDATE sources SET outcome = 'lost'",
    "sources without a reason": "UPDATE sources SET outcome = 'quarantined', reason = NULL",
    "cells": "UPDATE cells SET disposition = 'skipped'",
    "paragraphs": "UPDATE paragraphs SET disposition = 'header'",
    "notices": "UPDATE notices SET kind = 'letter'",
    "projects": "UPDATE projects SET level = 'voted'",
    "task_units": "UPDATE task_units SET role = 'leader'",
    "findings": "UPDATE findings SET severity = 'fatal'",
    "deadline_basis": "UPDATE tasks SET deadline_basis = 'guessed'",
    "deadline_precision": "UPDATE tasks SET deadline_precision = 'week'",
    "a deadline that is open": "UPDATE tasks SET deadline = DATE '2024-12-31', deadline_basis = 'open'",
    "no deadline yet stated": "UPDATE tasks SET deadline = NULL, deadline_basis = 'stated'",
    "part": "UPDATE tasks SET part = 0",
    "cells count from 1": "UPDATE cells SET row_no = 0",
}
LISTS = ("lead_units", "lead_mentions", "supporting_units", "supporting_mentions", "leaders")
TIES = {
    "projects.notice_id": "notices.notice_id",
    "tasks.project_id": "projects.project_id",
    "task_units.task_id": "tasks.task_id",
    "task_units.unit_id": "units.unit_id",
    "task_leaders.task_id": "tasks.task_id",
    "unit_aliases.unit_id": "units.unit_id",
    "unit_aliases.region_id": "regions.region_id",
    "unit_functions.unit_id": "units.unit_id",
    "units.region_id": "regions.region_id",
    "notices.region_id": "regions.region_id",
    "notices.source_id": "sources.source_id",
    "sources.notice_id": "notices.notice_id",
    "sources.run_id": "runs.run_id",
    "cells.source_id": "sources.source_id",
    "cells.task_id": "tasks.task_id",
    "paragraphs.source_id": "sources.source_id",
    "findings.source_id": "sources.source_id",
    "progress.task_id": "tasks.task_id",
    "projects.family_id": "families.family_id",
    "family_members.project_id": "projects.project_id",
    "family_members.other_project_id": "projects.project_id",
    "family_members.family_id": "families.family_id",
    "family_quantities.family_id": "families.family_id",
}


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("five")) as folder:
        yield put(folder / "notices.duckdb", five_notices())


@pytest.fixture(scope="module")
def comments(five: Path) -> dict[str, dict[str, str | None]]:
    found: dict[str, dict[str, str | None]] = {}
    for table, column, comment in ask(
        five, "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal"
    ):
        found.setdefault(table, {})[column] = comment
    return found


@pytest.mark.parametrize("table", CONTRACT)
def test_every_promised_column_is_there(comments: dict[str, dict[str, str | None]], table: str) -> None:
    assert set(CONTRACT[table].split(", ")) <= comments[table].keys()


def test_every_column_has_a_comment(comments: dict[str, dict[str, str | None]]) -> None:
    bare = [f"{table}.{column}" for table, columns in comments.items() for column in columns if not columns[column]]
    assert bare == []


def test_every_table_and_view_has_a_comment(five: Path) -> None:
    tables = ask(five, "SELECT table_name, comment FROM duckdb_tables()")
    views = ask(five, "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal")
    assert [name for name, comment in (*tables, *views) if not comment] == []
    assert len(tables) >= 17


def test_only_views_for_people_start_with_v(five: Path) -> None:
    assert ask(five, "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE 'v\\_%' ESCAPE '\\'") == []
    views = ask(five, "SELECT view_name FROM duckdb_views() WHERE NOT internal")
    assert all(name.startswith("v_") for (name,) in views)


@pytest.mark.parametrize(("table", "column"), WORDS)
def test_words_are_those_agreed(five: Path, table: str, column: str) -> None:
    found = {word for (word,) in ask(five, f"SELECT DISTINCT {column} FROM {table}")}
    assert found <= WORDS[table, column]


@pytest.mark.parametrize("case", REFUSED)
def test_the_file_itself_refuses_other_words(tmp_path: Path, case: str) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "notices.duckdb", five_notices())
        with pytest.raises(duckdb.ConstraintException):
            doctor(path, REFUSED[case])


@pytest.mark.parametrize("child", TIES)
def test_no_row_points_nowhere(five: Path, child: str) -> None:
    (table, column), (parent, key) = child.split("."), TIES[child].split(".")
    lost = ask(
        five,
        f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL AND {column} NOT IN (SELECT {key} FROM {parent})",
    )
    assert lost == []


def test_five_notices_have_107_projects_and_124_tasks(five: Path) -> None:
    counts = [ask(five, f"SELECT count(*) FROM {table}")[0][0] for table in ("notices", "projects", "tasks", "v_tasks")]
    assert counts == [5, 107, 124, 124]


def test_v_tasks_has_each_task_once(five: Path) -> None:
    assert ask(five, "SELECT count(DISTINCT task_id) FROM v_tasks") == [(124,)]
    assert ask(five, "SELECT task_id FROM v_tasks EXCEPT SELECT task_id FROM tasks") == []


def test_v_tasks_leaves_out_what_is_not_current(tmp_path: Path) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "notices.duckdb", five_notices())
        doctor(path, "UPDATE notices SET is_current = false WHERE document_number = '渝北府办发〔2024〕5号'")
        assert ask(path, "SELECT count(*) FROM v_tasks") == [(124 - 41,)]
        assert ask(path, "SELECT count(*) FROM tasks") == [(124,)]


@pytest.mark.parametrize("column", LISTS)
def test_units_and_leaders_are_lists_of_text_and_never_null(five: Path, column: str) -> None:
    assert ask(five, f"SELECT DISTINCT typeof({column}) FROM v_tasks") == [("VARCHAR[]",)]
    assert ask(five, f"SELECT count(*) FROM v_tasks WHERE {column} IS NULL") == [(0,)]


def test_units_stand_in_the_order_written(five: Path) -> None:
    ((lead, supporting, names),) = ask(
        five,
        "SELECT lead_mentions, supporting_mentions, supporting_units FROM v_tasks "
        "WHERE document_number = '渝北府办发〔2024〕5号' AND seq = 3 AND project = '建设城市公园'",
    )
    assert lead == ["区城管局"]
    assert supporting == ["城市更新公司", "空港新城公司"]
    assert len(names) == 2


def test_a_person_is_never_a_unit(five: Path) -> None:
    assert ask(five, "SELECT count(*) FROM task_leaders WHERE name = '张广莉'")[0][0] > 0
    assert ask(five, "SELECT * FROM task_units JOIN task_leaders AS l USING (task_id) WHERE mention = l.name") == []


def test_a_group_is_a_unit_of_kind_group(five: Path) -> None:
    kinds = ask(
        five, "SELECT DISTINCT u.kind FROM task_units JOIN units AS u USING (unit_id) WHERE mention LIKE '相关镇街%'"
    )
    assert kinds == [("group",)]


def test_one_field_of_work_meets_under_each_regions_own_names(five: Path) -> None:
    found = ask(
        five,
        "SELECT DISTINCT region, mention FROM v_function_tasks WHERE function = '城市管理' AND role = 'lead' "
        "AND mention IN ('区城管局', '区城市管理局', '城市建设事务中心')",
    )
    assert {region for region, _ in found} == {"渝北区", "武隆区", "重庆高新区"}
    assert {mention for _, mention in found} == {"区城管局", "区城市管理局", "城市建设事务中心"}


def test_a_place_reads_as_a_person_would_say_it(five: Path) -> None:
    odd = ask(
        five, "SELECT place FROM v_tasks WHERE NOT regexp_full_match(place, '(page \\d+, )?table \\d+, row \\d+')"
    )
    assert odd == []


def test_the_place_of_a_projects_first_task_leads_to_the_cell_of_its_target(five: Path) -> None:
    astray = ask(
        five,
        "SELECT t.task_id FROM tasks AS t JOIN projects USING (project_id) JOIN notices AS n USING (notice_id) "
        "WHERE t.part = 1 AND t.target IS NOT NULL AND NOT EXISTS (FROM cells AS c WHERE c.source_id = n.source_id "
        "AND c.text = t.target AND t.place = 'table ' || c.table_no || ', row ' || c.row_no)",
    )
    assert astray == []


def test_the_report_tells_progress_and_status_beside_the_task(five: Path) -> None:
    found = ask(five, "SELECT DISTINCT status FROM v_tasks WHERE notice_kind = 'report' ORDER BY ALL")
    assert found != [] and all(status for (status,) in found)
    assert ask(five, "SELECT count(*) FROM v_tasks WHERE notice_kind = 'report' AND progress IS NULL") == [(0,)]


def test_the_latest_progress_is_the_one_shown(tmp_path: Path) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "notices.duckdb", five_notices())
        ((notice, task),) = ask(path, "SELECT notice_id, task_id FROM tasks JOIN projects USING (project_id) LIMIT 1")
        doctor(
            path,
            f"DELETE FROM progress WHERE task_id = '{task}'",
            f"INSERT INTO progress BY NAME SELECT 'a' AS progress_id, '{notice}' AS notice_id, '{task}' AS task_id, "
            "DATE '2024-09-25' AS as_of, '已完工' AS progress, '完成' AS status",
            f"INSERT INTO progress BY NAME SELECT 'b' AS progress_id, '{notice}' AS notice_id, '{task}' AS task_id, "
            "DATE '2024-04-25' AS as_of, '已开工' AS progress, '推进中' AS status",
        )
        assert ask(path, "SELECT progress, status FROM v_tasks WHERE task_id = ?", task) == [("已完工", "完成")]


def test_money_is_in_yuan(five: Path) -> None:
    found = ask(
        five, "SELECT investment_yuan FROM v_tasks WHERE region = '武隆区' AND project = '建设城市公园' AND part = 1"
    )
    assert found == [(2_800_000,)]


def test_a_plans_deadline_is_the_last_day_that_meets_it(five: Path) -> None:
    found = ask(
        five,
        "SELECT DISTINCT deadline, deadline_precision, deadline_basis FROM v_tasks "
        "WHERE document_number = '渝北府办发〔2024〕5号' AND deadline_text = '2024.12'",
    )
    assert found == [(date(2024, 12, 31), "month", "stated")]


def test_a_group_of_all_towns_has_them_as_members(five: Path) -> None:
    found = ask(five, "SELECT group_name, region, year, count(*) FROM v_group_members GROUP BY ALL ORDER BY ALL")
    assert found == [("各乡镇（街道）", "武隆区", 2024, 26)]
    kinds = ask(five, "SELECT kind, count(*) FROM v_group_members GROUP BY ALL ORDER BY ALL")
    assert kinds == [("subdistrict", 4), ("town", 10), ("township", 12)]


def test_a_region_knows_what_it_was_made_of(five: Path) -> None:
    found = ask(five, "SELECT region_id, predecessor_id, since FROM region_successions WHERE region_id = '500157'")
    assert sorted(found) == [("500157", "500105", date(2025, 11, 7)), ("500157", "500112", date(2025, 11, 7))]


def test_a_unit_that_ended_leads_to_its_successor(five: Path) -> None:
    sql = "SELECT valid_to, successor_id FROM units WHERE unit_id = '500112-culture-commission'"
    assert ask(five, sql) == [(date(2019, 1, 1), "500112-culture-tourism")]
    lost = (
        "SELECT u.unit_id FROM units AS u ANTI JOIN units AS s ON s.unit_id = u.successor_id WHERE u.successor_id <> ''"
    )
    assert ask(five, lost) == []


def test_no_body_outlives_its_region(five: Path) -> None:
    sql = "SELECT count(*) FROM units WHERE region_id = '500112' AND (valid_to IS NULL OR valid_to > DATE '2025-11-07')"
    assert ask(five, sql + " AND kind <> 'group'") == [(0,)]


def test_every_mention_says_how_its_unit_was_found(five: Path) -> None:
    assert {row[0] for row in ask(five, "SELECT DISTINCT basis FROM task_units")} <= {
        "name",
        "key",
        "segments",
        "group",
    }
