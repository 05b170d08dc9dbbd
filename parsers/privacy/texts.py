"""One text with marks in the place of what is private in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Final

from parsers.privacy.accounts import find_accounts
from parsers.privacy.beside_units import persons_beside_units
from parsers.privacy.numbers import Number, find_numbers, is_phone, phone
from parsers.privacy.persons import find_persons
from parsers.privacy.spans import Span, apart
from parsers.privacy.words import Patterns, folded

_LONGEST: Final = 4000
"""Characters that are looked at together; what is longer is cut, so that a cell of megabytes takes its time once."""
_ENDS: Final = tuple(map(re.compile, ("[。！？\n]", "[；;，,、\\s]", "[^0-9〔〕]")))


class Kind(Enum):
    """What a text is. Names of leaders stay, a number beside leaders or units is one of a telephone, and figures are
    such numbers only where a word says so. ``STAFFED`` are units in a column that asks for their contact persons."""

    TEXT = auto()
    UNITS = auto()
    STAFFED = auto()
    LEADERS = auto()
    FIGURE = auto()


@dataclass(frozen=True)
class Outcome:
    """A text with its marks, and what they stand for."""

    text: str
    values: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()


@dataclass
class Texts:
    """Withholds what is private in texts, and remembers what it made of each: most stand in a cell and in a task."""

    words: Patterns
    _known: dict[str, dict[str, Outcome]] = field(default_factory=lambda: {kind.name: {} for kind in Kind})

    def withhold(self, text: str, kind: Kind = Kind.TEXT) -> str:
        """``text`` with a mark for everything private; the same text where nothing is."""
        return self.outcome(text, kind).text

    def outcome(self, text: str, kind: Kind = Kind.TEXT) -> Outcome:
        """``text`` with its marks and what they stand for."""
        known = self._known[kind.name]  # enumerations are slow to hash
        if text not in known:
            known[text] = withhold(text, self.words, kind)
        return known[text]


def withhold(text: str, words: Patterns, kind: Kind = Kind.TEXT, *, keep_lines: bool = False) -> Outcome:
    """``text`` with a mark for everything private, looked at again until nothing more is found; ``keep_lines`` keeps
    the line ends inside of it."""
    if len(text) > _LONGEST:
        return _joined([withhold(piece, words, kind, keep_lines=keep_lines) for piece in pieces(text)])
    values: list[str] = []
    marks: list[str] = []
    while spans := private_spans(text, words, kind):
        values += [text[span.start : span.end] for span in spans]
        marks += [span.what.mark for span in spans]
        for span in reversed(spans):
            ends = "\n" * text.count("\n", span.start, span.end) * keep_lines
            text = text[: span.start] + span.what.mark + ends + text[span.end :]
    return Outcome(text, tuple(values), tuple(marks))


def pieces(text: str) -> list[str]:
    """A long text cut where a sentence or a line ends or, where none does, anywhere but in a number or a mark."""
    found: list[str] = []
    while len(text) > _LONGEST:
        cut = next((m.end() for end in _ENDS if (m := end.search(text, _LONGEST // 2, _LONGEST))), _LONGEST)
        found.append(text[:cut])
        text = text[cut:]
    return [*found, text]


def _joined(outcomes: Sequence[Outcome]) -> Outcome:
    values = tuple(value for outcome in outcomes for value in outcome.values)
    marks = tuple(mark for outcome in outcomes for mark in outcome.marks)
    return Outcome("".join(outcome.text for outcome in outcomes), values, marks)


def private_spans(text: str, words: Patterns, kind: Kind = Kind.TEXT) -> list[Span]:
    """What is private in a text, in its order and without overlaps."""
    plain = folded(text)
    staff = list(persons_beside_units(plain, words)) if kind is Kind.STAFFED else []
    if not words.trigger.search(plain):
        return apart(staff)
    accounts = find_accounts(plain, words)
    numbers = [n for n in find_numbers(plain, words, accounts) if n.announced or kind is not Kind.FIGURE]
    phones = [phone(n) for n in numbers if is_phone(n) or _is_beside_names(n, kind)]
    persons = find_persons(plain, words, numbers, leaders=kind in (Kind.LEADERS, Kind.FIGURE))
    return apart((*accounts, *phones, *persons, *staff))


def _is_beside_names(number: Number, kind: Kind) -> bool:
    """Whether a number stands in a cell of names, which holds no other than that of a telephone."""
    return kind in (Kind.LEADERS, Kind.UNITS, Kind.STAFFED) and number.kind in ("bare", "broken")
