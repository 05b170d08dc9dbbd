"""Cells that count their units: 1.区教委 2.区财政局, ①区教委②区财政局, 一、区教委 二、区财政局."""

import re
from typing import Final

_HAN_DIGITS: Final = "一二三四五六七八九十"
_DIGITS: Final = re.compile(
    r"(?<![\d.])(?:[(（]?(?P<number>\d{1,2})(?:[)）][.．、]?|[.．、:：]|(?=[一-鿿]{3}))|(?P<circled>[①-⑳])"
    r"|(?P<bracketed>[⑴-⒇]))\s*(?=[一-鿿])"
)
_HAN: Final = re.compile(rf"(?:(?<=[\s；;。])|^)[(（]?(?P<han>[{_HAN_DIGITS}])[)）]?、\s*(?=[一-鿿]{{3}})")
_ANY: Final = re.compile(rf"[\d①-⑳⑴-⒇]|[{_HAN_DIGITS}][)）]?、")
"""What a text has that any of the others can be found in."""
_ONE: Final = re.compile(r"\s*[(（]?1[)）]?[.．、)）]\s*(?=[一-鿿])")


def unnumbered(text: str) -> str:
    """``text`` with separators for its numbers, if these count up from 1; 11局、12局 has none such."""
    if _ANY.search(text) is None:
        return text
    for pattern in (_DIGITS, _HAN):
        numbers = [_number(n) for n in pattern.finditer(text)]
        if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
            return pattern.sub("；", text)
    alone = _ONE.match(text)
    return text[alone.end() :] if alone else text


def _number(match: re.Match[str]) -> int:
    found = match.groupdict()
    if found.get("han"):
        return _HAN_DIGITS.index(found["han"]) + 1
    if found.get("number"):
        return int(found["number"])
    return ord(found["circled"]) - ord("①") + 1 if found["circled"] else ord(found["bracketed"]) - ord("⑴") + 1
