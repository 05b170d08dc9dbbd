"""Texts as amounts are read in them: full-width characters as half-width ones, white space gone, every place known."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from typing import Final, NamedTuple

from etl.normalise.narrow import Table, narrow

_BLANK: Final = re.compile(r"\s+")
_IN_NUMBER: Final = re.compile(r"[A-Za-z0-9.,]")
_GROUP: Final = re.compile(r"(?<![0-9])[0-9]{1,3}\Z")
_THREE: Final = re.compile(r"[0-9]{3}(?![0-9])")


def _narrow(char: str) -> str:
    """A character that stands for one other (％, Ａ, ， and radicals such as ⼀) as that one. Numbers in circles (①)
    are no digits and stay, as does white space."""
    return char if unicodedata.category(char) in ("No", "Zs") else narrow(char)


_NARROW: Final = Table(_narrow)


class Folded(NamedTuple):
    """A text as amounts are read in it; ``places`` gives the place of each character in ``source``, ``breaks`` the
    places in ``text`` before which a line of the source ended."""

    source: str
    text: str
    places: tuple[int, ...] | range
    breaks: tuple[int, ...] = ()

    def written(self, start: int, end: int) -> str:
        """The words of the source from ``start`` to ``end`` of the folded text, verbatim."""
        return self.source[self.places[start] : self.places[end - 1] + 1]

    def line_start(self, place: int) -> int:
        """Where the line begins that a place of the folded text is in."""
        before = bisect_right(self.breaks, place)
        return self.breaks[before - 1] if before else 0


def fold(source: str) -> Folded:
    """``source`` with wide characters narrow and white space gone.

    Between two numbers, or a Latin letter and a number, one space stays, for they are not one word,
    except in 2 000, whose groups of three GB/T 15835-2011 5.1 parts by a space.
    """
    narrow = _NARROW.folded(source)
    if _BLANK.search(narrow) is None:
        return Folded(source, narrow, range(len(source)))
    pieces: list[str] = []
    places: list[int] = []
    breaks: list[int] = []
    at = 0
    for blank in _BLANK.finditer(narrow):
        pieces.append(narrow[at : blank.start()])
        places.extend(range(at, blank.start()))
        if "\n" in blank[0]:
            breaks.append(len(places))
        if _parts(narrow, blank):
            pieces.append(" ")
            places.append(blank.start())
        at = blank.end()
    pieces.append(narrow[at:])
    places.extend(range(at, len(narrow)))
    return Folded(source, "".join(pieces), tuple(places), tuple(breaks))


def _parts(text: str, blank: re.Match[str]) -> bool:
    start, end = blank.span()
    if not (start and end < len(text) and _IN_NUMBER.match(text[start - 1]) and _IN_NUMBER.match(text[end])):
        return False
    is_group = "\n" not in blank[0] and _GROUP.search(text[max(0, start - 4) : start]) and _THREE.match(text, end)
    return not is_group


def folded(word: str) -> str:
    """A word of the reference data as it stands in a folded text."""
    return _NARROW.folded(word)


def one_of(words: Iterable[str]) -> str:
    """A regular expression for any of ``words``, the longest first; one that nothing matches if there are none."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True)) or r"(?!)"


def by_first_character(words: Iterable[str]) -> dict[str, re.Pattern[str]]:
    """What finds the longest of some words where it begins, by their first characters: most places have no word, and no
    need to try them all."""
    found: dict[str, list[str]] = {}
    for word in words:
        found.setdefault(word[:1], []).append(word)
    return {first: re.compile(one_of(same)) for first, same in found.items()}
