"""Brackets in a text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.brackets import brackets, is_open


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("", []),
        ("新建学校", []),
        ("新建学校（责任单位：区教委）", ["责任单位：区教委"]),
        ("【牵头单位：区教委】【完成时限：12月】", ["牵头单位：区教委", "完成时限：12月"]),
        ("各镇（街道（乡））", ["街道（乡）"]),
        ("（责任单位：区教委、各镇（街道））", ["责任单位：区教委、各镇（街道）"]),
        ("(责任单位：区教委）", ["责任单位：区教委"]),
        ("[甲]〔乙〕〖丙〗{丁}", ["甲", "乙", "丙", "丁"]),
        ("【牵头（主办）单位：区教委】", ["牵头（主办）单位：区教委"]),
        ("1）新建学校（甲）", ["甲"]),
        ("（新建学校", []),
        ("新建学校）", []),
        ("（甲【乙）丙】", ["甲【乙"]),
    ],
)
def test_outermost_brackets_are_found(text: str, inner: list[str]) -> None:
    assert [b.inner for b in brackets(text)] == inner


def test_a_bracket_knows_where_it_stands() -> None:
    (bracket,) = brackets("建成（甲）。")
    assert "建成（甲）。"[bracket.start : bracket.end] == "（甲）"


@pytest.mark.parametrize(
    ("text", "opened"),
    [
        ("", False),
        ("新建学校（甲）", False),
        ("新建学校【牵头单位：区教委", True),
        ("各镇（街道", True),
        ("（责任单位：各镇（街道）", True),
        ("1）新建学校", False),
        ("（甲）（乙", True),
    ],
)
def test_an_open_bracket_is_told(text: str, opened: bool) -> None:
    assert is_open(text) is opened


@given(st.text(alphabet="甲（）()【】[]〔〕", max_size=30))
def test_brackets_never_overlap_and_never_fail(text: str) -> None:
    found = list(brackets(text))
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(text[b.start + 1 : b.end - 1] == b.inner for b in found)
    assert is_open(text) in (True, False)
