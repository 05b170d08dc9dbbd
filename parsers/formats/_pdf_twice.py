"""Characters drawn twice on the same spot to look bold, read once, as pdfplumber's ``dedupe_chars`` does.

pdfplumber looks every character that it keeps up in the list of all; here only the characters that occur more than once
are looked at, and each keeps its place.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from parsers.formats._pdf_content import Char

_TOLERANCE: Final = 1
"""Points between two of the same character that are one."""
_Placed = tuple[float, float, int]


def once(chars: Sequence[Char], height: float, top: float, above: float, left: float) -> list[Char]:
    """Characters without those that lie on another of the same font and size. Their distance down the file is compared,
    reckoned from the ``height`` and ``top`` of the page and the pages ``above``."""
    same: defaultdict[tuple[object, ...], list[_Placed]] = defaultdict(list)
    for n, char in enumerate(chars):
        place = (above + ((height - char.y1) + top), char.x0 + left, n)
        same[char.upright, char.text, char.font, char.y1 - char.y0].append(place)
    kept = {n for group in same.values() for n in (_first_of_each_spot(group) if len(group) > 1 else (group[0][2],))}
    return list(chars) if len(kept) == len(chars) else [chars[n] for n in sorted(kept)]


def _first_of_each_spot(group: Sequence[_Placed]) -> Iterator[int]:
    for row in _close(group, 0):
        for spot in _close(row, 1) if len(row) > 1 else (row,):
            yield min(spot)[2]


def _close(places: Sequence[_Placed], by: int) -> Iterator[list[_Placed]]:
    """Places parted where two that follow one another are further apart than the tolerance."""
    ordered = sorted(places, key=itemgetter(by))
    part = ordered[:1]
    for before, place in pairwise(ordered):
        if place[by] > before[by] + _TOLERANCE:
            yield part
            part = []
        part.append(place)
    yield part
