"""What pure functions of a text gave for the texts met last: cells of a notice, and of notices of a region, repeat."""

from collections.abc import Callable
from typing import Final, Generic, TypeVar

from parsers.words import squeeze

T = TypeVar("T")
W = TypeVar("W")

_MOST: Final = 4096
"""Texts that one function remembers; a region's names, and the cells of many of its notices."""
_LONGEST: Final = 120
"""Characters of the longest text that is remembered: what is longer does not come again, and would fill the memory."""
_FEW: Final = 32
"""Sets of words, or of names of a region, that a maker remembers."""


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

    Words are looked up by which object they are, and only those that are new by what they say. To look them up by that
    alone, as ``functools.cache`` does, would hash every word of them each time, which costs more than what most callers
    do with the result.
    """

    def __init__(self, make: Callable[[W], T]) -> None:
        self._make = make
        self._kept: dict[int, tuple[W, T]] = {}

    def __call__(self, words: W) -> T:
        """What was made of these words."""
        kept = self._kept.get(id(words))
        if kept is not None:
            return kept[1]
        same = next((made for known, made in self._kept.values() if known == words), None)
        if len(self._kept) >= _FEW:
            self._kept.clear()
        made = self._make(words) if same is None else same
        self._kept[id(words)] = (words, made)  # held, so that no other object gets its id
        return made


class KeptInside(Generic[W, T]):
    """What a function makes of an object, kept in that object: it is made once for each, goes when that goes, and no
    two are ever compared. For objects with attributes that nobody else writes, such as frozen dataclasses."""

    def __init__(self, make: Callable[[W], T]) -> None:
        self._make = make
        self._name = f"{make.__qualname__} {id(self)}"  # no identifier, so that no attribute is hidden

    def __call__(self, owner: W) -> T:
        """What was made of this object."""
        kept: dict[str, T] = owner.__dict__
        if self._name not in kept:
            kept[self._name] = self._make(owner)
        return kept[self._name]


@MadeOnce
def squeezed_words(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words of the reference data as they stand in a squeezed text."""
    return tuple(map(squeeze, words))
