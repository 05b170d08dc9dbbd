from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.family_amounts import new_tasks
from etl.warehouse.errors import WarehouseError
from etl.warehouse.kept import kept_members, kept_projects, kept_tasks
from tests.etl.warehouse.build import ask, doctor, emptied, put, run
from tests.families import golden_quantities, projects_in, projects_of, read, tasks_of, texts


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("kept")) as folder, golden_quantities():
        run(folder / "notices.duckdb", *texts())
        yield folder / "notices.duckdb"


def test_projects_are_kept_as_they_were_found(warehouse: Path) -> None:
    assert sorted(kept_projects(warehouse), key=str) == sorted(projects_of(), key=str)


def test_projects_of_replaced_notices_are_not(warehouse: Path) -> None:
    _, rows = read("yubei-2024-plan")
    kept = [*kept_projects(warehouse, [rows.notice.notice_id])]
    assert len(kept) == 107 - 33
    assert not {p.project_id for p in kept} & {p.project_id for p in projects_in("yubei-2024-plan")}


def test_projects_of_notices_that_are_not_current_are_not(warehouse: Path, tmp_path: Path) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "w.duckdb", warehouse.read_bytes())
        with_families = "DELETE FROM family_quantities"
        doctor(path, with_families, "UPDATE notices SET is_current = (year <> 2020)")
        assert {p.year for p in kept_projects(path)} == {2021, 2024}


def test_no_warehouse_keeps_nothing(tmp_path: Path) -> None:
    assert [*kept_projects(tmp_path / "none.duckdb")] == []
    assert kept_tasks(tmp_path / "none.duckdb", ["a"]) == []
    with pytest.raises(WarehouseError, match="there is no warehouse"):
        kept_members(tmp_path / "none.duckdb")


def test_tasks_are_kept_as_they_were_found(warehouse: Path) -> None:
    for task in tasks_of("yubei-2024-plan"):
        (kept,) = [t for t in kept_tasks(warehouse, [task.project_id]) if t.task_id == task.task_id]
        assert (kept.texts, kept.project_id) == (task.texts, task.project_id)
        assert [(q.ordinal, q.text, q.value, q.per) for q in kept.quantities] == [
            (q.ordinal, q.text, q.value, q.per) for q in task.quantities
        ]


def test_tasks_of_no_project_are_none(warehouse: Path) -> None:
    assert kept_tasks(warehouse, []) == []
    assert kept_tasks(warehouse, ["no-such-project"]) == []


def test_what_progress_says_is_kept_too(warehouse: Path, tmp_path: Path) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "w.duckdb", warehouse.read_bytes())
        ((task, project, said),) = ask(
            path, "SELECT task_id, project_id, p.progress FROM progress AS p JOIN tasks USING (task_id) LIMIT 1"
        )
        doctor(
            path,
            "DELETE FROM quantities WHERE field = 'progress' AND task_id = '" + task + "'"
            " AND task_id NOT IN (SELECT task_id FROM family_quantities)",
            "INSERT OR IGNORE INTO quantities BY NAME SELECT '" + task + "' AS task_id, 1 AS ordinal, "
            "'progress' AS field, '10个' AS text, 10 AS value, '个' AS measure, '=' AS comparator",
        )
        (kept,) = [t for t in kept_tasks(path, [project]) if t.task_id == task]
        assert kept.texts["progress"] == said  # type: ignore[index]


def test_members_come_with_their_families(warehouse: Path) -> None:
    rows = kept_members(warehouse)
    assert (len([*rows.families]), len([*rows.members])) == (18, 48)
    assert {m.family_id for m in rows.members} == {f.family_id for f in rows.families}


def test_new_and_kept_tasks_are_told_apart_by_nothing(warehouse: Path) -> None:
    _, rows = read("wulong-2024-plan")
    new = {t.task_id: t.texts for t in new_tasks(rows)}
    kept = kept_tasks(warehouse, [p.project_id for p in rows.projects])
    assert {t.task_id: t.texts for t in kept} == new
