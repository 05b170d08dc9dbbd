"""Ink and paper told apart: how dark each pixel is against the paper around it, and what of that is print."""

from typing import Final

import cv2
import numpy as np

from parsers.formats._scan_engine import Grey

_CELL_INCH: Final = 0.04
"""Size in inches of the squares whose brightness is averaged before the paper's is looked for."""
_REACH_CELLS: Final = 13
"""Squares around a pixel among which the brightest is paper: half an inch, wider than any stroke."""
_LEAST_CONTRAST: Final = 48
"""Grey levels by which print differs from paper at the least; fainter marks are stains and what shows through."""
_OF_OTSU: Final = 0.65


def darkness(page: Grey, dpi: float) -> Grey:
    """How dark each pixel is, 0 for paper and 255 for black, whatever the paper's own grey and the light on it."""
    cell = max(1, round(_CELL_INCH * dpi))
    small = (max(1, page.shape[1] // cell), max(1, page.shape[0] // cell))
    paper = cv2.dilate(cv2.resize(page, small, interpolation=cv2.INTER_AREA), np.ones((_REACH_CELLS, _REACH_CELLS)))
    paper = cv2.blur(paper, (_REACH_CELLS, _REACH_CELLS))
    paper = cv2.resize(paper, (page.shape[1], page.shape[0]), interpolation=cv2.INTER_LINEAR)
    # A grey scan's blacks are rarely black: what is a fifth as bright as the paper counts as full ink.
    difference = cv2.subtract(paper, page)
    return np.asarray(cv2.divide(difference, np.maximum(paper, 64), scale=255), np.uint8)


def ink_of(dark: Grey) -> Grey:
    """255 where something is printed, 0 elsewhere. The threshold is below the page's own (Otsu's), which loses the thin
    ring of a full stop."""
    threshold, _ = cv2.threshold(dark[dark > _LEAST_CONTRAST // 2], 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    level = max(float(_LEAST_CONTRAST), _OF_OTSU * min(threshold, 110.0))
    return np.asarray(cv2.threshold(dark, level, 255, cv2.THRESH_BINARY)[1], np.uint8)
