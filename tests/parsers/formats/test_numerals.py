"""Numbers as lists show them."""

import pytest

from parsers.formats._numerals import chinese_number, circled, letter, roman


@pytest.mark.parametrize(
    ("n", "text"),
    [(0, "〇"), (1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (99, "九十九"), (105, "一〇五"), (-3, "-3")],
)
def test_chinese_numbers(n: int, text: str) -> None:
    assert chinese_number(n) == text


@pytest.mark.parametrize(
    ("n", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (90, "XC"), (400, "CD"), (1994, "MCMXCIV"),
                    (3999, "MMMCMXCIX"), (0, "0"), (4000, "4000"), (-1, "-1")]
)  # fmt: skip
def test_roman_numbers(n: int, text: str) -> None:
    assert roman(n) == text


@pytest.mark.parametrize(
    ("n", "text"), [(1, "a"), (26, "z"), (27, "aa"), (28, "bb"), (780, "z" * 30), (781, "781"), (0, "0")]
)
def test_letters(n: int, text: str) -> None:
    assert letter(n) == text


@pytest.mark.parametrize(("n", "text"), [(1, "①"), (20, "⑳"), (21, "21"), (0, "0")])
def test_circled_numbers(n: int, text: str) -> None:
    assert circled(n) == text
