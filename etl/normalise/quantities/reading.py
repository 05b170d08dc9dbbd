"""Amounts in a target or a progress text: what is counted, how many, in which measure, exactly or about.

``docs/quantities.md`` says what is a quantity and what is none.
"""

from decimal import Decimal
from typing import Final, NamedTuple

from etl.normalise.quantities.amounts import reader_of
from etl.normalise.quantities.folding import fold
from etl.normalise.quantities.subjects import subject_reader_of
from schemas.measures import MeasureWords
from schemas.normalised import Comparator

_ONE: Final = Decimal(1)


class Quantity(NamedTuple):
    """One amount, its words verbatim.

    ``value`` counts ``measure``, 万 and 亿 multiplied out; ``si_value`` counts ``si_measure``, where the measure is a
    physical one. ``subject`` is what is counted, ``per`` what it is counted for each of (每千人), if the text says it.
    """

    text: str
    subject: str | None
    value: Decimal
    measure: str
    comparator: Comparator
    per: str | None = None
    si_value: float | None = None
    si_measure: str | None = None


def read_quantities(text: str | None, measures: MeasureWords) -> tuple[Quantity, ...]:
    """The amounts of a text in its order; none for a text that is missing. Takes time in proportion to its length."""
    if not text:
        return ()
    folded = fold(text)
    amounts = reader_of(measures).amounts(folded)
    if not amounts:
        return ()
    subjects = subject_reader_of(measures).subjects(folded, amounts)
    return tuple(
        Quantity(
            text=folded.written(amount.start, amount.end),
            subject=folded.written(*subject) if subject else None,
            value=_plain(amount.value),
            measure=amount.measure.name,
            comparator=amount.comparator,
            per=amount.per,
            si_value=amount.measure.to_si(amount.value),
            si_measure=amount.measure.si,
        )
        for amount, subject in zip(amounts, subjects, strict=True)
    )


def _plain(value: Decimal) -> Decimal:
    """``value`` without idle zeros: 15000 for 1.5万, not 15000.0."""
    return value.quantize(_ONE) if value == value.to_integral_value() else value.normalize()
