"""Pieces of a text that are private, and what each of them is."""

from collections.abc import Iterable
from dataclasses import dataclass

from schemas.withheld import Withheld


@dataclass(frozen=True, order=True)
class Span:
    """A piece of a text, from ``start`` up to ``end``, that is withheld as ``what``."""

    start: int
    end: int
    what: Withheld


def is_free(start: int, end: int, taken: Iterable[Span]) -> bool:
    """Whether a piece has nothing in common with those ``taken``."""
    return all(end <= span.start or span.end <= start for span in taken)


def apart(spans: Iterable[Span]) -> list[Span]:
    """``spans`` in the order of the text. Of those that overlap, two of one kind become one; else what is left of the
    later one behind the first."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        last = kept[-1] if kept else None
        if last is None or span.start >= last.end:
            kept.append(span)
        elif span.end > last.end and span.what is last.what:
            kept[-1] = Span(last.start, span.end, last.what)
        elif span.end > last.end:
            kept.append(Span(last.end, span.end, span.what))
    return kept
