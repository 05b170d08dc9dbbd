"""Telling apart names that run together, by jieba's graph over the names of one region.

jieba cuts with a tokenizer of our own: its global one takes over half a second to load a dictionary that
knows nothing of these names, and is shared with whoever else uses jieba in the process.
"""

import logging
import sys
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from etl.normalise.remembered import MadeOnce
from schemas.reference import GroupWords


class Tokenizer:
    """Cuts keys of names at ``names``, those of a region, and at the names of groups of units."""

    def __init__(self, groups: GroupWords, names: Iterable[str]) -> None:
        self._groups = _group_frequencies(groups)
        self._words = tuple(names)
        self._names = with_words({}, self._words)

    def is_beginning(self, key: str) -> bool:
        """Whether a name to cut at is ``key`` or begins so."""
        return key in self._names or key in self._groups

    def begins(self, key: str) -> bool:
        """Whether a name to cut at stands at the beginning of ``key``; where none does, its first token is but the
        first character of it."""
        for end in range(1, len(key) + 1):
            beginning = key[:end]
            if self._names.get(beginning) or self._groups.get(beginning):
                return True
            if not self.is_beginning(beginning):
                return False
        return False

    def tokens_of(self, key: str) -> list[str]:
        """The likeliest cut; jieba's ``cut`` would part a name at its brackets first."""
        route: dict[int, tuple[float, int]] = {}
        self._jieba.calc(key, self._jieba.get_DAG(key), route)
        tokens: list[str] = []
        at = 0
        while at < len(key):
            end = route[at][1] + 1
            tokens.append(key[at:end])
            at = end
        return tokens

    @cached_property
    def _jieba(self) -> Any:
        tokenizer = _imported().Tokenizer()
        # Filled by hand: initialize() would read jieba's own dictionary and leave a cache file in /tmp.
        tokenizer.FREQ = with_words(self._groups, self._words)
        tokenizer.total = max(1, sum(tokenizer.FREQ.values()))
        tokenizer.initialized = True
        return tokenizer


def prepare() -> None:
    """Load what takes a third of a second to load, for who has to wait for something else anyway."""
    _imported()


def _imported() -> Any:
    """jieba. To find its own dictionary it would import pkg_resources, if that is there: longer than itself takes."""
    hidden = "pkg_resources" not in sys.modules
    if hidden:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # what Python has for "not to be imported"
    try:
        import jieba
    finally:
        if hidden:
            del sys.modules["pkg_resources"]
    jieba.setLogLevel(logging.WARNING)
    return jieba


@MadeOnce
def _group_frequencies(groups: GroupWords) -> dict[str, int]:
    """The part of the dictionary that all regions share, which is most of it."""
    return with_words({}, (d + n for d in ("", *groups.determiners) for n in groups.nouns))


def with_words(frequencies: Mapping[str, int], words: Iterable[str]) -> dict[str, int]:
    """jieba's prefix dictionary with more words: each word, and with count 0 each beginning of one.

    All words weigh the same, so the cut with the fewest words wins, which is the longest names.
    """
    found = dict(frequencies)
    for word in words:
        found[word] = 100
        for end in range(1, len(word)):
            found.setdefault(word[:end], 0)
    return found
