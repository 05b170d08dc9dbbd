"""A text squeezed for reading, and the way back from there to the words as written."""

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple

from etl.normalise.narrow import Table, narrow
from parsers.words import tidy

_CLOCK: Final = re.compile(r"(?:(?<=\d)\s*[T\s]|(?<=[日号]))\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+]\d\d:?\d\d)?")
_FRESH_LINE: Final = re.compile(
    r"(?<=[^年第至到自从于—–~\-./:\s])[ \t]*\n"
    r"(?=\s*(?:\(?\d{1,2}[、.)]\s*)?(?:20\d\d|\d{1,2}月|第?[一二三四1-4]季度|[上下]半年|年[底内末]|今年|明年|每))"
)
_TIME: Final = re.compile(r"[年月日号季度底末内]|\d")


_SQUEEZED_ALREADY: Final = re.compile("[!-~一-鿿、。《》“”—]*")
"""Texts of which every character is itself when it is squeezed, as those of one line are once they are narrow."""
_NARROW: Final = Table(narrow)


class Written(NamedTuple):
    """``phrase`` is ``original`` squeezed; ``places`` say where each of its characters stands there."""

    original: str
    phrase: str
    places: tuple[int, ...] | range

    def words(self, start: int, end: int) -> str:
        """What stretch of the phrase was written as, tidied of line breaks and needless white space."""
        if start >= end:
            return ""
        return tidy(self.original[self.places[start] : self.places[end - 1] + 1])


def squeezed(text: str) -> Written:
    """A text squeezed as ``parsers.words.squeeze`` does, by characters; a time of day beside a date is gone."""
    return _squeezed(text, _timeless(text))


def squeezed_cell(text: str) -> Written:
    """A cell squeezed: a time of day beside a date is gone (a spreadsheet's 2024-12-31 00:00:00), and a line that
    begins with a time of its own stands apart from the line above it, unless that one breaks off inside a time."""
    timeless = _timeless(text)
    return _squeezed(text, _FRESH_LINE.sub(_apart, timeless) if "\n" in timeless else timeless)


def _timeless(text: str) -> str:
    narrowed = _NARROW.folded(text)
    return _CLOCK.sub(lambda m: " " * len(m[0]), narrowed) if ":" in narrowed else narrowed


def _apart(line_break: re.Match[str]) -> str:
    """A line break as a separator where the line above speaks of a time too; 一期 over 2024年6月 is one phrase."""
    text, at = line_break.string, line_break.start()
    above = text[max(text.rfind("\n", 0, at) + 1, at - 60) : at]
    broken = above[-1:].isdigit() and text[line_break.end() :].lstrip()[:1].isdigit()
    return ";".rjust(len(line_break[0])) if _TIME.search(above) and not broken else line_break[0]


@cache
def _compatible(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def _squeezed(original: str, text: str) -> Written:
    if _SQUEEZED_ALREADY.fullmatch(text):
        return Written(original, text, range(len(text)))
    pairs = [(char, place) for place, wide in enumerate(text) for char in _compatible(wide) if char.strip()]
    return Written(original, "".join(char for char, _ in pairs), tuple(place for _, place in pairs))
