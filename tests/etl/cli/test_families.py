"""``etl families``: what it lists, and decisions recorded and applied."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.reference.load import load_family_decisions
from tests.etl.warehouse.build import Answer, ask, emptied, etl, five_notices, is_one_line, put

PARK, OTHER = "500112-2020-plan-d549e68d83/p10", "500112-2021-report-0f0353da47/p7"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        put(tmp_path / "w.duckdb", five_notices())
        yield tmp_path


def call(folder: Path, *arguments: object) -> Answer:
    own = {"ETL_WAREHOUSE": str(folder / "w.duckdb"), "ETL_FAMILY_DECISIONS": str(folder / "families.yml")}
    return etl("families", *arguments, env=own)


def family(folder: Path) -> object:
    return ask(folder / "w.duckdb", "SELECT family_id FROM projects WHERE project_id = ?", PARK)[0][0]


def test_families_are_listed_on_stdout(folder: Path) -> None:
    answer = call(folder)
    assert answer.code == 0 and not answer.stderr
    assert "推进错时共享停车位建设  (shared-parking, stated)" in answer.stdout
    assert "Not taken for one, and near" in answer.stdout


def test_a_decision_is_recorded_and_applied(folder: Path) -> None:
    assert family(folder) is None
    answer = call(folder, PARK, OTHER, "--same", "--reason", "同一项工作", "--by", "王五")
    assert answer.code == 0, answer.stderr
    assert "published" in answer.stderr and not answer.stdout
    assert family(folder) is not None
    assert "王五 decided on" in call(folder).stdout
    (made,) = load_family_decisions(folder / "families.yml")
    assert (made.project, made.other, made.verdict, made.reason) == (PARK, OTHER, "same", "同一项工作")
    assert (made.project_name, made.other_name) == ("失能特困人员集中照护工程", "失能特困人员集中照护及残疾人服务")
    again = call(folder, PARK, OTHER, "--apart", "--reason", "其实不同", "--by", "王五")
    assert again.code == 0
    assert family(folder) is None
    assert PARK not in call(folder).stdout


def test_a_decision_is_applied_by_every_other_command(folder: Path) -> None:
    call(folder, PARK, OTHER, "--same", "--reason", "同一项工作")
    own = ("--warehouse", folder / "w.duckdb", "--family-decisions", folder / "families.yml")
    assert "nothing new" in etl("ingest", *own).stderr
    assert family(folder) is not None
    assert etl("ingest", *own[:2], "--family-decisions", folder / "none.yml").code == 0
    assert family(folder) is None


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((PARK, OTHER), "one of --same and --apart"),
        ((PARK, OTHER, "--same", "--apart", "--reason", "r"), "one of --same and --apart"),
        ((PARK, OTHER, "--same"), "needs --reason"),
        ((PARK, "--same", "--reason", "r"), "name the two projects"),
        (("--same", "--reason", "r"), "name the two projects"),
        ((PARK, PARK, "--same", "--reason", "r"), "needs two projects"),
        ((PARK, "x/p1", "--same", "--reason", "r"), "there is no project x/p1"),
    ],
)
def test_a_wrong_call_says_what_is_missing_and_changes_nothing(
    folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = call(folder, *arguments)
    assert answer.code == 2 and is_one_line(answer.stderr)
    assert said in answer.stderr
    assert not (folder / "families.yml").exists()


def test_a_contradiction_is_refused(folder: Path) -> None:
    third = "500112-2024-plan-d7e0ccc420/p16"
    assert call(folder, PARK, OTHER, "--same", "--reason", "r").code == 0
    assert call(folder, OTHER, third, "--same", "--reason", "r").code == 0
    answer = call(folder, PARK, third, "--apart", "--reason", "r")
    assert answer.code == 2 and is_one_line(answer.stderr)
    assert "take one of them back" in answer.stderr


@pytest.mark.parametrize("arguments", [(), (PARK, OTHER, "--same", "--reason", "r")])
def test_without_a_warehouse_it_says_so(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    answer = etl("families", *arguments, "--warehouse", tmp_path / "none.duckdb")
    assert answer.code == 1 and is_one_line(answer.stderr)
    assert "there is no warehouse" in answer.stderr


def test_a_damaged_file_of_decisions_is_one_line(folder: Path) -> None:
    put(folder / "families.yml", "- {project: a}")
    answer = call(folder)
    assert answer.code == 1 and is_one_line(answer.stderr)
    assert "families.yml, entry 1" in answer.stderr


def test_the_help_shows_an_example() -> None:
    text = " ".join(etl("families", "--help").stdout.split())
    assert "Example: etl families 500112-" in text and "ETL_FAMILY_DECISIONS" in text
