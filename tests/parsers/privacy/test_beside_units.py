import pytest

from parsers.privacy.beside_units import asks_for_persons, persons_beside_units
from parsers.privacy.words import folded
from tests.parsers.privacy.build import words


@pytest.mark.parametrize(
    ("header", "asks"),
    [
        ("责任单位及联系人", True),
        ("牵头单位及责任人", True),
        ("责任单位（联系电话）", True),
        ("牵头单位", False),
        ("责任单位", False),
        ("联系领导", False),
        ("配合单位", False),
    ],
)
def test_a_header_asks_for_persons(header: str, asks: bool) -> None:
    assert asks_for_persons(header, words()) is asks


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("区教委 张三", ["张三"]),
        ("区教委\n张三、李四", ["张三", "李四"]),
        ("区教委（张三）、区财政局（李小四）", ["张三", "李小四"]),
        ("区教委张三", ["张三"]),
        ("区教委：张三", ["张三"]),
        ("区教委 张 三", ["张 三"]),
        ("区教委、区财政局", []),
        ("区教委\n区财政局", []),
        ("区教委、华润、万科", []),
        ("华润", []),
        ("区教委 张三\n区财政局 李四", ["张三", "李四"]),
        ("张三", []),
        ("", []),
    ],
)
def test_persons_behind_units(cell: str, found: list[str]) -> None:
    assert [cell[s.start : s.end] for s in persons_beside_units(folded(cell), words())] == found
