"""Pictures of pages, with a frame around what somebody wants to see in them."""

import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from schemas.document import Box

if TYPE_CHECKING:
    from PIL.Image import Image

SCALE: Final = 2.0
"""Pixels to a point: 144 dpi, at which the smallest type of a table can be read."""
MAX_PIXELS: Final = 20_000_000
"""Largest picture that is drawn, in pixels; an A3 page has 4 million at ``SCALE``."""
_FRAME: Final = (220, 30, 30)
_PADDING: Final = 2.0


@dataclass(frozen=True)
class Picture:
    """One page as a file: its bytes, and the suffix of its kind (``.png``, ``.svg``)."""

    data: bytes
    suffix: str


def scale_for(width: float, height: float) -> float:
    """Pixels to a point for a page of this size in points, so that the picture stays within ``MAX_PIXELS``."""
    return min(SCALE, math.sqrt(MAX_PIXELS / max(width * height, 1.0)))


def framed(image: "Image", boxes: Iterable[Box], scale: float, offset: tuple[float, float] = (0.0, 0.0)) -> Picture:
    """A page's image as PNG, with a frame around each box. ``offset`` is where the image begins on the page, in
    points, and ``scale`` its pixels to a point."""
    from PIL import ImageDraw

    image = image.convert("RGB")
    pen = ImageDraw.Draw(image)
    for x0, top, x1, bottom in boxes:
        corners = (x0 - offset[0] - _PADDING, top - offset[1] - _PADDING, x1 - offset[0], bottom - offset[1])
        left, upper, right, lower = (scale * c for c in corners)
        pen.rectangle((left, upper, right + scale * _PADDING, lower + scale * _PADDING), outline=_FRAME, width=3)
    file = io.BytesIO()
    image.save(file, "PNG", optimize=True)
    return Picture(file.getvalue(), ".png")
