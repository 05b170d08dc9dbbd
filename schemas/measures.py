"""The strict shape of ``etl/reference/measures.yml``: measures and the words around an amount."""

from typing import Final

from pydantic import Field, model_validator

from schemas.base import Record
from schemas.normalised import Comparator

TURNED: Final = {Comparator.MORE_THAN: Comparator.AT_MOST, Comparator.AT_MOST: Comparator.AT_LEAST}
"""What a negation makes of a bound. 低于, which is below, is written <=, and 不低于 is its true opposite."""


class PhysicalMeasure(Record):
    """Names of one physical measure; one of it is ``factor``, a decimal or a fraction, of the SI unit ``si``."""

    words: tuple[str, ...]
    si: str
    factor: str = Field(pattern=r"^[1-9]\d*(\.\d+)?(/[1-9]\d*)?$")


class NeededWords(Record):
    """A measure, and words that it stands after or before where it counts what it does not elsewhere, or nothing."""

    measure: str
    after: tuple[str, ...]
    before: tuple[str, ...] = ()


class MeasureAlias(Record):
    """Another word for a measure."""

    word: str
    measure: str


class ComparatorWords(Record):
    """How notices write one comparator: words before an amount, behind it, and between number and measure.

    A negation turns round those of the words before that are ``turned``, which > and <= alone can be.
    """

    comparator: Comparator
    before: tuple[str, ...]
    turned: tuple[str, ...]
    after: tuple[str, ...]
    inside: tuple[str, ...]

    @model_validator(mode="after")
    def _bounds_are_turned(self) -> "ComparatorWords":
        if unknown := sorted(set(self.turned) - set(self.before)):
            raise ValueError(f"“{unknown[0]}” is turned round and stands before no amount")
        if self.turned and self.comparator not in TURNED:
            raise ValueError(f"nothing turns {self.comparator.value} round")
        return self


class AverageWord(Record):
    """A word such as 人均 and the 每… that it stands for."""

    word: str
    per: str = Field(pattern="^每")


class HeadWords(Record):
    """Nouns in which the name of what a measure counts ends."""

    measure: str
    nouns: tuple[str, ...]


class SubjectWords(Record):
    """The words from which the thing counted is cut out; ``measures.yml`` says what each list is for."""

    verbs: tuple[str, ...]
    scope: tuple[str, ...]
    inner: tuple[str, ...]
    reaching: tuple[str, ...]
    cuts: tuple[str, ...]
    actions: tuple[str, ...]
    events: tuple[str, ...]
    abstract: tuple[str, ...]
    bodies: tuple[str, ...]
    heads: tuple[HeadWords, ...]
    bare: tuple[str, ...]
    places: tuple[str, ...]
    kept_with_new: tuple[str, ...]
    kept: tuple[str, ...]
    acts: tuple[str, ...]


class MeasureWords(Record):
    """Measures and the words around an amount; ``measures.yml`` says what each list is for.

    A word stands in one list of measures only, and none of them is one of ``no_measures``.
    """

    counted: tuple[str, ...]
    shares: tuple[str, ...]
    money: tuple[str, ...]
    aliases: tuple[MeasureAlias, ...]
    scales: tuple[str, ...]
    physical: tuple[PhysicalMeasure, ...]
    needs: tuple[NeededWords, ...]
    names: tuple[NeededWords, ...]
    abbreviations: tuple[str, ...]
    spoken: tuple[str, ...]
    one: tuple[str, ...]
    no_measures: tuple[str, ...]
    idioms: tuple[str, ...]
    guards: tuple[str, ...]
    comparators: tuple[ComparatorWords, ...]
    negations: tuple[str, ...]
    no_comparators: tuple[str, ...]
    between: tuple[str, ...]
    each: tuple[str, ...]
    no_each: tuple[str, ...]
    averages: tuple[AverageWord, ...]
    subjects: SubjectWords

    @model_validator(mode="after")
    def _measures_are_told_apart(self) -> "MeasureWords":
        physical = [word for measure in self.physical for word in measure.words]
        words = [*self.counted, *self.shares, *self.money, *physical, *self.scales]
        if unknown := [a.measure for a in self.aliases if a.measure not in words]:
            raise ValueError(f"“{unknown[0]}” has another name and is no measure")
        words += [*(a.word for a in self.aliases), *self.no_measures]
        if doubled := sorted({w for w in words if words.count(w) > 1}):
            raise ValueError(f"“{doubled[0]}” stands twice among the measures and what is no measure")
        used = [*self.spoken, *self.one, *(n.measure for n in (*self.needs, *self.names)), *self.subjects.events]
        if unknown := sorted(set(used) - set(self.counted)):
            raise ValueError(f"“{unknown[0]}” is none of the counted measures")
        return self

    def __hash__(self) -> int:
        """The hash of a part is one of the whole, and a lookup by all these words is not made thousands of times."""
        return hash(self.counted)
