import os
from pathlib import Path

import pytest

from etl.warehouse.check_files import CheckFile, built_in, own_checks, parse_check
from etl.warehouse.check_model import CheckSeverity
from tests.etl.warehouse.build import put


def one(folder: Path, content: bytes | str, name: str = "a.sql") -> CheckFile:
    put(folder / name, content)
    (check,) = own_checks(folder)
    return check


def test_a_check_says_what_it_promises_and_how_much_it_matters() -> None:
    check = parse_check("a", "-- All is well.\n-- severity: warning\n-- kind: structural\n-- Why.\nSELECT 1")
    assert (check.promise, check.severity, check.structural) == ("All is well.", CheckSeverity.WARNING, True)


def test_ours_are_found_with_their_severities() -> None:
    by_name = {check.name: check for check in built_in()}
    assert by_name["provisional_units"].severity is CheckSeverity.WARNING
    assert by_name["serial_numbers"].severity is CheckSeverity.ERROR
    structural = {name for name, check in by_name.items() if check.structural}
    assert structural == {
        "families", "field_cells_without_task", "ordinals", "orphans", "superseded_notices", "tasks_without_cells",
    }  # fmt: skip


def test_a_users_file_needs_no_comment(tmp_path: Path) -> None:
    check = one(tmp_path, "SELECT 1")
    assert (check.name, check.promise, check.severity) == ("a", "a.sql returns no row.", CheckSeverity.ERROR)
    assert check.problem is None and not check.structural


def test_the_order_of_the_comments_is_free(tmp_path: Path) -> None:
    check = one(tmp_path, "\n--Severity：WARNING。\n\n--   每个项目  有备注\nSELECT 1 -- severity: error")
    assert (check.promise, check.severity) == ("每个项目 有备注", CheckSeverity.WARNING)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_editors_save_can_be_read(tmp_path: Path, encoding: str) -> None:
    assert one(tmp_path, "-- 序号\nSELECT 1".encode(encoding)).promise == "序号"


@pytest.mark.parametrize(
    "content", ["-- 序号\nSELECT 1".encode("gbk"), b"SELECT 1\0 AS a", b"\xff\xfe\x00\xd8", bytes(range(128, 256))]
)
def test_what_is_no_text_in_utf_8_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    problem = one(tmp_path, content).problem
    assert problem is not None and problem.endswith("a.sql is no text in UTF-8; save it as UTF-8.")


def test_a_severity_that_is_none_is_one_sentence(tmp_path: Path) -> None:
    problem = one(tmp_path, "-- severity: fatal\nSELECT 1").problem
    assert problem is not None and "not “fatal”" in problem


@pytest.mark.parametrize("kind", ["structual", "warning", "", "structural, I think"])
def test_a_kind_that_is_none_is_one_sentence(tmp_path: Path, kind: str) -> None:
    check = one(tmp_path, f"-- kind: {kind}\nSELECT 1")
    assert check.problem is not None and f"not “{kind.lower()}”" in check.problem and not check.structural
    assert one(tmp_path, "-- Kind: Structural.\nSELECT 1").structural


@pytest.mark.parametrize("name", ["orphans.sql", "Orphans.SQL", "CONTENT.sql", "sources.sql", "Views.sql"])
def test_a_file_in_the_place_of_one_of_ours_has_its_name_and_says_so(tmp_path: Path, name: str) -> None:
    check = one(tmp_path, "SELECT 1", name)
    assert check.name == name.split(".")[0].lower()
    assert check.note == f"{tmp_path / name} in the place of ours"


def test_a_name_of_ones_own_is_kept_and_takes_no_place(tmp_path: Path) -> None:
    check = one(tmp_path, "SELECT 1", "MyCheck.sql")
    assert (check.name, check.note) == ("MyCheck", "")


def test_what_cannot_be_opened_or_is_too_large_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "folder.sql").mkdir()
    put(tmp_path / "large.sql", "-" * 1_000_001)
    put(tmp_path / "largest.sql", "-" * 1_000_000)
    problems = [check.problem or "" for check in own_checks(tmp_path)]
    assert ["cannot be read" in problems[0], "too large" in problems[1], problems[2]] == [True, True, ""]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_or_a_device_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.sql")
    (tmp_path / "b.sql").symlink_to("/dev/zero")
    (tmp_path / "c.sql").symlink_to(tmp_path / "gone.sql")
    put(tmp_path / "e.sql", "SELECT 1")
    (tmp_path / "d.sql").symlink_to(tmp_path / "e.sql")
    problems = [check.problem or "" for check in own_checks(tmp_path)]
    assert ["a pipe or a device" in problem for problem in problems] == [True, True, False, False, False]
    assert "cannot be read" in problems[2] and problems[3:] == ["", ""]


def test_a_folder_that_is_not_there_has_no_check(tmp_path: Path) -> None:
    assert own_checks(None) == own_checks(tmp_path / "none") == ()


def test_a_folder_that_cannot_be_listed_is_a_check_that_fails(tmp_path: Path) -> None:
    (check,) = own_checks(put(tmp_path / "checks", "no folder"))
    assert check.problem is not None and "cannot be read" in check.problem


def test_only_files_of_sql_are_checks_and_hidden_ones_are_none(tmp_path: Path) -> None:
    for name in ("README.md", ".a.sql", "b.SQL", "c.sql"):
        put(tmp_path / name, "SELECT 1")
    assert [check.name for check in own_checks(tmp_path)] == ["b", "c"]


def test_of_two_files_with_one_name_none_is_lost(tmp_path: Path) -> None:
    put(tmp_path / "a.SQL", "SELECT 1")
    put(tmp_path / "a.sql", "SELECT 1")
    names = [check.name for check in own_checks(tmp_path)]
    assert len(set(names)) == len(list(tmp_path.iterdir()))


def test_a_name_is_one_line(tmp_path: Path) -> None:
    assert one(tmp_path, "SELECT 1", "two\nlines.sql").name == "two lines"
