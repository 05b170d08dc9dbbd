"""Names of projects down to what they are about: 推进“错时共享”停车泊位建设 and 错时共享停车位 are one name here."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final

from schemas.family import FamilyWords, KnownFamily

LEAST: Final = 3
"""Characters that a name keeps whatever it opens and closes with: 道路建设 stays, 道路 alone would say too little."""
_MARKS: Final = re.compile(r"[\s\u200b-\u200f\u2060\ufeff•・_\"'“”‘’「」『』《》〈〉()\[\]【】〔〕{}]+")
_BRACKETED: Final = re.compile(r"[(\[【〔{][^()\[\]【】〔〕{}]*[)\]】〕}]")
_YEAR: Final = re.compile(r"(?:20\d\d|二[〇零○O]..)年度?")


def plain_name(name: str) -> str:
    """``name`` without white space, quotes and brackets, full-width forms folded: names alike in it are the same."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", name))


def bare_name(name: str) -> str:
    """``name`` without what stands in brackets."""
    return plain_name(_BRACKETED.sub("", unicodedata.normalize("NFKC", name)))


class Names:
    """Names of projects by the words of the reference data."""

    def __init__(self, words: FamilyWords) -> None:
        self._synonyms = {other: group[0] for group in words.synonyms for other in group}
        self._synonym = _any_of(self._synonyms)
        self._weak = _any_of(words.weak)
        self._connector = _any_of(words.connectors)
        self._opening = _any_of(words.verbs)
        self._longest_closing = max((len(plain_name(w) or w) for w in words.endings), default=0)
        self._closing = re.compile(f"(?:{_alternatives(words.endings)})$")
        self._field = re.compile(f"(?:{_alternatives((*words.fields, *words.connectors))})+")
        self._institution = re.compile(f"(?:{_alternatives((*words.institutions, *words.connectors))})+")
        self._buildings = words.buildings
        self._built = words.built
        self._improved, self._events = words.improved, words.events
        self._work = re.compile(f"(?:{_alternatives(words.works)})+")
        self._amount = re.compile(rf"约?\d+(?:\.\d+)?[万亿]?[余多]?(?:{_alternatives(words.measures)})(?:以上|左右)?")
        self._known = {key: k for k in words.known for n in (k.name, *k.names) for key in [self.key(self.core(n))]}

    def core(self, name: str, region_names: Sequence[str] = ()) -> str:
        """What a name is about: without year, amounts, the name of its own region, verbs before and 工程, 行动 behind,
        in the first word of each group of synonyms, with the work last."""
        text = plain_name(name)
        text = _keep(text, _YEAR.sub("", text))
        for own in sorted(map(plain_name, region_names), key=len, reverse=True):
            text = _keep(text, text.removeprefix(own)) if own else text
        text = _keep(text, self._amount.sub("", text))
        text = self.in_one_word(text)
        text = _keep(text, self._weak.sub("", text))
        text = self._stripped(text)
        work = self._work.match(text)
        if work and work.end() < len(text):
            text = self._stripped(text[work.end() :] + work[0])
        return text + self._use(plain_name(name), text)

    def _use(self, name: str, core: str) -> str:
        """What is done with a building that is not built: it is improved, or something takes place in it."""
        if not core.endswith(self._buildings) or any(b in name for b in self._built):
            return ""
        uses = ((self._improved, "提升"), (self._events, "活动"))
        return next((use for words, use in uses if any(w in name and w not in core for w in words)), "")

    def in_one_word(self, text: str) -> str:
        """``text`` with each synonym as the first word of its group."""
        return self._synonym.sub(lambda found: self._synonyms[found[0]], text)

    def _stripped(self, text: str) -> str:
        while True:
            found = self._opening.match(text)
            shorter = _keep(text, text[found.end() :]) if found else text
            closing = self._closing.search(shorter, max(0, len(shorter) - self._longest_closing))
            shorter = _keep(shorter, shorter[: closing.start()]) if closing else shorter
            if shorter == text:
                return text
            text = shorter

    def key(self, core: str) -> str:
        """What two cores must share to be one: without joining words, letters in one case."""
        return _keep(core, self._connector.sub("", core)).casefold()

    def is_a_field(self, core: str) -> bool:
        """Whether a core says no more than the field of work."""
        return self._field.fullmatch(core) is not None

    def is_an_institution(self, core: str) -> bool:
        """Whether a core only says what every region has one of, its 人民医院 say."""
        return self._institution.fullmatch(core) is not None

    def known_family(self, name: str, core: str, region_names: Sequence[str] = ()) -> tuple[KnownFamily, str] | None:
        """The known family that a name means, with or without what its brackets hold, and the core that says so."""
        found = self._known.get(self.key(core))
        bare = bare_name(name)
        if found is None and len(bare) >= LEAST and bare != plain_name(name):
            core = self.core(bare, region_names)
            found = self._known.get(self.key(core))
        return (found, core) if found else None


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: Sørensen–Dice over their pairs of neighbouring characters."""
    if one == other:
        return 1.0
    left, right = Counter(pairs(one)), Counter(pairs(other))
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def pairs(text: str) -> list[str]:
    """Pairs of neighbouring characters, in their order."""
    return [text[n : n + 2] for n in range(len(text) - 1)]


def _keep(text: str, shorter: str) -> str:
    return shorter if len(shorter) >= LEAST else text


@cache
def _alternatives(words: tuple[str, ...]) -> str:
    return "|".join(re.escape(plain_name(w) or w) for w in sorted(words, key=len, reverse=True))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile(f"(?:{_alternatives(tuple(words))})")
