"""Texts squeezed, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.deadlines.written import _CLOCK, _FRESH_LINE, squeezed, squeezed_cell
from parsers.words import squeeze


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("２０２４ 年 12月", "2024年12月"), ("（一）", "(一)"), ("6\n月", "6月"), ("a…b", "a...b"), ("", "")],
)
def test_white_space_and_wide_characters_are_folded(text: str, phrase: str) -> None:
    assert squeezed(text).phrase == phrase


def test_the_words_are_found_again_as_written() -> None:
    written = squeezed("一期 ２０２４年６月，\n二期")
    assert written.words(2, 9) == "２０２４年６月"
    assert written.words(0, len(written.phrase)) == "一期 ２０２４年６月，二期"
    assert written.words(3, 3) == ""


@pytest.mark.parametrize(
    "text", ["2024-12-31 00:00:00", "2024-12-31T00:00:00", "2024-12-31 00:00", "２０２４－１２－３１　００：００：００"]
)
def test_a_time_of_day_beside_a_date_is_gone(text: str) -> None:
    assert squeezed_cell(text).phrase == "2024-12-31"


@pytest.mark.parametrize(
    "text", ["2024年\n12月底", "2024年12月\n底前", "1\n2月", "9月至\n12月", "一期\n2024年6月", "2024.\n12"]
)
def test_a_line_that_breaks_off_inside_a_time_goes_on(text: str) -> None:
    assert ";" not in squeezed_cell(text).phrase


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("6月底前开工\n12月底前完工", "6月底前开工;12月底前完工"),
        ("一季度：招标\n二季度：进场", "一季度:招标;二季度:进场"),
        ("12月底前完成\n每月25日前报送", "12月底前完成;每月25日前报送"),
        ("1.6月开工\n2.12月完工", "1.6月开工;2.12月完工"),
        ("6月底前开工\n\n  12月底前完工", "6月底前开工;12月底前完工"),
    ],
)
def test_a_line_with_a_time_of_its_own_stands_apart(text: str, phrase: str) -> None:
    assert squeezed_cell(text).phrase == phrase


@given(st.text(alphabet="2024年6月底前开工，。 　\n\t（）ａＡ１①…x", max_size=30))
def test_it_squeezes_as_all_else_does(text: str) -> None:
    assert squeezed(text).phrase == squeeze(text)


@given(st.text(max_size=40))
def test_each_character_has_its_place(text: str) -> None:
    for written in (squeezed(text), squeezed_cell(text)):
        assert len(written.phrase) == len(written.places)
        assert list(written.places) == sorted(written.places)
        assert all(0 <= place < len(text) for place in written.places)


@given(st.text(alphabet="一鿿、。《》“”—!~09Aa, \n㍿…ｶ", max_size=12))
def test_a_text_that_needs_no_squeezing_is_as_one_that_does(text: str) -> None:
    written = squeezed(text)
    assert written.phrase == squeeze(text)
    assert len(written.places) == len(written.phrase)
    for at, place in enumerate(written.places):
        assert written.phrase[at] in squeeze(text[place])


@given(st.text("0123456789:.TZ+ 日号年月\n\t;一期第、(前", max_size=30))
def test_a_time_of_day_has_a_colon_and_a_fresh_line_a_line_end(text: str) -> None:
    assert ":" in text or _CLOCK.search(text) is None
    assert "\n" in text or _FRESH_LINE.search(text) is None
