from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.check import Check, check_connection, check_warehouse
from etl.warehouse.errors import WarehouseError
from tests.etl.warehouse.build import ask, doctor, emptied, five_notices, put

CHECKS = files("etl.warehouse") / "checks"
NAMES = sorted(p.name.removesuffix(".sql") for p in CHECKS.iterdir() if p.name.endswith(".sql"))
A_TASK = "(SELECT min(task_id) FROM cells WHERE field = 'target')"
BROKEN = {
    "duplicate_projects": "INSERT INTO projects SELECT * REPLACE ('again' AS project_id) FROM projects LIMIT 1",
    "error_findings": "INSERT INTO findings BY NAME SELECT 'x' AS finding_id, source_id, notice_id, "
    "'error' AS severity, 'announced_count' AS rule, 'the letter announces 33, and 32 were read.' AS message, "
    "FROM sources LIMIT 1",
    "field_cells_without_task": "UPDATE cells SET task_id = NULL WHERE field = 'deadline' AND table_no = 1",
    "tasks_without_cells": f"DELETE FROM cells WHERE task_id = {A_TASK}",
    "unread_cells": "UPDATE cells SET disposition = 'unread' WHERE field = 'target'",
}


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield put(tmp_path / "notices.duckdb", five_notices())


def failing(checks: list[Check]) -> dict[str, tuple[str, ...]]:
    return {c.name: c.failures for c in checks if c.failures}


def test_a_good_warehouse_passes_every_check(copy: Path) -> None:
    checks = check_warehouse(copy)
    assert [c.name for c in checks] == [*NAMES, "readable"]
    assert failing(checks) == {}


def test_there_is_a_doctored_warehouse_for_every_check() -> None:
    assert sorted(BROKEN) == NAMES


@pytest.mark.parametrize("name", BROKEN)
def test_a_doctored_warehouse_fails_its_check_and_no_other(copy: Path, name: str) -> None:
    doctor(copy, BROKEN[name])
    assert failing(check_warehouse(copy)).keys() == {name}


@pytest.mark.parametrize("name", BROKEN)
def test_a_failure_names_the_file_and_ends_with_what_to_do(copy: Path, name: str) -> None:
    doctor(copy, BROKEN[name])
    paths = {Path(path).name for (path,) in ask(copy, "SELECT path FROM sources")}
    for failure in failing(check_warehouse(copy))[name]:
        assert any(path in failure for path in paths)
        assert failure.endswith(".")
        assert failure.count("\n") == 0


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("duplicate_projects", "2 times"),
        ("error_findings", "the letter announces 33, and 32 were read."),
        ("field_cells_without_task", "table 1, row 2"),
        ("tasks_without_cells", "table 1, row"),
        ("unread_cells", "cell(s) were not read"),
    ],
)
def test_a_failure_says_what_and_where(copy: Path, name: str, said: str) -> None:
    doctor(copy, BROKEN[name])
    assert any(said in failure for failure in failing(check_warehouse(copy))[name])


@pytest.mark.parametrize(
    ("table_no", "row_no", "paragraph_no", "page", "said"),
    [
        ("3", "12", "NULL", "7", "page 7, table 3, row 12"),
        ("3", "12", "NULL", "NULL", ", table 3, row 12: "),
        ("NULL", "NULL", "14", "2", ", page 2, paragraph 14: "),
        ("NULL", "NULL", "14", "NULL", ", paragraph 14: "),
        ("NULL", "NULL", "NULL", "NULL", ".txt: 序号"),
    ],
)
def test_an_error_finding_is_shown_with_its_place(
    copy: Path, table_no: str, row_no: str, paragraph_no: str, page: str, said: str
) -> None:
    doctor(
        copy,
        "INSERT INTO findings SELECT 'x', source_id, notice_id, 'error', 'serial_gap', '序号 5 is missing.', "
        f"{table_no}, {row_no}, {paragraph_no}, {page} FROM sources LIMIT 1",
    )
    (failure,) = failing(check_warehouse(copy))["error_findings"]
    assert said in failure and "序号 5 is missing." in failure


@pytest.mark.parametrize("severity", ["warning", "info"])
def test_what_is_no_error_fails_no_check(copy: Path, severity: str) -> None:
    doctor(copy, f"UPDATE findings SET severity = '{severity}'")
    assert failing(check_warehouse(copy)) == {}


@pytest.mark.parametrize("name", ["error_findings", "field_cells_without_task", "unread_cells"])
def test_a_file_whose_rows_are_not_used_fails_no_check(copy: Path, name: str) -> None:
    doctor(copy, BROKEN[name], "UPDATE sources SET outcome = 'superseded', reason = 'another file is used.'")
    assert name not in failing(check_warehouse(copy))


def test_the_same_name_in_two_sections_is_no_duplicate(copy: Path) -> None:
    doctor(copy, BROKEN["duplicate_projects"], "UPDATE projects SET section = '区级' WHERE project_id = 'again'")
    assert failing(check_warehouse(copy)) == {}


@pytest.mark.parametrize("name", NAMES)
def test_every_check_opens_with_the_sentence_it_holds(name: str) -> None:
    first = (CHECKS / f"{name}.sql").read_text("utf-8").split("\n", 1)[0]
    assert first.startswith("-- ") and first.endswith(".")


def test_a_warehouse_under_construction_can_be_checked(copy: Path) -> None:
    with duckdb.connect(str(copy)) as connection:
        connection.execute(BROKEN["unread_cells"])
        assert failing(check_connection(connection)).keys() == {"unread_cells"}


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
        assert all("etl rebuild" in f for f in failing(checks)["readable"])
