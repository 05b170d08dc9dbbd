"""Characters that look alike."""

import pytest

from parsers.formats._scan_marks import Inked, is_chinese, told_apart

DASH = {"thickness": 0.05, "thickest": 0.06}
BRUSHED = {"thickness": 0.06, "thickest": 0.16}
BOLD = {"thickness": 0.1, "thickest": 0.11}


def line(*chars: Inked | str) -> list[Inked]:
    """Characters an em apart; plain ones fill nine tenths of it."""
    return [c if isinstance(c, Inked) else Inked(c, 1.0, n + 0.5, n + 0.05, n + 0.95) for n, c in enumerate(chars)]


def mark(text: str, score: float = 1.0, before: float | None = None, after: float | None = None) -> Inked:
    return Inked(text, score, 0.5, 0.4, 0.6, before, after)


def stroke(text: str, *, length: float = 0.9, score: float = 0.99, thickness: float, thickest: float) -> Inked:
    return Inked(text, score, length / 2, 0.0, length, thickness=thickness, thickest=thickest)


def read(*chars: Inked | str) -> str:
    return "".join(c.text for c in told_apart(line(*chars)))


def doubts(*chars: Inked | str) -> list[str]:
    return [c.text for c in told_apart(line(*chars)) if c.score < 0.9]


@pytest.mark.parametrize(("narrow", "wide"), [(",", "，"), (";", "；"), (":", "："), (")", "）")])
def test_white_behind_a_mark_shows_a_wide_one(narrow: str, wide: str) -> None:
    assert read("局", mark(narrow, after=0.6), "各") == f"局{wide}各"
    assert read("局", mark(narrow, after=0.1), "各") == f"局{narrow}各"


def test_white_before_a_bracket_shows_a_wide_one() -> None:
    assert read("镇", mark("(", before=0.5), "街") == "镇（街"
    assert read("镇", mark("(", before=0.1), "街") == "镇(街"


def test_a_blot_in_the_white_does_not_make_a_wide_mark_narrow() -> None:
    assert read("局", mark("，", after=0.1), "各") == "局，各"


def test_at_the_end_of_a_line_the_neighbours_tell() -> None:
    assert read("局", mark(",")) == "局，"
    assert read("A", mark(",")) == "A,"


def test_beside_another_mark_the_neighbours_tell() -> None:
    assert read("等", mark(")", after=0.1), "，") == "等），"


@pytest.mark.parametrize("text", ["1,200", "8:30", "3;4"])
def test_marks_inside_numbers_stay_narrow(text: str) -> None:
    assert read(*(mark(c, after=0.1) if not c.isdecimal() else c for c in text)) == text


def test_brackets_of_a_pair_are_as_wide_as_each_other() -> None:
    assert read(mark("("), "2", mark(")", after=0.5), "实") == "（2）实"
    assert read(mark("("), "A", mark(")"), "B") == "(A)B"


def test_brackets_without_their_partner_stay() -> None:
    assert read("一", mark(")"), "A") == "一）A"
    assert read(mark("("), "A") == "(A"


def test_a_thin_even_stroke_alone_is_a_dash_and_doubtful_if_it_was_read_as_one() -> None:
    assert read(stroke("一", **DASH)) == "—"
    assert doubts(stroke("一", **DASH)) == ["—"]


def test_a_dash_that_was_read_as_one_is_certain() -> None:
    assert doubts(stroke("—", **DASH)) == []


@pytest.mark.parametrize("kind", [BRUSHED, BOLD])
def test_a_thick_or_brushed_stroke_alone_is_the_numeral(kind: dict[str, float]) -> None:
    assert read(stroke("一", **kind)) == "一"
    assert read(stroke("—", **kind)) == "一"


def test_a_stroke_alone_that_is_neither_thin_nor_brushed_is_doubtful() -> None:
    assert doubts(stroke("一", **BOLD)) == ["一"]
    assert doubts(stroke("一", **BRUSHED)) == []


def test_a_short_dash_is_a_hyphen() -> None:
    assert read("3", stroke("—", length=0.35, **DASH), "6") == "3-6"


def test_a_thin_numeral_in_a_word_stays_and_a_dash_in_a_number_is_one() -> None:
    assert read("之", stroke("一", **DASH)) == "之一"
    assert read("年", stroke("一", **DASH), "2") == "年一2"
    assert read("3", stroke("一", **DASH), "6") == "3—6"


def test_the_numeral_between_words_stays() -> None:
    assert read("之", stroke("一", **BRUSHED), "是") == "之一是"


def test_a_stroke_whose_ink_was_not_measured_stays() -> None:
    assert read("第", "一", "批") == "第一批"


@pytest.mark.parametrize("text", ["l", "I", "|"])
def test_letters_that_look_like_one(text: str) -> None:
    assert read("2", text, "3") == "213"
    assert doubts("2", text, "3") == ["1"]
    assert read(text) == "1"
    assert doubts(text) == ["1"]


def test_letters_that_look_like_nought() -> None:
    assert read("2", "O", "2", "4") == "2024"
    assert doubts("2", "O", "2", "4") == ["0"]
    assert read("二", "O", "二", "四") == "二〇二四"
    assert doubts("二", "0", "二", "四") == ["〇"]


@pytest.mark.parametrize("text", ["AI", "IP", "Office", "P", "HI1", "LOGO"])
def test_words_in_latin_letters_stay(text: str) -> None:
    assert read(*text) == text


def test_a_certain_character_stays_certain() -> None:
    assert doubts(*"完成3个（处）") == []


def test_an_empty_line() -> None:
    assert told_apart([]) == []


@pytest.mark.parametrize(("char", "expected"), [("区", True), ("，", True), ("“", True), ("a", False), (".", False)])
def test_what_stands_in_a_square_of_its_own(char: str, expected: bool) -> None:
    assert is_chinese(char) is expected
