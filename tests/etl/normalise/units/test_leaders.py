"""Cells of leaders to persons."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.units.leaders import read_leaders
from etl.reference.load import load_reference

WORDS = load_reference().cells


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("张广莉", ["张广莉"]),
        ("唐  密", ["唐密"]),
        ("唐　密", ["唐密"]),
        ("唐 密", ["唐密"]),
        ("张广莉、唐  密", ["张广莉", "唐密"]),
        ("唐　密，张问伦", ["唐密", "张问伦"]),
        ("张广莉\n马成全", ["张广莉", "马成全"]),
        ("张广莉\n唐  密", ["张广莉", "唐密"]),
        ("张广莉 马成全", ["张广莉", "马成全"]),
        ("张广莉；马成全/李永成", ["张广莉", "马成全", "李永成"]),
        ("张广莉、张广莉", ["张广莉"]),
        ("张问伦 唐  密", ["张问伦", "唐密"]),
        ("唐  密 张问伦", ["唐密", "张问伦"]),
        (" 欧阳明华 ", ["欧阳明华"]),
    ],
)
def test_leaders_are_persons_in_the_order_written(cell: str, names: list[str]) -> None:
    assert read_leaders(cell, WORDS) == names


@pytest.mark.parametrize("cell", [None, "", " ", "—", "/", "无", "、"])
def test_a_cell_may_name_no_leader(cell: str | None) -> None:
    assert read_leaders(cell, WORDS) == []


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("张广\n莉、马成\n全", ["张广莉", "马成全"]),
        ("张广\n莉", ["张广莉"]),
        ("张广\n莉马\n成全", ["张广莉", "马成全"]),
        ("张广莉马成全 李强", ["张广莉", "马成全", "李强"]),
        ("欧阳\n明华", ["欧阳明华"]),
        ("张三副区长", ["张三"]),
        ("副区长张三", ["张三"]),
        ("区委常委、副区长 李四", ["李四"]),
        ("区委常委、常务副区长李四\n副区长　张三", ["李四", "张三"]),
        ("副区长、区公安局局长 王五", ["王五"]),
        ("张三等", ["张三"]),
        ("张三（副区长）", ["张三"]),
        ("张三（区政府）、李四", ["张三", "李四"]),
        ("（张三）", ["张三"]),
        ("分管领导：张三", ["张三"]),
        ("张区长", ["张区长"]),
        ("张三 13800000000", ["张三"]),
        ("张三 〔电话〕", ["张三"]),
        ("张三（〔电话〕）、李四\n〔电话〕", ["张三", "李四"]),
        ("张三同志", ["张三"]),
        ("待定", []),
        ("阿不都·艾山", ["阿不都·艾山"]),
    ],
)
def test_what_stands_around_a_person_is_no_name(cell: str, names: list[str]) -> None:
    assert read_leaders(cell, WORDS) == names


def test_a_run_of_names_that_can_be_cut_in_two_ways_stays() -> None:
    assert read_leaders("陈方白\n李于石\n明", WORDS) == ["陈方白", "李于石", "明"]


@settings(deadline=None, derandomize=True)
@given(st.text(max_size=40) | st.text(alphabet="张三李四王五副区长、，（） \n等", max_size=24))
def test_any_text_is_read(cell: str) -> None:
    assert all(name.strip() for name in read_leaders(cell, WORDS))
