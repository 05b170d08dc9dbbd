"""Picture files to grey pages with a known resolution, whatever program scanned them, and no larger than can be read.

A seal is red and print is black: inside a seal only the red light is looked at, in which its ink is as white as paper
and what it was stamped on stays black. Outside of seals red counts as ink, for the heads of letters are red.
"""

import io
import math
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageOps

from parsers.errors import UnreadableFileError
from parsers.formats._scan_engine import Grey

_MOST_PIXELS: Final = 60_000_000
"""Pixels of a page that are taken in: a page of A2 at 300 dots an inch has 35 million."""
_MOST_READ: Final = 18_000_000
"""Pixels of a page that are looked at; a page of A3 at 300 dots an inch has 17 million."""
_DPI: Final = (100.0, 300.0)
"""Resolution below which print of a notice's size cannot be read, and above which nothing is gained."""
_PAGE_INCHES: Final = (4.0, 34.0)
"""Long side of a page, in inches, between A6 and A1; a resolution that makes it anything else is made up."""
_LONG_SIDE: Final = 11.69
"""Long side of A4 in inches, for pictures that do not say their resolution."""
_MOST_PAGES: Final = 500
_SEAL_INCHES: Final = (0.9, 2.6)
"""Size of a round seal: an office's is 42 mm across, with its ink blurred outwards (国发〔1999〕25号)."""
_RED: Final = 40
"""Levels by which red exceeds green and blue in a seal's ink."""

_DECODING: Final = (
    Image.DecompressionBombError,
    MemoryError,
    OSError,
    ValueError,
    TypeError,
    LookupError,
    ArithmeticError,
    SyntaxError,
    AttributeError,
    struct.error,
)
"""What Pillow's decoders raise where a file is not what its head says."""

Colours = npt.NDArray[np.uint8]
Page = tuple[Grey, float]
"""A grey page and its dots an inch."""


def pages_of(data: bytes) -> Iterator[Page]:
    """The pages of a picture file. Raises ``UnreadableFileError`` if it is damaged, too large, or too coarse."""
    with _opened(data) as picture:
        yield from _frames(picture)


def page_count(data: bytes) -> int:
    """How many pages a picture file has; raises ``UnreadableFileError`` as ``pages_of`` does."""
    with _opened(data) as picture:
        return int(getattr(picture, "n_frames", 1))


@contextmanager
def _opened(data: bytes) -> Iterator[Image.Image]:
    try:
        with warnings.catch_warnings():
            # Pillow warns of large pictures and of odd metadata; sizes are judged here, what is odd is read or refused.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data)) as picture:
                yield picture
    except _DECODING as error:
        raise UnreadableFileError("it is a damaged picture (it cannot be decoded); ask for the file again.") from error


def _frames(picture: Image.Image) -> Iterator[Page]:
    count = min(getattr(picture, "n_frames", 1), _MOST_PAGES + 1)
    if count > _MOST_PAGES:
        raise UnreadableFileError(f"it has more than {_MOST_PAGES} pages; save the notice without what is around it.")
    for number in range(count):
        if number:
            picture.seek(number)
        require_size(picture.width, picture.height)
        yield page_of(_colours(ImageOps.exif_transpose(picture)), _stated_dpi(picture))


def _stated_dpi(picture: Image.Image) -> float:
    """Dots an inch as the file says them, 0 if it does not or says nonsense."""
    stated = picture.info.get("dpi")
    value = stated[0] if isinstance(stated, tuple) and stated else 0
    try:
        dpi = float(value)
    except (TypeError, ValueError, ZeroDivisionError):
        return 0.0
    return dpi if math.isfinite(dpi) else 0.0


def require_size(width: int, height: int) -> None:
    """Raises ``UnreadableFileError`` for a picture of more pixels than a page needs."""
    if width * height > _MOST_PIXELS:
        raise UnreadableFileError(
            f"a page of it is a picture of {width} by {height} pixels, more than any page needs; "
            "save it at 200 to 300 dots an inch."
        )


def _colours(picture: Image.Image) -> Colours:
    """Grey levels, or red, green and blue, on white paper where the picture is transparent."""
    if picture.mode in ("1", "L"):
        return np.asarray(picture.convert("L"))
    if picture.mode in ("I", "F") or picture.mode.startswith("I;16"):
        levels = np.asarray(picture, np.float64)
        return np.clip(levels * 255 / max(1.0, float(levels.max())), 0, 255).astype(np.uint8)
    if "A" in picture.getbands() or "transparency" in picture.info:
        paper = Image.new("RGBA", picture.size, "white")
        picture = Image.alpha_composite(paper, picture.convert("RGBA"))
    return np.asarray(picture.convert("RGB"))


def page_of(colours: Colours, dpi: float) -> Page:
    """A page of grey levels (rows, columns) or colours (rows, columns, red green blue), at a resolution that can be
    read. ``dpi`` is what the file says, 0 if it does not."""
    dpi = _resolution(colours.shape, dpi)
    pixels = colours.shape[0] * colours.shape[1]
    scale = min(1.0, _DPI[1] / dpi, (_MOST_READ / pixels) ** 0.5)
    if scale < 1:
        size = (max(1, round(colours.shape[1] * scale)), max(1, round(colours.shape[0] * scale)))
        colours = np.asarray(cv2.resize(colours, size, interpolation=cv2.INTER_AREA), np.uint8)
    grey = colours if colours.ndim == 2 else _without_seals(colours, dpi * scale)
    return _with_black_on_white(grey), dpi * scale


def _resolution(shape: tuple[int, ...], dpi: float) -> float:
    """Dots an inch: as stated if that makes a page of print of it, else as if the page were A4."""
    longest = max(shape[:2])
    if dpi >= _DPI[0] and _PAGE_INCHES[0] <= longest / dpi <= _PAGE_INCHES[1]:
        return dpi
    dpi = longest / _LONG_SIDE
    if dpi < _DPI[0]:
        raise UnreadableFileError(
            f"its pictures are too coarse to be read (about {dpi:.0f} dots an inch); ask for a scan at 200 or 300."
        )
    return dpi


def _with_black_on_white(grey: Grey) -> Grey:
    """The page, turned into its positive if it is mostly black."""
    return np.asarray(cv2.bitwise_not(grey), np.uint8) if float(np.median(grey)) < 90 else grey


def _without_seals(colours: Colours, dpi: float) -> Grey:
    """Grey levels in which the ink of red seals is white."""
    grey = np.asarray(cv2.cvtColor(colours, cv2.COLOR_RGB2GRAY), np.uint8)
    red, others = colours[:, :, 0], np.maximum(colours[:, :, 1], colours[:, :, 2])
    inked = cv2.threshold(cv2.subtract(red, others), _RED, 255, cv2.THRESH_BINARY)[1]
    reach = round(0.08 * dpi) | 1
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(inked, np.ones((reach, reach))))
    for x, y, width, height, _ in stats[1:].tolist():
        if all(_SEAL_INCHES[0] <= side / dpi <= _SEAL_INCHES[1] for side in (width, height)):
            part = (slice(y, y + height), slice(x, x + width))
            grey[part] = np.where(inked[part] > 0, np.maximum(grey[part], red[part]), grey[part])
    return grey
