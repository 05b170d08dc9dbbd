"""From the recognised characters of a line to glyphs on the page: where each stands, its size, and how sure it is."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

import numpy as np

from parsers.formats._ruled import Glyph
from parsers.formats._scan_engine import Grey, Mark
from parsers.formats._scan_lines import LineBox
from parsers.formats._scan_marks import PUNCTUATION, Inked, is_chinese, told_apart

SURE: Final = 0.9
"""Score below which a character is named as doubtful. See ``tests/test_scans.py`` for what that finds and costs."""
_INK_OF_EM: Final = 0.9
"""Height of the ink of a line of Chinese characters, in ems of their type."""
_SAME_SIZE: Final = 0.25
"""Difference up to which a line's height is that of the page's type: lines without tall characters are lower."""
_SPACE_EM: Final = 0.9
"""White between two characters, in ems, that is a space and not the room inside a full-width mark."""
_OVERLOOKED_EM: Final = 0.4
"""Room in ems between the squares of two characters in which another was overlooked, if there is ink in it."""
_FLAT_EM: Final = 0.3
"""Height of a dash in ems at the most, and its length at the least."""
_GUESSED: Final = 0.5
"""Score of what was told by its shape alone."""
_NO_ROOM_EM: Final = 1.25
"""Distance in ems between the middles of two Chinese characters up to which nothing can stand between them."""
_JITTER_EM: Final = 0.1
"""How far, in ems, the recogniser's place for a character may be from its middle."""
_BLACK: Final = 200
"""Darkness of print that is wide enough not to be blurred."""
_HALF_FILLED: Final = frozenset("，。、；：！？）》」』】〕〉”’")


def size_of(line: LineBox, em: float) -> float:
    """Size of a line's type in pixels; ``em`` is the height of ink of the page's lines."""
    same = abs(line.height - em) <= _SAME_SIZE * em or line.height < em
    return (em if same else line.height) / _INK_OF_EM


def glyphs_of(marks: Sequence[Mark], line: LineBox, dark: Grey, span: tuple[int, int], em: float) -> list[Glyph]:
    """The glyphs of one line, in pixels. ``dark`` is the page; the line was recognised from its columns ``span``."""
    size = size_of(line, em)
    runs = _runs(line, dark, size)
    if not runs or not marks:
        return []
    inked = _without_ghosts(list(_inked(marks, runs, line, dark, span, size)))
    inked = told_apart(_with_doubts(inked, runs))
    inked = [c for n, c in enumerate(inked) if c.text.strip() or _is_space(inked, n)]
    return list(_placed(inked, line, size))


def dash_in(line: LineBox, em: float) -> tuple[Mark, ...]:
    """The dash that a line is in which the recogniser saw nothing: it has little to go by in a single stroke."""
    width = line.x1 - line.x0
    is_stroke = line.height < _FLAT_EM * em and _FLAT_EM * em < width < 2.2 * em
    return (Mark("—", _GUESSED, 0.5),) if is_stroke else ()


def _runs(line: LineBox, dark: Grey, size: float) -> list[tuple[float, float]]:
    """Start and end, in ems from the line's start, of each stretch of columns with ink."""
    filled = (dark[line.top : line.bottom, line.x0 : line.x1] > 60).any(axis=0)
    steps = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8)))
    return [(a / size, b / size) for a, b in zip(steps[::2].tolist(), steps[1::2].tolist(), strict=True)]


def _inked(
    marks: Sequence[Mark],
    runs: Sequence[tuple[float, float]],
    line: LineBox,
    dark: Grey,
    span: tuple[int, int],
    size: float,
) -> Iterator[Inked]:
    middles = [(span[0] + m.at * (span[1] - span[0]) - line.x0) / size for m in marks]
    for mark, middle, following in zip(marks, middles, [*middles[1:], 0.0], strict=True):
        near = min(range(len(runs)), key=lambda n: _distance(runs[n], middle))
        left, right = runs[near]
        thickness, thickest = _thickness(line, dark, (left, right), size)
        yield Inked(
            mark.text,
            mark.score,
            middle,
            left,
            right,
            left - runs[near - 1][1] if near else None,
            runs[near + 1][0] - right if near + 1 < len(runs) else None,
            max((b[0] - a[1] for a, b in pairwise(runs) if middle <= b[0] and a[1] <= following), default=0.0),
            thickness,
            thickest,
        )


def _distance(run: tuple[float, float], middle: float) -> float:
    return max(run[0] - middle, middle - run[1], 0.0) + abs((run[0] + run[1]) / 2 - middle) / 100


def _thickness(line: LineBox, dark: Grey, run: tuple[float, float], size: float) -> tuple[float, float]:
    """Thickness of a stroke across at its middle and at its thickest place, in ems; grey edges count in part."""
    columns = dark[line.top : line.bottom, line.x0 + round(run[0] * size) : line.x0 + round(run[1] * size)]
    if columns.shape[1] < 5:
        return 0.0, 0.0
    # What a blurred stroke lost in darkness it gained in width, so the sum is that of the stroke as printed.
    thickness = columns.sum(axis=0, dtype=np.float64)[2:-2] / max(_BLACK, int(columns.max())) / size
    return float(np.median(thickness)), float(thickness.max())


def _without_ghosts(line: Sequence[Inked]) -> list[Inked]:
    """The characters of a line without marks between two Chinese characters that stand too close for anything to be
    between them; those two become doubtful, for something made the recogniser see it."""
    found: list[Inked] = []
    haunted = False
    for n, char in enumerate(line):
        beside = [*line[n - 1 : n], *line[n + 1 : n + 2]]
        close = len(beside) == 2 and beside[1].middle - beside[0].middle < _NO_ROOM_EM
        is_ghost = close and char.text in PUNCTUATION and all(_is_square(c.text) for c in beside)
        if is_ghost:
            found[-1] = replace(found[-1], score=0.0)
        else:
            found.append(replace(char, score=0.0) if haunted else char)
        haunted = is_ghost
    return found


def _is_square(char: str) -> bool:
    return is_chinese(char) and char not in PUNCTUATION


def _with_doubts(line: Sequence[Inked], runs: Sequence[tuple[float, float]]) -> list[Inked]:
    """The characters of a line, those beside ink that no character accounts for made doubtful: the recogniser is sure
    of what it saw, and says nothing of a comma that it overlooked."""
    found = list(line)
    ends = [(0.0, -math.inf), *(_edges(c) for c in line), (math.inf, math.inf)]
    for n, ((_, left), (right, _)) in enumerate(pairwise(ends)):
        inside = [r for r in runs if left + _JITTER_EM < (r[0] + r[1]) / 2 < right - _JITTER_EM]
        if inside and right - left > _OVERLOOKED_EM:
            for beside in (n - 1, n):
                if 0 <= beside < len(found):
                    found[beside] = replace(found[beside], score=0.0)
    return found


def _is_space(line: Sequence[Inked], at: int) -> bool:
    """Whether a recognised blank is one: it parts two words or numbers in Latin letters."""
    beside = [line[n].text for n in (at - 1, at + 1) if 0 <= n < len(line)]
    return len(beside) == 2 and all(c.isascii() and c.isalnum() for c in beside)


def _placed(line: Sequence[Inked], box: LineBox, size: float) -> Iterator[Glyph]:
    """Glyphs side by side without gaps, but for those that are spaces."""
    edges = [_edges(c) for c in line]
    for n, (one, two) in enumerate(pairwise(line)):
        if not _is_parted(one, two):
            meet = (edges[n][1] + edges[n + 1][0]) / 2
            edges[n], edges[n + 1] = (edges[n][0], meet), (meet, edges[n + 1][1])
    if edges:
        end = (box.x1 - box.x0) / size + (0.5 if line[-1].text in _HALF_FILLED else 0)
        edges[0] = (0.0, max(edges[0][1], 0.1))
        edges[-1] = (min(edges[-1][0], end - 0.1), end)
    middle = (box.top + box.bottom) / 2
    for char, (x0, x1) in zip(line, edges, strict=True):
        score = char.score if char.score < SURE else None
        yield Glyph(
            char.text, box.x0 + x0 * size, box.x0 + x1 * size, middle - size / 2, middle + size / 2, size, score
        )


def _is_parted(one: Inked, two: Inked) -> bool:
    """Whether a space stands between two characters; two marks side by side may have all their white between them."""
    in_marks = sum(0.5 for c in (one, two) if c.text in PUNCTUATION)
    return one.gap > _SPACE_EM + in_marks and two.middle - one.middle > _SPACE_EM


def _edges(char: Inked) -> tuple[float, float]:
    half = 0.5 if is_chinese(char.text) else 0.25
    return char.middle - half, char.middle + half
