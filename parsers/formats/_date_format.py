"""Days and times of a spreadsheet as a person sees them, by their format code (ECMA-376 part 1, 18.8.31).

Two things are written out that Excel abbreviates, because the file knows them: a year in full, and a month by its
number, year first. Who types 2024-12 into a Chinese Excel gets a cell that shows Dec-24; it is 2024-12 here.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from parsers.formats._format_codes import Kind, Section, Token

_NUMERALS: Final = "〇一二三四五六七八九"
_WEEKDAYS: Final = "一二三四五六日"
_LAST_SERIAL: Final = 2_958_465
"""9999-12-31, the last day that Excel knows."""
_FALSE_LEAP_DAY: Final = 60
"""Serial of 1900-02-29, which Excel counts and the calendar does not (ECMA-376 part 1, 18.17.4.1)."""
_1904: Final = 1462
"""Days between the two date systems."""


def to_datetime(serial: float, is_1904: bool = False) -> datetime | None:
    """The moment of a serial number, to the second; ``None`` if it is none that Excel shows."""
    if not 0 <= serial <= _LAST_SERIAL:
        return None
    if is_1904:
        serial += _1904
    first = datetime(1899, 12, 31) if serial < _FALSE_LEAP_DAY else datetime(1899, 12, 30)
    try:
        return first + timedelta(seconds=round(serial * 86400))
    except OverflowError:
        return None


def show_date(serial: float, section: Section, is_1904: bool = False) -> str | None:
    """A serial number as a day or a time; ``None`` where it is no moment."""
    moment = to_datetime(serial, is_1904)
    if moment is None:
        return None
    tokens = _with_minutes(section.tokens)
    if _is_abbreviated(tokens):
        return _in_full(tokens, moment)
    half_day = any(t.kind is Kind.HALF_DAY for t in tokens)
    return "".join(_piece(t, moment, serial, section.numerals, half_day) for t in tokens).strip()


def _with_minutes(tokens: Sequence[Token]) -> list[Token]:
    """Tokens in which an ``m`` that means minutes, next to hours or seconds, is an ``n``."""
    out = list(tokens)
    dated = [i for i, t in enumerate(out) if t.kind in (Kind.DATE, Kind.ELAPSED)]
    for before, here, after in zip([None, *dated], dated, [*dated[1:], None], strict=False):
        text = out[here].text.lower()
        beside_hours = before is not None and out[before].text[:1].lower() == "h"
        beside_seconds = after is not None and out[after].text[:1].lower() == "s"
        minutes = text in ("m", "mm") and (beside_hours or beside_seconds)
        out[here] = Token(out[here].kind, text.replace("m", "n") if minutes else text)
    return out


def _is_abbreviated(tokens: Sequence[Token]) -> bool:
    """Whether a month goes by its name, or the year comes last."""
    parts = [t.text for t in tokens if t.kind is Kind.DATE]
    letters = [p[0] for p in parts]
    year_last = any(x in letters and "m" in letters and letters.index("m") < letters.index(x) for x in "ye")
    return year_last or any(p.startswith("mmm") for p in parts)


def _in_full(tokens: Sequence[Token], moment: datetime) -> str:
    letters = {"y" if t.text[0] == "e" else t.text[0] for t in tokens if t.kind is Kind.DATE}
    day = "-".join(moment.strftime(f) for x, f in (("y", "%Y"), ("m", "%m"), ("d", "%d")) if x in letters)
    return f"{day} {moment:%H:%M}" if "h" in letters else day


def _piece(token: Token, moment: datetime, serial: float, numerals: bool, half_day: bool) -> str:
    if token.kind is Kind.DATE:
        return _date_piece(token.text, moment, numerals, half_day)
    if token.kind is Kind.ELAPSED:
        unit = {"h": 24, "n": 1440, "m": 1440, "s": 86400}[token.text[0]]
        return str(int(round(serial * 86400) * unit // 86400)).zfill(len(token.text))
    if token.kind is Kind.HALF_DAY:
        late = moment.hour >= 12
        return ("下午" if late else "上午") if "上" in token.text else ("PM" if late else "AM")
    return token.text


def _date_piece(text: str, moment: datetime, numerals: bool, half_day: bool) -> str:
    letter = text[0]
    if letter in "ye":
        return "".join(_NUMERALS[int(d)] for d in str(moment.year)) if numerals else str(moment.year)
    if letter == "a" or (letter == "d" and len(text) > 2):
        return ("周" if text == "aaa" else "星期") + _WEEKDAYS[moment.weekday()]
    number = {"m": moment.month, "d": moment.day, "h": moment.hour, "n": moment.minute, "s": moment.second}[letter]
    if letter == "h" and half_day:
        number = (number + 11) % 12 + 1
    return chinese_numeral(number) if numerals else str(number).zfill(min(len(text.partition(".")[0]), 2))


def chinese_numeral(number: int) -> str:
    """A number from 0 to 9999 in Chinese: 十二, 二十, 一百零五."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    words, gap = "", False
    for value, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // value % 10
        gap = gap or (digit == 0 and words != "")
        if digit:
            words += ("零" if gap else "") + _NUMERALS[digit] + name
            gap = False
    return words.removeprefix("一") if words.startswith("一十") else words
