"""A page of an OFD as a picture (SVG): what a person is shown to see where a value came from.

Type is set in whatever font the viewer has; characters, lines and their places are the page's own. Pictures of the page
stand as grey areas, for they carry no text that was read.
"""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import Final

from parsers.errors import UnreadableFileError
from parsers.formats._ofd_geometry import Matrix
from parsers.formats._ofd_objects import Budget, Painted, painted
from parsers.formats._ofd_package import Package
from parsers.formats._ofd_path import Path, path
from parsers.formats._ofd_structure import entries, open_page
from parsers.formats._ofd_text import UNKNOWN, Char, Run, run
from schemas.document import Box

_FONTS: Final = "FangSong, STFangsong, SimSun, 'Noto Serif CJK SC', 'Source Han Serif SC', serif"
_OPERATORS: Final = {"S": "M", "M": "M", "L": "L", "Q": "Q", "B": "C", "A": "A", "C": "Z"}
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FRAME: Final = 'fill="#e60000" fill-opacity="0.08" stroke="#e60000" stroke-width="1.5"'


def to_svg(data: bytes, number: int, frames: Sequence[Box] = ()) -> str:
    """Page ``number`` of an OFD, counted from 1, with ``frames`` around places in points from its top left corner.

    Raises ``UnreadableFileError`` where the package cannot be read or has no such page.
    """
    package = Package.open(data)
    declared = entries(package)
    if not 1 <= number <= len(declared):
        raise UnreadableFileError(f"it has no page {number}; its pages are 1 to {len(declared)}.")
    page = open_page(package, declared[number - 1])
    size = f'width="{page.box[2]:g}mm" height="{page.box[3]:g}mm"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {_short(page.width)} {_short(page.height)}">',
        '<rect width="100%" height="100%" fill="white"/>',
        *(drawn for thing in painted(page, Budget()) if thing.visible for drawn in _drawn(thing)),
        *(f'<rect x="{_short(x0)}" y="{_short(y0)}" {_size(x0, y0, x1, y1)} {_FRAME}/>' for x0, y0, x1, y1 in frames),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _size(x0: float, y0: float, x1: float, y1: float) -> str:
    return f'width="{_short(x1 - x0)}" height="{_short(y1 - y0)}"'


def _short(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _drawn(thing: Painted) -> Iterator[str]:
    if thing.kind == "TextObject":
        yield from _text(run(thing))
    elif thing.kind == "PathObject":
        yield from _path(path(thing))
    elif thing.kind == "ImageObject":
        # A picture fills a square of one millimetre, which its transformation makes as large as it is (10.2).
        yield f'<rect width="1" height="1" fill="#dddddd" fill-opacity="0.5" {_transform(thing.place)}/>'


def _text(run: Run) -> Iterator[str]:
    if not run.visible:
        return
    turned = f' rotate="{_short(run.direction)}"' if run.direction else ""
    for chars in _addressable(run.chars):
        xs, ys = (" ".join(_short(value) for value in way) for way in zip(*((c.x, c.y) for c in chars), strict=True))
        text = escape(_NOT_XML.sub(UNKNOWN, "".join(c.text for c in chars)))
        yield (
            f'<text xml:space="preserve" font-family="{_FONTS}" font-size="{_short(run.size)}" x="{xs}" y="{ys}"'
            f"{turned} {_transform(run.place)}>{text}</text>"
        )


def _addressable(chars: Sequence[Char]) -> Iterator[Sequence[Char]]:
    """Characters in pieces whose places SVG counts as we do; it counts one beyond the first plane of Unicode twice."""
    if any(ord(c.text) > 0xFFFF for c in chars):
        yield from ([c] for c in chars)
    elif chars:
        yield chars


def _path(path: Path) -> Iterator[str]:
    if not (path.stroked or path.filled):
        return
    data = " ".join(
        f"{_OPERATORS[operator]} {' '.join(map(_short, operands))}" for operator, operands in path.operators
    )
    stroke = f'stroke="black" stroke-width="{_short(path.line_width)}"' if path.stroked else ""
    yield f'<path d="{data}" fill="{"black" if path.filled else "none"}" {stroke} {_transform(path.place)}/>'


def _transform(place: Matrix) -> str:
    return f'transform="matrix({" ".join(f"{value:.6g}" for value in place)})"'
