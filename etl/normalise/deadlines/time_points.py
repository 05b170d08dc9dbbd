"""Points of time in a phrase: what it names of a year, and the stretch of the calendar that this is.

    point  = core [END] [BEFORE] [FROM]
    core   = DOTTED | SHORT | PLAN | [year] MONTH [DAY | THIRD] [EVENT] | [year] PART | [year] EVENT | year
    year   = YEAR | RELATIVE_YEAR | BARE_YEAR

``END`` (底, 末, 内) and nothing at all mean a point's last day; ``BEFORE`` alone means the end of the point before it:
11月前 is the last day of October, 2025年前 that of 2024. ``FROM`` (起, 后) begins something and ends nothing.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NamedTuple

from etl.normalise.deadlines import time_calendar as calendar
from etl.normalise.deadlines.time_calendar import Stretch, UndecidedDateError, require
from etl.normalise.deadlines.time_tokens import Cursor, Kind, Token, unread_events
from etl.normalise.deadlines.time_words import Times
from schemas.normalised import Precision
from schemas.reference import CalendarEvent

_YEARS_ON: Final = {"去": -1, "明": 1, "次": 1, "翌": 1}
_ENDED: Final = ("底", "末", "内", "终", "年中")
_UNKNOWN_BOUND: Final = re.compile(
    r"[^,\d年月日季底末至到—–~\-]{0,8}(?<![提目当之以])前(?![期述后提置列沿景身端台]|[一二三123]个?季度)"
)
_UNKNOWN_PART: Final = re.compile(r"[^,\d年月日每至到—–~\-]{0,3}(?:季度|学期|半年|月|旬)(?![^,]?体|度)")
_UNKNOWN_SEASON: Final = re.compile(
    r"[^,\d年月日每底末到—–~\-]{0,8}"
    r"(?:期间|学期|学年|之后|以后|后(?![续期勤备台])|(?:节日?|假[期日]?|季节?|[月周])(?:内|[之以]?前|初|末|底|$|,)|[春夏秋冬](?:天|$|,))"
)
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2199
"""Years that a notice may name; 9999年 stands for no day, and 0001年 for a field left empty."""
_TWO_DIGITS_REACH: Final = 15
"""A year of two digits is one only this near the plan's: 改造30年房龄 names no 2030."""


class Point(NamedTuple):
    """A stretch of time: first and last day, how exactly it was named, and where in the phrase.

    ``is_explicit`` if it names a part of the year or its end rather than a whole year; ``is_bounded`` if 底 or 前
    follows; ``is_start`` if 起 does, so that it begins and does not end something. ``year`` is the year that it names
    itself, if it does.
    """

    first: date
    last: date
    precision: Precision
    start: int
    end: int
    is_explicit: bool = True
    is_bounded: bool = False
    is_start: bool = False
    is_range: bool = False
    is_recurring: bool = False
    year: int | None = None


@dataclass(frozen=True)
class Core:
    """What a phrase names of a time, before anything it leaves out is put in. ``is_number`` if it is a bare number."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    third: str | None = None
    part: str | None = None
    events: tuple[CalendarEvent, ...] = ()
    plan: int | None = None
    has_end: bool = False
    has_before: bool = False
    is_start: bool = False
    is_number: bool = field(default=False, kw_only=True)

    @property
    def is_year_alone(self) -> bool:
        """Whether it names a year and nothing else of it."""
        return self.month is None and self.part is None and not self.events and self.plan is None


def read_point(cursor: Cursor, times: Times) -> Point | None:
    """The point that begins here; ``None`` without moving on where none does."""
    core = read_core(cursor, times)
    if core is None:
        return None
    point = point_of(core, core.year or cursor.year or times.year, times)
    carry(cursor, core, times)
    return point


def carry(cursor: Cursor, core: Core, times: Times) -> None:
    """Remember the year that a core names, for what follows: 2025年6月底前开工，12月底前完工 ends in 2025.

    A year before the plan's is history and holds for nothing else; and in running text one that stands alone (2025年)
    says no more than what its own words do.
    """
    if core.year is not None and (times.is_cell or not core.is_year_alone):
        cursor.year = core.year if times.year is None or core.year >= times.year else None


def read_core(cursor: Cursor, times: Times) -> Core | None:
    """What is named of a time here, with what bounds it; ``None`` without moving on where nothing is."""
    begun = cursor.at
    core = _dotted(cursor) or _short(cursor, times) or _plan(cursor) or _of_year(cursor, times)
    if core is None:
        cursor.at = begun
        return None
    return _ended(cursor, core, times)


def point_of(core: Core, year: int | None, times: Times) -> Point | None:
    """The stretch that a core names in a year, ``None`` without one. Raises ``NoSuchDateError``."""
    if core.part is None and not core.events and core.plan is None and core.month is not None:
        require(1 <= core.month <= 12)
    if year is None and core.plan is None:
        return None
    stretch = _stretch(core, year or 0, times)
    at_its_end = bool(core.part and calendar.part_name(core.part).endswith(_ENDED))
    if core.has_before and not (core.has_end or at_its_end or core.events):
        stretch = calendar.before(stretch)
    bounded = core.has_end or core.has_before or at_its_end
    return Point(
        stretch.first,
        stretch.last,
        stretch.precision,
        core.start,
        core.end,
        is_explicit=stretch.is_explicit or (bounded and (core.part is None)),
        is_bounded=bounded,
        is_start=core.is_start,
        year=core.year,
    )


def _stretch(core: Core, year: int, times: Times) -> Stretch:
    if core.events:
        return calendar.latest_event(year, core.events, is_before=core.has_before, is_next=core.year is None)
    if core.plan is not None:
        return calendar.year_stretch(core.plan, core.plan + 4)
    if core.part is not None:
        return calendar.part_stretch(year, core.part, times.parts)
    if core.month is None:
        return calendar.year_stretch(year)
    if core.third is not None:
        return calendar.third_stretch(year, core.month, core.third)
    if core.day is not None:
        return calendar.day_stretch(year, core.month, core.day)
    return calendar.month_stretch(year, core.month)


def _dotted(cursor: Cursor) -> Core | None:
    token = cursor.take(Kind.DOTTED)
    if token is None:
        return None
    year, month, *day = token.numbers
    return Core(token.start, token.end, year, month, day[0] if day else None)


def _short(cursor: Cursor, times: Times) -> Core | None:
    """A date of a cell such as 6.30, 12/31, 24.12, 24.12.31 or 20241231."""
    token = cursor.take(Kind.SHORT)
    if token is None:
        return None
    first, second, *third = token.numbers
    if first > 2000 or third:
        year = first if first > 2000 else 2000 + first
        return Core(token.start, token.end, year, second, third[0] if third else None)
    if first > 12:
        require(_is_near(2000 + first, times))
        return Core(token.start, token.end, 2000 + first, second)
    # In 2012, 12.6 may be June or the 6th of December.
    require(times.year is None or second > 12 or abs(2000 + first - times.year) > 1)
    return Core(token.start, token.end, None, first, second)


def _plan(cursor: Cursor) -> Core | None:
    """A five-year plan: the 10th, 十五, is 2001 to 2005."""
    token = cursor.take(Kind.PLAN)
    return Core(token.start, token.end, plan=2001 + 5 * (token.numbers[0] - 10)) if token else None


def _of_year(cursor: Cursor, times: Times) -> Core | None:
    start = cursor.here
    year, is_named = read_year(cursor, times)
    month = cursor.take(Kind.MONTH)
    if month is not None:
        return _month(cursor, times, start, year, month)
    events = _events(cursor, times)
    if events:
        return Core(start, cursor.passed, year, events=events)
    part = cursor.take(Kind.PART)
    if part is not None:
        return Core(start, part.end, year, part=part.text)
    return Core(start, cursor.passed, year) if is_named and year is not None else None


def read_year(cursor: Cursor, times: Times) -> tuple[int | None, bool]:
    """The year that is named here, and whether one is; a bare 2024 is one only if 底 or the like tells so."""
    token = cursor.take(Kind.YEAR)
    if token is not None:
        year = token.numbers[0] if token.numbers else None
        require(year is not None and _FIRST_YEAR <= year <= _LAST_YEAR)
        is_year = len(token.text.rstrip("年度")) > 2 or _is_near(year or 0, times)
        return (year, True) if is_year else (None, False)
    token = cursor.take(Kind.RELATIVE_YEAR)
    if token is not None:
        base = (cursor.year or times.year) if token.text[0] in "次翌" else times.year
        return (None if base is None else base + _YEARS_ON.get(token.text[0], 0)), True
    bare = cursor.peek(Kind.BARE_YEAR)
    if bare is not None and _tells_year(cursor, bare):
        cursor.at += 1
        return bare.numbers[0], True
    return None, False


def _tells_year(cursor: Cursor, bare: Token) -> bool:
    is_alone = len(cursor.phrase) == bare.end - bare.start
    return is_alone or cursor.peek(Kind.END, Kind.BEFORE, Kind.PART, Kind.EVENT, ahead=1) is not None


def _has_unread_time(cursor: Cursor, times: Times) -> bool:
    """Whether words of time follow a year and are left unread: 2024年国庆期间 is not all of 2024."""
    events = unread_events(times.event_names, is_cell=times.is_cell)
    unknown = times.is_cell and _UNKNOWN_SEASON.match(cursor.phrase, cursor.passed)
    return bool(unknown or (times.event_names and events.match(cursor.phrase, cursor.passed)))


def _is_near(year: int, times: Times) -> bool:
    return times.year is None or abs(year - times.year) <= _TWO_DIGITS_REACH


def _month(cursor: Cursor, times: Times, start: int, year: int | None, month: Token) -> Core:
    number = month.numbers[0] if month.numbers else 0
    day = cursor.take(Kind.DAY)
    third = None if day else cursor.take(Kind.THIRD)
    events = _events(cursor, times)
    if events:  # 9月开学前 means the day, not the month
        return Core(start, cursor.passed, year, number, events=events)
    days = day.numbers[0] if day and day.numbers else None
    return Core(start, cursor.passed, year, number, days, third.text if third else None)


def _events(cursor: Cursor, times: Times) -> tuple[CalendarEvent, ...]:
    """The events named here together; of two that follow each other the last."""
    events: tuple[CalendarEvent, ...] = ()
    while token := cursor.take(Kind.EVENT):
        events = times.events_of(token)
    return events


def _ended(cursor: Cursor, core: Core, times: Times) -> Core:
    if cursor.peek(Kind.VAGUE):
        raise UndecidedDateError
    end = cursor.take(Kind.END)
    bound = cursor.take(Kind.BEFORE)
    # 2024年高考前 is bounded by something that the calendar does not know.
    is_open = not (end or bound or core.day or core.third)
    if is_open and _UNKNOWN_BOUND.match(cursor.phrase, cursor.passed):
        raise UndecidedDateError
    if core.is_year_alone and _UNKNOWN_PART.match(cursor.phrase, cursor.passed):
        raise UndecidedDateError
    if core.is_year_alone and is_open and _has_unread_time(cursor, times):
        raise UndecidedDateError
    is_start = cursor.take(Kind.FROM) is not None
    last = bound or end
    return replace(
        core,
        end=last.end if last else core.end,
        has_end=end is not None,
        has_before=bound is not None,
        is_start=is_start,
    )
