"""Quantities in a line each, as the tests of the normaliser write them."""

from etl.normalise.quantities.reading import Quantity, read_quantities
from etl.reference.load import load_reference
from schemas.measures import MeasureWords

MEASURES: MeasureWords = load_reference().measures


def quantities(text: str | None) -> tuple[Quantity, ...]:
    return read_quantities(text, MEASURES)


def lines(text: str) -> list[str]:
    """``text|subject|value measure|comparator`` of each quantity, and ``|per`` where there is one."""
    return [_line(q) for q in quantities(text)]


def _line(q: Quantity) -> str:
    per = f"|{q.per}" if q.per else ""
    return f"{q.text}|{q.subject or '-'}|{q.value:f} {q.measure}|{q.comparator.value}{per}"


def values(text: str) -> list[str]:
    """``value measure`` of each quantity."""
    return [f"{q.value:f} {q.measure}" for q in quantities(text)]
