"""Phrases of time to the last day that still meets them (contract, "Deadlines").

A phrase is read as a point in time with a precision (2024.12 is a month, 第三季度 a quarter), then what its
ending does to it: 底前, 底, 内 and nothing at all mean its end, 前 alone the end of the point before it.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from parsers.words import chinese_int, longest_in, squeeze
from schemas.normalised import Basis, Deadline, Precision
from schemas.reference import DeadlineWords

_CHINESE: Final = "一二三四五六七八九十〇零"
_YEAR: Final = r"(?P<year>20\d\d|二[〇零○][一二三四五六七八九〇零]{2}|当|今|本)年(?:度)?"
_DOTTED: Final = re.compile(
    r"(?P<year>20\d\d)[./\-](?P<month>0?[1-9]|1[0-2])(?:[./\-](?P<day>0?[1-9]|[12]\d|3[01]))?(?!\d)"
)
_MONTH: Final = re.compile(
    rf"(?:{_YEAR})?(?P<month>1[0-2]|0?[1-9]|[{_CHINESE}]{{1,3}})月(?:份)?(?:(?P<day>\d{{1,2}}|[{_CHINESE}]{{1,3}})[日号]|(?P<third>[上中下])旬)?"
)
_BARE_YEAR: Final = re.compile(r"(?P<year>20\d\d)年?(?:度)?")
_RANGE: Final = re.compile(r"[—–~～至到\-]+")
_ENDING: Final = re.compile(r"(?P<ending>(?:月底|年底|底|末)?(?:之前|以前|前)|月底|底|末)?")
_CLAUSE: Final = re.compile(r"[^，。；：、,;\n]+")
_QUOTED: Final = re.compile(r"《[^》]*》|“[^”]*”")
_THIRDS: Final = {"上": 10, "中": 20}


@dataclass(frozen=True)
class Point:
    """A stretch of time with a precision: its first and last day."""

    first: date
    last: date
    precision: Precision


def read_deadline(cell: str | None, target: str | None, year: int | None, words: DeadlineWords) -> Deadline:
    """Deadline of a task, from its deadline cell, else from its target's words, else the end of the plan's year.

    ``cell`` is ``None`` where there is no such column; a cell with words that cannot be read is ``undetermined``
    and keeps them as ``text``. ``year`` is the notice's, for dates that name none.
    """
    stated = (cell or "").strip()
    if stated:
        return _stated(stated, year, words)
    found = in_words(target or "", year, words)
    if found is not None:
        return found
    if year is None:
        return Deadline(day=None, basis=Basis.UNDETERMINED)
    return Deadline(day=date(year, 12, 31), precision=Precision.YEAR, basis=Basis.PLAN_YEAR)


def _stated(text: str, year: int | None, words: DeadlineWords) -> Deadline:
    phrase = squeeze(text)
    if phrase in {squeeze(w) for w in words.undetermined}:
        return Deadline(day=None, text=text, basis=Basis.UNDETERMINED)
    open_word = longest_in(phrase, words.open)
    # 全年坚持 has the whole year in it and still no end; 2025年底前并长期坚持 has one.
    found = (
        parse(phrase.replace(squeeze(open_word or ""), "，"), year, words) if open_word else parse(phrase, year, words)
    )
    if found is not None:
        return Deadline(day=found.last, start=_start(found), text=text, precision=found.precision, basis=Basis.STATED)
    if open_word:
        return Deadline(day=None, text=text, basis=Basis.OPEN)
    return Deadline(day=None, text=text, basis=Basis.UNDETERMINED)


def is_unreadable(deadline: Deadline, words: DeadlineWords) -> bool:
    """Whether a stated cell could not be read, as against one that says there is no deadline yet."""
    known = {squeeze(w) for w in words.undetermined}
    return deadline.basis is Basis.UNDETERMINED and squeeze(deadline.text or "") not in {*known, ""}


@dataclass(frozen=True)
class Span(Point):
    """A range: it ends at its end, and ``first`` was stated too."""


def _start(point: Point) -> date | None:
    return point.first if isinstance(point, Span) else None


def parse(phrase: str, year: int | None, words: DeadlineWords) -> Point | None:
    """The point or range that a squeezed phrase stands for; of several points the latest. ``None`` if it has none."""
    spans = _range(phrase, year, words)
    if spans is not None:
        return spans
    points = [point for point, _, _ in _points(phrase, year, words)]
    return max(points, key=lambda p: p.last, default=None)


def _range(phrase: str, year: int | None, words: DeadlineWords) -> Span | None:
    """A range such as 3-12月, 2024.3-2024.12 or 2018—2020年; what one side leaves out the other gives."""
    phrase = re.sub(r"^(自|从|由)", "", phrase)
    found = re.match(
        r"(?P<a>20\d\d年?(?:[./]?\d{1,2}月?)?|\d{1,2}月?)" + _RANGE.pattern + r"(?P<b>20\d\d.*|\d{1,2}月.*)$",
        phrase,
    )
    if found is None:
        return None
    end = next(iter(_points(found["b"], year, words)), None)
    if end is None:
        return None
    last = end[0]
    start_text = found["a"]
    if re.fullmatch(r"\d{1,2}", start_text):
        start_text += "月"
    if re.fullmatch(r"20\d\d", start_text):
        start_text += "年"
    starts = list(_points(start_text, last.last.year, words))
    if len(starts) != 1 or starts[0][0].first > last.last:
        return None
    return Span(starts[0][0].first, last.last, last.precision)


def _points(phrase: str, year: int | None, words: DeadlineWords) -> Iterator[tuple[Point, int, int]]:
    """Points of time in a phrase from left to right, each with where it begins and ends."""
    at = 0
    while at < len(phrase):
        found = _point_at(phrase, at, year, words)
        if found is None:
            at += 1
            continue
        point, end = found
        ending = _ENDING.match(phrase, end)
        word = (ending["ending"] or "") if ending else ""
        # 年底前 is the end of the year; only 前 after a bare point means what lies before it.
        if word in ("前", "之前", "以前") and not phrase[at:end].endswith(("底", "末", "内")):
            point = _before(point)
        end += len(word)
        yield point, at, end
        at = end


def _point_at(phrase: str, at: int, year: int | None, words: DeadlineWords) -> tuple[Point, int] | None:
    if at and phrase[at].isdigit() and phrase[at - 1].isdigit():
        return None
    dotted = _DOTTED.match(phrase, at)
    if dotted:
        return _day_or_month(int(dotted["year"]), int(dotted["month"]), dotted["day"], None, dotted.end())
    month = _MONTH.match(phrase, at)
    if month:
        number = chinese_int(month["month"])
        own = _year(month["year"], year)
        if own and number and 1 <= number <= 12:
            return _day_or_month(own, number, month["day"], month["third"], month.end())
    return _part_of_year(phrase, at, year, words)


def _day_or_month(year: int, month: int, day: str | None, third: str | None, end: int) -> tuple[Point, int] | None:
    last_day = monthrange(year, month)[1]
    number = chinese_int(day) if day else None
    if number is not None and 1 <= number <= last_day:
        exact = date(year, month, number)
        return Point(exact, exact, Precision.DAY), end
    if third:
        return Point(date(year, month, 1), date(year, month, _THIRDS.get(third, last_day)), Precision.DAY), end
    return Point(date(year, month, 1), date(year, month, last_day), Precision.MONTH), end


def _part_of_year(phrase: str, at: int, year: int | None, words: DeadlineWords) -> tuple[Point, int] | None:
    named = re.compile(_YEAR).match(phrase, at)
    own = _year(named["year"] if named else None, year)
    after = named.end() if named else at
    # 2024年底 has the 年 of the year and of 年底 in one.
    for start in (after, after - 1) if named else (after,):
        part = re.compile(r"(?:第)?([1-4一二三四]季度|[上下]半年|全年|年内|年底|年末)").match(phrase, start)
        if part and own:
            word = part[1].translate(str.maketrans("1234", "一二三四"))
            if word in words.parts:
                return _months(own, *words.parts[word]), part.end()
    bare = _BARE_YEAR.match(phrase, at)
    if bare and (bare[0].endswith(("年", "度")) or bare.end() == len(phrase)):
        return _months(int(bare["year"]), 1, 12), bare.end()
    return None


def _months(year: int, first: int, last: int) -> Point:
    precision = {3: Precision.QUARTER, 6: Precision.HALF}.get(last - first + 1, Precision.YEAR)
    return Point(date(year, first, 1), date(year, last, monthrange(year, last)[1]), precision)


def _year(text: str | None, year: int | None) -> int | None:
    if text is None or text in ("当", "今", "本"):
        return year
    return chinese_int(text.replace("○", "〇"))


def _before(point: Point) -> Point:
    """The end of what comes before a point: 11月前 is the last day of October, 15日前 still the 15th itself."""
    if point.precision is Precision.DAY:
        return point
    last = point.first - timedelta(days=1)
    return Point(last.replace(day=1), last, point.precision)


def in_words(target: str, year: int | None, words: DeadlineWords) -> Deadline | None:
    """Deadline in the words of a target: the latest date bound to a completion (6月底前全面投用, 12月完工).

    Names of documents and quoted names are no words of the target, a clause about reporting sets no deadline,
    and a date before the plan's year is history.
    """
    latest: tuple[Point, str] | None = None
    for clause in _CLAUSE.findall(_QUOTED.sub("，", squeeze(target))):
        if any(w in clause for w in words.reporting):
            continue
        for point, start, end in _points(clause, year, words):
            phrase = clause[start:end]
            bound = phrase.endswith(("前", "底", "末")) or _completes(clause[end:], words)
            if (
                bound
                and _is_date(phrase)
                and (year is None or point.last.year >= year)
                and (latest is None or point.last >= latest[0].last)
            ):
                latest = point, clause
    if latest is None:
        return None
    return Deadline(day=latest[0].last, text=latest[1], precision=latest[0].precision, basis=Basis.TEXT)


def _completes(after: str, words: DeadlineWords) -> bool:
    return any(after[:8].find(w) >= 0 for w in words.completion)


def _is_date(phrase: str) -> bool:
    """Whether a phrase names a month, a quarter or a year's end; 全年完成 and 2024年完成 only say the plan's year."""
    return re.search(r"月|季度|半年|年底|年末|\d[./\-]\d", phrase) is not None
