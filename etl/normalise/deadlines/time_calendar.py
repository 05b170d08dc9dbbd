"""What stretch of the calendar a year, a month, a day, a part of a year or a festival is."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from schemas.normalised import Precision
from schemas.reference import CalendarEvent

_THIRDS: Final = {"上旬": 10, "中旬": 20}
_THIRD_BEGINS: Final = {"上": 1, "中": 11, "下": 21}
_CHINESE: Final = str.maketrans("123456789", "一二三四五六七八九")
_ROMAN: Final = {"I季度": "一季度", "II季度": "二季度", "III季度": "三季度", "IV季度": "四季度"}
_WHOLE_YEAR: Final = ("全年", "年内")


class NoSuchDateError(ValueError):
    """A phrase that names a month, a day or a quarter that the calendar does not have."""


class UndecidedDateError(NoSuchDateError):
    """A phrase that means a day which the calendar alone does not tell: 汛期前, 6月初."""


@dataclass(frozen=True)
class Stretch:
    """First and last day, and how exactly they were named; ``is_explicit`` unless it is a whole year and no more."""

    first: date
    last: date
    precision: Precision
    is_explicit: bool = True


def require(exists: bool) -> None:
    """Raise ``NoSuchDateError`` unless a date exists."""
    if not exists:
        raise NoSuchDateError


def year_stretch(first: int, last: int | None = None) -> Stretch:
    """A whole year, or the years from one to another."""
    return Stretch(_first(first, 1), _last(last or first, 12), Precision.YEAR, is_explicit=False)


def month_stretch(year: int, month: int) -> Stretch:
    """A month. Raises ``NoSuchDateError`` for a 13th one."""
    require(1 <= month <= 12)
    return Stretch(_first(year, month), _last(year, month), Precision.MONTH)


def day_stretch(year: int, month: int, day: int) -> Stretch:
    """A day. Raises ``NoSuchDateError`` if its month does not have it."""
    require(1 <= day <= month_stretch(year, month).last.day)
    exact = date(year, month, day)
    return Stretch(exact, exact, Precision.DAY)


def third_stretch(year: int, month: int, third: str) -> Stretch:
    """上旬, 中旬 or 下旬 of a month, which end on the 10th, the 20th and its last day; or several of them, 上中旬."""
    whole = month_stretch(year, month).last
    last = whole.replace(day=_THIRDS.get(third[-2:], whole.day))
    return Stretch(whole.replace(day=_THIRD_BEGINS[third[0]]), last, Precision.DAY)


def part_stretch(year: int, part: str, parts: Mapping[str, tuple[int, int]]) -> Stretch:
    """A part of a year by its name. Raises ``NoSuchDateError`` for one that there is not, such as 五季度."""
    name = part_name(part)
    require(name in parts)
    first, last = parts[name]
    precision = {3: Precision.QUARTER, 6: Precision.HALF}.get(last - first + 1, Precision.YEAR)
    return Stretch(_first(year, first), _last(year, last), precision, name not in _WHOLE_YEAR)


def part_name(part: str) -> str:
    """第3季度, 3季度, Q3 and III季度 are 三季度; 2024年中 ends in 年中."""
    name = part.removeprefix("前").removeprefix("第").removeprefix("Q").replace("年度", "年").translate(_CHINESE)
    name = _ROMAN.get(name, name)
    if name == "中":
        return "年中"
    return f"{name}季度" if len(name) == 1 else name


def event_stretch(year: int, event: CalendarEvent, *, is_before: bool, is_next: bool = False) -> Stretch:
    """The day before a festival or a season, or the season itself, to the day.

    ``is_next`` if a day before the year itself is no answer, so that it is the next one: 元旦前 in a plan of 2024 is
    2024-12-31. Raises ``UndecidedDateError`` if the calendar does not tell the day.
    """
    first = event.first_day(year)
    if first is not None and is_before:
        last = first - timedelta(days=1)
        if is_next and last.year < year:
            return event_stretch(year + 1, event, is_before=True)
        return Stretch(last, last, Precision.DAY)
    last_day = event.last_day(year)
    if first is None or last_day is None:
        raise UndecidedDateError
    return Stretch(first, last_day, Precision.DAY)


def latest_event(year: int, events: Sequence[CalendarEvent], *, is_before: bool, is_next: bool = False) -> Stretch:
    """The last of some events, each as ``event_stretch`` has it: 国庆、中秋前 keeps both, and so the later one.

    Raises ``UndecidedDateError`` also if they are of different years, as are 元旦 and 春节 where no year is named.
    """
    found = [event_stretch(year, event, is_before=is_before, is_next=is_next) for event in events]
    of_year = [event_stretch(year, event, is_before=is_before) for event in events]
    if len(events) > 1 and found != of_year:
        raise UndecidedDateError
    return max(found, key=lambda stretch: stretch.last)


def before(stretch: Stretch) -> Stretch:
    """The end of what is before a stretch: of the month before a month, of the year before a year. A day is itself:
    what is due 6月30日前 is in time on that day, and what is due 6月中旬前 on the 20th."""
    if stretch.precision is Precision.DAY:
        return stretch
    last = stretch.first - timedelta(days=1)
    return Stretch(_first(last.year, last.month), last, stretch.precision)


def _first(year: int, month: int) -> date:
    return date(year, month, 1)


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
