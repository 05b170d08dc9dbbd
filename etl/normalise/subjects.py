"""What an amount counts, in the words of the text, as short as it stays meaningful.

Notices name it behind the amount (10个|老旧小区改造提升项目), before it (建筑面积|约260万平方米), before the bracket that holds the
amount (老年人（约5万名）), or with the amount before (居民3655户、约1.28万人). Verbs, adverbs and places around the name are cut off
by the words of the reference data.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from etl.normalise.amounts import Amount
from etl.normalise.folding import folded, one_of
from etl.normalise.measures import Measure, MeasureKind
from schemas.measures import MeasureWords

_WINDOW: Final = 48
"""Characters read on either side of an amount; a longer name is none."""
_STOPS: Final = re.compile("[,。;:、!?\n)]")
_ENDS: Final = re.compile("[,。;:、!?\n(]")
_SENTENCE: Final = re.compile("[。;!?\n]")
_SHORT_BRACKET: Final = re.compile(r"\(([^(),。;:0-9]{1,4})\)")
_QUOTED: Final = re.compile("[“「『\"]([^“”「」『』\"]{1,40})[”」』\"]")
_AGES: Final = re.compile(r"(?:[0-9]+[—–\-~至到])?[0-9]+(?:周?岁|个月|年级|届)(?:及?以[上下]|之间)?的?|20[0-9]{2}年度?")
_AND_SO_ON: Final = re.compile(r".*(?<![中高初平优同])等(?![级次地教候待职])")
_CITY: Final = re.compile("[㐀-鿿]{2}市(?![场民政容级区辖])")
_LIST_ITEM: Final = (3, 8)
_NAMELESS: Final = re.compile("[㐀-鿿A-Za-z]")

Span = tuple[int, int]


@dataclass(frozen=True)
class _Patterns:
    """The words of the reference data as regular expressions."""

    openers: re.Pattern[str]
    inner: re.Pattern[str]
    reaching: re.Pattern[str]
    cuts: re.Pattern[str]
    verbs: re.Pattern[str]
    actions: re.Pattern[str]
    abstract: re.Pattern[str]
    bodies: re.Pattern[str]
    places: re.Pattern[str]
    kept: re.Pattern[str]


class SubjectReader:
    """Finds what amounts count."""

    def __init__(self, words: MeasureWords) -> None:
        own = words.subjects
        self._bare = frozenset(map(folded, own.bare))
        self._events = frozenset(own.events)
        self._heads = {h.measure: re.compile(f".*?(?:{one_of(h.nouns)})") for h in own.heads}
        ages = _AGES.pattern
        openers = one_of(map(folded, (*own.verbs, *own.scope)))
        kept = one_of(own.kept_with_new)
        self._by = _Patterns(
            openers=re.compile(f"{ages}|{_CITY.pattern}|{openers}"),
            inner=re.compile(f".*(?:{one_of(own.inner)})(?![率量数人的])(?!.*(?:{kept}))"),
            reaching=re.compile(f"(?:{one_of(map(folded, own.reaching))})\\Z"),
            cuts=re.compile(one_of(own.cuts)),
            verbs=re.compile(one_of(own.verbs)),
            actions=re.compile(f"(?:{one_of(own.actions)})\\Z"),
            abstract=re.compile(f"(?:{one_of(own.abstract)})\\Z"),
            bodies=re.compile(one_of(map(folded, own.bodies))),
            places=re.compile(f"(?:{one_of(own.places)})\\Z"),
            kept=re.compile(f"新增[^,。;]*(?:{kept})"),
        )

    def subjects(self, text: str, amounts: Sequence[Amount], breaks: frozenset[int]) -> list[Span | None]:
        """Where each amount's subject stands in a folded text; ``None`` for one that the text does not name."""
        found: list[Span | None] = []
        for n, amount in enumerate(amounts):
            before = amounts[n - 1] if n else None
            following = amounts[n + 1 : n + 3]
            found.append(
                self._behind(text, amount, following, breaks, strict=True)
                or self._before(text, amount, before, found[-1] if n else None, breaks)
                or self._behind(text, amount, following, breaks, strict=False)
            )
        return found

    # behind the amount

    def _behind(
        self, text: str, amount: Amount, following: Sequence[Amount], breaks: frozenset[int], strict: bool
    ) -> Span | None:
        """The name behind an amount. Where ``strict``, one that begins with a verb is what is done, not counted."""
        start, limit = amount.end, min(len(text), amount.end + _WINDOW)
        start += text.startswith("的", start)
        if following:
            if following[0].start == start:  # 一支10人以上的“青年讲师团”
                return self._behind(text, following[0], following[1:], breaks, strict)
            limit = min(limit, following[0].start)
        quoted = _QUOTED.match(text, start, limit)
        name = quoted.end() if quoted else start
        end = min(self._clause_end(text, name, limit), min((b for b in breaks if b > start), default=limit))
        if quoted and self._acts(text[name:end]):
            return quoted.span(1)
        return self._name_behind(text, start, end, amount.measure, strict)

    def _acts(self, tail: str) -> bool:
        """Whether what follows a quoted name is what is done to it (“四好农村路”|建设) and not part of the name."""
        return not tail or self._by.actions.fullmatch(tail) is not None or self._by.cuts.match(tail) is not None

    def _clause_end(self, text: str, start: int, limit: int) -> int:
        at = start
        while found := _ENDS.search(text, at, limit):
            bracket = _SHORT_BRACKET.match(text, found.start(), limit)
            if bracket is None or found.start() == start:
                return found.start()
            at = bracket.end()
        closed = text.find(")", start, limit)
        return limit if closed < 0 or "(" in text[start:closed] else closed

    def _name_behind(self, text: str, start: int, end: int, measure: Measure, strict: bool) -> Span | None:
        words = text[start:end]
        if strict and (self._by.cuts.match(words) or self._by.verbs.match(words)):
            return None
        cut = next((c for c in self._by.cuts.finditer(words) if c.start() >= 1), None)
        words = words[: cut.start()] if cut else words
        start, words = self._opened(start, words, self._by.openers if strict else None)
        if head := self._head(words, measure):
            words = head
        elif measure.word not in self._events:
            words = self._closed(words)
        return (start, start + len(words)) if _NAMELESS.search(words) else None

    def _head(self, words: str, measure: Measure) -> str | None:
        head = self._heads.get(measure.word)
        found = head.match(words) if head else None
        return found[0] if found else None

    def _closed(self, words: str) -> str:
        """A name without the nouns of action at its end, and without what is of it but not counted."""
        body = self._by.bodies.match(words)
        if body and self._by.abstract.search(words):
            return body[0]
        while (found := self._by.actions.search(words)) and found.start() > (1 if body else 1):
            words = words[: found.start()]
        return words

    # before the amount

    def _before(
        self, text: str, amount: Amount, before: Amount | None, last: Span | None, breaks: frozenset[int]
    ) -> Span | None:
        """The name before an amount; that of the amount before it where nothing new is named."""
        floor = max(before.end if before else 0, amount.start - _WINDOW)
        span = self._name_before(text, floor, amount.start, breaks)
        goes_on = before is not None and _SENTENCE.search(text, before.end, amount.start) is None
        if span is None:
            return last if goes_on else None
        is_place = self._by.places.search(text[span[0] : span[1]]) and text.find("(", before.end if before else 0, amount.start) >= 0
        return last if is_place and goes_on and last else span

    def _name_before(self, text: str, floor: int, end: int, breaks: frozenset[int]) -> Span | None:
        end = self._reached(text, floor, end)
        if end > floor and text[end - 1] == "(":
            end = self._reached(text, floor, end - 1)
        if end > floor and text[end - 1] == ")" and not self._short_bracket(text, floor, end):
            opened = text.rfind("(", floor, end)
            end = self._reached(text, floor, opened) if opened >= 0 else end - 1
        start = self._clause_start(text, floor, end, breaks)
        listed = self._listed(text, floor, start, end)
        if listed is not None:
            return listed
        quoted = self._quoted_before(text, start, end)
        if quoted is not None:
            return quoted
        start, words = self._opened(start, text[start:end], self._by.openers)
        return (start, end) if _NAMELESS.search(words) else None

    def _reached(self, text: str, floor: int, end: int) -> int:
        """Where the name ends, before the verb that leads to the number: 知晓率|达到."""
        while end > floor and (found := self._by.reaching.search(text, floor, end)):
            end = found.start()
        return end

    def _short_bracket(self, text: str, floor: int, end: int) -> bool:
        opened = text.rfind("(", floor, end)
        return opened > floor and _SHORT_BRACKET.fullmatch(text, opened, end) is not None

    def _clause_start(self, text: str, floor: int, end: int, breaks: frozenset[int]) -> int:
        start = floor
        for stop in re.finditer("[,。;:、!?\n()]", text[floor:end]):
            at = floor + stop.start()
            if stop[0] in "()" and self._in_short_bracket(text, floor, at):
                continue
            start = at + 1
        return max([start, *(b for b in breaks if b < end)])

    def _in_short_bracket(self, text: str, floor: int, at: int) -> bool:
        opened = at if text[at] == "(" else text.rfind("(", max(floor, at - 5), at)
        return opened > floor and _SHORT_BRACKET.match(text, opened) is not None

    def _listed(self, text: str, floor: int, start: int, end: int) -> Span | None:
        """A list of short names counted together: 新建|新型阅读空间、图书分馆|3个."""
        shortest, longest = _LIST_ITEM
        if text[start - 1 : start] != "、" or not shortest <= end - start <= longest or start - 1 <= floor:
            return None
        first = self._clause_start(text, floor, start - 1, frozenset())
        begun, words = self._opened(first, text[first : start - 1], self._by.openers)
        is_short = begun > first and shortest <= len(words) <= longest and "等" not in text[start:end]
        return (begun, end) if is_short else None

    def _quoted_before(self, text: str, start: int, end: int) -> Span | None:
        """A name in quotes, alone (“渝馨家园”3家)."""
        for quoted in _QUOTED.finditer(text, start, end):
            if quoted.end() == end:
                return quoted.span(1)
        return None

    def _opened(self, start: int, words: str, openers: re.Pattern[str] | None) -> tuple[int, str]:
        """A name without the verbs, adverbs, ages and places that lead to it."""
        begun = words
        for pattern in (_AND_SO_ON, self._by.inner):
            found = pattern.match(words)
            if found and self._stands(words[found.end() :]) and openers:
                words = words[found.end() :]
        while openers and (found := openers.match(words)) and self._stands(words[found.end() :]):
            if self._by.kept.match(words):
                break
            words = words[found.end() :]
        return start + len(begun) - len(words), words

    def _stands(self, rest: str) -> bool:
        """Whether a name can stand without the words before it; 面积 of 改造面积 cannot."""
        return len(rest) > 1 and rest not in self._bare


@lru_cache(maxsize=4)
def subject_reader_of(words: MeasureWords) -> SubjectReader:
    """The reader of one set of words, made once."""
    return SubjectReader(words)


def is_counted(measure: Measure) -> bool:
    """Whether a measure counts things, so that acts on them at the end of their name are not counted."""
    return measure.kind is MeasureKind.COUNT
