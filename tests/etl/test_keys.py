"""The key under which a unit name is stored and looked up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.keys import unit_key


@pytest.mark.parametrize(
    "spelling",
    [
        "区城市发展（集团）公司",
        "区城市发展(集团)公司",
        "区城市发展（集团)公司",
        " 区城市发展（集团）公司 ",
        "区城市发展\n（集团）公司",
        "区　城市发展（集团） 公司",
        "区城市发展（集团）公司\u00a0",
        "“区城市发展（集团）公司”",
        "区城市发展·（集团）公司",
        "区城市发展\t（集团）公司",
    ],
)
def test_spellings_of_one_name_have_one_key(spelling: str) -> None:
    assert unit_key(spelling) == unit_key("区城市发展（集团）公司")


@pytest.mark.parametrize("invisible", ["\u200b", "\ufeff"])
def test_white_space_that_nobody_sees_is_left_aside(invisible: str) -> None:
    assert unit_key(f"区{invisible}教委{invisible}") == unit_key("区教委")


def test_radicals_that_look_like_characters_are_those_characters() -> None:
    assert unit_key("区\u2f08\u2f12社保局") == unit_key("区人力社保局")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("区教委", "教委"),
        ("区教委", "县教委"),
        ("区委", "区委办"),
        ("区数建办（区大数据局）", "区数建办"),
        ("区数建办（区大数据局）", "区大数据局"),
        ("区城市发展（集团）公司", "区城市发展集团公司"),
        ("区公安局", "区公安分局"),
    ],
)
def test_different_names_keep_different_keys(one: str, other: str) -> None:
    assert unit_key(one) != unit_key(other)


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="区教委城市管理局（）()、　 \n·“”‘’—ＡＢＣ１２３-_", max_size=30))
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert unit_key(unit_key(name)) == unit_key(name)


@settings(deadline=None, derandomize=True)
@given(st.text(alphabet="区教委城市管理局（）", max_size=20), st.sampled_from([" ", "\n", "　", "\u00a0"]))
def test_white_space_anywhere_changes_no_key(name: str, space: str) -> None:
    assert unit_key(space.join(name)) == unit_key(name)
