"""Words of time in a phrase, one by one: years, months, days, parts of a year, and what joins or bounds them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from parsers.words import chinese_int

_CHINESE: Final = "一二三四五六七八九十〇零○O"


class Kind(StrEnum):
    """What a token is. A number's value is the number; of a part of the year it is its name (上半年, 三季度)."""

    YEAR = "year"
    RELATIVE_YEAR = "relative_year"
    BARE_YEAR = "bare_year"
    MONTH = "month"
    DAY = "day"
    THIRD = "third"
    DOTTED = "dotted"
    PART = "part"
    NUMBER = "number"
    RANGE = "range"
    END = "end"
    BEFORE = "before"
    FROM = "from"
    OTHER = "other"


@dataclass(frozen=True)
class Token:
    """One word of a phrase, from ``start`` to ``end``; ``numbers`` hold what it counts."""

    kind: Kind
    text: str
    start: int
    end: int
    numbers: tuple[int, ...] = ()


_PATTERNS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        (Kind.DOTTED, r"(20\d\d)([./-])(\d{1,2})(?:\2(\d{1,2})(?!\d|月))?(?!\d)月?"),
        (Kind.YEAR, rf"(20\d\d|(?<!\d)\d\d|[二][{_CHINESE}]{{3}})年度?"),
        (Kind.RELATIVE_YEAR, r"[今当本明次去]年度?"),
        (Kind.BARE_YEAR, r"(?<!\d)(20\d\d)(?!\d)"),
        (Kind.MONTH, rf"(?<!\d)(\d{{1,2}}|[{_CHINESE}]{{1,3}})月(?!龄|嫂|子)份?"),
        (Kind.DAY, rf"(?<!\d)(\d{{1,2}}|[{_CHINESE}]{{1,3}})[日号]"),
        (Kind.THIRD, r"[上中下]旬"),
        (Kind.PART, r"第?[\d一二三四五六七八九十]季度|[上下]半年|全年|(?<![\d一二三四五六七八九十两几])年内|年底|年末"),
        (Kind.NUMBER, r"(?<!\d)(\d{1,2})(?!\d)"),
        (Kind.RANGE, r"[—–~\-]+|至|到"),
        (Kind.END, r"底|末|内"),
        (Kind.BEFORE, r"之前|以前|前(?![期述后提置列沿景身端台])"),
        (Kind.FROM, r"起|以来|开始"),
    )
)


def tokens_of(phrase: str) -> list[Token]:
    """All tokens of a squeezed phrase in order; characters that mean no time are ``OTHER``, one by one."""
    return list(_scan(phrase))


def _scan(phrase: str) -> Iterator[Token]:
    at = 0
    while at < len(phrase):
        token = _token_at(phrase, at)
        yield token
        at = token.end


def _token_at(phrase: str, at: int) -> Token:
    for kind, pattern in _PATTERNS:
        found = pattern.match(phrase, at)
        if found:
            numbers = tuple(n for group in found.groups() if group and (n := _number(kind, group)) is not None)
            return Token(kind, found[0], at, found.end(), numbers)
    return Token(Kind.OTHER, phrase[at], at, at + 1)


def _number(kind: Kind, text: str) -> int | None:
    number = chinese_int(text.replace("○", "〇").replace("O", "〇"))
    if kind is Kind.YEAR and number is not None and number < 100:
        return 2000 + number  # 25年 is 2025年
    return number
