"""Stretches of the calendar."""

from calendar import monthrange
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.normalise.deadlines import time_calendar as calendar
from etl.normalise.deadlines.time_calendar import NoSuchDateError, UndecidedDateError
from etl.reference.load import load_reference
from schemas.normalised import Precision
from schemas.reference import CalendarEvent

WORDS = load_reference().deadlines
EVENTS = {name: event for event in WORDS.events for name in event.names}
YEARS = st.integers(2001, 2098)


def test_a_year_is_from_its_first_day_to_its_last() -> None:
    year = calendar.year_stretch(2024)
    assert (year.first, year.last, year.is_explicit) == (date(2024, 1, 1), date(2024, 12, 31), False)
    plan = calendar.year_stretch(2021, 2025)
    assert (plan.first, plan.last) == (date(2021, 1, 1), date(2025, 12, 31))


@given(YEARS, st.integers(1, 12))
def test_a_month_ends_with_its_last_day(year: int, month: int) -> None:
    stretch = calendar.month_stretch(year, month)
    assert (stretch.first, stretch.last.day) == (date(year, month, 1), monthrange(year, month)[1])


@given(st.dates(date(2001, 1, 1), date(2098, 12, 31)))
def test_a_day_is_itself_before_and_on_it(day: date) -> None:
    stretch = calendar.day_stretch(day.year, day.month, day.day)
    assert (stretch.first, stretch.last, stretch.precision) == (day, day, Precision.DAY)
    assert calendar.before(stretch) == stretch


@pytest.mark.parametrize(("month", "day"), [(0, 1), (13, 1), (2, 30), (6, 31), (12, 32), (1, 0)])
def test_a_day_that_there_is_not_is_an_error(month: int, day: int) -> None:
    with pytest.raises(NoSuchDateError):
        calendar.day_stretch(2024, month, day)


@pytest.mark.parametrize(("third", "first", "last"), [("上旬", 1, 10), ("中旬", 11, 20), ("下旬", 21, 29)])
def test_thirds_of_a_month(third: str, first: int, last: int) -> None:
    stretch = calendar.third_stretch(2024, 2, third)
    assert (stretch.first, stretch.last) == (date(2024, 2, first), date(2024, 2, last))


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("第三季度", "三季度"),
        ("第3季度", "三季度"),
        ("3季度", "三季度"),
        ("Q3", "三季度"),
        ("III季度", "三季度"),
        ("IV季度", "四季度"),
        ("第3", "三季度"),
        ("三", "三季度"),
        ("中", "年中"),
        ("上半年", "上半年"),
    ],
)
def test_a_part_has_one_name(part: str, name: str) -> None:
    assert calendar.part_name(part) == name
    assert name in WORDS.parts


@pytest.mark.parametrize("part", ["五季度", "第0季度", "十季度", "Q5"])
def test_a_quarter_that_there_is_not_is_an_error(part: str) -> None:
    with pytest.raises(NoSuchDateError):
        calendar.part_stretch(2024, part, WORDS.parts)


@given(YEARS, st.sampled_from(sorted(WORDS.parts)))
def test_a_part_of_a_year_lies_in_it(year: int, part: str) -> None:
    stretch = calendar.part_stretch(year, part, WORDS.parts)
    assert stretch.first.year == stretch.last.year == year
    assert stretch.first.day == 1
    assert (stretch.last + timedelta(days=1)).day == 1


@given(YEARS, st.integers(1, 12))
def test_before_a_stretch_is_the_day_before_its_first(year: int, month: int) -> None:
    stretch = calendar.month_stretch(year, month)
    assert calendar.before(stretch).last == stretch.first - timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("国庆", 2024, "2024-09-30"),
        ("十一", 2023, "2023-09-30"),
        ("五一", 2024, "2024-04-30"),
        ("春节", 2025, "2025-01-28"),
        ("春节", 2024, "2024-02-09"),
        ("端午", 2024, "2024-06-09"),
        ("中秋", 2023, "2023-09-28"),
        ("暑假", 2024, "2024-06-30"),
        ("开学", 2024, "2024-08-31"),
        ("元旦", 2025, "2024-12-31"),
    ],
)
def test_before_a_festival_is_the_day_before(name: str, year: int, day: str) -> None:
    stretch = calendar.event_stretch(year, EVENTS[name], is_before=True)
    assert (stretch.last, stretch.precision) == (date.fromisoformat(day), Precision.DAY)


def test_new_years_day_of_a_plan_is_the_one_after_its_year() -> None:
    assert calendar.event_stretch(2024, EVENTS["元旦"], is_before=True, is_next=True).last == date(2024, 12, 31)


def test_a_season_has_a_last_day_and_a_festival_none() -> None:
    assert calendar.event_stretch(2024, EVENTS["暑假"], is_before=False).last == date(2024, 8, 31)
    with pytest.raises(UndecidedDateError):
        calendar.event_stretch(2024, EVENTS["国庆"], is_before=False)


@pytest.mark.parametrize("name", ["汛期", "寒假", "供暖季", "春季开学", "两节", "清明"])
def test_what_the_calendar_does_not_tell_is_undecided(name: str) -> None:
    with pytest.raises(UndecidedDateError):
        calendar.event_stretch(2024, EVENTS[name], is_before=True)


def test_years_that_the_table_does_not_have_are_undecided() -> None:
    with pytest.raises(UndecidedDateError):
        calendar.event_stretch(2051, EVENTS["春节"], is_before=True)


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [("春节", (1, 21), (2, 20)), ("端午", (5, 25), (6, 25)), ("中秋", (9, 7), (10, 8))],
)
def test_festivals_of_the_moon_keep_to_their_season(name: str, first: tuple[int, int], last: tuple[int, int]) -> None:
    days = [EVENTS[name].first_day(year) for year in range(2000, 2051)]
    assert all(d and first <= (d.month, d.day) <= last for d in days)
    # Twelve or thirteen months of the moon: 353 to 385 days.
    assert all(353 <= (b - a).days <= 385 for a, b in pairwise(days) if a and b)


def test_festivals_of_one_year_keep_their_distance() -> None:
    """Between the 1st of the 1st month and the 5th of the 5th lie four months of the moon, or five in a leap year."""
    for year in range(2000, 2051):
        new_year, dragon = EVENTS["春节"].first_day(year), EVENTS["端午"].first_day(year)
        assert new_year and dragon
        assert min(abs((dragon - new_year).days - days) for days in (122, 152)) <= 2


def test_every_event_says_why() -> None:
    assert all(event.why for event in WORDS.events)


@pytest.mark.parametrize(
    "fields",
    [
        {"names": ("x",), "first": "02-30", "why": "y"},
        {"names": ("x",), "first": "10-01", "days": {2024: "10-02"}, "why": "y"},
        {"names": (), "why": "y"},
        {"names": ("x",), "days": {2024: "13-01"}, "why": "y"},
    ],
)
def test_an_event_that_contradicts_itself_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r".+"):
        CalendarEvent.model_validate(fields)


def test_several_thirds_run_from_the_first_to_the_last() -> None:
    found = calendar.third_stretch(2024, 9, "上中旬")
    assert (found.first, found.last) == (date(2024, 9, 1), date(2024, 9, 20))


def test_the_latest_of_some_events_counts_unless_they_are_of_different_years() -> None:
    holiday, festival = (
        CalendarEvent(names=("a",), first="01-01", why="x"),
        CalendarEvent(names=("b",), first="05-01", why="x"),
    )
    found = calendar.latest_event(2024, (festival, holiday), is_before=True)
    assert found.last == date(2024, 4, 30)
    with pytest.raises(calendar.UndecidedDateError):
        calendar.latest_event(2024, (holiday, festival), is_before=True, is_next=True)
