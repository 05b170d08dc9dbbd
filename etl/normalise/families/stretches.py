"""The stretches that a text falls into, a clause say, and which of them a place is in."""

import re
from bisect import bisect_left, bisect_right
from typing import Final

REACH: Final = 400
"""Characters on either side of a place in which words are about it; a sentence is shorter, and a cell of megabytes
may have none."""
_AHEAD: Final = 3
"""Characters that a pattern may look at behind what it finds: a comma may be the one of 1,000."""


class Stretches:
    """The stretches of one text. It is looked through once for however many places are asked for."""

    def __init__(self, text: str, between: re.Pattern[str]) -> None:
        """``between`` finds what stands between two stretches, which is never empty and does not overlap."""
        self._text = text
        self._between = between
        found = [m.span() for m in between.finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def around(self, at: int) -> str:
        """The stretch that a place is in, as far as ``REACH`` goes."""
        return self._text[self._start(at) : self._end(at)]

    def _start(self, at: int) -> int:
        first = max(0, at - REACH)
        before = bisect_right(self._ends, at) - 1
        return self._ends[before] if before >= 0 and self._starts[before] >= first else first

    def _end(self, at: int) -> int:
        last = min(len(self._text), at + REACH)
        behind = bisect_left(self._starts, at)
        if behind < len(self._starts) and self._ends[behind] <= last - _AHEAD:
            return self._starts[behind]
        # At the edge of its reach a text may look otherwise than where it goes on: 1,000 cut off behind its comma.
        return next((m.start() for m in self._between.finditer(self._text, max(at, last - 2 * _AHEAD), last)), last)
