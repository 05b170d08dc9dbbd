"""Characters drawn twice on the same spot to look bold, read once, as pdfplumber's ``dedupe_chars`` does.

pdfplumber looks every character that it keeps up in the list of all; here only the characters that occur more than once
are looked at, and each keeps its place.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count, pairwise
from math import isfinite
from operator import itemgetter, sub
from typing import Final

from parsers.formats._pdf_content import Run

_TOLERANCE: Final = 1
"""Points between two of the same character that are one."""
_APART: Final = 2
"""Points between two characters of one height from which on they are two without a closer look."""
_ACROSS: Final = 1e6
"""Points that no page is wide."""
_Placed = tuple[float, float, int]


def once(runs: Sequence[Run], height: float, top: float, above: float, left: float) -> Sequence[Run]:
    """Characters without those that lie on another of the same font and size. Their distance down the file is compared,
    reckoned from the ``height`` and ``top`` of the page and the pages ``above``."""
    if _all_apart(runs):
        return runs
    same: defaultdict[tuple[object, ...], list[_Placed]] = defaultdict(list)
    numbers = count()
    for y0, y1, upright, font, chars in runs:
        down = above + ((height - y1) + top)
        for text, x0, _ in chars:
            same[upright, text, font, y1 - y0].append((down, x0 + left, next(numbers)))
    kept = {n for group in same.values() for n in (_first_of_each_spot(group) if len(group) > 1 else (group[0][2],))}
    numbers = count()
    return [run._replace(chars=[char for char in run.chars if next(numbers) in kept]) for run in runs]


def _all_apart(runs: Sequence[Run]) -> bool:
    """Whether no two characters lie anywhere near each other, whichever they are; on nearly every page they do not."""
    heights = sorted({run.y1 for run in runs})
    rows = [0]
    for before, y1 in pairwise(heights):
        rows.append(rows[-1] + (y1 > before + _APART))
    begins = {y1: row * _ACROSS for y1, row in zip(heights, rows, strict=False)}
    spots = sorted([begins[run.y1] + x0 for run in runs for _, x0, _ in run.chars])
    return isfinite(sum(spots)) and min(map(sub, spots[1:], spots), default=_ACROSS) > _APART


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
