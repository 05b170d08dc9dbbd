"""The grammar of phrases of time."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.deadlines.time_calendar import NoSuchDateError
from etl.normalise.deadlines.time_phrases import read_phrase
from etl.normalise.deadlines.time_points import Point
from etl.normalise.deadlines.time_words import Times
from etl.reference.load import load_reference
from schemas.normalised import Precision

WORDS = load_reference().deadlines


def points(phrase: str, year: int | None = 2024) -> list[Point]:
    return list(read_phrase(phrase, Times.of(WORDS, year)).points)


def one(phrase: str, year: int | None = 2024) -> Point:
    (point,) = points(phrase, year)
    return point


@pytest.mark.parametrize(
    ("phrase", "first", "last", "precision"),
    [
        ("2024.6", "2024-06-01", "2024-06-30", Precision.MONTH),
        ("2024年6月15日", "2024-06-15", "2024-06-15", Precision.DAY),
        ("6月中旬", "2024-06-11", "2024-06-20", Precision.DAY),
        ("第三季度", "2024-07-01", "2024-09-30", Precision.QUARTER),
        ("下半年", "2024-07-01", "2024-12-31", Precision.HALF),
        ("明年2月", "2025-02-01", "2025-02-28", Precision.MONTH),
        ("11月前", "2024-10-01", "2024-10-31", Precision.MONTH),
        ("2025年前", "2024-12-01", "2024-12-31", Precision.YEAR),
    ],
)
def test_a_point_is_a_stretch_of_time(phrase: str, first: str, last: str, precision: Precision) -> None:
    point = one(phrase)
    assert (point.first, point.last) == (date.fromisoformat(first), date.fromisoformat(last))
    assert point.precision is precision


def test_a_range_runs_from_its_first_side_to_its_last() -> None:
    point = one("2024年9月至次年6月")
    assert (point.first, point.last, point.is_range) == (date(2024, 9, 1), date(2025, 6, 30), True)


def test_a_point_knows_where_it_stands() -> None:
    phrase = "力争2024年10月底前建成"
    point = one(phrase)
    assert phrase[point.start : point.end] == "2024年10月底前"


@pytest.mark.parametrize(("phrase", "bounded"), [("6月底前", True), ("6月底", True), ("6月", False), ("年底", True)])
def test_a_bound_is_told_from_a_bare_point(phrase: str, bounded: bool) -> None:
    assert one(phrase).is_bounded is bounded


@pytest.mark.parametrize(
    ("phrase", "explicit"), [("2024年", False), ("全年", False), ("2024年底", True), ("6月", True)]
)
def test_a_whole_year_is_told_from_a_part_of_it(phrase: str, explicit: bool) -> None:
    assert one(phrase).is_explicit is explicit


def test_what_begins_something_is_marked() -> None:
    assert one("2024年10月1日起").is_start


@pytest.mark.parametrize(
    "phrase",
    [
        "2024.13",
        "2月30日",
        "第五季度",
        "十三月",
        "2024年汛期前",
        "2060年春节前",
        "6月初",
        "2024年高考前",
        "2024年春季学期",
    ],
)
def test_a_date_that_does_not_exist_is_an_error(phrase: str) -> None:
    with pytest.raises(NoSuchDateError):
        points(phrase)


@pytest.mark.parametrize("phrase", ["2—3岁", "三个月", "每月25日", "5+2", "第2批", "35-64岁"])
def test_other_numbers_are_no_points(phrase: str) -> None:
    assert points(phrase) == []


def test_without_a_year_a_month_is_no_point() -> None:
    assert points("6月底前", None) == []


@given(
    st.text(alphabet="0123456789年月日季度第一二三四上下半全底前末内至-—.起明次今", max_size=20),
    st.none() | st.integers(2001, 2098),
)
def test_a_point_never_ends_before_it_begins(phrase: str, year: int | None) -> None:
    try:
        found = points(phrase, year)
    except NoSuchDateError:
        return
    assert all(p.first <= p.last and 0 <= p.start < p.end <= len(phrase) for p in found)
