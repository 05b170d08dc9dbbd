"""Projects and tasks of two lists that are the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.change_lines import change_lines, rest_line
from etl.warehouse.diff import compare
from etl.warehouse.pairing import give, pair_projects, pair_sides, pair_tasks
from etl.warehouse.sides import two_sides
from tests.etl.warehouse.build import ROWS, emptied, notice_text, put, run

FOUR = (*ROWS, ("4", "整治背街小巷", "区城管局", "区财政局", "整治12条。", "2024年"))
NEW = ("4", "建设公厕", "区城管局", "区财政局", "建公厕3座。", "2024年")
DROPPED = (*FOUR[:2], ("3", *FOUR[3][1:]))
PLAN = "渝北区 2024 plan, project"
MOVED = f"{PLAN} 3 (整治背街小巷): number 4 → 3"
REMOVED = f"removed: {PLAN} 3, part 1 (发展婴幼儿照护): “新增托位500个。”"
ADDED = f"added: {PLAN} 4, part 1 (建设公厕): “建公厕3座。”"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Builds of one notice: as it was, without project 3, without it and with another, and only with another."""
    lists = {"was": FOUR, "dropped": DROPPED, "swapped": (*DROPPED, NEW), "added": (*FOUR, ("5", *NEW[1:]))}
    with emptied(tmp_path_factory.mktemp("pairing")) as folder:
        for name, rows in lists.items():
            run(folder / f"{name}.duckdb", put(folder / f"{name}.txt", notice_text(rows)))
        yield folder


def lines(built: Path, old: str, new: str) -> set[str]:
    found, _ = compare(built / f"{old}.duckdb", built / f"{new}.duckdb", by_sheets=True)
    return {line for line in change_lines(found) if PLAN in line and not line.startswith("finding")}


def test_a_row_that_is_dropped_is_one_line_and_what_moves_up_says_so(built: Path) -> None:
    assert lines(built, "was", "dropped") == {REMOVED, MOVED}


def test_a_row_that_is_dropped_and_one_that_comes(built: Path) -> None:
    assert lines(built, "was", "swapped") == {REMOVED, MOVED, ADDED}
    back = lines(built, "swapped", "was")
    assert len(back) == 3 and f"{PLAN} 4 (整治背街小巷): number 3 → 4" in back


def test_a_row_that_comes_at_the_end_moves_nothing(built: Path) -> None:
    assert lines(built, "was", "added") == {ADDED.replace("project 4", "project 5")}


def test_programs_get_what_stands_under_each_key(built: Path) -> None:
    found, _ = compare(built / "was.duckdb", built / "swapped.duckdb", by_sheets=False)
    names = [(c.old, c.new) for c in found if (c.table, c.column) == ("projects", "name")]
    assert names == [("发展婴幼儿照护", "整治背街小巷"), ("整治背街小巷", "建设公厕")]


def test_rows_of_the_pairs_are_not_counted_again(built: Path) -> None:
    found, _ = compare(built / "was.duckdb", built / "dropped.duckdb", by_sheets=True)
    assert not [t for t in ("tasks (", "cells", "task_units", "projects") if t in (rest_line(found) or "")]


def test_rows_that_keep_their_ids_are_left_alone(built: Path) -> None:
    with two_sides(built / "was.duckdb", built / "was.duckdb") as sides:
        assert not pair_sides(sides)


def test_ids_of_the_old_side_stay_apart(built: Path) -> None:
    with two_sides(built / "was.duckdb", built / "swapped.duckdb") as sides:
        assert pair_sides(sides)
        rows = sides.connection.execute("SELECT project_id, name FROM old.projects ORDER BY ordinal").fetchall()
        ids = [str(row[0]).rpartition("/")[2] for row in rows]
        assert ids == ["p1", "p2", "before-p3", "p3"]
        ((tasks,),) = sides.connection.execute("SELECT count(DISTINCT task_id) FROM old.tasks").fetchall()
        assert tasks == 4


def test_pairs_become_a_table() -> None:
    with two_sides(None, None) as sides:
        give(sides.connection, "one", {"a": "b"})
        give(sides.connection, "none", {})
        assert sides.connection.execute("FROM one").fetchall() == [("a", "b")]


def test_names_come_before_families_and_these_before_numbers() -> None:
    ours = [("a1", "修路", "f1", None, 1), ("a2", "改厕", None, None, 2), ("a3", "种树", "f3", None, 3)]
    theirs = [("b1", "植树", "f3", None, 1), ("b2", "厕所革命", None, None, 2), ("b3", "修 路", "f1", None, 3)]
    assert pair_projects(ours, theirs, by_number=False) == {"a1": "b3", "a3": "b1"}
    assert pair_projects(ours, theirs, by_number=True) == {"a1": "b3", "a3": "b1", "a2": "b2"}


def test_of_several_of_one_name_each_has_its_own() -> None:
    ours = [(f"a{n}", "修路", None, None, n) for n in (1, 2)]
    theirs = [(f"b{n}", "修路", None, None, n) for n in (1, 2, 3)]
    assert pair_projects(ours, theirs, by_number=True) == {"a1": "b1", "a2": "b2"}


def test_tasks_are_paired_in_projects_that_are() -> None:
    ours = [("a1t1", "a1", "甲。", 1), ("a1t2", "a1", "乙。", 2), ("a2t1", "a2", "丙。", 1)]
    theirs = [("b1t1", "b1", "乙。", 1), ("b1t2", "b1", "丁。", 2)]
    assert pair_tasks(ours, theirs, {"a1": "b1"}) == {"a1t2": "b1t1", "a1t1": "b1t2"}
