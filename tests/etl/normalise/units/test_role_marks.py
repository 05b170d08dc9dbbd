"""The words and signs by which cells give roles."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.units.cell_text import fold
from etl.normalise.units.role_marks import STARS, _needles_of, _patterns_of, marks_in
from etl.reference.load import load_reference
from schemas.normalised import UnitRole

REFERENCE = load_reference()
ROLES = REFERENCE.roles
NEEDLES = (
    *(*ROLES.all, *ROLES.adverbs, *ROLES.deeds, *ROLES.doing, *ROLES.dutiful, *ROLES.alone, *ROLES.bearers),
    *(*ROLES.jointly, *ROLES.watching, *ROLES.persons, *ROLES.scopes, *ROLES.first, *STARS),
)


def kinds(text: str) -> list[str]:
    return [m.kind for m in marks_in(text, REFERENCE.roles, REFERENCE.cells)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("区教委、区财政局", []),
        ("牵头单位：区教委", ["front"]),
        ("牵头单位 区教委", ["front"]),
        ("区教委牵头", ["behind"]),
        ("区教委负责", ["doing"]),
        ("区财政局负责资金保障", ["deed"]),
        ("区教委按职责分工", ["alone"]),
        ("区教委会同区财政局", ["joint"]),
        ("区教委（牵头）", ["bracket"]),
        ("★区教委", ["star"]),
        ("督办：区政府督查室", ["watching"]),
        ("联系人：张三", ["persons"]),
        ("区级：区教委", ["scope"]),
        ("区交通局（配合：区公安分局）", ["open", "front", "close"]),
        ("（区教委牵头）", ["open", "behind", "close"]),
        ("【牵头单位】区教委", ["front"]),
        ("某某有限责任公司", []),
        ("区东西部协作办", []),
        ("各责任单位", []),
    ],
)
def test_marks_of_a_cell(text: str, found: list[str]) -> None:
    assert kinds(text) == found


def test_a_mark_knows_its_role() -> None:
    roles = [m.role for m in marks_in("牵头：甲局；协办：乙局；承办：丙局", REFERENCE.roles, REFERENCE.cells)]
    assert roles == [UnitRole.LEAD, UnitRole.COOPERATING, UnitRole.RESPONSIBLE]


@pytest.mark.parametrize("unit", ["牵头", "（牵头", "主要", "（", "按职责", "区教委牵头，", "牵头、", "责任单位："])
def test_time_grows_with_the_length(unit: str) -> None:
    begun = time.process_time()
    kinds(unit * 4000)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "name",
    ["区政协办", "区政协办公室", "区政协办\n公室", "区科协办", "区总工会办", "区管委会办", "区协作办", "教育督导办"],
)
def test_a_word_of_a_role_counts_where_a_name_ends_before_it(name: str) -> None:
    assert kinds(name) == []
    assert kinds(f"{name}牵头") == ["behind"]
    assert kinds(f"区教委、{name}，区财政局配合") == ["behind"]


@pytest.mark.parametrize(
    "cell", ["区委主办", "区政协协办", "区政协办协办", "电信协办", "区教委会办", "统景协办", "区人大参与"]
)
def test_behind_the_end_of_a_name_it_counts(cell: str) -> None:
    assert kinds(cell) == ["behind"]


@pytest.mark.parametrize("cell", ["区教委", "区教委、龙溪街道", "渝北区教育局\n各镇街", "", "（区教委）", "市规划局"])
def test_a_cell_without_a_word_of_a_role_has_no_marks(cell: str) -> None:
    assert kinds(cell) == []


@given(st.lists(st.sampled_from([*NEEDLES, "区教委", "、", "，", "：", "（", "）", " ", "\n", "区"]), max_size=8))
def test_no_cell_with_a_mark_is_passed_over(pieces: list[str]) -> None:
    """What spares most cells the look for all marks spares none that has one."""
    cell = fold("".join(pieces))
    pattern, _ = _patterns_of(REFERENCE.roles)(REFERENCE.cells)
    assert _needles_of(REFERENCE.roles).search(cell) or pattern.search(cell) is None
