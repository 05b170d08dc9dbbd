"""Tokens of an RTF."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats._rtf_tokens import Token, tokens


def word(value: str, number: int | None = None) -> Token:
    return Token("word", value, number)


def text(data: bytes) -> Token:
    return Token("text", data=data)


@pytest.mark.parametrize(
    ("rtf", "expected"),
    [
        (rb"{\rtf1 a}", [Token("{"), word("rtf", 1), text(b"a"), Token("}")]),
        (rb"\par b", [word("par"), text(b"b")]),
        (rb"\par  b", [word("par"), text(b" b")]),
        (rb"\trleft-108\cellx892", [word("trleft", -108), word("cellx", 892)]),
        (rb"\'b9\'D8", [Token("hex", data=b"\xb9"), Token("hex", data=b"\xd8")]),
        (rb"\*\~\_", [Token("symbol", "*"), Token("symbol", "~"), Token("symbol", "_")]),
        (rb"\\\{\}", [text(b"\\"), text(b"{"), text(b"}")]),
        (b"a\r\nb\0c", [text(b"a"), text(b"b"), text(b"c")]),
        (b"a\\\nb", [text(b"a"), word("par"), text(b"b")]),
        (b"a\\", [text(b"a")]),
        (b"\\'zz", [Token("symbol", "'"), text(b"zz")]),
        ("甲".encode(), [text("甲".encode())]),
        (b"", []),
    ],
)
def test_tokens(rtf: bytes, expected: list[Token]) -> None:
    assert list(tokens(rtf)) == expected


def test_binary_data_is_passed_over() -> None:
    assert list(tokens(b"a\\bin4 {}\\\\b")) == [text(b"a"), text(b"b")]
    assert list(tokens(b"a\\bin-4 b\\bin b")) == [text(b"a"), text(b"b"), text(b"b")]
    assert list(tokens(b"a\\bin999999999 b")) == [text(b"a")]


@given(st.binary(max_size=300))
def test_any_bytes_are_tokens_that_end(rtf: bytes) -> None:
    assert len(list(tokens(rtf))) <= len(rtf)
