"""Amounts of money to yuan."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.normalise.money import is_bound, to_yuan
from etl.reference.load import load_reference

MEASURES: Mapping[str, int] = load_reference().vocabulary.notice.money_measures


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("4700", 47_000_000),
        ("0", 0),
        ("0.5", 5_000),
        ("12.34", 123_400),
        ("1,200", 12_000_000),
        ("1,200.5", 12_005_000),
        ("1，200", 12_000_000),
        ("141,859", 1_418_590_000),
        ("1,234,567", 12_345_670_000),
        ("１２００", 12_000_000),
        ("１２００．５", 12_005_000),
        (" 4 700 ", 47_000_000),
        ("4\n700", 47_000_000),
        ("约500", 5_000_000),
        ("共计500", 5_000_000),
        ("4700.00", 47_000_000),
        ("4700。", 47_000_000),
    ],
)
def test_a_bare_amount_counts_in_the_measure_of_its_column(text: str, yuan: int) -> None:
    assert to_yuan(text, "万元", MEASURES) == yuan


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("3亿元", 300_000_000),
        ("1.25亿元", 125_000_000),
        ("约3.5亿元", 350_000_000),
        ("500万元", 5_000_000),
        ("500 万元", 5_000_000),
        ("5,000万元", 50_000_000),
        ("80000元", 80_000),
        ("80,000.00元", 80_000),
        ("５００万元", 5_000_000),
    ],
)
@pytest.mark.parametrize("column", ["元", "万元", "亿元", None])
def test_the_amounts_own_measure_beats_that_of_the_column(text: str, yuan: int, column: str | None) -> None:
    assert to_yuan(text, column, MEASURES) == yuan


@pytest.mark.parametrize(("text", "yuan"), [("500万", 5_000_000), ("1.2亿", 120_000_000)])
def test_a_measure_may_leave_out_its_yuan(text: str, yuan: int) -> None:
    assert to_yuan(text, None, MEASURES) == yuan
    assert to_yuan(text, "万元", MEASURES) == yuan


@pytest.mark.parametrize(("column", "yuan"), [("元", 12), ("万元", 120_000), ("亿元", 1_200_000_000)])
def test_the_measure_of_the_column_decides_what_a_bare_number_is(column: str, yuan: int) -> None:
    assert to_yuan("12", column, MEASURES) == yuan


def test_a_bare_number_that_nothing_measures_is_no_amount() -> None:
    assert to_yuan("4700", None, MEASURES) is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "万元",
        "待定",
        "—",
        "见附表",
        "300-500",
        "300至500万元",
        "1,20",
        "12,34,567",
        "1.2.3",
        "500万元（含市级补助200万元）",
        "市级200，区级300",
        "500万美元",
        "4700元/户",
        "2024年",
        "百万元",
    ],
)
def test_a_text_that_is_no_single_amount_gives_none(text: str) -> None:
    assert to_yuan(text, "万元", MEASURES) is None


def test_an_amount_is_exact_where_floating_point_is_not() -> None:
    assert to_yuan("0.29", "万元", MEASURES) == 2_900
    assert to_yuan("1.1", "亿元", MEASURES) == 110_000_000
    assert to_yuan("4.35", "亿元", MEASURES) == 435_000_000


@settings(deadline=None, derandomize=True)
@given(st.text(), st.sampled_from([None, "元", "万元", "亿元"]))
def test_any_text_is_read_without_an_error(text: str, measure: str | None) -> None:
    assert to_yuan(text, measure, MEASURES) is None or text.strip()


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**9))
def test_thousands_separators_change_nothing(amount: int) -> None:
    assert to_yuan(f"{amount:,}", "万元", MEASURES) == to_yuan(str(amount), "万元", MEASURES) == amount * 10_000


@settings(deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.integers(0, 9999))
def test_every_yuan_of_an_amount_in_ten_thousands_is_kept(whole: int, rest: int) -> None:
    assert to_yuan(f"{whole}.{rest:04d}", "万元", MEASURES) == whole * 10_000 + rest


@pytest.mark.parametrize("text", ["不少于500万元", "500万元以上", "不超过500万元", "500余万元", "至少500万元"])
def test_a_bound_gives_its_amount_and_is_known_as_one(text: str) -> None:
    assert to_yuan(text, None, MEASURES) == 5_000_000
    assert is_bound(text)


@pytest.mark.parametrize("text", ["约500万元", "500万元左右", "预计500万元", "总投资500万元", "￥500万元", "500万元"])
def test_an_amount_that_is_about_right_is_no_bound(text: str) -> None:
    assert to_yuan(text, None, MEASURES) == 5_000_000
    assert not is_bound(text)


@pytest.mark.parametrize("text", ["不少于", "不少于300-500万元", "以上", "每户不少于500元"])
def test_what_only_sounds_like_a_bound(text: str) -> None:
    assert to_yuan(text, "万元", MEASURES) is None
