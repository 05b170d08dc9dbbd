from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.family_list import SHOWN, family_lines, family_projects, missing
from etl.warehouse.errors import WarehouseError
from tests.etl.warehouse.build import emptied, five_notices, notice_text, put, run
from tests.families import decision, reference


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("five")) as folder:
        yield put(folder / "notices.duckdb", five_notices())


@pytest.fixture(scope="module")
def lines(five: Path) -> list[str]:
    return list(family_lines(five, reference()))


def test_every_family_stands_with_its_id_and_origin(lines: list[str]) -> None:
    heads = [line for line in lines if not line.startswith(" ")]
    assert "推进错时共享停车位建设  (shared-parking, stated)" in heads
    assert any(line.startswith("老年人照顾服务  (f-") and line.endswith(", derived)") for line in heads)
    assert len(heads) == 18 + 1


def test_every_member_stands_with_what_a_decision_needs_and_why(lines: list[str]) -> None:
    at = lines.index("推进错时共享停车位建设  (shared-parking, stated)")
    own = lines[at + 1 : at + 7]
    assert own[0] == "  1.00  渝北区 2024  推进错时共享停车位建设  500112-2024-plan-d7e0ccc420/p5"
    assert "重庆高新区 2024  推进“错时共享”停车泊位建设" in own[4]
    assert "comes to “错时共享停车位”" in own[5]


def test_members_are_in_the_order_of_their_years(lines: list[str]) -> None:
    at = next(n for n, line in enumerate(lines) if line.startswith("就业创业帮扶"))
    assert [line.split()[2] for line in lines[at + 1 : at + 7 : 2]] == ["2020", "2021", "2024"]


def test_near_misses_stand_below_as_suggestions(lines: list[str]) -> None:
    at = lines.index("Not taken for one, and near (decide with --same or --apart):")
    below = "\n".join(lines[at:])
    assert "青少年健康教育行动" in below and "500112-2024-plan-d7e0ccc420/p22" in below
    assert "0.64" in below


def test_what_is_too_much_to_read_is_counted(tmp_path: Path) -> None:
    with emptied(tmp_path):
        rows = [
            [
                (str(n), f"{c}片区{d}乡镇便民桥梁加固", "区城管局", "区财政局", "加固1座。", "2024年")
                for n, c in enumerate("甲乙丙丁戊己庚辛", 1)
            ]
            for d in "子丑"
        ]
        files = [
            put(tmp_path / f"{n}.txt", notice_text(r, number=f"渝北府办发〔2024〕{n}号")) for n, r in enumerate(rows, 1)
        ]
        run(tmp_path / "w.duckdb", *files)
        told = list(family_lines(tmp_path / "w.duckdb", reference()))
        assert told[-1].endswith(f"{8 * 8 - SHOWN} more that are less near.")


def test_a_project_that_is_not_there_is_named(five: Path) -> None:
    projects = family_projects(five)
    there = next(iter(projects))
    assert missing(projects, decision(there, "x/p1")) is not None
    assert "no project x/p1 in a current notice" in str(missing(projects, decision("x/p1", there)))
    assert missing(projects, decision(there, list(projects)[1])) is None


def test_without_a_warehouse_there_is_nothing_to_list(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="there is no warehouse"):
        list(family_lines(tmp_path / "none.duckdb", reference()))
