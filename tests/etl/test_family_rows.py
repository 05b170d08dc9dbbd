"""Families of what is kept and what is new, in the warehouse that a run publishes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.family_rows import family_rows
from etl.normalise.assemble import normalise
from etl.pipeline import Run
from etl.raw_files import DiskFile
from etl.reference.family_decisions import record_family_decision
from etl.reference.load import load_reference
from etl.resolve import Groups
from schemas.reference import Reference
from tests.conftest import NOTICES, notice_path
from tests.etl.warehouse.build import ask, dry_run, emptied, notice_text, put, rows_of, run
from tests.families import decision, golden_quantities, projects_in, reference


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield tmp_path


@pytest.fixture(autouse=True, scope="module")
def _quantities_are_golden() -> Iterator[None]:
    with golden_quantities():
        yield


def text(name: str) -> Path:
    return notice_path(name, "text")


def of_projects(warehouse: Path) -> dict[str, str | None]:
    return dict(ask(warehouse, "SELECT project_id, family_id FROM projects"))


def test_a_project_is_known_with_its_region_and_year() -> None:
    first = projects_in("yubei-2024-plan")[0]
    assert (first.name, first.region, first.year, first.ordinal) == (
        "城镇老旧小区改造和社区服务提升",
        "渝北区",
        2024,
        1,
    )
    assert "重庆市渝北区" in first.region_names


def test_one_notice_after_the_other_gives_the_rows_of_all_at_once(folder: Path) -> None:
    for name in NOTICES:
        run(folder / "one.duckdb", text(name))
    run(folder / "all.duckdb", *(text(n) for n in reversed(NOTICES)))
    one, everything = rows_of(folder / "one.duckdb"), rows_of(folder / "all.duckdb")
    assert one == everything
    assert (len(one["families"]), len(one["family_members"])) == (18, 48)
    assert len(one["family_quantities"]) == len(one["v_region_compare"]) > 60


def test_a_new_notice_gives_kept_projects_their_family(folder: Path) -> None:
    warehouse = folder / "notices.duckdb"
    run(warehouse, text("yubei-2024-plan"))
    assert sum(f is not None for f in of_projects(warehouse).values()) == 15  # the city's, known by name
    run(warehouse, text("wulong-2024-plan"))
    before = of_projects(warehouse)
    assert sum(f is not None for f in before.values()) == 15 + 13 + 2
    run(warehouse, text("gaoxin-2024-plan"))
    after = of_projects(warehouse)
    assert all(after[p] == f for p, f in before.items() if f)
    assert [f for p, f in after.items() if p.endswith("plan-d7e0ccc420/p14")] == ["women-and-children-centres"]


def test_projects_and_members_agree(folder: Path) -> None:
    run(folder / "notices.duckdb", *(text(n) for n in NOTICES))
    both = "projects AS p FULL JOIN family_members AS m USING (project_id)"
    odd = f"FROM {both} WHERE p.family_id IS DISTINCT FROM m.family_id"
    assert ask(folder / "notices.duckdb", odd) == []
    assert ask(folder / "notices.duckdb", "FROM families WHERE family_id NOT IN (SELECT family_id FROM projects)") == []
    assert ask(folder / "notices.duckdb", "SELECT DISTINCT family FROM v_tasks WHERE project LIKE '%错时共享%'") == [
        ("推进错时共享停车位建设",)
    ]


def test_a_run_with_nothing_new_publishes_nothing(folder: Path) -> None:
    warehouse = folder / "notices.duckdb"
    run(warehouse, text("yubei-2024-plan"), text("wulong-2024-plan"))
    content = warehouse.read_bytes()
    assert not run(warehouse, text("yubei-2024-plan"), text("wulong-2024-plan")).published
    assert warehouse.read_bytes() == content


def test_a_dry_run_finds_no_families_and_changes_nothing(folder: Path) -> None:
    assert not dry_run(folder / "notices.duckdb", text("yubei-2024-plan")).published
    assert not (folder / "notices.duckdb").exists()


def test_a_notice_that_is_not_current_makes_no_family(folder: Path) -> None:
    warehouse, path = folder / "notices.duckdb", put(folder / "a.txt", notice_text())
    run(warehouse, path)
    put(path, notice_text(number="渝北府办发〔2024〕88号"))
    run(warehouse, path)
    assert ask(warehouse, "SELECT count(*) FROM notices") == [(2,)]

    assert (
        ask(
            warehouse,
            "FROM family_members JOIN projects USING (project_id) JOIN notices USING (notice_id) WHERE NOT is_current",
        )
        == []
    )


def test_a_notice_that_goes_leaves_the_others_alone(folder: Path) -> None:
    warehouse, path = folder / "notices.duckdb", put(folder / "a.txt", notice_text())
    run(warehouse, path, put(folder / "b.txt", notice_text(district="武隆区", number="武隆府办发〔2024〕9号")))
    assert ask(warehouse, "SELECT count(*) FROM family_members GROUP BY family_id") == [(2,)] * 3
    put(path, notice_text([("1", "修缮古桥", "区城管局", "区财政局", "修缮1座。", "2024年")]))
    run(warehouse, path)
    left = ask(warehouse, "SELECT project_id, basis FROM family_members ORDER BY ALL")
    assert left
    assert all(project_id.startswith("500156-") and basis == "stated" for project_id, basis in left)
    assert {p for p, f in of_projects(warehouse).items() if f} == {project_id for project_id, _ in left}


# decisions

YUBEI, REPORT = "500112-2024-plan-d7e0ccc420", "500112-2021-report-0f0353da47"


def decided(file: Path, one: str, other: str, verdict: str) -> Reference:
    record_family_decision(file, decision(one, other, verdict))
    return load_reference(None, file)


def test_a_decision_is_applied_to_what_is_loaded_and_survives_a_rebuild(folder: Path) -> None:
    warehouse, file = folder / "notices.duckdb", folder / "family_decisions.yml"
    run(warehouse, *(text(n) for n in NOTICES))
    data = decided(file, f"{YUBEI}/p17", f"{REPORT}/p9", "same")
    assert run(warehouse, data=data).published
    assert of_projects(warehouse)[f"{YUBEI}/p17"] == "old-estates"
    ((basis, because),) = ask(
        warehouse, "SELECT basis, because FROM family_members WHERE project_id = ?", f"{YUBEI}/p17"
    )
    assert basis == "decided" and "王五" in because
    assert not run(warehouse, data=data).published
    kept = rows_of(warehouse)
    run(warehouse, *(text(n) for n in NOTICES), data=data, anew=True)
    assert rows_of(warehouse) == kept
    data = decided(file, f"{YUBEI}/p17", f"{REPORT}/p9", "apart")
    assert run(warehouse, data=data).published
    assert of_projects(warehouse)[f"{YUBEI}/p17"] is None


def test_without_a_warehouse_only_what_is_new_counts() -> None:
    assert [*family_rows(None, Groups(), [], reference()).families] == []


def test_a_run_of_the_command_is_told_by_its_name(folder: Path) -> None:
    one = Run("families", folder / "notices.duckdb", reference())
    list(one.read([DiskFile(text("yubei-2024-plan"))]))
    one.publish()
    assert ask(folder / "notices.duckdb", "SELECT command FROM runs") == [("families",)]


def test_the_quantities_that_the_program_reads_meet_too(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.pipeline.normalise", normalise)
    run(folder / "notices.duckdb", *(text(n) for n in NOTICES))
    met = ask(
        folder / "notices.duckdb",
        "SELECT topic FROM v_region_compare WHERE year = 2024 AND field = 'target' "
        "GROUP BY family_id, topic, per HAVING count(DISTINCT region) > 1",
    )
    assert len(met) >= 15
    assert ("错时共享停车位",) in met and ("托位数",) in met
    assert len(ask(folder / "notices.duckdb", "FROM v_binding_targets")) == 9
