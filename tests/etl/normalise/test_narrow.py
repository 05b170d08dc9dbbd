"""Characters folded one for one."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.deadlines import written
from etl.normalise.narrow import Table, narrow
from etl.normalise.quantities import folding
from etl.normalise.units import cell_text


def test_wide_characters_become_narrow() -> None:
    assert "".join(map(narrow, "ＡＢ１２％（），；　")) == "AB12%(),; "


def test_a_character_that_stands_for_several_stays() -> None:
    assert [narrow(c) for c in "㎡…ﬁ½"] == ["㎡", "…", "ﬁ", "½"]


@given(st.text())
def test_a_table_keeps_every_place(text: str) -> None:
    folded = text.translate(Table(narrow))
    assert len(folded) == len(text)
    assert [unicodedata.normalize("NFKC", c) for c in folded] == [unicodedata.normalize("NFKC", c) for c in text]


def test_a_table_asks_once_for_each_character() -> None:
    asked: list[str] = []

    def fold(char: str) -> str:
        asked.append(char)
        return char.upper()

    table = Table(fold)
    assert ("abab".translate(table), "ba".translate(table), asked) == ("ABAB", "BA", ["a", "b"])


TABLES = (cell_text._FOLDED, folding._NARROW, written._NARROW)


@pytest.mark.parametrize("table", TABLES)
def test_what_a_table_gives_it_leaves_as_it_is(table: Table) -> None:
    folds = [table._fold(chr(code)) for code in range(0x1_0000)]
    assert all(table._fold(folded) == folded for folded in folds)
    assert all(folds[code] == chr(code) for code in (*range(ord("一"), ord("鿿") + 1), *range(ord(" "), ord("~") + 1)))


@given(st.text(max_size=60), st.sampled_from(TABLES))
def test_a_text_is_folded_as_it_is_translated(text: str, table: Table) -> None:
    assert table.folded(text) == text.translate(table) == "".join(map(table._fold, text))
