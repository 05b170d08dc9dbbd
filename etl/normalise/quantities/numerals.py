"""Values of numbers as notices write them: 2,000, 1.5万, 十二, 一百零五, 三万五千."""

from decimal import Decimal
from functools import lru_cache
from typing import Final

from parsers.words import CHINESE_DIGITS

MULTIPLIERS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
MOST: Final = 10**15
"""More than any notice counts; a longer number is no amount, and the warehouse could not hold it."""
_LONGEST: Final = 24
_KEPT: Final = 4096
"""Numbers that are remembered as they are written; most that notices give are small and come again."""


def arabic(digits: str) -> Decimal | None:
    """Value of 1200, 1,200 or 1.5; ``None`` if it is past ``MOST`` or has more than six decimal places, which the
    warehouse would round in silence."""
    return None if len(digits) > _LONGEST else _arabic(digits)


@lru_cache(maxsize=_KEPT)
def _arabic(digits: str) -> Decimal | None:
    if len(digits.partition(".")[2]) > 6:
        return None
    value = Decimal(digits.replace(",", ""))
    return value if value <= MOST else None


def times(value: Decimal, multipliers: str) -> Decimal | None:
    """``value`` times each of ``multipliers`` (万, 百万); ``None`` if that is past ``MOST``."""
    for word in multipliers:
        value *= MULTIPLIERS[word]
    return value if value <= MOST else None


def chinese(text: str) -> int | None:
    """Value of a Chinese numeral written out with its places: 十二, 三百零五, 一万二千.

    ``None`` for what names no one number: 两三 (two or three), 二〇二四 (digits of a year), 一百二 (spoken for 120,
    but also 102), a bare 百, 千 or 万 (百家 is many), or places in the wrong order.
    """
    if not text or len(text) > _LONGEST:
        return None
    total = 0
    for place in ("亿", "万"):
        head, found, text = text.rpartition(place) if place in text else ("", "", text)
        if found:
            section = _section(head.removeprefix("零") if total else head)
            if section is None:
                return None
            total += section * MULTIPLIERS[place]
            if not text:
                return total
    rest = _section(text.removeprefix("零") if total else text)
    is_spoken = total and rest is not None and rest < 1000 and text[0] not in "零〇"  # 三万五 is 35 000 in speech
    return None if rest is None or is_spoken else total + rest


def _section(text: str) -> int | None:
    """Value of a numeral below 10 000; each digit but the last needs its place, each place but 十 its digit."""
    total, digit, below, is_padded = 0, None, 10**4, False
    for n, char in enumerate(text):
        if char in "零〇":
            if digit is not None or not n:
                return None
            is_padded = True
        elif char in CHINESE_DIGITS:
            if digit is not None:
                return None
            digit = CHINESE_DIGITS[char]
        else:
            place = MULTIPLIERS.get(char, 10**4)
            if place >= below or (digit is None and (char != "十" or n)):
                return None
            total, digit, below, is_padded = total + (digit or 1) * place, None, place, False
    if digit is not None and total and below > 10 and not is_padded:
        return None
    return total + (digit or 0) if text else None
