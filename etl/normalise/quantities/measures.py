"""Measures: which word counts, weighs or measures, and what it is in SI units."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import Final

from etl.normalise.quantities.folding import folded, one_of
from schemas.measures import MeasureWords


class MeasureKind(StrEnum):
    """What a measure does: count things, give a share, an amount of money or a physical quantity."""

    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    PHYSICAL = "physical"


@dataclass(frozen=True)
class Measure:
    """One measure as written; one of it is ``factor`` of the SI unit ``si``, if it is a physical one.

    ``needs`` finds the words one of which must stand before it for it to count at all (优良天数 for 天),
    ``names`` those behind which it is part of a name (石坪村5组).
    """

    word: str
    kind: MeasureKind
    si: str | None = None
    factor: Fraction = Fraction(1)
    needs: re.Pattern[str] | None = None
    names: re.Pattern[str] | None = None

    def counts_behind(self, words: str) -> bool:
        """Whether it counts anything behind ``words``."""
        is_name = self.names is not None and self.names.search(words) is not None
        return not is_name and (self.needs is None or self.needs.search(words) is not None)

    def to_si(self, value: Decimal) -> float | None:
        """``value`` of this measure in the SI unit (GB 3100-1993); ``None`` for what has none."""
        return float(Fraction(value) * self.factor) if self.si else None


class MeasureTable:
    """The measures of the reference data, looked up where a number ends."""

    def __init__(self, words: MeasureWords) -> None:
        self._measures = {folded(m.word): m for m in _measures(words)}
        self._words: Final = re.compile(one_of((*self._measures, *map(folded, words.no_measures))))
        self._latin: Final = re.compile("[A-Za-z0-9]")

    def at(self, text: str, place: int) -> Measure | None:
        """The measure that stands at a place of ``text``: the longest word that is one or that only looks like one.

        ``None`` for what is no measure, such as the 年级 of 3年级 and the 个月 of 3个月.
        """
        found = self._words.match(text, place)
        if found is None or (found[0][-1].isascii() and self._is_letter(found[0][-1]) and self._goes_on(text, found)):
            return None
        return self._measures.get(found[0])

    @staticmethod
    def _is_letter(char: str) -> bool:
        return char.isalpha() or char.isdigit()

    def _goes_on(self, text: str, found: re.Match[str]) -> bool:
        """Whether a Latin word goes on behind a measure: the m of 5min."""
        return self._latin.match(text, found.end()) is not None


def _measures(words: MeasureWords) -> Iterable[Measure]:
    reached = one_of(map(folded, (*words.subjects.reaching, *(w for c in words.comparators for w in c.before))))
    needs = {n.measure: re.compile(rf"(?:{one_of(n.after)})(?:{reached}){{0,3}}\Z") for n in words.needs}
    named = {n.measure: re.compile(rf"(?:{one_of(n.after)})\Z") for n in words.names}
    for kind, own in (
        (MeasureKind.COUNT, words.counted),
        (MeasureKind.SHARE, words.shares),
        (MeasureKind.MONEY, words.money),
    ):
        yield from (Measure(name, kind, needs=needs.get(name), names=named.get(name)) for name in own)
    for physical in words.physical:
        factor = Fraction(physical.factor)
        yield from (Measure(name, MeasureKind.PHYSICAL, physical.si, factor) for name in physical.words)


@lru_cache(maxsize=4)
def table_of(words: MeasureWords) -> MeasureTable:
    """The table of one set of words, made once."""
    return MeasureTable(words)
