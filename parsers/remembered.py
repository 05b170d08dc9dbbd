"""What is worked out of a vocabulary, once for all the notices that are read with it."""

from collections.abc import Callable
from typing import Final, TypeVar

Source = TypeVar("Source")
Made = TypeVar("Made")

_KEPT: Final = 8
"""Vocabularies at a time; a run has one, tests have some."""


def remembered(make: Callable[[Source], Made]) -> Callable[[Source], Made]:
    """``make``, with what it made of the last few sources kept.

    Words that are sorted by role stand in dicts, so they have no hash. They are known by their identity, and kept
    beside what was made of them, so that no others can come to have it.
    """
    kept: dict[int, tuple[Source, Made]] = {}

    def once(source: Source) -> Made:
        found = kept.get(id(source))
        if found is None:
            found = source, make(source)
            if len(kept) >= _KEPT:
                kept.clear()
            kept[id(source)] = found
        return found[1]

    return once
