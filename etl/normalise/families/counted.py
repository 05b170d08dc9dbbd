"""What a quantity counts, held against what another one counts: 托位数 and 累计托位 are one, 普惠托位 is not."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from etl.normalise.families.project_names import Names, plain_name
from etl.normalise.families.stretches import Stretches
from etl.normalise.remembered import MadeOnce
from parsers.words import squeeze
from schemas.family import FamilyWords, OverlapWords
from schemas.normalised import MeasuredField, QuantityRecord

LIKE: Final = 0.6
"""Least likeness of quantities that are taken to count the same."""
_PIECE: Final = 2
"""Characters of the shortest piece of a subject that counts as shared."""
_SUBJECT: Final = 4
"""Characters of the shortest subject that may be part of a longer one: 托位 is not 普惠托位. It is 婴幼儿托位 in a
project on 婴幼儿照护, for there the rest tells nothing apart."""
_CLAUSE: Final = re.compile(r"[;。:!?]|,(?!\d{3})|\n")
_SEGMENT: Final = re.compile(r"[;。!?\n]|[一二三四五六七八九十]是")
_BETWEEN: Final = re.compile(r"[、,]|和|及|与|等")
_NO_NAME: Final = re.compile(r"\d|(?:街道|镇|乡)$")


@dataclass(frozen=True)
class Deeds:
    """What is done with what a quantity counts: the kinds of what the words right before or behind it say, the word
    that says so, and whether it counts what there is in all."""

    kinds: frozenset[int] = frozenset()
    word: str = ""
    is_stock: bool = False

    def oppose(self, other: "Deeds") -> bool:
        """Whether things that are done so are two: one is built and one is kept up, or one is all that there is."""
        if self.kinds and other.kinds and not self.kinds & other.kinds:
            return True
        return (self.is_stock and _is_done(other)) or (other.is_stock and _is_done(self))


def _is_done(deeds: Deeds) -> bool:
    return bool(deeds.kinds) and not deeds.is_stock


@dataclass(frozen=True)
class Counted:
    """What a quantity of a task counts. ``subject`` is as written, its own or the one before it that it is a size of,
    ``core`` the same without what does not matter; both ``None`` where its text names nothing. ``clause`` and
    ``segment`` are the words around it, to the next comma and to the next semicolon; ``size`` says which measures it
    can be compared with."""

    field: MeasuredField
    ordinal: int
    subject: str | None
    core: str | None
    clause: str
    segment: str
    size: tuple[str, str | None]
    deeds: Deeds


@dataclass(frozen=True)
class Measured(Counted):
    """A quantity with what it counts."""

    quantity: QuantityRecord


class Counting:
    """Finds what quantities count, by the words of the reference data."""

    def __init__(self, names: FamilyWords, words: OverlapWords) -> None:
        self._names = Names(names)
        self._opening = _pattern("^(?:{})", words.openings)
        self._ending = _pattern("(?:{})$", words.endings)
        self._generic = _pattern("^(?:{})+$", words.generic)
        self._common = _pattern("^(?:{})+$", (*words.generic, *words.common, *words.openings, *words.endings))
        self._kinds = {act: n for n, group in enumerate(words.acts) for act in group}
        acts = "|".join(sorted(map(re.escape, self._kinds), key=len, reverse=True))
        self._before = re.compile(f"({acts})(?:了|约)?$")
        self._longest_before = max(map(len, self._kinds), default=0) + 2
        self._behind = re.compile(f"^(?:的)?({acts})")
        self._stock = _pattern("{}", words.stock)
        self._reached = _pattern("{}", words.reached)
        self._qualifiers = tuple(words.qualifiers)
        self._sizes = {measure: group[0] for group in words.measures for measure in group}

    def read(self, text: str, quantities: Iterable[QuantityRecord]) -> list[Measured]:
        """The quantities of one text, with what each counts."""
        text = squeeze_lines(text)
        clauses, segments = Stretches(text, _CLAUSE), Stretches(text, _SEGMENT)
        found: list[Measured] = []
        at = 0
        for quantity in sorted(quantities, key=lambda q: q.ordinal):
            at = _place(text, quantity.text, at)
            found.append(self._counted(quantity, clauses.around(at), segments.around(at), found))
        return found

    def _counted(self, quantity: QuantityRecord, clause: str, segment: str, before: Sequence[Counted]) -> Measured:
        subject, core = quantity.subject, self.core(quantity.subject or "")
        if core is None:
            last = before[-1] if before and before[-1].segment == segment else None
            subject, core = (last.subject, last.core) if last else (None, None)
        deeds = self._deeds(clause, quantity)
        words, size = (self._words(clause), self._words(segment)), self._size(quantity)
        return Measured(quantity.field, quantity.ordinal, subject, core, *words, size, deeds, quantity)

    def _deeds(self, clause: str, quantity: QuantityRecord) -> Deeds:
        """What the words before and behind a quantity with its subject say is done."""
        subject, figure = squeeze(quantity.subject or ""), squeeze(quantity.text)
        words = [w for w in (subject, figure) if w]
        places = [(at, at + len(w)) for w in words for at in [clause.find(w)] if at >= 0]
        found = [self._before.search(clause[max(0, start - self._longest_before) : start]) for start, _ in places]
        found += [self._behind.search(clause[end:]) for _, end in places]
        found += [self._behind.search(subject), self._before.search(subject)]
        acts = [m[1] for m in found if m]
        is_stock = bool(self._stock.search(clause)) or (not acts and bool(self._reached.search(clause)))
        return Deeds(frozenset(self._kinds[a] for a in acts), acts[0] if acts else "", is_stock)

    def is_common(self, core: str) -> bool:
        """Whether projects of all kinds count it: too short, or of common words alone."""
        return len(core) < _SUBJECT or self._common.match(core) is not None

    def is_of(self, name: str, text: str) -> bool:
        """Whether a text speaks of what a project's name is about."""
        core = self._names.core(name)
        shared = [p for p in shared_pieces(core, self._words(text)) if len(p) >= _SUBJECT]
        return any(not self._names.is_a_field(p) and not self._common.match(p) for p in shared)

    def is_another(self, one: Counted, other: Counted) -> bool:
        """Whether something is said of one that makes it another thing than the other: what is done with it, or a
        word in front, where the other is not of that kind."""
        return (
            opposed(one, other) or self._is_qualified(one.core, other.core) or self._is_qualified(other.core, one.core)
        )

    def _is_qualified(self, one: str | None, other: str | None) -> bool:
        if one is None or other is None or len(one) <= len(other):
            return False
        return one.removesuffix(other) in self._qualifiers

    def core(self, subject: str) -> str | None:
        """What a subject is about; ``None`` if it is a mere 面积 or 项目."""
        text = self._words(subject)
        while text and not self._generic.match(text):
            shorter = self._ending.sub("", self._opening.sub("", text))
            if shorter == text or len(shorter) < _PIECE:
                return text
            text = shorter
        return None

    def _words(self, text: str) -> str:
        return self._names.in_one_word(plain_name(text))

    def _size(self, quantity: QuantityRecord) -> tuple[str, str | None]:
        measure = quantity.si_measure or self._sizes.get(quantity.measure) or quantity.measure
        return (measure, quantity.per)


@MadeOnce
def counting_of(names: FamilyWords) -> MadeOnce[OverlapWords, Counting]:
    """The finder by two sets of words, made once."""
    return MadeOnce(lambda words: Counting(names, words))


def opposed(one: Counted, other: Counted) -> bool:
    """Whether two targets set what is done otherwise, so that they are two; progress tells of either."""
    fields = (one.field, other.field)
    return MeasuredField.PROGRESS not in fields and one.deeds.oppose(other.deeds)


def alike(one: Counted, other: Counted, context: str = "") -> tuple[float, str] | None:
    """How surely two quantities count the same, 0 to 1, and why; ``None`` if nothing says so.

    ``context`` are words that both stand under, the name of their project say, and that tell them apart no more.
    """
    if one.size != other.size:
        return None
    if one.core is not None and other.core is not None:
        return _by_subjects(one.core, other.core, context) or _by_clause(one, other)
    return _by_names(one, other) or _by_clause(one, other)


def _by_subjects(one: str, other: str, context: str) -> tuple[float, str] | None:
    if one == other:
        return 1.0, f"both count {one}"
    short, long = sorted((one, other), key=lambda s: (len(s), s))
    shared = shared_pieces(short, long)
    length = sum(map(len, shared))
    if not shared or not _is_in(short, shared, context):
        return None
    if length == len(long):
        return 0.95, f"{one} and {other} are the same words"
    is_context = _is_in(long, shared, context)
    if length < _SUBJECT and not (is_context and shared == (short,)):
        return None
    likeness = 1.0 if is_context else length / len(long)
    reason = f"{one} and {other} share {'、'.join(shared)}"
    return (0.9 * likeness, reason) if likeness >= LIKE else None


def _is_in(text: str, shared: Sequence[str], context: str) -> bool:
    """Whether a text is made of shared pieces and of words of the context."""
    for piece in shared:
        text = text.replace(piece, "\0", 1)
    rests = [r for r in text.split("\0") if r]
    return all(len(r) >= _PIECE and r in context for r in rests)


def _by_names(one: Counted, other: Counted) -> tuple[float, str] | None:
    """Where a subject is missing: the same things are named beside both, 汉渝路片区、化家湾片区等9个项目. Streets and
    towns are no such things: much is done in each."""
    named = [n for n in _BETWEEN.split(one.segment) if n in other.segment]
    named += [n for n in _BETWEEN.split(other.segment) if n in one.segment]
    named = [n for n in dict.fromkeys(named) if len(n) > _PIECE and not _NO_NAME.search(n)]
    return (0.8, f"both stand beside {'、'.join(named)}") if len(named) > 1 else None


def _by_clause(one: Counted, other: Counted) -> tuple[float, str] | None:
    """Where the words of one's subject stand around the other: 为200名残疾人免费发放基本辅助器具."""
    for own, words in ((one, other), (other, one)):
        if own.core is None or len(own.core) <= _SUBJECT:
            continue
        if words.core is not None and sum(map(len, shared_pieces(own.core, words.core))) >= _SUBJECT:
            continue  # the subjects themselves have been held against each other: 食品抽检合格率, 药品抽检合格率
        shared = shared_pieces(own.core, words.clause)
        if own.core.startswith("".join(shared)) and sum(map(len, shared)) >= 0.75 * len(own.core):
            return 0.65, f"the words {'、'.join(shared)} of {own.core} stand beside both"
    return None


@lru_cache(maxsize=65536)
def shared_pieces(short: str, long: str) -> tuple[str, ...]:
    """Pieces of ``short``, each of two characters or more, that stand in ``long``: the longest first from the left."""
    found: list[str] = []
    start = 0
    while start < len(short):
        end = next((e for e in range(len(short), start + _PIECE - 1, -1) if short[start:e] in long), None)
        if end is not None:
            found.append(short[start:end])
            long = long.replace(short[start:end], "\0", 1)
        start = end or start + 1
    return tuple(found)


def squeeze_lines(text: str) -> str:
    """``text`` without white space but for line ends, full-width forms folded."""
    return "\n".join(map(squeeze, text.splitlines()))


def _place(text: str, words: str, since: int) -> int:
    """Where a quantity stands in its text, from a place on; that place if it is not found as written."""
    figure = squeeze(words)
    places = (_figure(text, figure, start) for start in (since, 0))
    return next((at for at in places if at >= 0), since)


def _figure(text: str, figure: str, at: int) -> int:
    """Where a figure stands that is no end of a longer one, from a place on; -1 if nowhere."""
    at = text.find(figure, at)
    while at > 0 and (text[at - 1].isdecimal() or text[at - 1] == "."):
        at = text.find(figure, at + 1)
    return at


def _pattern(shape: str, words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(shape.format("|".join(map(re.escape, sorted(words, key=len, reverse=True)))))
