"""Lines of print in a part of a page, found where rows of pixels are white between them.

Inside a cell whose rules are known this is surer than a detector of text, which joins what stands in neighbouring
cells and overlooks a single digit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt

from parsers.formats._scan_engine import Grey

_SPECK: Final = 0.012
"""Size in inches of specks of dust: a blot as large as a square of it or smaller is no print."""
_TYPE: Final = (0.05, 0.6)
"""Heights in inches of the ink of the smallest and of the largest type that a line is set in."""
_COMMON_TYPE: Final = 0.14
"""Height in inches of the ink of common type (11 points)."""
_PART: Final = 0.62
"""A row of ink lower than this, in ems, may be a part of a character (the strokes of 二, the dot of an i)."""
_WHOLE: Final = 1.25
"""Largest height in ems of one line of characters."""
_LOOSE: Final = 0.6
"""Largest gap in ems between two parts of one character."""
_TWO_LINES: Final = 1.7
"""Height in ems from which on a row of ink must be several lines that touch."""
_COLUMN_GAP: Final = 2.5
"""A gap wider than this, in ems, parts a line in two that are read by themselves."""

Window = tuple[int, int, int, int]
"""Left, top, right and bottom of a part of a page, in whole pixels."""


@dataclass(frozen=True, slots=True)
class LineBox:
    """Where the ink of one line lies, in pixels, and the room around it that no other line claims."""

    x0: int
    top: int
    x1: int
    bottom: int
    room: Window

    @property
    def height(self) -> int:
        """Height of the ink."""
        return self.bottom - self.top


def without_specks(ink: Grey, dpi: float) -> Grey:
    """``ink`` without blots too small to be print."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    large = stats[:, cv2.CC_STAT_AREA] > (_SPECK * dpi) ** 2
    return np.asarray(np.where(large[labels], ink, 0), np.uint8)


def em_of(ink: Grey, windows: Sequence[Window], dpi: float) -> float:
    """The size of type of a page, in pixels: the height of most lines that stand free, long ones counting for more;
    that of common type if nothing is printed in the windows."""
    heights: list[int] = []
    for window in windows:
        for top, bottom in _runs(_filled(_part(ink, window), 1)):
            x0, _, x1, _ = window
            if not _TYPE[0] * dpi <= bottom - top <= _TYPE[1] * dpi:
                continue  # a rule under words, a picture
            weight = int(ink[window[1] + top : window[1] + bottom, x0:x1].any(axis=0).sum())
            heights += [bottom - top] * (weight // max(1, bottom - top))
    return float(np.median(heights)) if heights else _COMMON_TYPE * dpi


def lines_in(ink: Grey, window: Window, em: float) -> list[LineBox]:
    """The lines of print in a window from top to bottom, and those side by side from left to right."""
    part = _part(ink, window)
    rows = list(_joined(_split(list(_runs(_filled(part, 1))), part, em), em))
    bounds = [0, *((a[1] + b[0]) // 2 for a, b in pairwise(rows)), part.shape[0]]
    lines: list[LineBox] = []
    for (top, bottom), (room_top, room_bottom) in zip(rows, pairwise(bounds), strict=bool(rows)):
        for x0, x1 in _pieces(_filled(part[top:bottom], 0), em):
            room = window[0], window[1] + room_top, window[2], window[1] + room_bottom
            lines.append(_placed(part, window, (x0, top, x1, bottom), room))
    return lines


def _part(ink: Grey, window: Window) -> Grey:
    x0, top, x1, bottom = window
    return ink[top:bottom, x0:x1]


def _filled(part: Grey, axis: int) -> npt.NDArray[np.bool_]:
    """Which rows (axis 1) or columns (axis 0) have ink."""
    return np.asarray(part.any(axis=axis), np.bool_)


def _runs(filled: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """Start and end of each run of true values."""
    steps = np.flatnonzero(np.diff(np.concatenate(([False], filled, [False])).astype(np.int8)))
    yield from zip(steps[::2].tolist(), steps[1::2].tolist(), strict=True)


def _split(rows: Sequence[tuple[int, int]], part: Grey, em: float) -> list[tuple[int, int]]:
    """Rows of ink, those that are several touching lines cut where least ink is."""
    found: list[tuple[int, int]] = []
    for top, bottom in rows:
        count = round((bottom - top) / (1.35 * em)) if bottom - top > _TWO_LINES * em else 1
        sums = part[top:bottom].sum(axis=1, dtype=np.int64)
        pitch, reach = (bottom - top) / max(1, count), round(0.3 * em)
        cuts = [top]
        for n in range(1, count):
            start = max(1, round(n * pitch) - reach)
            cuts.append(top + start + int(sums[start : round(n * pitch) + reach + 1].argmin()))
        found += list(pairwise([*cuts, bottom]))
    return found


def _joined(rows: Sequence[tuple[int, int]], em: float) -> Iterator[tuple[int, int]]:
    """Rows of ink, parts of one line of characters put together."""
    above: tuple[int, int] | None = None
    for row in rows:
        if above is not None and _is_one(above, row, em):
            above = (above[0], row[1])
            continue
        if above is not None:
            yield above
        above = row
    if above is not None:
        yield above


def _is_one(above: tuple[int, int], below: tuple[int, int], em: float) -> bool:
    is_part = min(above[1] - above[0], below[1] - below[0]) < _PART * em
    return is_part and below[0] - above[1] < _LOOSE * em and below[1] - above[0] <= _WHOLE * em


def _pieces(filled: npt.NDArray[np.bool_], em: float) -> Iterator[tuple[int, int]]:
    """Pieces of a line that wide gaps part."""
    start: int | None = None
    end = 0
    for left, right in _runs(filled):
        if start is not None and left - end > _COLUMN_GAP * em:
            yield start, end
            start = left
        start = left if start is None else start
        end = right
    if start is not None:
        yield start, end


def _placed(part: Grey, window: Window, box: Window, room: Window) -> LineBox:
    """A piece of a line on the page, its top and bottom as its own ink has them."""
    x0, top, x1, bottom = box
    inked = np.flatnonzero(part[top:bottom, x0:x1].any(axis=1))
    first, last = top + int(inked[0]), top + int(inked[-1]) + 1
    left, above = window[0], window[1]
    return LineBox(left + x0, above + first, left + x1, above + last, room)
