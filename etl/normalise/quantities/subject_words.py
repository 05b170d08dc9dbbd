"""Names of what is counted, freed of the words around them: verbs, adverbs, ages, places, and nouns of action."""

import re
from typing import Final

from etl.normalise.quantities.folding import folded, one_of
from etl.normalise.quantities.tokens import BARE_EACH
from schemas.measures import MeasureWords

_LEADING: Final = (
    r"(?:[0-9]+(?:周?岁)?[—–\-~至到])?[0-9]+(?:周?岁|个月|年级|届)(?:\(含\))?(?:及?以[上下]|之间)?(?:\(含\))?的?"
    r"|20[0-9]{2}年[0-9]{1,2}月(?:[0-9]{1,2}日)?(?:(?:以?[后前]|以来|起)(?:出生)?的?)?|20[0-9]{2}年以?后(?:出生)?的?"
    r"|[0-9]{1,2}[.)]|[一二三四五六七八九十]是|分?(?:[0-9]{1,2}|[一二两三四五六七八九十]{1,3})年[来内]?(?![制级度])"
    r"|20[0-9]{2}年度?|[0-9]{1,2}月(?:份|底)?前?"
)
_AND_SO_ON: Final = re.compile(r".*(?<![中高初平优同])等(?![级次地教候待职])")
_CITY: Final = r"[㐀-鿿]{2}市(?![场民政容级区辖])"
_QUOTE_AND_MORE: Final = re.compile('[“「『"][^“”「」『』"]{1,40}[”」』"](?=.{5})')
_COUNTED_SHARES: Final = "[0-9一二两三四五六七八九十]+个"
_NAMED: Final = re.compile("[㐀-鿿A-Za-z]")

Span = tuple[int, int]


class SubjectTrimmer:
    """Cuts names out of clauses by the words of the reference data."""

    def __init__(self, words: MeasureWords) -> None:
        own = words.subjects
        kept = one_of(own.kept_with_new)
        physical = (w for m in words.physical for w in m.words if not w.isascii())
        each = one_of({folded(w) for w in (*words.each, *words.counted, *physical)})
        self.each = f"每[十百千万0-9]{{0,6}}(?:{each})|{BARE_EACH}|{one_of(a.word for a in words.averages)}"
        counted = (*words.each, *words.counted, *(w for m in words.physical for w in m.words), *"口人户")
        self.each_ends = frozenset(w[-1] for w in (*map(folded, counted), *(a.word for a in words.averages)))
        leading = one_of(map(folded, (*own.verbs, *own.scope)))
        opener = f"{_LEADING}|{_CITY}|{self.each}|(?!{one_of(own.kept)})(?:{leading})(?![性型])|{_COUNTED_SHARES}\\Z"
        self._opener = re.compile(opener)
        self._openers = re.compile(f"(?>(?:{opener})+)\\Z")
        self._acts = frozenset(own.acts)
        self._verb = re.compile(one_of(own.verbs))
        self._inner = re.compile(f".*(?:{one_of(own.inner)})(?![率量数人的性区])(?!.*(?:{kept}))")
        self._kept = re.compile(f"新增[^,。;]*(?:{kept})")
        self._cut = re.compile(f"{one_of(own.cuts)}|(?<=.{{3}})及(?=.{{5}})")
        self._action = re.compile(f"(?:{one_of(own.actions)})\\Z")
        self._abstract = re.compile(f"(?:{one_of(own.abstract)})\\Z")
        self._body = re.compile(one_of(map(folded, own.bodies)))
        self._heads = {h.measure: re.compile(f".*?(?:{one_of(h.nouns)})") for h in own.heads}
        self._events = frozenset(own.events)
        self._bare = frozenset(own.bare)

    def before(self, text: str, start: int, end: int, measure: str) -> Span | None:
        """The name in a clause that ends where an amount of ``measure`` begins.

        ``None`` if it is verbs alone (新增|3个), unless the measure counts acts and the verb is one (培训|3.5万人次).
        """
        start = self.opened(start, text[start:end])
        words = text[start:end]
        is_act = measure in self._events and words in self._acts
        is_verb = self._openers.match(words) is not None and not is_act
        return (start, end) if _NAMED.search(words) and not is_verb and not words.endswith("等") else None

    def behind(self, text: str, start: int, end: int, measure: str, strict: bool) -> Span | None:
        """The name at the beginning of the words behind an amount of ``measure``.

        Where ``strict``, words that begin with a verb are what is done and give ``None`` (3座|建成投用).
        """
        words = text[start:end]
        if strict and (self._cut.match(words) or self._verb.match(words)):
            return None
        cut = next((c for c in self._cut.finditer(words) if c.start()), None)
        words = words[: cut.start()] if cut else words
        if strict:
            begun = self.opened(start, words)
            start, words = begun, words[begun - start :]
        words = self._head(words, measure) or self._without_acts(words, measure)
        return (start, start + len(words)) if _NAMED.search(words) else None

    def is_act(self, tail: str) -> bool:
        """Whether what follows a name in quotes is what is done to it (“四好农村路”|建设) and not part of the name."""
        return not tail or self._action.fullmatch(tail) is not None or self._cut.match(tail) is not None

    def opened(self, start: int, words: str) -> int:
        """Where a name begins in ``words``, which begin at ``start``."""
        size = len(words)
        if "等" in words:
            words = self._without(_AND_SO_ON, words)
        words = self._without(self._inner, words)
        if words.startswith(("“", "「", "『", '"')):
            words = self._without(_QUOTE_AND_MORE, words)
        while (found := self._opener.match(words)) and self._stands(words[found.end() :]):
            if self._kept.match(words):
                break
            words = words[found.end() :]
        return start + size - len(words)

    def _without(self, opening: re.Pattern[str], words: str) -> str:
        """``words`` without an opening that they have, if a name can stand without it."""
        found = opening.match(words)
        return words[found.end() :] if found and self._stands(words[found.end() :]) else words

    def _stands(self, rest: str) -> bool:
        """Whether a name can stand without the words before it; 面积 of 改造面积 cannot."""
        return len(rest) > 1 and rest not in self._bare

    def _head(self, words: str, measure: str) -> str | None:
        """A name up to the noun that its measure counts: 262栋|城区C级砂砖房|自动化监测设备."""
        head = self._heads.get(measure)
        found = head.match(words) if head else None
        return found[0] if found else None

    def _without_acts(self, words: str, measure: str) -> str:
        """A name without the nouns of action at its end, and without what is of it but not counted."""
        body = self._body.match(words)
        if body and self._abstract.search(words):
            return body[0]
        while measure not in self._events and (found := self._action.search(words)) and found.start():
            words = words[: found.start()]
        return words
