"""The ruled lines of a page: long, thin, straight strokes, faint and broken ones too."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import cv2
import numpy as np

from parsers.formats._scan_engine import Grey
from schemas.document import Box

_LONG: Final = 18 / 72
"""Shortest stroke, in inches, that is looked at as a rule; strokes of characters in a table are shorter."""
_CROSSING: Final = 3 / 72
"""Distance in inches within which strokes meet and belong to one table."""
_SHORT: Final = 9 / 72
"""Shortest piece, in inches, of a rule that is broken; most strokes of characters are as long."""
_ON_RULE, _LONG_RULE = 1.2 / 72, 60 / 72
"""Distance in inches from the middle of a rule within which any stroke is part of it, and length in inches from which
on a stroke near it is too."""
_LEAST_TABLE: Final = (1.0, 0.25)
"""Width and height in inches of the smallest table."""
_TALL: Final = 0.7
"""Height in inches of a component that is part of a table however narrow it is."""
_THICK: Final = 4 / 72
"""Thickest rule in inches; what is thicker is a shaded box or a black margin."""
_GRAIN: Final = 0.025
"""Length in inches along a rule over which noise is averaged; it must stay below the gap between characters."""
_STRONG: Final = 40
"""Darkness (of 255) that a rule beside text has all along; between the characters of a line some pixels fall below."""
_FAINT, _NOISE = 10.0, 2.5
"""Darkness (of 255) that a rule between white strips has at the least, and how often it is that of common noise."""
_COVERED: Final = 0.85
"""Share of a faint or broken rule's length that must be there."""
_CLEAR: Final = 0.4
"""Largest share that may be dark in the strips on either side of a faint rule; in text more is."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight stroke, in pixels: its place is the y of one across, the x of one down; start and end lie along it."""

    place: float
    start: float
    end: float


@dataclass(frozen=True)
class Strokes:
    """The strokes of one table. The pieces are shorter: parts of broken rules, and strokes of characters."""

    across: tuple[Stroke, ...]
    down: tuple[Stroke, ...]
    pieces_across: tuple[Stroke, ...] = ()
    pieces_down: tuple[Stroke, ...] = ()


def strokes_of(dark: Grey, dpi: float) -> list[Strokes]:
    """The strokes of an upright page, those that meet together; ``dark`` says how dark its pixels are."""
    across, short_across = _strokes(dark, dpi)
    down, short_down = (np.ascontiguousarray(s.T) for s in _strokes(np.ascontiguousarray(dark.T), dpi))
    reach = _odd(2 * _CROSSING * dpi)
    joined = cv2.dilate(np.bitwise_or(across, down), np.ones((reach, reach)))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    tables = []
    for members in _side_by_side(stats.tolist(), dpi):
        x, y = min(stats[m][0] for m in members), min(stats[m][1] for m in members)
        right, bottom = (max(stats[m][n] + stats[m][n + 2] for m in members) for n in (0, 1))
        window = (slice(y, bottom), slice(x, right))
        belongs = np.zeros(len(stats), np.bool_)
        belongs[members] = True
        mine = belongs[labels[window]]
        # A gap may part a piece from the rest, so pieces are taken from all of the table's part of the page.
        tables.append(
            Strokes(
                _measured(np.where(mine, across[window], 0), y, x),
                _measured(np.where(mine, down[window], 0).T, x, y),
                _measured(short_across[window], y, x),
                _measured(short_down[window].T, x, y),
            )
        )
    return tables


def _side_by_side(stats: Sequence[Sequence[int]], dpi: float) -> list[list[int]]:
    """Numbers of the components (given by left, top, width, height) that may be parts of one table: a crease down the
    page parts all rules across, and tables that stand side by side have no stretch of a rule between them."""
    groups: list[list[int]] = []
    foot = -1
    for number in sorted(range(1, len(stats)), key=lambda n: stats[n][1]):
        _, top, width, height = stats[number][:4]
        is_table = width > _LEAST_TABLE[0] * dpi and height > _LEAST_TABLE[1] * dpi
        if not is_table and height < _TALL * dpi:
            continue
        if not groups or top > foot:
            groups.append([])
        groups[-1].append(number)
        foot = max(foot, top + height)
    return groups


def rule_pixels(dark: Grey, edges: Sequence[Box], dpi: float) -> Grey:
    """255 where a pixel belongs to a rule that lies along one of ``edges`` (in pixels), so that it can be taken away
    and the characters that stand close to it stay."""
    across = _along(_strokes(dark, dpi)[1], [e for e in edges if e[1] == e[3]], dpi)
    upright = [(top, x, bottom, x) for x, top, other, bottom in edges if x == other]
    down = _along(_strokes(np.ascontiguousarray(dark.T), dpi)[1], upright, dpi)
    # A rule's soft edges reach beyond its stroke.
    return np.asarray(cv2.dilate(np.bitwise_or(across, down.T), np.ones((5, 5))), np.uint8)


def without_crumbs(ink: Grey, edges: Sequence[Box], dpi: float) -> Grey:
    """``ink`` without blots that lie wholly on an edge: what is left of broken rules."""
    band = np.zeros_like(ink)
    for x0, y0, x1, y1 in edges:
        cv2.line(band, (round(x0), round(y0)), (round(x1), round(y1)), 255, _odd(2.5 * _ON_RULE * dpi))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    inside = np.bincount(labels[band > 0], minlength=len(stats))
    return np.asarray(np.where((inside == stats[:, cv2.CC_STAT_AREA])[labels], 0, ink), np.uint8)


def _along(strokes: Grey, edges: Sequence[Box], dpi: float) -> Grey:
    """The strokes across that lie on an edge, and the long ones that lie near one: a rule may wave, and the feet of
    two characters may make a short stroke close above it."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(strokes)
    on_edge = np.zeros(len(stats), np.bool_)
    for reach, least in ((_ON_RULE, 0.0), (_CROSSING, _LONG_RULE)):
        band = np.zeros_like(strokes)
        for x0, y0, x1, y1 in edges:
            cv2.line(band, (round(x0), round(y0)), (round(x1), round(y1)), 255, _odd(2 * reach * dpi))
        inside = np.bincount(labels[band > 0], minlength=len(stats))
        on_edge |= (2 * inside > stats[:, cv2.CC_STAT_AREA]) & (stats[:, cv2.CC_STAT_WIDTH] >= least * dpi)
    on_edge[0] = False
    return np.asarray(np.where(on_edge[labels], 255, 0), np.uint8)


def _measured(strokes: Grey, place: int, start: int) -> tuple[Stroke, ...]:
    """Strokes across in a picture whose first row is ``place`` and whose first column is ``start``."""
    _, _, stats, centres = cv2.connectedComponentsWithStats(np.ascontiguousarray(strokes))
    pairs = zip(centres[1:].tolist(), stats[1:].tolist(), strict=True)
    return tuple(Stroke(place + c[1], start + s[0], start + s[0] + s[2]) for c, s in pairs)


def _strokes(dark: Grey, dpi: float) -> tuple[Grey, Grey]:
    """Pixels in long strokes across, and those in short ones too."""
    smooth = np.asarray(cv2.blur(dark, (_odd(_GRAIN * dpi), 1)), np.uint8)
    faint = _isolated(smooth, dpi)
    return np.bitwise_or(_solid(smooth, _LONG, dpi), faint), np.bitwise_or(_solid(smooth, _SHORT, dpi), faint)


def _solid(smooth: Grey, length: float, dpi: float) -> Grey:
    """Strokes without a gap, whatever stands beside them."""
    runs = cv2.morphologyEx(smooth, cv2.MORPH_OPEN, np.ones((1, _odd(length * dpi))))
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, np.ones((_odd(_THICK * dpi), 1)))
    return np.asarray(cv2.threshold(cv2.subtract(runs, thick), _STRONG, 255, cv2.THRESH_BINARY)[1], np.uint8)


def _isolated(smooth: Grey, dpi: float) -> Grey:
    """Strokes that may be faint or broken, between strips where little is dark."""
    dark = cv2.threshold(smooth, _faintest(smooth), 255, cv2.THRESH_BINARY)[1]
    cover = cv2.blur(dark, (_odd(_LONG * dpi), 1))
    reach = _odd(_THICK * dpi) // 2 + 2
    beside = np.zeros_like(cover)
    beside[reach:] = cover[:-reach]
    beside[:-reach] = np.maximum(beside[:-reach], cover[reach:])
    found = (cover >= _COVERED * 255) & (beside <= _CLEAR * 255)
    # The share is that of the strip around a pixel: what is found reaches as far as the strip did.
    spread = cv2.dilate(found.astype(np.uint8) * 255, np.ones((1, _odd(_LONG * dpi * (2 * _COVERED - 1)))))
    return np.asarray(cv2.bitwise_and(spread, dark), np.uint8)


def _faintest(smooth: Grey) -> float:
    """Least darkness that is no noise on this page; three quarters of the paper are below a fraction of it."""
    paper = smooth[smooth < _STRONG]
    return max(_FAINT, _NOISE * float(np.percentile(paper, 75))) if paper.size else _FAINT


def _odd(pixels: float) -> int:
    return max(1, round(pixels)) | 1
