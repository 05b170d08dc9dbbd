import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.privacy.words import any_of, folded, patterns
from schemas.reference import Vocabulary
from tests.parsers.privacy.build import words


@given(st.text())
def test_folding_keeps_every_character_in_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_full_width_forms_dashes_and_spaces_are_folded() -> None:
    assert folded("（０２３）６７８２—００６４　ａ＠ｂ．ｃｏｍ：") == "(023)6782-0064 a@b.com:"


def test_no_word_stands_in_a_mark() -> None:
    assert "电话" not in folded("〔电话〕67820064")
    assert folded("〔2024〕5号") == "〔2024〕5号"


def test_a_word_comes_before_those_it_contains() -> None:
    assert any_of(["电话", "联系电话", "a.b"]) == r"(?:a\.b|联系电话|电话)"


@pytest.mark.parametrize("name", ["张三", "何翰卿", "欧阳锋", "欧阳小明", "张 三"])
def test_names(name: str) -> None:
    assert words().is_name(name)


@pytest.mark.parametrize(
    "run",
    ["", "张", "三张", "区教委", "高新区", "农业局", "石桥铺街道", "项目", "万元", "欧阳小明明", "张三abc", "高 新 区"],
)
def test_what_is_no_name(run: str) -> None:
    assert not words().is_name(run)


def test_a_surname_that_begins_other_words_needs_to_be_asked_for() -> None:
    assert not words().is_name("全小明")
    assert words().is_name("全小明", sure=True)


def test_a_vocabulary_is_compiled_once(vocabulary: Vocabulary) -> None:
    assert patterns(vocabulary.private) is patterns(vocabulary.private.model_copy())


def test_the_surnames_are_those_of_the_cells(vocabulary: Vocabulary) -> None:
    assert "张" in vocabulary.private.surnames
    assert "欧阳" in vocabulary.private.compound_surnames
