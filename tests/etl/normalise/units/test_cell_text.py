"""A cell's text made ready for reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.units.cell_text import (
    chunks,
    clean,
    despaced,
    fold,
    fold_ends,
    is_han,
    is_word,
    pairs,
    trailing_bracket,
    unbracketed,
)


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [("区\u200b教\ufeff委", "区教委"), ("区教委\r\n区财政局\r", "区教委\n区财政局\n"), ("a\u2028b", "a\nb")],
)
def test_what_nobody_sees_is_gone(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_full_width_forms_are_folded() -> None:
    assert fold("（１），；：／｜\u3000＆﹑") == "(1),;:/| &、"


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("区教委、区财政局", ["区教委", "区财政局"]),
        ("园（邹区镇、奔牛镇）、区教委", ["园（邹区镇、奔牛镇）", "区教委"]),
        ("园（一期、区教委", ["园（一期", "区教委"]),
        ("园）一期、区教委", ["园）一期", "区教委"]),
        ("a（b（c、d）、e）、f", ["a（b（c、d）、e）", "f"]),
        ("", [""]),
    ],
)
def test_separators_in_brackets_part_nothing(text: str, pieces: list[str]) -> None:
    assert list(chunks(text)) == pieces


@given(st.text(alphabet="区、（）()，"))
def test_only_separators_are_lost_between_pieces(text: str) -> None:
    assert "".join(chunks(text)).count("区") == text.count("区")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("（区教委）", "区教委"),
        (" ((区教委)) ", "区教委"),
        ("区教委）", "区教委"),
        ("（区教委", "区教委"),
        ("区教委（", "区教委"),
        ("（a）（b）", "（a）（b）"),
        ("区数建办（区大数据局）", "区数建办（区大数据局）"),
        ("", ""),
        ("（）", ""),
    ],
)
def test_brackets_around_a_text_are_taken_off(text: str, inside: str) -> None:
    assert unbracketed(text) == inside


def test_a_trailing_bracket_is_told_from_one_within() -> None:
    assert trailing_bracket("区数建办（区大数据局）") == ("区数建办", "区大数据局")
    assert trailing_bracket("区城市发展（集团）公司") is None
    assert trailing_bracket("a（b）（c（d））") == ("a（b）", "c（d）")
    assert pairs("a(b)") == {1: 3}


@pytest.mark.parametrize("text", ["—", "/", "12", "、", "", "1.", "（）"])
def test_marks_and_numbers_say_nothing(text: str) -> None:
    assert not is_word(text)


def test_words_say_something() -> None:
    assert is_word("区教委")
    assert is_word("5G办")
    assert is_han("区教委") and not is_han("5G办")


@pytest.mark.parametrize(
    ("pieces", "joined"),
    [
        (["区", "教", "委"], ["区教委"]),
        (["区教委", "区", "财", "政", "局"], ["区教委", "区财政局"]),
        (["区", "教委"], ["区", "教委"]),
        (["区教委"], ["区教委"]),
        ([], []),
    ],
)
def test_single_characters_in_a_row_are_one_piece(pieces: list[str], joined: list[str]) -> None:
    assert despaced(pieces) == joined


@pytest.mark.parametrize("name", ["区教委", " 区教委.", "“区教委”", "—区教委：", "*区教委"])
def test_a_name_loses_the_marks_at_its_ends(name: str) -> None:
    assert fold_ends(name) == "区教委"
