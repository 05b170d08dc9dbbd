"""Measures: which word counts, weighs or measures, and what it is in SI units."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from etl.normalise.quantities.folding import by_first_character, folded, one_of
from etl.normalise.remembered import MadeOnce
from schemas.measures import MeasureWords


class MeasureKind(StrEnum):
    """What a measure does: count things, give a share, an amount of money or a physical quantity, or a level."""

    COUNT = "count"
    SHARE = "share"
    MONEY = "money"
    PHYSICAL = "physical"
    SCALE = "scale"


@dataclass(frozen=True)
class Measure:
    """One measure as written; one of it is ``factor`` of the SI unit ``si``, if it is a physical one.

    ``needs`` finds the words one of which must stand before it for it to count at all (优良天数 for 天), or, as
    ``needs_behind``, behind it (培训班 for 期); ``names`` those behind which it is part of a name (石坪村5组).
    ``is_of`` is the measure it is another name of.
    """

    word: str
    kind: MeasureKind
    si: str | None = None
    factor: Fraction = Fraction(1)
    needs: re.Pattern[str] | None = None
    names: re.Pattern[str] | None = None
    needs_behind: re.Pattern[str] | None = None
    is_of: str | None = None

    @property
    def name(self) -> str:
        """The measure as a row names it: 元 for 人民币."""
        return self.is_of or self.word

    def counts_between(self, words: str, behind: str = "") -> bool:
        """Whether it counts anything between ``words`` and those ``behind`` it."""
        if self.names is not None and self.names.search(words):
            return False
        if self.needs is None or self.needs.search(words):
            return True
        return self.needs_behind is not None and self.needs_behind.match(behind) is not None

    def to_si(self, value: Decimal) -> float | None:
        """``value`` of this measure in the SI unit (GB 3100-1993); ``None`` for what has none."""
        return float(Fraction(value) * self.factor) if self.si else None


class MeasureTable:
    """The measures of the reference data, looked up where a number ends."""

    def __init__(self, words: MeasureWords) -> None:
        self._measures = {folded(m.word): m for m in _measures(words)}
        self._by_first: Final = by_first_character((*self._measures, *map(folded, words.no_measures)))
        self._latin: Final = re.compile("[A-Za-z0-9]")
        latin = [w for m in words.physical for w in map(folded, m.words) if w.isascii()]
        self._compound: Final = re.compile(f"/(?!(?:{one_of(latin)})(?![A-Za-z0-9]))[A-Za-z]")

    def at(self, text: str, place: int) -> Measure | None:
        """The measure that stands at a place of ``text``: the longest word that is one or that only looks like one.

        ``None`` for what is no measure, such as the 年级 of 3年级, the 个月 of 3个月 and the km of 40km/h.
        """
        words = self._by_first.get(text[place : place + 1])
        found = words.match(text, place) if words else None
        return self._measure(found[0], text, found.end()) if found else None

    def _measure(self, word: str, text: str, end: int) -> Measure | None:
        """The measure of a word that ends at a place, unless what stands behind it makes it none."""
        if word[-1].isascii() and self._is_letter(word[-1]) and self._latin.match(text, end):
            return None  # the m of 5min
        measure = self._measures.get(word)
        is_physical = measure is not None and measure.kind is MeasureKind.PHYSICAL
        return None if is_physical and self._compound.match(text, end) else measure

    @staticmethod
    def _is_letter(char: str) -> bool:
        return char.isalpha() or char.isdigit()


def _measures(words: MeasureWords) -> Iterable[Measure]:
    reached = one_of(map(folded, (*words.subjects.reaching, *(w for c in words.comparators for w in c.before))))
    needs = {n.measure: re.compile(rf"(?:{one_of(n.after)})(?:{reached}){{0,3}}\Z") for n in words.needs}
    behind = {n.measure: re.compile(f"[^,。;:、!?()0-9]{{0,6}}?(?:{one_of(n.before)})") for n in words.needs}
    named = {n.measure: re.compile(rf"(?:{one_of(n.after)})\Z") for n in words.names}
    for kind, own in (
        (MeasureKind.COUNT, words.counted),
        (MeasureKind.SHARE, words.shares),
        (MeasureKind.MONEY, words.money),
        (MeasureKind.SCALE, words.scales),
    ):
        for name in own:
            measure = Measure(name, kind, None, Fraction(1), needs.get(name), named.get(name), behind.get(name))
            yield measure
            yield from (replace(measure, word=a.word, is_of=name) for a in words.aliases if a.measure == name)
    for physical in words.physical:
        factor = Fraction(physical.factor)
        yield from (Measure(name, MeasureKind.PHYSICAL, physical.si, factor) for name in physical.words)


@MadeOnce
def table_of(words: MeasureWords) -> MeasureTable:
    """The table of one set of words, made once."""
    return MeasureTable(words)
