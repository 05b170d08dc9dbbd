"""Texts folded to one width, with the place of every character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.quantities.folding import fold, folded, one_of


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("１０％（约）", "10%(约)"),
        ("新建 10 个", "新建10个"),
        ("2 000个", "2000个"),
        ("2024 500个", "2024 500个"),
        ("编号1 2个", "编号1 2个"),
        ("AED 50台", "AED 50台"),
        ("3\n5个", "3 5个"),
        ("新　建\t项\n目", "新建项目"),
        ("①②⑴㎡", "①②⑴㎡"),
        ("⼀个", "一个"),
        ("", ""),
    ],
)
def test_texts_are_folded(source: str, text: str) -> None:
    assert fold(source).text == text


def test_words_are_cut_out_verbatim() -> None:
    text = fold("新建 １ ０个，\n共 2处")
    assert text.text == "新建1 0个,共2处"
    assert text.written(2, 6) == "１ ０个"
    assert text.written(8, 10) == "2处"


def test_lines_are_known() -> None:
    text = fold("甲乙\n丙\n\n丁")
    assert text.text == "甲乙丙丁"
    assert [text.line_start(n) for n in range(4)] == [0, 0, 2, 3]


def test_words_of_the_reference_data_are_folded_alike() -> None:
    assert folded("台（套）") == "台(套)"


def test_the_longest_word_is_tried_first() -> None:
    assert one_of(["人", "人次", "+"]) == r"人次|人|\+"
    assert one_of([]) == "(?!)"


@given(st.text(max_size=60))
def test_every_character_has_its_place(source: str) -> None:
    text = fold(source)
    assert len(text.text) == len(text.places)
    assert list(text.places) == sorted(set(text.places))
    assert all(fold(source[p]).text in ("", c) or c == " " for c, p in zip(text.text, text.places, strict=True))
