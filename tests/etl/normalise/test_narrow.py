"""Characters folded one for one."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.narrow import Table, narrow


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
