"""Numbers as notices write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.quantities.numerals import arabic, chinese, times


@pytest.mark.parametrize(
    ("digits", "value"),
    [("10", "10"), ("2,000", "2000"), ("148.61", "148.61"), ("1,234,567.5", "1234567.5"), ("0", "0"), ("007", "7")],
)
def test_arabic_numbers(digits: str, value: str) -> None:
    assert arabic(digits) == Decimal(value)


@pytest.mark.parametrize("digits", ["9" * 25, "9" * 16, "0.1234567"])
def test_numbers_the_warehouse_could_not_hold_are_none(digits: str) -> None:
    assert arabic(digits) is None


@pytest.mark.parametrize(
    ("value", "multipliers", "product"),
    [
        ("1.5", "万", "15000"),
        ("0.13", "万", "1300"),
        ("3.2", "亿", "320000000"),
        ("5", "百万", "5000000"),
        ("8", "", "8"),
    ],
)
def test_multipliers_multiply(value: str, multipliers: str, product: str) -> None:
    assert times(Decimal(value), multipliers) == Decimal(product)


def test_a_product_past_all_counting_is_none() -> None:
    assert times(Decimal(10**9), "亿") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("九十九", 99),
        ("一百零五", 105),
        ("三百五十", 350),
        ("一千零五", 1005),
        ("一千零五十", 1050),
        ("三万", 30_000),
        ("三万五千", 35_000),
        ("一亿二千万", 120_000_000),
        ("十二万", 120_000),
        ("三万零五百", 30_500),
    ],
)
def test_chinese_numerals(text: str, value: int) -> None:
    assert chinese(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "百",
        "千",
        "万",
        "两三",
        "四五百",
        "二〇二四",
        "一百二",
        "十百",
        "一二三",
        "三十五六",
        "百千万",
        "万一",
        "三万五",
        "一" * 99,
    ],
)
def test_what_names_no_one_number_is_none(text: str) -> None:
    assert chinese(text) is None


def written(number: int) -> str:
    """A numeral below 10 000 as it is written out."""
    digits, text, gap = "零一二三四五六七八九", "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, place)
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + name
            gap = False
        else:
            gap = True
    return text


@given(st.integers(1, 9999))
def test_every_number_written_out_comes_back(number: int) -> None:
    assert chinese(written(number)) == number


@given(st.integers(1, 9999), st.sampled_from(["万", "亿"]))
def test_multiplied_numbers_come_back(number: int, place: str) -> None:
    assert chinese(written(number) + place) == number * {"万": 10**4, "亿": 10**8}[place]


@given(st.text(alphabet="一二两三四五六七八九十百千万亿零〇", max_size=30))
def test_no_numeral_breaks_it(text: str) -> None:
    value = chinese(text)
    assert value is None or value >= 0
