"""Numbers of a spreadsheet as a person sees them: 2024.1 under the code 0.00 is 2024.10, as the author typed it.

The codes are those of ECMA-376 part 1, 18.8.31. Fractions (``# ?/?``) are shown as decimals, and of the Chinese
numerals only ``[DBNum1]`` is; the others come as plain digits, which say the same.
"""

import operator
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from parsers.formats._date_format import chinese_numeral, show_date
from parsers.formats._format_codes import LONG_DATE, Kind, Section, Token, is_long_date, sections

_COMPARE: Final[dict[str, Callable[[float, float], bool]]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
_WHOLE: Final = 1e15
"""Whole numbers below this are exact and written out; Excel keeps 15 digits."""


def show_number(value: float, code: str, is_1904: bool = False) -> str:
    """``value`` as the format ``code`` shows it; ``is_1904`` names the date system of the workbook."""
    if is_long_date(code):
        code = LONG_DATE
    section, is_absolute = _section_for(value, sections(code))
    if section.is_date:
        day = show_date(value, section, is_1904)
        return general(value) if day is None else day
    if not section.tokens:
        return ""  # as in 0;-0;;@, which shows no zeros
    return _number(abs(value) if is_absolute else value, section)


def show_text(text: str, code: str) -> str:
    """A text as its cell shows it: a code such as ``"附件"@`` adds words."""
    found = [s for s in sections(code) if s.takes_text]
    if not found or len(found[-1].tokens) == 1:
        return text
    shown = (text if t.kind is Kind.TEXT else t.text for t in found[-1].tokens)
    return "".join(shown)


def general(value: float) -> str:
    """``value`` in the format General: what fits into eleven characters, whole numbers in full."""
    if value == int(value) and abs(value) < _WHOLE:
        return str(int(value))
    return f"{value:.10g}".replace("e", "E")


def _section_for(value: float, found: Sequence[Section]) -> tuple[Section, bool]:
    """The section for a number, and whether it leaves the sign to the section (18.8.31: positive; negative; zero)."""
    numeric = [s for s in found[:3] if not (s.takes_text and len(found) > 1)] or list(found[:1])
    if any(s.condition for s in numeric):
        for section in numeric:
            if section.condition is None or _COMPARE[section.condition[0]](value, section.condition[1]):
                return section, section is not numeric[0] and value < 0
        return numeric[-1], False
    if len(numeric) > 2 and value == 0:
        return numeric[2], False
    if len(numeric) > 1 and value < 0:
        return numeric[1], True
    return numeric[0], False


def _number(value: float, section: Section) -> str:
    tokens = section.tokens
    if any(t.kind in (Kind.GENERAL, Kind.TEXT) for t in tokens):
        plain = _numeral(value) if section.numerals else general(value)
        return "".join(plain if t.kind in (Kind.GENERAL, Kind.TEXT) else t.text for t in tokens)
    digits = [i for i, t in enumerate(tokens) if t.kind is Kind.DIGIT]
    if not digits:
        return "".join(t.text for t in tokens)
    if any(t.text == "/" for t in tokens[digits[0] : digits[-1]]):
        return general(value)
    if any(t.kind is Kind.EXPONENT for t in tokens):
        return _scientific(value, tokens)
    return _numeral(value) if section.numerals else _decimal(value, tokens, digits)


def _numeral(value: float) -> str:
    whole = value == int(value) and 0 <= value < 10_000
    return chinese_numeral(int(value)) if whole else general(value)


def _scientific(value: float, tokens: Sequence[Token]) -> str:
    point = next((i for i, t in enumerate(tokens) if t.kind is Kind.POINT), len(tokens))
    end = next(i for i, t in enumerate(tokens) if t.kind is Kind.EXPONENT)
    return f"{value:.{max(end - point - 1, 0)}E}"


def _decimal(value: float, tokens: Sequence[Token], digits: Sequence[int]) -> str:
    """A number by its placeholders: rounded as Excel rounds, half up on 15 digits."""
    first, last = digits[0], digits[-1]
    scale = _scale(tokens, last)
    percents = sum(t.kind is Kind.PERCENT for t in tokens)
    point = next((i for i, t in enumerate(tokens) if t.kind is Kind.POINT and i >= first - 1), None)
    whole_end = point if point is not None and point < last else last + 1
    places = sum(t.kind is Kind.DIGIT for t in tokens[whole_end:])
    exact = Decimal(f"{value:.15g}").scaleb(2 * percents - 3 * scale)
    rounded = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}" if exact.adjusted() < 28 - places else ""
    if not rounded:
        return general(value)
    sign = "-" if rounded.startswith("-") and any(d not in "-0." for d in rounded) else ""
    whole, _, rest = rounded.lstrip("-").partition(".")
    grouped = any(t.kind is Kind.COMMA for t in tokens[first:last])
    head = _fill_whole(whole, tokens[:whole_end], grouped)
    return (sign + head + _fill_rest(rest, tokens[whole_end:])).strip()


def _scale(tokens: Sequence[Token], last: int) -> int:
    """How many thousands a code leaves out by commas behind its last digit: ``0.0,`` shows 12345 as 12.3."""
    count = 0
    for token in tokens[last + 1 :]:
        if token.kind is not Kind.COMMA:
            break
        count += 1
    return count


def _fill_whole(number: str, tokens: Sequence[Token], grouped: bool) -> str:
    """Digits before the point put into their places from the right; the leftmost place takes all that are left."""
    left = next((i for i, t in enumerate(tokens) if t.kind is Kind.DIGIT), None)
    remaining, out, count = number.lstrip("0"), "", 0
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind is Kind.COMMA:
            continue
        if token.kind is not Kind.DIGIT:
            out = token.text + out
            continue
        taken = remaining if index == left else remaining[-1:]
        remaining = "" if index == left else remaining[:-1]
        for digit in reversed(taken or ("0" if token.text == "0" else "")):
            out = digit + ("," if grouped and count and count % 3 == 0 else "") + out
            count += 1
    return out + remaining


def _fill_rest(rest: str, tokens: Sequence[Token]) -> str:
    """The point and what follows it; places marked ``#`` or ``?`` show no noughts at the end."""
    places = [t.text for t in tokens if t.kind is Kind.DIGIT]
    keep = max((i + 1 for i, p in enumerate(places) if p == "0" or rest[i : i + 1] not in ("0", "")), default=0)
    remaining, out = list(rest[:keep]), ""
    for token in tokens:
        if token.kind is Kind.DIGIT:
            out += remaining.pop(0) if remaining else ""
        elif token.kind is not Kind.COMMA:
            out += token.text
    return out
