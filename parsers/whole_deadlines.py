"""Whether a text is a deadline that is whole by itself, which no piece of one is that the end of a page leaves.

A piece may be a year without its month, a month's day, or an ending (底前完成); so may what a day is followed by in the
cell of another notice. Two that are whole, one above the end of a page and one below, are of two rows of work.
"""

import re
from collections.abc import Iterable
from typing import Final

from parsers.remembered import remembered
from schemas.reference import DeadlineForms

_YEAR: Final = r"(?:20\d\d|二[〇○零][〇○零一二三四五六七八九]{2}|\d\d(?=年))"
_MONTH: Final = r"(?:0?[1-9]|1[0-2]|十[一二]?|[一二三四五六七八九])"
_DAY: Final = r"(?:0?[1-9]|[12]\d|3[01])"
_TO: Final = r"[-－—–―~～至到]+"
_AND: Final = r"[、,，;；/和及与]"
_QUARTER: Final = r"(?:第|前|后)?[一二两三四1-4](?:至[二三四]|[、-][2-4二三四])?个?季度|[Qq][1-4]"
_EVERY: Final = rf"每(?:个?月|季度?|半年|年(?:{_MONTH}月)?)(?:{_DAY}[日号]|[底末初])?"


class Deadlines:
    """The forms of deadlines in the words of a vocabulary."""

    def __init__(self, forms: DeadlineForms) -> None:
        parts = "|".join([*_longest_first(forms.parts), "[上下]半年", "全年", _QUARTER])
        events = "|".join(_longest_first(forms.events)) or r"\Z\A."
        of_year = rf"{_MONTH}月份?(?:{_DAY}[日号])?|{parts}|(?:{events})节?"
        point = (
            rf"(?:{_YEAR}[./\-]{_MONTH}(?:[./\-]{_DAY})?|(?:(?:{_YEAR}|[今本当明])年)?(?:{of_year})|{_EVERY}"
            rf"|(?:{_YEAR}|[今本当明])?年[底末终中初内])"
        )
        done = "|".join(_longest_first(forms.completion)) or r"\Z\A."
        ending = rf"(?:[上中下]旬|期间)?[底末初]?(?:[之以]?前)?(?:(?:全面|全部|基本)?(?:{done}))?"
        span = rf"(?:(?:{_YEAR}年)?{_MONTH}月?{_TO})?{point}{ending}(?:{_TO}{point}{ending})?"
        self._undated = frozenset(forms.undated)
        self._whole = re.compile(rf"{span}(?:{_AND}{span})*")
        self._years = re.compile(rf"{_YEAR}年(?:度|{ending})?")

    def are_whole(self, upper: str, lower: str) -> bool:
        """Whether two texts without white space are a deadline each, and not the two pieces of one."""
        if self._years.fullmatch(upper) and self._years.fullmatch(lower):
            return True  # 2024年 above 2025年; above 6月 it is the year of it
        return all(text in self._undated or self._whole.fullmatch(text) is not None for text in (upper, lower))

    def begin(self, upper: str, lower: str) -> bool:
        """Whether each of two texts without white space begins with a deadline, whatever it says behind it."""
        return all(self._whole.match(text) is not None for text in (upper, lower))


def _longest_first(words: Iterable[str]) -> list[str]:
    return [re.escape(word) for word in sorted(words, key=len, reverse=True)]


@remembered
def deadlines_of(forms: DeadlineForms) -> Deadlines:
    """The forms in these words, made once."""
    return Deadlines(forms)
