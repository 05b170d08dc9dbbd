"""Deadlines of tasks (contract, "Deadlines"): from the deadline cell, the target's words, or the plan's year."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import zip_longest
from typing import Final

from etl.normalise.time_points import NoSuchDateError, Point, read_points
from parsers.words import longest_in, squeeze
from schemas.normalised import Basis, Deadline, Precision
from schemas.reference import DeadlineWords

_SENTENCE: Final = re.compile(r"[^。;!?\n]+")
_CLAUSE: Final = re.compile(r"[^,、:]+")
_HISTORY: Final = re.compile(r"截至|截止|已(?:完成|建成|开工|投用|启动|有|实现)")
_QUOTED: Final = re.compile(r"《[^》]*》|“[^”]*”|\"[^\"]*\"")
_QUARTERS: Final = re.compile(r"第?([1-4一二三四])(?:季度)?(?:至|到|[-—–~、和])第?([1-4一二三四])季度")
_MONTHS: Final = re.compile(r"(?<![\d.])\d{1,2}[、和](?=(?:\d{1,2}、)*\d{1,2}月)")
_LEFT_OVER: Final = re.compile(r"(?!\d{1,2}[时点:])[\d—–~\-]")
_MONTH_AND_DAY: Final = re.compile(r"^(1[0-2]|0?[1-9])\.(3[01]|[12]\d|0?[1-9])日?(之前|以前|前|底)?$")
_BINDING_LENGTH: Final = 8
"""A word of completion binds a date if it begins within this many characters after it."""


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


def is_unreadable(deadline: Deadline, words: DeadlineWords) -> bool:
    """Whether a stated cell could not be read, as against one that says there is no deadline yet."""
    return deadline.basis is Basis.UNDETERMINED and squeeze(deadline.text or "") not in {*_dashes(words), ""}


def _dashes(words: DeadlineWords) -> set[str]:
    return {squeeze(w) for w in words.undetermined}


def _stated(text: str, year: int | None, words: DeadlineWords) -> Deadline:
    phrase = squeeze(text)
    if phrase in _dashes(words):
        return Deadline(day=None, text=text, basis=Basis.UNDETERMINED)
    phrase = _MONTH_AND_DAY.sub(r"\1月\2日\3", phrase)
    open_word = longest_in(phrase, words.open)
    found = parse(phrase.replace(squeeze(open_word), ",") if open_word else phrase, year, words)
    # 2024年全年坚持 has a year in it and still no end; 2025年底前并长期坚持 has one.
    if found is not None and (found.is_explicit or not open_word):
        start = found.first if found.is_range else None
        return Deadline(day=found.last, start=start, text=text, precision=found.precision, basis=Basis.STATED)
    return Deadline(day=None, text=text, basis=Basis.OPEN if open_word else Basis.UNDETERMINED)


def parse(phrase: str, year: int | None, words: DeadlineWords) -> Point | None:
    """The point or range that ends last in a squeezed phrase; ``None`` if it has none, or one that does not exist.

    Dates of reporting (每月25日前报送) and dates that only begin something (2024年1月起) do not count.
    """
    try:
        points = [
            point
            for clause, _ in _clauses(_spelled_out(phrase))
            if not _reports(clause, words)
            for point in _read(clause, year, words)
            if not point.is_start
        ]
    except NoSuchDateError:
        return None
    return max(points, key=lambda p: (p.last, p.is_explicit), default=None)


def in_words(target: str, year: int | None, words: DeadlineWords) -> Deadline | None:
    """Deadline in the words of a target: the latest date bound to a completion (6月底前全面投用, 12月完工).

    Names of documents and quoted names are no words of the target, a clause about reporting sets no deadline, and a
    date before the plan's year is history. Where the whole year completes the work (全年完成100%), an earlier date is
    a milestone, as where a later one is named (一季度完成设计，三季度开工), and ``None`` leaves the deadline to the
    plan's year.
    """
    clauses = list(_clauses(_spelled_out(_QUOTED.sub(",", squeeze(target)))))
    found = [
        (point, clause)
        for clause, after in clauses
        if not _reports(clause, words) and not _HISTORY.search(clause + after)
        for point in _points_if_any(clause, year, words)
        if _is_bound(point, clause, after, words) and (year is None or point.last.year >= year)
    ]
    if not found:
        return None
    point, clause = max(found, key=lambda f: (f[0].last, f[0].is_explicit))
    named = [p for c, _ in clauses if not _reports(c, words) for p in _points_if_any(c, year, words)]
    if not point.is_explicit or any(p.is_explicit and not p.is_start and p.last > point.last for p in named):
        return None
    start = point.first if point.is_range else None
    return Deadline(day=point.last, start=start, text=clause, precision=point.precision, basis=Basis.TEXT)


def _spelled_out(phrase: str) -> str:
    """A phrase in which what is counted several times is named each time: 第3-4季度, 一、二季度 and 6、9月."""
    phrase = _QUARTERS.sub(r"\1季度至\2季度", phrase)
    return _MONTHS.sub("", phrase).replace("并每", ",每")


def _read(clause: str, year: int | None, words: DeadlineWords) -> list[Point]:
    """Points of a clause. Raises ``NoSuchDateError`` where digits are left right beside a date: 2025年4-10 says neither
    months nor anything else for certain."""
    points = read_points(clause, year, words.parts)
    for point in points:
        if _LEFT_OVER.match(clause, point.end):
            raise NoSuchDateError
    return points


def _clauses(phrase: str) -> Iterator[tuple[str, str]]:
    """Clauses of a squeezed text, each with the one after it in its sentence."""
    for sentence in _SENTENCE.findall(phrase):
        clauses = _CLAUSE.findall(sentence)
        yield from zip_longest(clauses, clauses[1:], fillvalue="")


def _points_if_any(clause: str, year: int | None, words: DeadlineWords) -> list[Point]:
    try:
        return _read(clause, year, words)
    except NoSuchDateError:
        return []


def _reports(clause: str, words: DeadlineWords) -> bool:
    return any(w in clause for w in words.reporting)


def _is_attribute(point: Point, clause: str) -> bool:
    """Whether a date only says which ones are meant: 对2025年6月30日前登记的失业人员."""
    return clause[: point.start].endswith(("对", "为", "将", "给", "凡")) and "的" in clause[point.end :]


def _is_bound(point: Point, clause: str, after: str, words: DeadlineWords) -> bool:
    """Whether a date says by when something is done; one that ends its clause looks to the next for the deed."""
    if point.is_start or _is_attribute(point, clause):
        return False
    ends_clause = point.end >= len(clause)
    if ends_clause and _reports(after, words):
        return False
    if point.is_bounded and point.is_explicit and not point.is_range:
        return True
    rest = after if ends_clause else clause[point.end :]
    return any(w in rest[:_BINDING_LENGTH] for w in words.completion)
