"""Ranges of time in a phrase: two sides, each giving what the other leaves out.

    range  = side RANGE side
    side   = core [END] [BEFORE] [FROM] | [year] NUMBER | BARE_YEAR | MONTH NUMBER | DAY

3—12月 and 2024.3-12 leave the month's word or the year to one side, 6月15—30日 the month.
"""

from dataclasses import replace

from etl.normalise.deadlines.time_calendar import NoSuchDateError
from etl.normalise.deadlines.time_points import Core, Point, carry, point_of, read_core, read_year
from etl.normalise.deadlines.time_tokens import Cursor, Kind
from etl.normalise.deadlines.time_words import Times


def read_range(cursor: Cursor, times: Times) -> Point | None:
    """The range that begins here; ``None`` without moving on where none does.

    Raises ``NoSuchDateError`` for one that ends before it begins: whether 11月至3月 began last year or ends next year,
    nothing says.
    """
    begun = cursor.at
    left = _left(cursor, times)
    if left is not None and cursor.take(Kind.RANGE):
        right = _right(cursor, times, left)
        if right is not None and (_names_time(left) or _names_time(right)):
            return _joined(left, right, cursor, times)
    cursor.at = begun
    return None


def _left(cursor: Cursor, times: Times) -> Core | None:
    number = cursor.take(Kind.NUMBER)
    if number is not None:
        return Core(number.start, number.end, month=number.numbers[0], is_number=True)
    bare = cursor.peek(Kind.BARE_YEAR)
    if bare is not None and cursor.peek(Kind.RANGE, ahead=1):
        cursor.at += 1
        return Core(bare.start, bare.end, bare.numbers[0])
    return _number_of_year(cursor, times) or _day_of_month(cursor) or read_core(cursor, times)


def _number_of_year(cursor: Cursor, times: Times) -> Core | None:
    """A year with a bare number, which is a month if the other side says so: 2024年6-8月."""
    begun, start = cursor.at, cursor.here
    year, is_named = read_year(cursor, times)
    number = cursor.take(Kind.NUMBER) if is_named else None
    if number is not None:
        return Core(start, number.end, year, number.numbers[0], is_number=True)
    cursor.at = begun
    return None


def _day_of_month(cursor: Cursor) -> Core | None:
    """A month with a bare number before the day that ends the range: 6月15-30日."""
    month, number = cursor.peek(Kind.MONTH), cursor.peek(Kind.NUMBER, ahead=1)
    if month and number and cursor.peek(Kind.RANGE, ahead=2) and cursor.peek(Kind.DAY, ahead=3):
        cursor.at += 2
        return Core(month.start, number.end, None, month.numbers[0], number.numbers[0])
    return None


def _right(cursor: Cursor, times: Times, left: Core) -> Core | None:
    number = cursor.peek(Kind.NUMBER, Kind.DAY)
    if number is not None:
        return _bare_right(cursor, left)
    bare = cursor.take(Kind.BARE_YEAR)
    if bare is not None:
        return Core(bare.start, bare.end, bare.numbers[0]) if left.is_year_alone else None
    own = cursor.year
    cursor.year = left.year or own  # 2023年10月至次年3月
    right = read_core(cursor, times)
    cursor.year = own
    return right


def _bare_right(cursor: Cursor, left: Core) -> Core | None:
    """A bare number or day: a day if the left side has one, else a month if the left side has one for certain."""
    token = cursor.take(Kind.NUMBER, Kind.DAY)
    if token is None or not token.numbers or left.is_number:
        return None
    ending = cursor.take(Kind.END), cursor.take(Kind.BEFORE)
    end = max([token.end, *(t.end for t in ending if t)])
    if left.day is not None:
        return Core(token.start, end, left.year, left.month, token.numbers[0])
    if token.kind is Kind.DAY or left.month is None:
        return None
    has_end, has_before = (t is not None for t in ending)
    return Core(token.start, end, left.year, token.numbers[0], has_end=has_end, has_before=has_before, is_number=True)


def _names_time(core: Core) -> bool:
    """Whether it says by itself that it means a time, as against a bare number: 2—3岁 counts no months."""
    return core.year is not None or not core.is_number


def _joined(left: Core, right: Core, cursor: Cursor, times: Times) -> Point | None:
    if right.year is None and left.year is not None:
        right = replace(right, year=left.year)
    plan = cursor.year or times.year
    last = point_of(right, right.year or plan, times)
    if last is None:
        return None
    first = point_of(left, left.year or plan or last.last.year, times)
    if first is not None and first.first > last.last and left.year is None and right.year is not None:
        # 11月至2025年3月 in a plan of 2025 began the year before.
        same = first.first.year >= last.last.year
        first = point_of(left, last.last.year - same, times)
    if first is None or first.first > last.last:
        raise NoSuchDateError
    begins = first.last if left.has_end or _is_end_of_year(left) else first.first
    if begins.year == last.last.year:  # after 2024年9月至2025年6月, 8月 may be of either
        carry(cursor, right, times)
    return last._replace(first=begins, start=left.start, end=right.end, is_range=True, is_bounded=True)


def _is_end_of_year(core: Core) -> bool:
    return core.part is not None and core.part.endswith(("底", "末", "终"))
