"""Words that bound an amount: 不少于 before it, 余 inside it, 以上 behind it."""

import re
from typing import Final

from etl.normalise.quantities.folding import folded, one_of
from schemas.measures import TURNED, MeasureWords
from schemas.normalised import Comparator

_LONGEST_VERB: Final = 2
_INCLUSIVE: Final = "(含)"


class ComparatorTable:
    """The comparators of the reference data, looked up on both sides of an amount."""

    def __init__(self, words: MeasureWords) -> None:
        self._before: dict[str, Comparator | None] = dict.fromkeys(words.no_comparators)
        self._before |= {w: c.comparator for c in words.comparators for w in c.before}
        turned = [(w, TURNED[c.comparator]) for c in words.comparators for w in c.turned]
        self._before |= {not_ + word: comparator for not_ in words.negations for word, comparator in turned}
        self._longest = max(map(len, self._before))
        self._last = frozenset(word[-1] for word in self._before)
        self._between = frozenset(words.between)
        behind = {folded(w): c.comparator for c in words.comparators for w in c.after}
        self._behind = behind
        self._after = re.compile(one_of(behind))
        self.inside: Final = frozenset(w for c in words.comparators for w in c.inside)

    def before(self, text: str, start: int) -> tuple[Comparator, int] | None:
        """The comparator that ends where an amount starts, and where it starts itself.

        One verb may stand between (至少开展1次). A word that only ends like a comparator is none (签约5000人).
        """
        if text.endswith(_INCLUSIVE, 0, start):
            return self.before(text, start - len(_INCLUSIVE))  # 不少于（含）5个
        direct = self._ending(text, start)
        if direct is not None:
            return direct if direct[1] >= 0 else None
        for length in range(_LONGEST_VERB, 0, -1):
            if text[max(0, start - length) : start] in self._between:
                found = self._ending(text, start - length)
                if found and found[1] >= 0 and start - length - found[1] > 1:
                    return found
        return None

    def _ending(self, text: str, end: int) -> tuple[Comparator, int] | None:
        if text[end - 1 : end] not in self._last:
            return None
        for length in range(min(self._longest, end), 0, -1):
            word = text[end - length : end]
            if word in self._before:
                comparator = self._before[word]
                return (Comparator.EQUAL, -1) if comparator is None else (comparator, end - length)
        return None

    def after(self, text: str, end: int) -> tuple[Comparator | None, int]:
        """The comparator that begins where an amount ends, and where the amount ends with it."""
        found = self._after.match(text, end)
        return (self._behind[found[0]], found.end()) if found else (None, end)


def strongest(before: Comparator | None, inside: Comparator | None, after: Comparator | None) -> Comparator:
    """What several comparators of one amount say together: a bound says more than 约 (约500户以上 is at least 500)."""
    if before is inside is after is None:
        return Comparator.EQUAL
    bounds = [c for c in (before, after, inside) if c is not None]
    firm = [c for c in bounds if c is not Comparator.ABOUT]
    return (firm or bounds or [Comparator.EQUAL])[0]
