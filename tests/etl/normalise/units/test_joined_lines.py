"""Names that a line end cut in two."""

import pytest

from etl.normalise.units.joined_lines import join
from etl.normalise.units.name_shapes import Shapes
from etl.reference.load import load_reference

SHAPES = Shapes(load_reference().cells)


def joined(pieces: str, known: str = "", cut: str = "") -> list[str]:
    return join(pieces.split("|"), SHAPES, lambda n: n in known.split("|"), lambda n: n in cut.split("|"))


@pytest.mark.parametrize(
    ("pieces", "runs"),
    [
        ("区住房|城乡建委", ["区住房城乡建委"]),
        ("区住房城乡|建委", ["区住房城乡建委"]),
        ("区教|委", ["区教委"]),
        ("区|教|委|区|财|政|局", ["区教委", "区财政局"]),
        ("区教委|区财政局", ["区教委", "区财政局"]),
        ("街道办|事处", ["街道办事处"]),
        ("区委|组织部", ["区委组织部"]),
        ("区教委|组织部", ["区教委", "组织部"]),
        ("高新区|管委会", ["高新区管委会"]),
        ("市公安局|渝北区分局", ["市公安局渝北区分局"]),
        ("市公安局|公安分局", ["市公安局", "公安分局"]),
        ("移动|联通", ["移动", "联通"]),
        ("移动|区财政局", ["移动", "区财政局"]),
        ("区城|市管理局", ["区城市管理局"]),
        ("中国电信|渝北分公司", ["中国电信渝北分公司"]),
        ("区公安|区财政局", ["区公安", "区财政局"]),
    ],
)
def test_a_piece_without_an_ending_goes_on(pieces: str, runs: list[str]) -> None:
    assert joined(pieces) == runs


def test_what_is_known_decides() -> None:
    assert joined("移动|城二", known="移动城二") == ["移动城二"]
    assert joined("移动|联通", known="移动") == ["移动", "联通"]
    assert joined("区委|组织部", known="区委|组织部") == ["区委", "组织部"]
    assert joined("甲|乙", cut="甲乙") == ["甲乙"]


@pytest.mark.parametrize("pieces", ["甲|乙|丙", "区教委|甲", "甲|区教委|乙|丙|丁|戊|己|庚|辛"])
def test_no_piece_is_lost(pieces: str) -> None:
    assert "".join(joined(pieces)) == pieces.replace("|", "")


def test_nothing_comes_of_nothing() -> None:
    assert join([], SHAPES, lambda _: False, lambda _: False) == []
