"""The views that set families and overlapping targets side by side, on the five notices."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.etl.warehouse.build import ask, doctor, emptied, put, run
from tests.families import golden_quantities, texts


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("views")) as folder, golden_quantities():
        run(folder / "notices.duckdb", *texts())
        yield folder / "notices.duckdb"


BINDING = {
    "老旧小区改造提升项目": (10, 9, "municipal", 10),
    "建筑面积": (2600000, 2600000, "both", 2600000),
    "托位数": (Decimal("3.7"), Decimal("3.5"), "municipal", Decimal("3.7")),
    "托位": (5825, 5400, "municipal", 5825),
    "青少年心理健康核心知识知晓率": (80, 75, "municipal", 80),
    "困难重度残疾人家庭无障碍改造": (500, 500, "both", 500),
    "新增残疾人就业人数": (69, 40, "municipal", 69),
    "残疾儿童康复救助": (187, 200, "district", 200),
    "残疾人辅助器具适配": (198, 200, "district", 200),
}


def test_the_higher_target_binds(warehouse: Path) -> None:
    found = ask(
        warehouse, "SELECT subject, municipal_value, district_value, binding, binding_value FROM v_binding_targets"
    )
    assert {subject: tuple(rest) for subject, *rest in found} == BINDING


def test_the_binding_target_says_where_both_stand(warehouse: Path) -> None:
    ((region, year, per, places, path, measure, because),) = ask(
        warehouse,
        "SELECT region, year, per, [municipal_place, district_place, binding_place], parse_filename(source_path), "
        "binding_measure, because FROM v_binding_targets WHERE subject = '托位数'",
    )
    assert (region, year, per, measure, path) == ("渝北区", 2024, "每千人", "个", "yubei-2024-plan.txt")
    assert places[0] == places[2] != places[1]
    assert "存在交叉" in because
    ((m, d),) = ask(
        warehouse,
        "SELECT municipal_project, district_project FROM v_binding_targets WHERE subject = '残疾儿童康复救助'",
    )
    assert (m, d) == ("开展残疾人关爱服务行动", "助残服务行动")


def binding_after(warehouse: Path, folder: Path, *statements: str) -> tuple[object, ...]:
    with emptied(folder):
        path = put(folder / "w.duckdb", warehouse.read_bytes())
        doctor(path, "DELETE FROM family_quantities", *statements)
        return ask(path, "SELECT binding, binding_value FROM v_binding_targets WHERE subject = '残疾儿童康复救助'")[0]


CHANGE = "UPDATE quantities SET {} WHERE subject IN ('残疾儿童康复救助', '康复救助残疾儿童')"


def test_of_two_limits_the_lower_binds(warehouse: Path, tmp_path: Path) -> None:
    assert binding_after(warehouse, tmp_path, CHANGE.format("comparator = '<='")) == ("municipal", 187)


def test_si_values_are_compared_where_both_have_one(warehouse: Path, tmp_path: Path) -> None:
    metres = "si_measure = 'm', si_value = CASE WHEN value = 187 THEN 187000 ELSE value END"
    assert binding_after(warehouse, tmp_path, CHANGE.format(metres)) == ("municipal", 187)


def test_regions_stand_side_by_side(warehouse: Path) -> None:
    found = ask(
        warehouse,
        "SELECT region, value, comparator, year, project FROM v_region_compare "
        "WHERE topic = '托位数' AND per = '每千人' ORDER BY region",
    )
    assert found == [
        ("武隆区", Decimal("3.7"), "=", 2024, "发展婴幼儿照护服务"),
        ("渝北区", Decimal("3.7"), "=", 2024, "发展婴幼儿照护服务"),
        ("重庆高新区", Decimal("3.9"), "=", 2024, "发展婴幼儿照护服务"),
    ]


@pytest.mark.parametrize(
    ("topic", "values"), [("错时共享停车位", {1400, 1000, 1300}), ("残疾儿童康复救助", {187, 30, 75})]
)
def test_a_topic_has_the_figure_of_each_region(warehouse: Path, topic: str, values: set[int]) -> None:
    found = ask(warehouse, "SELECT region, value FROM v_region_compare WHERE topic = ? AND field = 'target'", topic)
    assert {region for region, _ in found} == {"渝北区", "武隆区", "重庆高新区"}
    assert {value for _, value in found} == values


def test_a_compared_figure_leads_to_its_words(warehouse: Path) -> None:
    odd = ask(warehouse, "FROM v_region_compare WHERE field = 'target' AND NOT contains(target, text)")
    assert odd == []


def test_families_are_listed_with_why(warehouse: Path) -> None:
    found = ask(warehouse, "SELECT count(*), count(DISTINCT family_id), count(because) FROM v_families")
    assert found == [(48, 18, 48)]
    assert ask(warehouse, "SELECT DISTINCT origin FROM v_families ORDER BY 1") == [("derived",), ("stated",)]


def test_what_is_not_current_is_in_no_view(warehouse: Path, tmp_path: Path) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "w.duckdb", warehouse.read_bytes())
        doctor(
            path,
            "DELETE FROM family_quantities",
            "DELETE FROM target_overlaps",
            "UPDATE notices SET is_current = false",
        )
        assert [ask(path, f"FROM {v}") for v in ("v_families", "v_region_compare", "v_binding_targets")] == [[], [], []]
