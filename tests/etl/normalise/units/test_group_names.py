"""Names of groups of units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.units.group_names import GroupNames
from etl.reference.load import load_reference
from schemas.reference import GroupWords
from schemas.units import UnitKind

GROUPS = GroupNames(load_reference().groups)
ALL = (UnitKind.SUBDISTRICT, UnitKind.TOWN, UnitKind.TOWNSHIP)


@pytest.mark.parametrize(
    "name",
    [
        "各镇街",
        "有关乡镇（街道）",
        "街道",
        "除龙溪街道外的各街道",
        "除凤山街道外各乡镇（街道）",
        "除龙溪街道、龙山街道以外的各镇街",
        "各镇街除双凤桥街道外",
        "各镇街（除双凤桥街道）",
        "全区26个乡镇（街道）",
        "26个乡镇街道",
        "30个镇街",
        "三十个镇街",
        "11个镇和19个街道",
        "城区各镇街",
        "13个街道",
    ],
)
def test_groups(name: str) -> None:
    assert GROUPS.is_group(name)


@pytest.mark.parametrize(
    "name", ["九街道", "三镇", "除龙溪街道", "除龙溪街道外", "外的各街道", "龙溪街道", "30个", "", "除"]
)
def test_no_groups(name: str) -> None:
    assert not GROUPS.is_group(name)


@pytest.mark.parametrize(("name", "is_bare"), [("卫生院", True), ("镇街", False), ("各村", False), ("13个街道", False)])
def test_a_kind_of_unit_alone_is_bare(name: str, is_bare: bool) -> None:
    assert GROUPS.is_bare(name) is is_bare


@pytest.mark.parametrize(
    ("name", "leaves_out"),
    [("除龙溪街道外的各街道", True), ("各镇街（双凤桥街道除外）", True), ("各镇街", False), ("除龙溪街道外", False)],
)
def test_a_group_may_leave_some_out(name: str, leaves_out: bool) -> None:
    assert GROUPS.leaves_out(name) is leaves_out


@pytest.mark.parametrize(
    ("name", "kinds", "count"),
    [
        ("各镇街", ALL, None),
        ("全区26个乡镇（街道）", ALL, 26),
        ("全区街道", (UnitKind.SUBDISTRICT,), None),
        ("30个镇街", (), None),
        ("相关镇街", (), None),
        ("城区各镇街", (), None),
        ("除龙溪街道外的各街道", (), None),
        ("各镇街（除双凤桥街道）", (), None),
    ],
)
def test_only_all_of_a_kind_are_all(name: str, kinds: tuple[UnitKind, ...], count: int | None) -> None:
    assert GROUPS.all_of(name) == (kinds, count)


def test_without_words_nothing_is_a_group() -> None:
    assert not GroupNames(GroupWords(determiners=(), nouns=("镇",))).is_group("各镇")
    assert GroupNames(GroupWords(determiners=("各",), nouns=("镇",))).all_of("各镇") == ((), None)


@pytest.mark.parametrize(
    ("key", "may"),
    [
        ("各镇街和区教委", True),
        ("街道办", True),
        ("(区教委)", True),
        ("除龙溪街道外的", True),
        ("30个镇街", True),
        ("区教委各镇街", False),
        ("某局", False),
        ("", False),
    ],
)
def test_a_group_may_begin_where_its_words_or_what_hides_them_do(key: str, may: bool) -> None:
    assert GROUPS.may_begin(key) is may


@given(
    st.lists(
        st.sampled_from([*GROUPS.words.determiners, *GROUPS.words.nouns, "区", "教", "(", ")", "、", "除", "外", "3个"])
    )
)
def test_what_begins_with_a_group_is_told(words: list[str]) -> None:
    text = "".join(words)
    begins = any(GROUPS.is_group(text[:end]) for end in range(1, len(text) + 1))
    assert GROUPS.may_begin(text) or not begins
