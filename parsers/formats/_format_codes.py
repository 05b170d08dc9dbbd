"""Format codes of spreadsheets (ECMA-376 part 1, 18.8.30 and 18.8.31) cut into sections and tokens."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from typing import Final

GENERAL: Final = "General"
_LONG_DATE: Final = 'yyyy"年"m"月"d"日"'
_MONTH: Final = 'yyyy"年"m"月"'
_MONTH_DAY: Final = 'm"月"d"日"'
_CLOCK: Final = 'h"时"mm"分"'
_MOST_CHARACTERS: Final = 255
"""Length of the longest format code that Excel takes."""

BUILT_IN: Final[dict[int, str]] = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: _MONTH, 28: _MONTH_DAY, 29: _MONTH_DAY, 30: "m-d-yy", 31: _LONG_DATE,
    32: _CLOCK, 33: _CLOCK + 'ss"秒"', 34: "上午/下午" + _CLOCK, 35: "上午/下午" + _CLOCK + 'ss"秒"', 36: _MONTH,
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0;-", 42: "¥#,##0;-¥#,##0;¥-", 43: "#,##0.00;-#,##0.00;-", 44: "¥#,##0.00;-¥#,##0.00;¥-",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@", 50: _MONTH, 51: _MONTH_DAY, 52: _MONTH,
    53: _MONTH_DAY, 54: _MONTH_DAY, 55: "上午/下午" + _CLOCK, 56: "上午/下午" + _CLOCK + 'ss"秒"', 57: _MONTH,
    58: _MONTH_DAY,
}  # fmt: skip
"""Codes that files name by number alone, as a Chinese Excel shows them (the zh-cn column of 18.8.30)."""


class Kind(Enum):
    """What a token of a format code stands for."""

    LITERAL = auto()
    DIGIT = auto()
    POINT = auto()
    COMMA = auto()
    PERCENT = auto()
    EXPONENT = auto()
    GENERAL = auto()
    TEXT = auto()
    DATE = auto()
    ELAPSED = auto()
    HALF_DAY = auto()


@dataclass(frozen=True)
class Token:
    """One token; a literal's ``text`` is what it shows."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Section:
    """One of the sections of a code. ``condition`` is its own, such as ``(">=", 100.0)``; ``numerals`` tells whether
    it writes numbers in Chinese (``[DBNum1]``)."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    numerals: bool = False

    @property
    def is_date(self) -> bool:
        """Whether it shows a day or a time."""
        return any(t.kind in (Kind.DATE, Kind.ELAPSED) for t in self.tokens)

    @property
    def takes_text(self) -> bool:
        """Whether it is for texts: it has an ``@``."""
        return any(t.kind is Kind.TEXT for t in self.tokens)


_TOKENS: Final = re.compile(
    r"""(?P<quoted>"[^"]*"?)|\\(?P<escaped>.?)|(?P<dropped>[_*].?)|(?P<bracket>\[[^\]]*\]?)
    |(?P<general>General|G/通用格式)|(?P<half>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])
    |(?P<date>y+|m+|d+|h+|s+(?:\.0+)?|a{3,4}|e+)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)
    |(?P<text>@)|(?P<end>;)|(?P<other>.)""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_CONDITION: Final = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_ELAPSED: Final = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_KINDS: Final = {
    "general": Kind.GENERAL, "half": Kind.HALF_DAY, "exponent": Kind.EXPONENT, "date": Kind.DATE, "digit": Kind.DIGIT,
    "point": Kind.POINT, "comma": Kind.COMMA, "percent": Kind.PERCENT, "text": Kind.TEXT, "other": Kind.LITERAL,
    "escaped": Kind.LITERAL,
}  # fmt: skip


@lru_cache(maxsize=512)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format code; one that is no code at all is taken for General."""
    if not code or len(code) > _MOST_CHARACTERS:
        code = GENERAL
    found: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, float] | None = None
    numerals = False
    for match in _TOKENS.finditer(code):
        name, text = match.lastgroup or "", match[0]
        if name == "end":
            found.append(Section(tuple(tokens), condition, numerals))
            tokens, condition, numerals = [], None, False
        elif name == "bracket":
            condition = _condition(text) or condition
            numerals = numerals or text.lower() == "[dbnum1]"
            tokens += _in_bracket(text)
        elif name == "quoted":
            tokens.append(Token(Kind.LITERAL, text.strip('"')))
        elif name != "dropped":
            tokens.append(Token(_KINDS[name], match[name]))
    return (*found, Section(tuple(tokens), condition, numerals))


def _condition(text: str) -> tuple[str, float] | None:
    match = _CONDITION.fullmatch(text)
    return (match[1], float(match[2])) if match else None


def _in_bracket(text: str) -> list[Token]:
    """What a bracket shows: time that passed, a currency's sign, or the system's long date; colours show nothing."""
    elapsed = _ELAPSED.fullmatch(text)
    if elapsed:
        return [Token(Kind.ELAPSED, elapsed[1].lower())]
    if text.startswith("[$"):
        return [Token(Kind.LITERAL, text[2:].partition("-")[0].rstrip("]"))]
    return []


def is_long_date(code: str) -> bool:
    """Whether a code means the long date of the system it is opened on (``[$-F800]``), whatever follows."""
    return "[$-f800]" in code.lower()


LONG_DATE: Final = _LONG_DATE
"""The long date of a Chinese system."""
