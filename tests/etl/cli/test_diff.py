"""``etl diff``: what is printed where, and the exit codes."""

import csv
import io
import json

import pytest

from tests.etl.cli.desk import Desk, said_in_one_line
from tests.etl.closed import close
from tests.etl.warehouse.build import Answer, ask, doctor, etl, five_notices, notice_text, put

LINE = "渝北区 2024 plan, project 1, part 1 (建设城市公园): target: “建成口袋公园3个。” → “建成口袋公园5个。”"
NOTICE = "渝北府办发〔2024〕5号"


def diff(desk: Desk, *arguments: object) -> Answer:
    return etl(*("diff", *arguments, "--raw", desk.raw, "--warehouse", desk.warehouse, "--decisions", desk.decisions))


@pytest.fixture
def changed(desk: Desk) -> Desk:
    """A desk whose one file says something else than the warehouse."""
    path = put(desk.raw / "a.txt", notice_text())
    desk.ingest(path)
    put(path, notice_text().replace("建成口袋公园3个", "建成口袋公园5个"))
    return desk


def test_the_warehouse_against_what_the_files_would_make_of_it(changed: Desk) -> None:
    before = changed.warehouse.read_bytes()
    answer = diff(changed)
    assert answer.code == 0
    assert LINE in answer.stdout.splitlines()
    assert answer.stderr.startswith("loaded ")
    assert changed.warehouse.read_bytes() == before
    assert diff(changed, "--exit-code").code == 1
    again = diff(changed, "--rebuild")
    assert LINE in again.stdout and "@" not in again.stdout


def test_where_nothing_differs_that_is_said(desk: Desk) -> None:
    desk.ingest(put(desk.raw / "a.txt", notice_text()))
    answer = diff(desk, "--exit-code")
    assert (answer.code, answer.data, answer.stderr) == (0, b"", "no differences\n")


def test_a_changed_alias_is_shown_before_it_counts(desk: Desk) -> None:
    rows = [("1", "修建道路", "区道路专班", "修路3条。", "2024.6")]
    desk.ingest(put(desk.raw / "a.txt", notice_text(rows)))
    desk.decisions.write_text(
        "- {region: 渝北区, mention: 区道路专班, verdict: same_as, unit_id: 500112-transport, reason: 三定, "
        "decided_by: 王五, decided_on: 2024-05-01}\n",
        "utf-8",
    )
    unit = ask(desk.warehouse, "SELECT unit_id FROM units WHERE region_id = '500112' AND name LIKE '%交通局'")
    text = desk.decisions.read_text("utf-8").replace("500112-transport", str(unit[0][0]))
    desk.decisions.write_text(text, "utf-8")
    lines = diff(desk).stdout
    assert "lead: “区道路专班（?）” → “区道路专班（重庆市渝北区交通局）”" in lines
    assert "finding goes: 渝北区 2024 plan, warning unknown_unit" in lines
    assert ("区道路专班",) in ask(desk.warehouse, "SELECT mention FROM v_units_to_decide")


def test_two_notices_by_number_and_by_id(changed: Desk) -> None:
    changed.ingest(changed.raw)
    ((edition,),) = ask(changed.warehouse, "SELECT notice_id FROM notices WHERE NOT is_current")
    answer = diff(changed, edition, "渝北府办发[2024]5号")
    assert (answer.code, answer.stderr) == (0, "")
    assert answer.stdout.splitlines() == [LINE]


@pytest.mark.parametrize("form", ["csv", "json", "table"])
def test_programs_get_every_column_of_every_table(changed: Desk, form: str) -> None:
    changed.ingest(changed.raw)
    ((edition,),) = ask(changed.warehouse, "SELECT notice_id FROM notices WHERE NOT is_current")
    text = diff(changed, edition, NOTICE, "--format", form).stdout
    if form == "table":
        assert text.split("\n")[0].split() == ["change", "table", "key", "column", "old", "new"]
        return
    rows = list(csv.DictReader(io.StringIO(text))) if form == "csv" else json.loads(text)
    assert {
        "change": "changed",
        "table": "tasks",
        "key": "500112-2024-plan-d7e0ccc420/p1t1",
        "column": "target",
        "old": "建成口袋公园3个。",
        "new": "建成口袋公园5个。",
    } in rows


def test_two_builds(changed: Desk) -> None:
    old = put(changed.folder / "old.duckdb", changed.warehouse.read_bytes())
    changed.ingest(changed.raw)
    one, two = diff(changed, old), diff(changed, old, changed.warehouse)
    assert one.code == two.code == 0
    assert LINE in one.stdout and one.stdout == two.stdout
    assert diff(changed, old, old).stderr == "no differences\n"


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("nothing.duckdb",), "is no warehouse file; name two notices"),
        ((NOTICE, "渝北府办发〔2024〕99号"), "nor the id or the 文号 of a notice"),
        ((NOTICE, NOTICE), "are one notice"),
        ((NOTICE, "b", "--rebuild"), "name no OLD and NEW"),
    ],
)
def test_a_call_that_is_wrong_exits_2(desk: Desk, arguments: tuple[str, ...], why: str) -> None:
    desk.filled()
    answer = diff(desk, *arguments)
    assert answer.code == 2
    assert why in said_in_one_line(answer)
    assert desk.warehouse.read_bytes() == five_notices()


def test_a_file_that_is_no_warehouse_exits_1(desk: Desk) -> None:
    desk.filled()
    answer = diff(desk, put(desk.folder / "text.duckdb", "no database at all, but long enough to be one"))
    assert answer.code == 1 and "is no DuckDB file" in said_in_one_line(answer)


@pytest.mark.parametrize("form", ["lines", "csv", "json", "table"])
def test_a_file_that_has_moved_is_no_difference_in_any_format(desk: Desk, form: str) -> None:
    path = put(desk.raw / "a.txt", notice_text())
    desk.ingest(desk.raw)
    path.rename(desk.raw / "b.txt")
    answer = diff(desk, "--exit-code", "--format", form)
    assert answer.code == 0
    assert answer.stderr.startswith("MOVED ") and "b.txt: it was " in answer.stderr
    told = desk.ingest(desk.raw).stderr.splitlines()
    assert told[-1].startswith("1 file: 1 unchanged, 1 moved to other paths; published ")
    assert "MOVED" not in diff(desk).stderr


@pytest.mark.parametrize("form", ["lines", "csv", "json", "table"])
def test_the_exit_code_is_that_of_every_format(desk: Desk, form: str) -> None:
    put(desk.raw / "a.txt", notice_text())
    desk.ingest(desk.raw)
    old = put(desk.folder / "old.duckdb", desk.warehouse.read_bytes())
    doctor(desk.warehouse, "DELETE FROM paragraphs")
    answer = diff(desk, old, "--exit-code", "--format", form)
    assert answer.code == 1 and "paragraphs" in answer.stdout and "no differences" not in answer.stderr
    if form == "lines":
        assert answer.stdout.startswith("in tables that no line shows: paragraphs (")


def test_a_lake_that_is_no_place_is_a_wrong_call_and_nothing_of_it_is_shown() -> None:
    answer = etl("diff", "ducklake:postgres:dbname=n password='s3 cretpw")
    assert answer.code == 2
    assert answer.stderr.count("\n") == 1 and "cretpw" not in answer.stderr


def test_a_folder_that_cannot_be_listed_is_told_beside_what_a_rebuild_would_lose(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk.raw / "a.txt", notice_text())
    put(desk.raw / "2023" / "b.txt", notice_text(year=2023))
    desk.ingest(desk.raw)
    close(monkeypatch, desk.raw / "2023")
    options = ("--raw", desk.raw, "--warehouse", desk.warehouse, "--decisions", desk.decisions)
    for more in ((), ("--rebuild",)):
        answer = etl("diff", *more, *options)
        assert "QUARANTINED" in answer.stderr and "this folder cannot be listed" in answer.stderr
