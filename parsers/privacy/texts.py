"""One text with marks in the place of what is private in it."""

from dataclasses import dataclass, field
from enum import Enum, auto

from parsers.privacy.accounts import find_accounts
from parsers.privacy.numbers import Number, find_numbers, is_phone, phone
from parsers.privacy.persons import find_persons
from parsers.privacy.spans import Span, apart
from parsers.privacy.words import Patterns, folded


class Kind(Enum):
    """What a text is: names of leaders stay, and figures are numbers of telephones only where a word says so."""

    TEXT = auto()
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
    _known: dict[tuple[str, Kind], Outcome] = field(default_factory=dict)

    def withhold(self, text: str, kind: Kind = Kind.TEXT) -> str:
        """``text`` with a mark for everything private; the same text where nothing is."""
        return self.outcome(text, kind).text

    def outcome(self, text: str, kind: Kind = Kind.TEXT) -> Outcome:
        """``text`` with its marks and what they stand for."""
        known = self._known.get((text, kind))
        if known is None:
            self._known[text, kind] = known = withhold(text, self.words, kind)
        return known


def withhold(text: str, words: Patterns, kind: Kind = Kind.TEXT) -> Outcome:
    """``text`` with a mark for everything private, looked at again until nothing more is found."""
    values: list[str] = []
    marks: list[str] = []
    while spans := private_spans(text, words, kind):
        values += [text[span.start : span.end] for span in spans]
        marks += [span.what.mark for span in spans]
        for span in reversed(spans):
            text = text[: span.start] + span.what.mark + text[span.end :]
    return Outcome(text, tuple(values), tuple(marks))


def private_spans(text: str, words: Patterns, kind: Kind = Kind.TEXT) -> list[Span]:
    """What is private in a text, in its order and without overlaps."""
    plain = folded(text)
    if not words.trigger.search(plain):
        return []
    accounts = find_accounts(plain, words)
    numbers = [n for n in find_numbers(plain, words, accounts) if n.announced or kind is not Kind.FIGURE]
    phones = [phone(n) for n in numbers if is_phone(n) or _is_of_a_leader(n, kind)]
    persons = find_persons(plain, words, numbers, leaders=kind is not Kind.TEXT)
    return apart((*accounts, *phones, *persons))


def _is_of_a_leader(number: Number, kind: Kind) -> bool:
    """A cell of leaders holds no other bare number than that of a telephone."""
    return kind is Kind.LEADERS and number.kind in ("bare", "broken")
