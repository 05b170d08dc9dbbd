"""Ranges of time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.deadlines.time_calendar import NoSuchDateError
from etl.normalise.deadlines.time_points import Point
from etl.normalise.deadlines.time_ranges import read_range
from etl.normalise.deadlines.time_tokens import Cursor, tokens_of
from etl.normalise.deadlines.time_words import Times
from etl.reference.load import load_reference
from schemas.normalised import Precision

WORDS = load_reference().deadlines


def read(phrase: str, year: int | None = 2024, carried: int | None = None) -> Point | None:
    times = Times.of(WORDS, year, is_cell=True)
    return read_range(Cursor(phrase, tokens_of(phrase, times.event_names, is_cell=True), carried), times)


@pytest.mark.parametrize(
    ("phrase", "first", "last", "precision"),
    [
        ("3—12月", "2024-03-01", "2024-12-31", Precision.MONTH),
        ("5月至12月", "2024-05-01", "2024-12-31", Precision.MONTH),
        ("6月-9月", "2024-06-01", "2024-09-30", Precision.MONTH),
        ("三至十二月", "2024-03-01", "2024-12-31", Precision.MONTH),
        ("2018—2020年", "2018-01-01", "2020-12-31", Precision.YEAR),
        ("2022-2023", "2022-01-01", "2023-12-31", Precision.YEAR),
        ("2023年9月至2024年6月", "2023-09-01", "2024-06-30", Precision.MONTH),
        ("2023年10月—次年3月", "2023-10-01", "2024-03-31", Precision.MONTH),
        ("2025年10月—次年3月", "2025-10-01", "2026-03-31", Precision.MONTH),
        ("6月15-30日", "2024-06-15", "2024-06-30", Precision.DAY),
        ("6月15日至30日", "2024-06-15", "2024-06-30", Precision.DAY),
        ("6.15-6.30", "2024-06-15", "2024-06-30", Precision.DAY),
        ("2024.6.15-30", "2024-06-15", "2024-06-30", Precision.DAY),
        ("6月中旬至8月底", "2024-06-11", "2024-08-31", Precision.MONTH),
        ("6月至年底", "2024-06-01", "2024-12-31", Precision.YEAR),
        ("2024年底至2025年底", "2024-12-31", "2025-12-31", Precision.YEAR),
        ("年底至2025年6月", "2024-12-31", "2025-06-30", Precision.MONTH),
        ("6月底至9月底", "2024-06-30", "2024-09-30", Precision.MONTH),
        ("2024年1月起至12月", "2024-01-01", "2024-12-31", Precision.MONTH),
        ("一季度至三季度", "2024-01-01", "2024-09-30", Precision.QUARTER),
        ("2024年上半年至2025年上半年", "2024-01-01", "2025-06-30", Precision.HALF),
        ("3月至国庆前", "2024-03-01", "2024-09-30", Precision.DAY),
        ("3月至11月前", "2024-03-01", "2024-10-31", Precision.MONTH),
    ],
)
def test_a_range_runs_from_first_to_last(phrase: str, first: str, last: str, precision: Precision) -> None:
    point = read(phrase)
    assert point is not None
    assert (point.first, point.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert (point.precision, point.is_range) == (precision, True)


@pytest.mark.parametrize("phrase", ["11月至3月", "2024年11月至3月", "9月—6月", "2025-2024年", "6月30日至1日"])
def test_a_range_that_ends_before_it_begins_is_an_error(phrase: str) -> None:
    with pytest.raises(NoSuchDateError):
        read(phrase)


@pytest.mark.parametrize("phrase", ["2—3岁", "35-64岁", "6月到位", "12月", "3-12", "6月底前", "1-2个", "2024年3-5个"])
def test_other_words_are_no_range(phrase: str) -> None:
    assert read(phrase) is None


def test_what_is_no_range_leaves_the_cursor_where_it_was() -> None:
    times = Times.of(WORDS, 2024)
    cursor = Cursor("6月到位", tokens_of("6月到位"))
    assert read_range(cursor, times) is None
    assert cursor.at == 0


def test_a_range_needs_a_year_from_somewhere() -> None:
    assert read("3—12月", None) is None
    assert read("3—12月", None, 2025) is not None


@given(st.integers(2001, 2097), st.integers(1, 12), st.integers(1, 12), st.integers(0, 2))
def test_every_range_with_its_years_is_read_as_written(year: int, first: int, last: int, later: int) -> None:
    if (year, first) <= (year + later, last):
        point = read(f"{year}年{first}月至{year + later}年{last}月", None)
        assert point is not None
        assert (point.first, point.last.year, point.last.month) == (date(year, first, 1), year + later, last)
