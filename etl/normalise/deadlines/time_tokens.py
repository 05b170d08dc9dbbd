"""Words of time in a phrase, one by one: years, months, days, parts of a year, and what joins or bounds them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from parsers.words import chinese_int

_CHINESE: Final = "一二三四五六七八九十〇零○O"
_MARKS: Final = r"[—–―~\-]+"
_SHORT_BEGINS: Final = r"(?<![^,、;:。()至到自从于~—–\-])"
_SHORT_ENDS: Final = r"(?=日?(?:之前|以前|前|底|末|$|[,、;。()至到~—–\-]))"


class Kind(StrEnum):
    """What a token is. A number's value is the number; of a part of the year it is its name (上半年, 三季度)."""

    YEAR = "year"
    RELATIVE_YEAR = "relative_year"
    BARE_YEAR = "bare_year"
    PLAN = "plan"
    EVERY = "every"
    MONTH = "month"
    DAY = "day"
    THIRD = "third"
    DOTTED = "dotted"
    SHORT = "short"
    PART = "part"
    EVENT = "event"
    LUNAR = "lunar"
    VAGUE = "vague"
    NUMBER = "number"
    RANGE = "range"
    END = "end"
    BEFORE = "before"
    FROM = "from"
    OTHER = "other"


NAMING: Final = frozenset(
    (
        *(Kind.YEAR, Kind.RELATIVE_YEAR, Kind.BARE_YEAR, Kind.PLAN, Kind.MONTH, Kind.DOTTED, Kind.SHORT, Kind.PART),
        *(Kind.EVENT, Kind.LUNAR),
    )
)
"""The kinds of which a phrase needs one to name a time; numbers, bounds and 每 alone do not."""


class Token(NamedTuple):
    """One word of a phrase, from ``start`` to ``end``; ``numbers`` hold what it counts."""

    kind: Kind
    text: str
    start: int
    end: int
    numbers: tuple[int, ...] = ()


class Cursor:
    """Goes through the tokens of one phrase. ``year`` is the one that the phrase named last, if it named any."""

    def __init__(self, phrase: str, tokens: Sequence[Token], year: int | None = None) -> None:
        self.phrase = phrase
        self.at = 0
        self.year = year
        self._tokens = tokens

    @property
    def is_done(self) -> bool:
        """Whether the phrase is read to its end."""
        return self.at >= len(self._tokens)

    @property
    def here(self) -> int:
        """Where in the phrase the next token begins."""
        return len(self.phrase) if self.is_done else self._tokens[self.at].start

    @property
    def passed(self) -> int:
        """Where in the phrase the last token ended."""
        return self._tokens[self.at - 1].end if self.at else 0

    def peek(self, *kinds: Kind, ahead: int = 0) -> Token | None:
        """The next token, or the one ``ahead`` of it, if it is one of these kinds."""
        at = self.at + ahead
        token = self._tokens[at] if at < len(self._tokens) else None
        return token if token is not None and token.kind in kinds else None

    def take(self, *kinds: Kind) -> Token | None:
        """The next token if it is one of these kinds, and moves on behind it."""
        token = self.peek(*kinds)
        self.at += token is not None
        return token


# No word of time begins with another character, so that most of a text needs no look at any pattern.
_BEGINNINGS: Final = frozenset(
    f'0123456789{_CHINESE}两元今当本明次翌去每第上下中全年岁初月底末之内前以起开后至到农阴旧—–―~-QI“"‘'
)


def tokens_of(
    phrase: str, events: tuple[str, ...] = (), seasons: tuple[str, ...] = (), *, is_cell: bool = False
) -> list[Token]:
    """All tokens of a squeezed phrase in order; a stretch that means no time is one ``OTHER``.

    ``events`` are the names by which it may mean a day (国庆), ``seasons`` those of them that last (暑假). In a cell
    6.30, 12/31, 24.12 and 20241231 are dates too; anywhere else they count something.
    """
    return list(_scanner(events, seasons, is_cell).tokens_of(phrase))


@lru_cache(maxsize=8)
def _scanner(events: tuple[str, ...], seasons: tuple[str, ...], is_cell: bool) -> "_Scanner":
    patterns = list(_PATTERNS)
    if seasons:
        patterns.insert(0, (Kind.EVENT, rf"(?:{_any_of(seasons)})(?:期间|结束)"))
    if events:
        patterns.insert(0, (Kind.EVENT, joined_events(events).pattern))
    if is_cell:
        patterns[:0] = _IN_CELLS
    return _Scanner(patterns, _BEGINNINGS.union(name[0] for name in (*events, *seasons)))


@lru_cache(maxsize=8)
def joined_events(names: tuple[str, ...]) -> re.Pattern[str]:
    """An event by one of its names, or several that one 前 bounds: 国庆节前, 中秋、国庆前."""
    name = rf"[“\"‘]?(?:{_any_of(names)})[”\"’]?{_EVENT_ENDS}"
    return re.compile(rf"{name}(?:[、和及与或]{name})*{_EVENT_BEFORE}")


@lru_cache(maxsize=8)
def unread_events(names: tuple[str, ...], *, is_cell: bool) -> re.Pattern[str]:
    """An event that no 前 bounds, so that it is no day, and yet says more of a year than the year does: 2024年国庆期间.

    A cell speaks of little but time, so that its name will do unless it counts (十一项); in running text it must look
    like a time.
    """
    name = rf"[“\"‘]?(?:{_any_of(names)})"
    ends = r"(?![项个条名处座家所间辆届批])" if is_cell else rf"[”\"’]?{_EVENT_ENDS}(?:期间|结束|之?后|以后|$|,)"
    return re.compile(name + ends)


def _any_of(names: Iterable[str]) -> str:
    return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))


# A name means a day before 前 only: 国庆节前, “十一”长假前, but no 国庆期间 and no 十一项.
_EVENT_ENDS: Final = r"(?:节日|佳节|节|小?长假|假期|放假|开始|来临|到来)*"
_EVENT_BEFORE: Final = r"(?=之前|以前|前(?!后|夕))"
_IN_CELLS: Final = (
    (Kind.DOTTED, r"(?<![\d.])((?:19|21)\d\d)([./-])(\d{1,2})(?:\2(\d{1,2})(?!\d|月))?(?!\d|季)月?"),
    (Kind.SHORT, r"(?<!.)(20\d\d)(0[1-9]|1[0-2])(\d\d)?(?!.)"),
    (Kind.SHORT, rf"{_SHORT_BEGINS}(\d\d)([./])(\d{{1,2}})\2(\d{{1,2}}){_SHORT_ENDS}日?"),
    (Kind.SHORT, rf"{_SHORT_BEGINS}(\d{{1,2}})[./](\d{{1,2}}){_SHORT_ENDS}日?"),
)
"""Dates that are some only in a cell; in running text 2150.12 is a sum, and 6.30 a rate."""
_QUARTER: Final = r"第?[\d一二三四五六七八九十]季度|Q[1-4]|(?:IV|I{1,3})季度"
# 1、5月30日前 is the first of a list, and no January.
_NO_DAY: Final = rf"(?!(?:\d{{1,2}}|[{_CHINESE}]{{1,3}})[日号])"
_SEVERAL: Final = (
    r"(?<!\d)(\d{1,2})(?=[、和及](?:\d{1,2}[、和及]){0,11}\d{1,2}月" + _NO_DAY + ")"
    rf"|([{_CHINESE}]{{1,3}})(?=[、和及](?:[{_CHINESE}]{{1,3}}[、和及]){{0,11}}[{_CHINESE}]{{1,3}}月{_NO_DAY})"
)
_PART: Final = (
    rf"(?:前(?=[二三23]))?(?:{_QUARTER})"
    r"|第?[1-4一二三四](?=(?:[至到、和及]|[—–~\-]+)第?[1-4一二三四]季度)"
    r"|[上下]半年|全年|(?<![\d一二三四五六七八九十两几半多数百千学周财历])年度?(?:内|底|末|终|中(?![央国学小心医]))|岁末"
    r"|(?<=年)中(?=之前|以前|前|$|,)"
)
_PATTERNS: Final = (
    (Kind.OTHER, rf"(?<=[后起])(?:\d{{1,2}}|[{_CHINESE}]{{1,3}})个?月(?:之内|以内|内)"),
    (Kind.EVERY, r"每(?:隔|逢)?[\d一二两三四五六]?个?(?:年度?|半年|季度?|月度?|周|星期|天|日|旬|学期|学年)"),
    (Kind.PLAN, r"[“\"]?(十[一二三四五六七八九]?)五[”\"]?(?:规划)?(?:期间|时期|期)?(?=末|底)"),
    (Kind.PLAN, r"(?<!.)[“\"]?(十[一二三四五六七八九]?)五[”\"]?(?:规划)?(?:期间|时期)?(?:内|完成)?(?!.)"),
    (Kind.DOTTED, r"(20\d\d)([./-])(\d{1,2})(?:\2(\d{1,2})(?!\d|月))?(?!\d|季)月?"),
    (Kind.YEAR, r"(?<!\d)(?!(?:19|2[01])\d\d年)(\d{3,})年(?=\d{1,2}月)"),  # of no plan: 9999年12月
    (
        Kind.YEAR,
        rf"((?:19|2[01])\d\d|(?<!\d)\d\d(?=年(?!内|以|限|期|来|龄|代|的))|(?:二[〇零○O]|一九)[{_CHINESE}]{{2}})年度?",
    ),
    (Kind.RELATIVE_YEAR, r"[今当本明次翌去]年度?"),
    (Kind.BARE_YEAR, rf"(?<!\d)(20\d\d)(?!\d)(?:{_MARKS}(?={_QUARTER}))?"),
    (Kind.LUNAR, rf"[农阴旧]历(?=[\d{_CHINESE}正冬腊初])"),
    # A letter before the digits is most likely one of them, misread: l2月 is no February.
    (Kind.MONTH, r"(?<=[A-Za-z])\d{1,2}月"),
    (Kind.MONTH, rf"(?<!\d)(\d{{1,2}}|[{_CHINESE}]{{1,3}}|元)月(?!龄|嫂|子)份?|{_SEVERAL}"),
    (Kind.DAY, rf"(?<!\d)(\d{{1,2}}|[{_CHINESE}]{{1,3}})[日号]|(?<=月)(\d{{1,2}})(?=之前|以前|前)"),
    (Kind.THIRD, rf"(?:[上中]旬?(?:[、和及至到]|{_MARKS})?)?[上中下]旬"),
    (Kind.PART, _PART),
    (Kind.VAGUE, r"(?<=[年月度])初(?![中级步始期稿次审])|年初|(?<=月)中(?=之前|以前|前|$|,)"),
    (Kind.NUMBER, r"(?<!\d)(\d{1,2})(?!\d)"),
    (Kind.NUMBER, rf"([{_CHINESE}]{{1,3}})(?=(?:[至到]|{_MARKS})[{_CHINESE}]{{1,3}}月)"),
    (Kind.RANGE, rf"{_MARKS}|至|到"),
    (Kind.END, r"月?底|月?末|之?内"),
    (Kind.BEFORE, r"之前|以前|前(?![期述后提置列沿景身端台]|[一二三123]个?季度)"),
    (Kind.FROM, r"起|以来|开始|之后|以后|后(?![续期勤备台])"),
)


class _Scanner:
    """Looks for all words of time at once: one pattern of which each kind is a group, the first that matches counts."""

    def __init__(self, patterns: Sequence[tuple[Kind, str]], beginnings: frozenset[str]) -> None:
        self._kinds: dict[int, tuple[Kind, int]] = {}
        parts: list[str] = []
        last = 0
        for kind, pattern in patterns:
            first, last = last + 1, last + 1 + re.compile(pattern).groups
            self._kinds[first] = (kind, last)
            parts.append(f"({_moved(pattern, first)})")
        begins = "".join(sorted(map(re.escape, beginnings)))
        self._pattern = re.compile(f"(?=[{begins}])(?:{'|'.join(parts)})")

    def tokens_of(self, phrase: str) -> Iterator[Token]:
        """The tokens of a phrase in order."""
        at = 0
        for found in self._pattern.finditer(phrase):
            start, end = found.span()
            if start > at:
                yield Token(Kind.OTHER, phrase[at:start], at, start)
            yield self._token(found, start, end)
            at = end
        if at < len(phrase):
            yield Token(Kind.OTHER, phrase[at:], at, len(phrase))

    def _token(self, found: re.Match[str], start: int, end: int) -> Token:
        own = found.lastindex or 1
        kind, last = self._kinds[own]
        groups = found.groups()[own:last]
        numbers = tuple(n for group in groups if group and (n := _number(kind, group)) is not None)
        return Token(kind, found[0], start, end, numbers)


def _moved(pattern: str, by: int) -> str:
    """``pattern`` with what it refers back to so many groups further on."""
    return re.sub(r"\\([1-9])", lambda found: rf"(?:\{int(found[1]) + by})", pattern)


_SHORT_NUMBER: Final = 8
"""Characters of the longest number that is remembered: days, months and years, which are the same few everywhere."""
_short_int: Final = lru_cache(maxsize=1024)(chinese_int)


def _number(kind: Kind, text: str) -> int | None:
    if text == "元":
        return 1  # 元月 is January
    text = text.replace("○", "〇").replace("O", "〇")
    number = _short_int(text) if len(text) <= _SHORT_NUMBER else chinese_int(text)
    if kind is Kind.YEAR and number is not None and len(text) == 2:
        return 2000 + number  # 25年 is 2025年
    return number
