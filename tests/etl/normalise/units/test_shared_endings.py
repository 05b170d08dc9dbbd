"""Names that share the ending of a later one."""

import pytest

from etl.normalise.units.name_shapes import Shapes
from etl.normalise.units.shared_endings import completed
from etl.reference.load import load_reference

SHAPES = Shapes(load_reference().cells)


def whole(names: str, known: str = "", last: str | None = None) -> str:
    return "、".join(completed(names.split("、"), SHAPES, lambda n: n in known.split("、"), last))


@pytest.mark.parametrize(
    ("names", "completed_names"),
    [
        ("市桥、大石、钟村街道", "市桥街道、大石街道、钟村街道"),
        ("中关村、学院路街道", "中关村街道、学院路街道"),
        ("兴隆、茨竹镇、龙山、龙溪街道", "兴隆镇、茨竹镇、龙山街道、龙溪街道"),
        ("区教育、民政局", "区教育局、民政局"),
        ("区教育、卫健、民政局", "区教育局、卫健局、民政局"),
        ("移动、联通、财政局", "移动、联通、财政局"),
        ("移动、区财政局", "移动、区财政局"),
        ("移动、联通分公司", "移动分公司、联通分公司"),
        ("区教委、大石街道", "区教委、大石街道"),
        ("市桥、街道", "市桥、街道"),
        ("市桥、各街道", "市桥、各街道"),
        ("石坪村、区教委", "石坪村、区教委"),
        ("5G、大石街道", "5G、大石街道"),
    ],
)
def test_bare_names_take_the_ending_of_the_next_whole_one(names: str, completed_names: str) -> None:
    assert whole(names) == completed_names


def test_a_known_name_needs_none() -> None:
    assert whole("移动、大石街道", known="移动") == "移动、大石街道"


def test_the_rest_of_a_list_may_say_the_ending() -> None:
    assert whole("兴隆、茨竹", last="镇") == "兴隆镇、茨竹镇"
    assert whole("兴隆、茨竹") == "兴隆、茨竹"


def test_nothing_comes_of_nothing() -> None:
    assert completed([], SHAPES, lambda _: False) == []


@pytest.mark.parametrize(
    ("names", "known", "completed_names"),
    [
        ("电信、移动武隆分公司", "电信武隆分公司", "电信武隆分公司、移动武隆分公司"),
        ("电信、移动武隆分公司", "", "电信分公司、移动武隆分公司"),
        ("电信、移动、联通武隆分公司", "电信武隆分公司", "电信武隆分公司、移动分公司、联通武隆分公司"),
        ("区规划、公安分局", "区规划分局", "区规划分局、公安分局"),
        ("区财政、公安分局", "区财政局", "区财政局、公安分局"),
        ("工行、农行渝北支行", "工行渝北支行", "工行渝北支行、农行渝北支行"),
        ("人保、平安支公司", "", "人保支公司、平安支公司"),
    ],
)
def test_the_longest_end_that_makes_a_known_name_is_shared(names: str, known: str, completed_names: str) -> None:
    assert whole(names, known) == completed_names
