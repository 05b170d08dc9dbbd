"""The grammar of phrases of time: tokens to points and ranges.

    range  = point RANGE point          what one side leaves out (3—12月, 2024.3-12) the other gives
    point  = core [END] [BEFORE]
    core   = DOTTED | [year] MONTH [DAY | THIRD] | [year] PART | year
    year   = YEAR | RELATIVE_YEAR

``END`` (底, 末, 内) and nothing at all mean a point's last day; ``BEFORE`` alone means the end of the point before it:
11月前 is the last day of October, 2025年前 that of 2024.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from etl.normalise.time_tokens import Kind, Token, tokens_of
from schemas.normalised import Precision

_THIRDS: Final = {"上旬": 10, "中旬": 20}
_YEARS_ON: Final = {"去": -1, "明": 1, "次": 1}


class NoSuchDateError(ValueError):
    """A phrase that names a month, a day or a quarter that the calendar does not have."""


@dataclass(frozen=True)
class Point:
    """A stretch of time: first and last day, how exactly it was named, and where in the phrase.

    ``is_explicit`` if it names a part of the year or its end rather than a whole year; ``is_bounded`` if 底 or 前
    follows; ``is_start`` if 起 does, so that it begins and does not end something.
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


def read_points(phrase: str, year: int | None, parts: Mapping[str, tuple[int, int]]) -> list[Point]:
    """Points and ranges of a squeezed phrase from left to right.

    ``year`` is the one meant where the phrase names none; without it such points are left out. ``parts`` gives first
    and last month of each part of a year. Raises ``NoSuchDateError`` for a date that the calendar does not have.
    """
    reader = _Reader(phrase, year, parts)
    points: list[Point] = []
    while not reader.is_done:
        point = reader.expression()
        if point is not None:
            points.append(point)
    return points


class _Reader:
    """Reads one phrase by recursive descent."""

    def __init__(self, phrase: str, year: int | None, parts: Mapping[str, tuple[int, int]]) -> None:
        self._phrase = phrase
        self._tokens: Sequence[Token] = tokens_of(phrase)
        self._at = 0
        self._year = year
        self._parts = parts

    @property
    def is_done(self) -> bool:
        """Whether the phrase is read to its end."""
        return self._at >= len(self._tokens)

    def _peek(self, *kinds: Kind) -> Token | None:
        token = None if self.is_done else self._tokens[self._at]
        return token if token is not None and token.kind in kinds else None

    def _take(self, *kinds: Kind) -> Token | None:
        token = self._peek(*kinds)
        self._at += token is not None
        return token

    def expression(self) -> Point | None:
        """The range or point that begins here; moves on by a token where none does."""
        begun = self._at
        left = self._side()
        if left is not None and self._take(Kind.RANGE):
            right = self._side(following=left)
            if right is not None:
                return self._range(left, right)
            self._at = begun
        self._at = begun
        point = self._point()
        if point is None:
            self._at = max(self._at, begun + 1)
        return point

    # ranges

    def _side(self, following: "_Side | None" = None) -> "_Side | None":
        """One side of a range, which may be a bare number of a month or a bare year."""
        begun = self._at
        number = self._take(Kind.NUMBER)
        if number is not None:
            usable = following is None or following.month_known
            return _Side(number.start, number.end, month=number.numbers[0]) if usable else None
        bare = self._take(Kind.BARE_YEAR)
        if bare is not None:
            return _Side(bare.start, bare.end, year=bare.numbers[0])
        self._at = begun
        year, named = self._named_year()
        core = self._tokens[self._at] if not self.is_done else None
        side = self._core_side(year if named else None, named, core, begun)
        if side is None:
            self._at = begun
        return side

    def _core_side(self, year: int | None, named: bool, core: Token | None, begun: int) -> "_Side | None":
        start = self._tokens[begun].start if begun < len(self._tokens) else 0
        if not named and core is not None and core.kind is Kind.DOTTED:
            self._at += 1
            own, month, *day = core.numbers
            side = _Side(start, core.end, own, month, day[0] if day else None)
        elif core is not None and core.kind is Kind.MONTH:
            self._at += 1
            day_token = self._take(Kind.DAY)
            side = _Side(
                start, (day_token or core).end, year, core.numbers[0], day_token.numbers[0] if day_token else None
            )
        elif core is not None and core.kind is Kind.PART:
            self._at += 1
            side = _Side(start, core.end, year, part=core.text)
        elif named and core is not None and core.kind is Kind.NUMBER:
            self._at += 1
            side = _Side(start, core.end, year, core.numbers[0])
        elif named:
            side = _Side(start, self._tokens[self._at - 1].end, year)
        else:
            return None
        ending = self._ending()
        return replace(side, end=ending[2] or side.end, before=ending[1] and not ending[0])

    def _range(self, left: "_Side", right: "_Side") -> Point | None:
        if not (left.names_time or right.names_time):
            return None  # 2—3岁 counts no months
        if right.year is None and left.year is not None:
            right = replace(right, year=left.year)
        last = self._of_side(right, self._year)
        if last is None:
            return None
        plan = left.year or self._year or last.last.year
        first = self._of_side(left, plan)
        if first is not None and first.first > last.last and left.year is None:
            first = self._of_side(left, last.last.year - (right.year is None or first.first.year >= last.last.year))
        if first is None or first.first > last.last:
            return None
        return replace(last, first=first.first, start=left.start, end=right.end, is_range=True, is_bounded=True)

    def _of_side(self, side: "_Side", year: int | None) -> Point | None:
        own = side.year or year
        if own is None:
            return None
        point = self._stretch(own, side.month, side.day, None, side.part, side.start, side.end)
        return _before(point) if side.before else point

    # points

    def _point(self) -> Point | None:
        begun = self._at
        dotted = self._take(Kind.DOTTED)
        if dotted is not None:
            year, month, *day = dotted.numbers
            return self._ended(
                self._stretch(year, month, day[0] if day else None, None, None, dotted.start, dotted.end)
            )
        bare = self._take(Kind.BARE_YEAR)
        if bare is not None:
            alone = len(self._phrase) == bare.end - bare.start
            return self._whole(bare.numbers[0], bare.start, bare.end) if alone else None
        own, named = self._named_year()
        month_token = self._take(Kind.MONTH)
        part = None if month_token else self._take(Kind.PART)
        start = self._tokens[begun].start
        if month_token is not None:
            return self._month(own, month_token, start)
        if part is not None:
            return (
                None if own is None else self._ended(self._stretch(own, None, None, None, part.text, start, part.end))
            )
        if named and own is not None:
            return self._year_point(own, start)
        return None

    def _month(self, year: int | None, month: Token, start: int) -> Point | None:
        day = self._take(Kind.DAY)
        third = None if day else self._take(Kind.THIRD)
        end = (day or third or month).end
        number = month.numbers[0] if month.numbers else 0
        if year is None:
            _require(1 <= number <= 12)
            return None
        days = day.numbers[0] if day and day.numbers else None
        return self._ended(self._stretch(year, number, days, third.text if third else None, None, start, end))

    def _year_point(self, year: int, start: int) -> Point:
        end = self._tokens[self._at - 1].end
        point = self._whole(year, start, end)
        ended = self._ended(point)
        if ended.is_bounded:
            return replace(ended, is_explicit=True)
        # 2024年汛期前 is bounded by something that the calendar does not know.
        clause = self._phrase[ended.end :].split("，")[0].split(",")[0]
        _require("前" not in clause)
        return ended

    def _named_year(self) -> tuple[int | None, bool]:
        """The year named here, or the one meant where none is; and whether one is named."""
        token = self._take(Kind.YEAR)
        if token is not None:
            return (token.numbers[0] if token.numbers else None), True
        token = self._take(Kind.RELATIVE_YEAR)
        if token is not None:
            return (None if self._year is None else self._year + _YEARS_ON.get(token.text[0], 0)), True
        return self._year, False

    def _ending(self) -> tuple[bool, bool, int | None]:
        end = self._take(Kind.END)
        before = self._take(Kind.BEFORE)
        last = before or end
        return end is not None, before is not None, last.end if last else None

    def _ended(self, point: Point) -> Point:
        at_its_end = self._phrase[point.start : point.end].endswith(("底", "末", "内"))
        has_end, has_before, end = self._ending()
        if has_before and not has_end and not at_its_end:
            point = _before(point)
        is_start = self._take(Kind.FROM) is not None
        bounded = has_end or has_before or at_its_end
        return replace(point, end=end or point.end, is_bounded=bounded, is_start=is_start)

    def _stretch(
        self, year: int, month: int | None, day: int | None, third: str | None, part: str | None, start: int, end: int
    ) -> Point:
        if part is not None:
            name = part.removeprefix("第").translate(str.maketrans("123456789", "一二三四五六七八九"))
            _require(name in self._parts)
            first_month, last_month = self._parts[name]
            precision = {3: Precision.QUARTER, 6: Precision.HALF}.get(last_month - first_month + 1, Precision.YEAR)
            explicit = name not in ("全年", "年内")
            return Point(_first(year, first_month), _last(year, last_month), precision, start, end, explicit)
        if month is None:
            return self._whole(year, start, end)
        _require(1 <= month <= 12)
        if day is not None:
            _require(1 <= day <= _last(year, month).day)
            exact = date(year, month, day)
            return Point(exact, exact, Precision.DAY, start, end)
        if third is not None:
            last = _last(year, month)
            return Point(_first(year, month), last.replace(day=_THIRDS.get(third, last.day)), Precision.DAY, start, end)
        return Point(_first(year, month), _last(year, month), Precision.MONTH, start, end)

    def _whole(self, year: int, start: int, end: int) -> Point:
        return Point(_first(year, 1), _last(year, 12), Precision.YEAR, start, end, is_explicit=False)


@dataclass(frozen=True)
class _Side:
    """One side of a range as written."""

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    before: bool = False

    @property
    def names_time(self) -> bool:
        """Whether it says by itself that it means a time, as against a bare number."""
        return self.year is not None or self.part is not None or self.end - self.start > len(str(self.month))

    @property
    def month_known(self) -> bool:
        """Whether a bare number on the other side can be a month."""
        return self.month is not None and self.names_time


def _require(exists: bool) -> None:
    if not exists:
        raise NoSuchDateError


def _first(year: int, month: int) -> date:
    return date(year, month, 1)


def _last(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _before(point: Point) -> Point:
    if point.precision is Precision.DAY:
        return point
    last = point.first - timedelta(days=1)
    return replace(point, first=_first(last.year, last.month), last=last)
