"""Characters as Word shows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats._doc_characters import readable


@pytest.mark.parametrize(
    ("units", "expected"),
    [
        ("重点民生实事", "重点民生实事"),
        ("a\tb", "a b"),
        ("a\x0bb\nc", "a\nb\nc"),
        ("a\x1eb\x1fc", "a-bc"),
        ("a\x00\x01\x07\x0c\rb", "ab"),
        ("\ud842\udfb7", "𠮷"),
        ("\ud842甲", "�甲"),
        ("", ""),
    ],
)
def test_units_are_put_together(units: str, expected: str) -> None:
    assert readable(units) == expected


@given(st.text(st.characters(min_codepoint=0, max_codepoint=0xFFFF, exclude_categories=())))
def test_any_units_make_a_text_that_can_be_stored(units: str) -> None:
    readable(units).encode("utf-8")
