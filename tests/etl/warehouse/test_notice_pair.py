"""Two notices held against each other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.warehouse.errors import WarehouseError
from etl.warehouse.notice_pair import compare_notices, document_number
from schemas.change import Change, Deed
from tests.etl.warehouse.build import ROWS, doctor, emptied, five_notices, notice_text, put, run

LAST = "渝北府办发〔2023〕9号"
NOW = "渝北府办发〔2024〕5号"


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Last year's plan, this year's with another number and one project less, and an earlier edition of this year's."""
    with emptied(tmp_path_factory.mktemp("pair")) as folder:
        path = folder / "notices.duckdb"
        rows = [(str(n), *row[1:]) for n, row in enumerate(reversed(ROWS), 1)]
        last = put(folder / "last.txt", notice_text(rows, number=LAST, year=2023))
        now = put(folder / "now.txt", notice_text(ROWS[:2]))
        run(path, last, now)
        put(now, notice_text(ROWS[:2]).replace("口袋公园3个", "口袋公园5个"))
        run(path, now)
        yield path


def people(warehouse: Path, old: str, new: str) -> list[Change]:
    return compare_notices(warehouse, old, new, by_sheets=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("渝北府办发〔2024〕5号", NOW),
        ("渝北府办发[2024]5号", NOW),
        ("渝北府办发(2024)5号", NOW),
        ("渝北府办发（2024） 第05号", NOW),
        ("渝北府办发【2024】5号", NOW),
        ("500112-2024-plan-d7e0ccc420", None),
        ("", None),
    ],
)
def test_a_number_is_known_by_whatever_brackets(text: str, expected: str | None) -> None:
    assert document_number(text) == expected


def test_projects_are_paired_by_name_whatever_their_numbers(warehouse: Path) -> None:
    found = people(warehouse, "渝北府办发[2023]9号", NOW)
    removed = [c for c in found if c.change is Deed.REMOVED]
    assert [c.label.partition(" (")[2] for c in removed] == [f"{ROWS[2][1]})"]
    assert not [c for c in found if c.change is Deed.ADDED]
    assert [(c.column, c.old, c.new) for c in found if c.column == "target"] == [
        ("target", "建成口袋公园3个。", "建成口袋公园5个。")
    ]
    assert {c.column for c in found if c.table == "notice_sheet"} >= {"title", "document_number", "projects"}


def test_an_earlier_edition_against_the_present_one(warehouse: Path) -> None:
    edition = people_edition(warehouse)
    found = people(warehouse, edition, NOW)
    assert [(c.column, c.new) for c in found if c.column not in ("quantities",)] == [("target", "建成口袋公园5个。")]
    back = people(warehouse, NOW, edition)
    assert [(c.column, c.new) for c in back if c.column == "target"] == [("target", "建成口袋公园3个。")]


def people_edition(warehouse: Path) -> str:
    from tests.etl.warehouse.build import ask

    ((edition,),) = ask(warehouse, "SELECT notice_id FROM notices WHERE NOT is_current")
    return str(edition)


def test_programs_get_the_rows_of_the_tables_of_a_notice(warehouse: Path) -> None:
    found = compare_notices(warehouse, LAST, NOW, by_sheets=False)
    assert {c.table for c in found} <= {
        *("notices", "projects", "tasks", "task_units", "task_leaders", "quantities"),
        *("deadline_stages", "progress"),
    }
    assert any((c.table, c.column, c.new) == ("tasks", "target", "建成口袋公园5个。") for c in found)
    assert found == compare_notices(warehouse, LAST, NOW, by_sheets=False)


@pytest.mark.parametrize(("old", "new"), [("渝北府办发〔2024〕99号", NOW), (NOW, "none"), (NOW, ""), ("it's", NOW)])
def test_a_name_of_no_notice_is_refused(warehouse: Path, old: str, new: str) -> None:
    with pytest.raises(LookupError, match="nor the id or the 文号"):
        people(warehouse, old, new)


def test_a_notice_is_not_held_against_itself(warehouse: Path) -> None:
    with pytest.raises(LookupError, match="are one notice"):
        people(warehouse, NOW, "500112-2024-plan-d7e0ccc420")


def test_a_number_of_two_notices_is_refused_with_their_ids(tmp_path: Path) -> None:
    with emptied(tmp_path):
        path = doctor(
            put(tmp_path / "w.duckdb", five_notices()),
            "UPDATE notices SET document_number = '渝北府办发〔2024〕5号' WHERE notice_id LIKE '500156%'",
        )
        with pytest.raises(LookupError, match=r"several notices; .*500112-2024-plan-\w+, 500156-2024"):
            people(path, "渝北府办发〔2024〕5号", "渝北府办发〔2020〕14号")


def test_there_must_be_a_warehouse(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="there is no warehouse"):
        people(tmp_path / "none.duckdb", LAST, NOW)


def test_two_real_plans(tmp_path: Path) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "w.duckdb", five_notices())
        found = people(path, "渝北府办发〔2020〕14号", NOW)
        named = {(c.old, c.new) for c in found if c.column == "name"}
        assert ("老年人照顾服务计划", "老年人照顾服务行动") in named
        assert sum(c.change is Deed.ADDED for c in found) > 20
