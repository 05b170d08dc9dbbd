"""Pages laid askew on the glass: the angle that they lean, and the page upright again.

The angle is the one under which the rows of pixels differ most: lines of text and rules then lie along them.
"""

from typing import Final

import cv2
import numpy as np

from parsers.formats._scan_engine import Grey

_MOST: Final = 6.0
"""Largest lean in degrees that is looked for; beyond it a page was photographed, not scanned."""
_COARSE_SIDE: Final = 900
_FINE_SIDE: Final = 2000
_LEAST: Final = 0.03
"""A lean below this, in degrees, moves no pixel by more than one over a page."""


def skew_of(ink: Grey) -> float:
    """Degrees by which a page leans, counter-clockwise lean positive; ``ink`` is 255 where something is printed."""
    coarse, fine = _shrunk(ink, _COARSE_SIDE), _shrunk(ink, _FINE_SIDE)
    angle = _best(coarse, 0.0, _MOST, 0.5)
    angle = _best(coarse, angle, 0.5, 0.1)
    return _best(fine, angle, 0.1, 0.025)


def _shrunk(ink: Grey, side: int) -> Grey:
    scale = side / max(ink.shape)
    if scale >= 1:
        return ink
    size = (max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale)))
    return np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), np.uint8)


def _best(ink: Grey, around: float, reach: float, pace: float) -> float:
    count = round(reach / pace)
    angles = [around + n * pace for n in range(-count, count + 1)]
    # Of angles that serve alike (a blank page) the least one is right.
    return max(angles, key=lambda a: (_sharpness(ink, a), -abs(a)))


def _sharpness(ink: Grey, angle: float) -> float:
    """How much neighbouring rows differ once the page is sheared upright."""
    height, width = ink.shape
    lean = float(np.tan(np.radians(angle)))
    shear = np.array([[1, 0, 0], [lean, 1, -lean * width / 2]], np.float32)
    sums = cv2.warpAffine(ink, shear, (width, height)).sum(axis=1, dtype=np.float64)
    return float(np.square(np.diff(sums)).sum())


def turned(page: Grey, angle: float) -> Grey:
    """``page`` turned clockwise by ``angle`` degrees around its middle; what comes in from outside is paper."""
    if abs(angle) < _LEAST:
        return page
    height, width = page.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1)
    return np.asarray(
        cv2.warpAffine(page, turn, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE), np.uint8
    )
