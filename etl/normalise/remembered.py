"""What pure functions of a text gave for the texts met last: cells of a notice, and of notices of a region, repeat."""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

T = TypeVar("T")
W = TypeVar("W")

_MOST: Final = 4096
"""Texts that one function remembers; a region's names, and the cells of many of its notices."""
_LONGEST: Final = 120
"""Characters of the longest text that is remembered: what is longer does not come again, and would fill the memory."""
_FEW: Final = 8
"""Sets of words that a maker remembers."""


class Remembered(dict[str, T]):
    """The values of a pure function of a text: ``values[text]`` asks it once for each text that is short.

    What it holds is bounded; full, it begins anew, which costs less than to keep the order in which texts were used.
    """

    def __init__(self, function: Callable[[str], T], most: int = _MOST, longest: int = _LONGEST) -> None:
        super().__init__()
        self._function = function
        self._most = most
        self._longest = longest

    def __missing__(self, text: str) -> T:
        value = self._function(text)
        if len(text) <= self._longest:
            if len(self) >= self._most:
                self.clear()
            self[text] = value
        return value


class MadeOnce(Generic[W, T]):
    """What a function makes of the words of the reference data, made once for each set of words.

    Words are told apart by which object they are. To tell them by what they say, as ``functools.cache`` does, would
    hash every word of them each time, which costs more than what most callers do with the result.
    """

    def __init__(self, make: Callable[[W], T]) -> None:
        self._make = make
        self._kept: dict[int, tuple[W, T]] = {}

    def __call__(self, words: W) -> T:
        """What was made of these words."""
        kept = self._kept.get(id(words))
        if kept is not None:
            return kept[1]
        if len(self._kept) >= _FEW:
            self._kept.clear()
        made = self._make(words)
        self._kept[id(words)] = (words, made)  # held, so that no other object gets its id
        return made
