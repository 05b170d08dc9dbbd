"""``etl check``: what each check holds, and what failed."""

import json
import re
from pathlib import Path

from tests.etl.cli.desk import Desk
from tests.etl.warehouse.build import ask, doctor, etl, notice_text, put

DOCTORED = "UPDATE cells SET disposition = 'unread' WHERE disposition = 'header'"


def test_check_says_what_each_check_holds(five: Path) -> None:
    answer = etl("check", "--warehouse", five)
    assert (answer.code, answer.stderr) == (0, "")
    lines = answer.stdout.splitlines()
    assert len(lines) == 29
    assert all(re.fullmatch(r"ok       \w+: [A-Z].+\.( \(content [0-9a-f]{16}\))?", line) for line in lines)


def test_check_prints_the_first_digits_of_the_content(five: Path) -> None:
    ((held,),) = ask(five, "SELECT content_hash FROM warehouse_info")
    lines = etl("check", "--warehouse", five).stdout.splitlines()
    assert [line for line in lines if "(content " in line] == [
        f"ok       content: Every table has the rows that were published. (content {held[:16]})"
    ]


def test_check_exits_1_and_shows_what_failed(desk: Desk) -> None:
    desk.filled()
    doctor(desk.warehouse, DOCTORED)
    answer = etl("check", "--warehouse", desk.warehouse)
    assert answer.code == 1
    assert re.search(
        r"^FAILED   unread_cells: .*\n(?: {9}.*\n)* {9}.*yubei-2024-plan\.txt, .*: \d+ cell",
        answer.stdout,
        re.MULTILINE,
    )
    assert answer.stdout.count("ok  ") == 27


def test_a_warning_is_shown_and_exits_0(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text([("1", "建设公园", "区园林专班", "区财政局", "建成3个。", "2024年")]))
    assert desk.ingest(desk.raw).code == 0
    answer = etl("check", "--warehouse", desk.warehouse)
    assert answer.code == 0
    assert re.search(r"^warning  provisional_units: .*\n {9}.*`etl units`\.$", answer.stdout, re.MULTILINE)


def test_checks_as_json_have_what_a_program_needs(desk: Desk) -> None:
    desk.filled()
    doctor(desk.warehouse, DOCTORED)
    answer = etl("check", "--warehouse", desk.warehouse, "--format", "json")
    assert answer.code == 1
    found = {check["name"]: check for check in json.loads(answer.stdout)}
    assert found["unread_cells"]["severity"] == "error" and found["unread_cells"]["failures"] == 5
    assert found["sources"] == {
        "name": "sources",
        "severity": "error",
        "promise": "Every loaded file is still where it was, unchanged.",
        "failures": 0,
        "told": [],
        "note": "",
    }


def test_ones_own_checks_are_run(five: Path, tmp_path: Path) -> None:
    put(tmp_path / "own" / "remarks.sql", "-- Remarks are short.\nSELECT name FROM projects WHERE length(remark) > 1")
    answer = etl("check", "--warehouse", five, "--checks", tmp_path / "own")
    assert answer.code == 1 and "FAILED   remarks: Remarks are short.\n         name=" in answer.stdout
    assert etl("check", "--warehouse", five, env={"ETL_CHECKS": str(tmp_path / "own")}).code == 1


def test_a_check_of_ones_own_takes_the_place_of_ours(desk: Desk) -> None:
    desk.filled()
    doctor(desk.warehouse, DOCTORED)
    for name in ("unread_cells", "content", "sources"):
        put(desk.folder / "own" / f"{name}.sql", "-- It is known.\nSELECT 1 WHERE false")
    answer = etl("check", "--warehouse", desk.warehouse, "--checks", desk.folder / "own")
    assert answer.code == 0 and answer.stdout.count("It is known.") == 3
    assert len(answer.stdout.splitlines()) == 29
    for name in ("unread_cells", "content", "sources"):
        assert f"ok       {name}: It is known. ({desk.folder / 'own' / name}.sql in the place of ours)" in answer.stdout


def test_a_check_of_ones_own_takes_the_place_of_ours_in_whatever_case(five: Path, tmp_path: Path) -> None:
    for name in ("Orphans.SQL", "Sources.sql", "VIEWS.sql"):
        put(tmp_path / "own" / name, "SELECT 1 WHERE false")
    lines = etl("check", "--warehouse", five, "--checks", tmp_path / "own").stdout.splitlines()
    assert len(lines) == 29 and sum("in the place of ours" in line for line in lines) == 3


def test_an_escape_sequence_in_a_message_is_shown_and_not_sent(five: Path, tmp_path: Path) -> None:
    put(tmp_path / "own" / "red.sql", "SELECT chr(27) || '[31mred' AS message")
    answer = etl("check", "--warehouse", five, "--checks", tmp_path / "own")
    assert b"\x1b" not in answer.data and "         \\x1b[31mred\n" in answer.stdout


def test_a_view_that_was_changed_is_told(five: Path, tmp_path: Path) -> None:
    warehouse = doctor(put(tmp_path / "n.duckdb", five.read_bytes()), "DROP VIEW v_region_compare")
    answer = etl("check", "--warehouse", warehouse)
    assert answer.code == 1 and "view v_region_compare is gone; run `etl rebuild`." in answer.stdout
    warehouse.unlink()


def test_the_help_says_which_folder_need_not_be_there() -> None:
    assert "one that you name must be" in " ".join(etl("check", "--help").stdout.replace("│", " ").split())


def test_a_folder_of_checks_that_is_named_and_not_there_is_a_wrong_call(five: Path, tmp_path: Path) -> None:
    answer = etl("check", "--warehouse", five, "--checks", tmp_path / "none")
    assert answer.code == 2 and answer.data == b""


def test_ingest_stores_what_the_checks_found_and_tells_the_errors(desk: Desk) -> None:
    rows = [
        ("1", "建设公园", "区教委", "区财政局", "建成3个。", "2024年"),
        ("3", "改厕", "区教委", "", "改厕。", "2024年"),
    ]
    put(desk.raw / "a.txt", notice_text(rows))
    put(desk.folder / "own" / "strict.sql", "-- severity: warning\nSELECT task_id FROM tasks")
    answer = desk.ingest(desk.raw, "--checks", desk.folder / "own")
    assert answer.code == 1
    told = [line for line in answer.stderr.splitlines() if line.startswith("FAILED")]
    assert len(told) == 1 and "a.txt, table 1, row 3: serial number “3”" in told[0]
    assert ask(desk.warehouse, "SELECT name, severity, failures FROM checks WHERE failures > 0 ORDER BY name") == [
        ("serial_numbers", "error", 1),
        ("strict", "warning", 2),
    ]


def test_check_notices_that_a_file_has_gone(desk: Desk) -> None:
    desk.filled()
    doctor(desk.warehouse, "UPDATE sources SET path = 'gone/' || parse_filename(path)")
    answer = etl("check", "--warehouse", desk.warehouse)
    assert answer.code == 1
    assert answer.stdout.count("is gone; put it back") == 5
