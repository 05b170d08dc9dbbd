"""How names of bodies look."""

import pytest

from etl.normalise.units.name_shapes import Shapes, without_phones
from etl.reference.load import load_reference

SHAPES = Shapes(load_reference().cells)


@pytest.mark.parametrize(
    "name",
    [
        "区教委",
        "区财政局",
        "石船镇",
        "团区委",
        "区残联",
        "区科协",
        "国网渝北供电公司",
        "西部科学城",
        "区数建办（区大数据局）",
        "各镇街",
    ],
)
def test_names_end_as_names_do(name: str) -> None:
    assert SHAPES.is_whole(name)


@pytest.mark.parametrize("name", ["区教", "区住房城乡", "区社会", "局", "街道", "公司", "张三", "", "区互联", "管理局"])
def test_parts_of_names_do_not(name: str) -> None:
    assert not SHAPES.is_whole(name)


@pytest.mark.parametrize(("name", "is_firm"), [("中关村", False), ("西园", False), ("区教委", True), ("石船镇", True)])
def test_endings_that_towns_names_have_are_weak(name: str, is_firm: bool) -> None:
    assert SHAPES.is_firm(name) is is_firm


@pytest.mark.parametrize("text", ["区财政局", "各镇街", "有关部门", "县教委", "市级有关部门"])
def test_another_name_opens(text: str) -> None:
    assert SHAPES.opens(text)


@pytest.mark.parametrize("text", ["市政管理处", "区域办", "区分局", "市场监管局", "财政局", "", "区", "市民学校"])
def test_other_words_open_none(text: str) -> None:
    assert not SHAPES.opens(text)


@pytest.mark.parametrize(
    ("run", "names"),
    [
        ("县教委县财政局", ["县教委", "县财政局"]),
        ("区政协办区财政局", ["区政协办", "区财政局"]),
        ("区残联各镇街", ["区残联", "各镇街"]),
        ("区数建办（区大数据局）区教委", ["区数建办（区大数据局）", "区教委"]),
        ("石船镇统景镇", ["石船镇", "统景镇"]),
        ("南大街街道五星街道办事处", ["南大街街道", "五星街道办事处"]),
        ("镇海街道", ["镇海街道"]),
        ("乡宁镇", ["乡宁镇"]),
        ("新乡镇", ["新乡镇"]),
        ("市公安局渝北区分局", ["市公安局渝北区分局"]),
        ("高新区市场监管局", ["高新区市场监管局"]),
        ("教育局财政局", ["教育局财政局"]),
    ],
)
def test_names_that_run_together_are_cut_where_one_ends_and_one_opens(run: str, names: list[str]) -> None:
    assert SHAPES.cut(run) == names


@pytest.mark.parametrize("name", ["张三", "李小龙", "欧阳明华", "司马光"])
def test_persons(name: str) -> None:
    assert SHAPES.is_person(name)


@pytest.mark.parametrize("name", ["张", "区教委", "张家镇", "大石", "张三丰年", "Zhang", "张 三", ""])
def test_no_persons(name: str) -> None:
    assert not SHAPES.is_person(name)


@pytest.mark.parametrize(
    ("text", "bare", "phones"),
    [
        ("张三 13800000000", "张三", "13800000000"),
        ("张三023-67221234", "张三", "023-67221234"),
        ("张三６７２２１２３４", "张三", "67221234"),
        ("区教委12", "区教委12", ""),
    ],
)
def test_telephone_numbers_are_taken_out(text: str, bare: str, phones: str) -> None:
    found = without_phones(text)
    assert (found[0].strip(), found[1]) == (bare, phones)
    assert len(found[0]) == len(text)
