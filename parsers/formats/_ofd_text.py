"""TextObjects of OFD to characters where they stand (GB/T 33190-2016, clause 11)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import repeat
from typing import TYPE_CHECKING, Final

from parsers.formats._ofd_geometry import Matrix, number, turn
from parsers.formats._ofd_objects import Painted, paints
from parsers.formats._ofd_package import children, local
from parsers.formats._reflow import width_of
from parsers.formats._ruled import Glyph

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

UNKNOWN: Final = "\ufffd"
"""Stands for a glyph of which only the number in its font is given."""
_NO_UNICODE: Final = re.compile("[\x00-\x08\x0e-\x1f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_ASCENT: Final = 0.88
"""Share of the size of type that stands above the base line; Chinese type is drawn in a square that does."""
_ESCAPED: Final = re.compile(r"\\([0-9A-Fa-f]{4})")
_LINE_BREAKS: Final = re.compile(r"\s*[\r\n]+\s*")
_WIDE_LATIN: Final = frozenset("ABCDEFGHKMNOPQRTUVWXYZmw@%&")
_MOST_REPEATED: Final = 100_000
_FALLBACK_SIZE: Final = 5.6
"""Size of type in millimetres where none is given: 三号 (16 pt), the size that official documents are set in."""


@dataclass(frozen=True, slots=True)
class Char:
    """One character of a run: where it starts on its base line and how wide it is, in the run's own millimetres."""

    text: str
    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Run:
    """The characters of one TextObject; ``place`` takes them to points, ``size`` is that of the type in millimetres
    and ``direction`` how far each character is turned, in degrees clockwise."""

    chars: tuple[Char, ...]
    place: Matrix
    size: float
    stretch: float
    direction: float
    visible: bool

    @property
    def text(self) -> str:
        """The characters alone."""
        return "".join(c.text for c in self.chars)

    @property
    def is_upright(self) -> bool:
        """Whether its characters stand as a reader of lines expects them."""
        return turn(self.direction).then(self.place).is_upright


def run(painted: Painted) -> Run:
    """A TextObject as a run."""
    element = painted.element
    size = number(element.get("Size"), 0.0) or _FALLBACK_SIZE
    stretch = number(element.get("HScale"), 1.0) or 1.0
    seen = painted.visible and (paints(element, "Fill", "true") or paints(element, "Stroke", "false"))
    chars = tuple(_chars(element, abs(size), abs(stretch)))
    return Run(chars, painted.place, abs(size), abs(stretch), number(element.get("CharDirection"), 0.0), seen)


def glyphs(run: Run) -> Iterator[Glyph]:
    """The characters of an upright run, in points."""
    size = run.size * run.place.down
    for char in run.chars:
        x, base = run.place.apply(char.x, char.y)
        top = base - _ASCENT * size
        yield Glyph(char.text, x, x + char.width * run.place.across, top, top + size, size)


def unknown(text: str) -> int:
    """How many characters of ``text`` say nothing of what they show."""
    return len(_NO_UNICODE.findall(text))


def _chars(element: "Element", size: float, stretch: float) -> Iterator[Char]:
    x = y = 0.0
    end = (0.0, 0.0)
    down = round(number(element.get("ReadDirection"), 0.0)) % 360 in (90, 270)
    for code in children(element, "TextCode"):
        text = _text(code) or _unmapped(element)
        anew = code.get("X") is not None or code.get("Y") is not None
        x, y = (number(code.get("X"), x), number(code.get("Y"), y)) if anew else end
        steps = _steps(code, text, size, stretch, down=down)
        at = (x, y)
        for left, char, (dx, dy) in zip(range(len(text) - 1, -1, -1), text, steps, strict=True):
            yield Char(char, *at, _width(char, dx if left else 0.0, size, stretch))
            at = (at[0] + dx, at[1] + dy)
        end = at


def _text(code: "Element") -> str:
    """A TextCode's characters. Line breaks are the XML's; what XML cannot hold is written ``\\`` and four digits."""
    broken = "".join(str(piece) for piece in code.itertext())
    return _ESCAPED.sub(_unescaped, _LINE_BREAKS.sub("", broken))


def _unescaped(escape: re.Match[str]) -> str:
    number = int(escape[1], 16)
    return UNKNOWN if number < 0x20 or 0xD800 <= number <= 0xDFFF else chr(number)


def _unmapped(element: "Element") -> str:
    """For a TextCode without characters: as many unknown ones as its glyphs."""
    transforms = children(element, "CGTransform")
    listed = [(g.text or "").split() for t in transforms for g in t if local(g) == "Glyphs"]
    return UNKNOWN * min(sum(len(each) for each in listed), _MOST_REPEATED)


def _steps(code: "Element", text: str, size: float, stretch: float, *, down: bool) -> Iterator[tuple[float, float]]:
    """The way from each character to the next. Where no way is given in either direction, type of a fixed width is
    set; where one is given in one direction, the other stays (11.3, table 46)."""
    across, along = (deltas(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
    if across is None and along is None:
        natural = [width_of(c, size) * (1.0 if down else stretch) for c in text]
        return zip(repeat(0.0), natural, strict=False) if down else zip(natural, repeat(0.0), strict=False)
    none = [0.0] * len(text)
    return zip(across or none, along or none, strict=True)


def deltas(written: str | None, length: int) -> list[float] | None:
    """A DeltaX or DeltaY for ``length`` characters; ``g 3 5.5`` says 5.5 three times. The last of them goes on where
    there are fewer than characters, as the known producers mean it; ``None`` if there are none."""
    pieces = (written or "").replace(",", " ").split()
    values: list[float] = []
    at = 0
    while at < len(pieces) and len(values) < length:
        if pieces[at].lower() == "g" and at + 2 < len(pieces):
            times = min(int(number(pieces[at + 1], length)), length)
            values += [number(pieces[at + 2], 0.0)] * max(times, 0)
            at += 3
        else:
            values.append(number(pieces[at], 0.0))
            at += 1
    if not values:
        return None
    return (values + values[-1:] * (length - len(values)))[:length]


def _width(char: str, step: float, size: float, stretch: float) -> float:
    """How wide a character is. The step to the next one says it, unless it leaves a gap or goes elsewhere."""
    natural = width_of(char, size) * stretch
    if char in _WIDE_LATIN:
        natural = 0.8 * size * stretch
    widest = max(natural, size * stretch) if char.strip() else natural
    return step if 0 < step <= 1.05 * widest else natural
