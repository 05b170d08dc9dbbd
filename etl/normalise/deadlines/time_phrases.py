"""The grammar of phrases of time: a phrase is ranges and points, some of them recurring, among words of no time.

    phrase = { [EVERY] (range | point) | OTHER }

``EVERY`` (每年, 每月) makes a time recurring: it comes again and sets no last day.
"""

import re
from typing import Final, NamedTuple

from etl.normalise.deadlines.time_calendar import NoSuchDateError, UndecidedDateError
from etl.normalise.deadlines.time_points import Point, read_point
from etl.normalise.deadlines.time_ranges import read_range
from etl.normalise.deadlines.time_tokens import NAMING, Cursor, Kind, tokens_of
from etl.normalise.deadlines.time_words import Times

_LISTED: Final = frozenset("、和及与")
_LEFT_OVER: Final = re.compile(r"(?!\d{1,2}[时点:])[\d—–~\-]|[学财]年|学期")


class Phrase(NamedTuple):
    """The points and ranges of a phrase from left to right, and the year that holds for what follows it, if it named
    one."""

    points: tuple[Point, ...]
    year: int | None


def read_phrase(phrase: str, times: Times, carried: int | None = None) -> Phrase:
    """Points and ranges of a squeezed phrase.

    A time that names no year is of the one that the phrase named last, else of ``carried``, which what stands before
    the phrase named, else of the plan's; without any it is left out. Raises ``NoSuchDateError`` for a date that the
    calendar does not have or tell, and where digits are left right beside a date: 2025年4-10 says neither months nor
    anything else for certain.
    """
    if not times.may_stand_in(phrase):
        return Phrase((), carried)
    tokens = tokens_of(phrase, times.event_names, times.season_names, is_cell=times.is_cell)
    if not any(token.kind in NAMING for token in tokens):
        return Phrase((), carried)
    cursor = Cursor(phrase, tokens, carried)
    points: list[Point] = []
    while not cursor.is_done:
        point = None if cursor.take(Kind.OTHER) else _expression(cursor, times)
        if point is not None:
            if _LEFT_OVER.match(phrase, point.end):
                raise NoSuchDateError
            is_listed = bool(points) and phrase[points[-1].end : point.start] in _LISTED
            points.append(recurring_too(point, is_listed and points[-1].is_recurring))
    return Phrase(tuple(points), cursor.year)


def recurring_too(point: Point, is_listed: bool) -> Point:
    """A point that is listed beside a recurring one recurs as well, if it names no year: 每年3月、9月."""
    return point._replace(is_recurring=True) if is_listed and point.year is None else point


def recurs(phrase: str) -> bool:
    """Whether a squeezed phrase says that something comes again and again: 每月, 每季度末."""
    return "每" in phrase and any(token.kind is Kind.EVERY for token in tokens_of(phrase))


def _expression(cursor: Cursor, times: Times) -> Point | None:
    """The range or point that begins here; moves on by a token where none does."""
    begun = cursor.at
    if cursor.take(Kind.LUNAR):
        raise UndecidedDateError  # of the traditional calendar only the festivals are known
    every = cursor.take(Kind.EVERY)
    point = read_range(cursor, times) or read_point(cursor, times)
    cursor.at = max(cursor.at, begun + 1)
    return point._replace(is_recurring=True) if point is not None and every else point
