"""Numbers of telephones in a folded text.

Mobile numbers (11 digits from 13 to 19, MIIT numbering plan) and numbers with an area code prove themselves by their
shape; seven or eight digits are a number only where a word or another number announces them. Amounts, codes, days and
public service numbers are none.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.privacy.spans import Span, is_free
from parsers.privacy.words import HAN, PHONE, Patterns
from schemas.withheld import Withheld

_COUNTRY: Final = r"(?:\(?(?:\+|00)?86\)?[ \-]{0,2})?"
_EXTENSION: Final = r"(?:\s?(?:转|分机|ext\.?|-|/)\s?[0-9]{1,5}(?![0-9\-年月]))?(?![0-9])"
_SPLIT: Final = r"(?=[0-9]*\n[0-9]+)(?:\n?[0-9]){6,7}"
"""The rest of a number of seven or eight digits with line ends inside."""
_MOBILE: Final = rf"{_COUNTRY}1[3-9][0-9](?:[ \-.·]{{0,2}}(?:[0-9]{{4}}|[*xX]{{4}})){{2}}(?![0-9])"
_CODE: Final = r"0(?:10|2[0-9]|[3-9][0-9]{2})"
_AREA: Final = rf"(?:\({_CODE}\)|{_CODE})\s?-{{0,2}}\s?"
_SHAPES: Final = re.compile(
    rf"(?P<mobile>{_MOBILE})"
    rf"|(?P<area>{_COUNTRY}{_AREA}[2-9](?:[0-9]{{2,3}}[\s\-]?[0-9]{{4}}|{_SPLIT}){_EXTENSION})"
    rf"|(?P<abroad>\(?\+86\)?[ \-]?\(?[0-9]{{2,3}}\)?[ \-]?[2-9][0-9]{{6,7}}{_EXTENSION})"
    r"|(?P<broken>1[3-9](?=[0-9]*\n[0-9]+(?![0-9\n]))(?:\n?[0-9]){9}(?![0-9])"
    r"|1[3-9](?:[ \-]?[0-9]){9}(?![0-9]))"
    rf"|(?P<bare>[2-9](?:[0-9]{{2,3}}[ \-]?[0-9]{{4}}|[0-9]{{2}} [0-9]{{5}}|{_SPLIT}){_EXTENSION})"
    r"|(?P<short>[0-9]{3,6}(?![0-9]))"
)
"""Kinds of numbers, the most certain first; ``broken`` is a mobile number with line ends or spaces in it."""
_SURE: Final = ("mobile", "area", "abroad")
_DAY: Final = re.compile(
    r"(?:19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])|(?:19|20)[0-9]{2}[ \-](?:19|20)[0-9]{2}"
)
_ANNOUNCING: Final = re.compile(rf"[^。;!?:]{{0,24}}:[^。;!?]{{0,30}}|[\s().,、/和或及为是{HAN}]{{0,12}}", re.ASCII)
"""What may stand between a word for telephones and a number: a colon somewhere, or a name."""
_DIRECT: Final = re.compile(r"[^:。;\d\n]{0,8}:\s*", re.ASCII)
_GOES_ON: Final = re.compile(rf"\s?(?:[;,、/和或及]|\s)\s?(?:[{HAN}\s]{{2,12}}:?)?\s?\(?", re.ASCII)
_ALPHANUMERIC: Final = re.compile(r"[A-Za-z0-9_]")
_LOOK_BACK: Final = 60
"""Characters before a number in which a word may announce it."""


@dataclass(frozen=True)
class Number:
    """A number that may be a telephone's; ``announced`` where something says so beside its shape."""

    start: int
    end: int
    kind: str
    announced: bool


def find_numbers(text: str, words: Patterns, taken: Sequence[Span]) -> list[Number]:
    """The numbers of a folded text that may be telephones', without those in spans that are ``taken``."""
    labels = [found.span() for found in words.phone_label.finditer(text)]
    numbers: list[Number] = []
    for found in _candidates(text, words, taken):
        accepted = [n for n in numbers if is_phone(n)]
        number = _judged(found, text, words, labels, accepted)
        if number is not None:
            numbers.append(number)
    return numbers


def is_phone(number: Number) -> bool:
    """Whether a number is a telephone's by its shape or by what announces it."""
    return number.announced or number.kind in _SURE


def phone(number: Number) -> Span:
    """The piece of text that a number is."""
    return Span(number.start, number.end, Withheld.PHONE)


def _candidates(text: str, words: Patterns, taken: Sequence[Span]) -> Iterator[re.Match[str]]:
    at = 0
    while found := _SHAPES.search(text, at):
        free = is_free(found.start(), found.end(), taken) and _stands_free(text, found, words)
        at = found.end() if free else _behind_run(text, found.start())
        if free:
            yield found


def _behind_run(text: str, at: int) -> int:
    """Where the run of digits from ``at`` on ends: what begins inside a longer number is none."""
    while at < len(text) and text[at] in "+(0123456789":
        at += 1
    return at


def _stands_free(text: str, found: re.Match[str], words: Patterns) -> bool:
    """Whether no letter, digit, point or dash joins a number with more of a code or an amount."""
    start, end = found.span()
    before, behind = text[max(0, start - 2) : start], text[end : end + 5]
    if before and (_ALPHANUMERIC.match(before[-1]) or before[-1] in "¥$¥￥"):
        return _ends_label(text[max(0, start - 12) : start], words)
    if len(before) == 2 and before[1] in "-/." and _ALPHANUMERIC.match(before[0]):
        return before[1] == "/" or _ends_label(text[max(0, start - 12) : start - 1], words)
    return not re.match(r"[A-Za-z0-9_@]|[.\-][0-9]|,[0-9]{3}(?![0-9])", behind)


def _ends_label(text: str, words: Patterns) -> bool:
    return any(found.end() == len(text) for found in words.phone_label.finditer(text))


def _judged(
    found: re.Match[str], text: str, words: Patterns, labels: Sequence[tuple[int, int]], accepted: Sequence[Number]
) -> Number | None:
    kind = str(found.lastgroup)
    start, end = found.span()
    before = text[max(0, start - _LOOK_BACK) : start]
    if words.public.fullmatch(re.sub(r"\D", "", found[0])) or words.code.search(before):
        return None
    direct = _is_direct(text, start, labels) or words.phone_short.search(before) is not None
    if not direct and (words.counted.match(text, end) or words.amount.search(before)):
        return None
    if kind == "short" or (kind == "bare" and _DAY.match(found[0])):
        return Number(start, end, kind, True) if direct and not words.counted.match(text, end) else None
    announced = direct or _is_announced(text, start, labels, accepted) or bool(words.phone_behind.match(text, end))
    return Number(start, end, kind, announced)


def _is_direct(text: str, at: int, labels: Sequence[tuple[int, int]]) -> bool:
    """Whether a word for telephones and a colon stand right before a number."""
    return any(at - _LOOK_BACK <= end <= at and _DIRECT.fullmatch(text, end, at) for _, end in labels)


def _is_announced(text: str, at: int, labels: Sequence[tuple[int, int]], accepted: Sequence[Number]) -> bool:
    last = max(accepted[-1].end if accepted else 0, text.rfind(PHONE, max(0, at - _LOOK_BACK), at) + 1)
    if last and _GOES_ON.fullmatch(text, last, at):
        return True
    before = [end for _, end in labels if end <= at]
    if not before:
        return False
    between = text[before[-1] : at]
    for number in reversed([n for n in accepted if n.start >= before[-1]]):
        between = between[: number.start - before[-1]] + between[number.end - before[-1] :]
    return _ANNOUNCING.fullmatch(between) is not None
