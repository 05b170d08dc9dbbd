"""Numbers, boxes and transformations of OFD (GB/T 33190-2016, 7.3 and 8.1): millimetres, x to the right, y down."""

import math
import re
from typing import Final, NamedTuple

POINTS: Final = 72 / 25.4
"""Points of a millimetre."""
_LARGEST: Final = 1e6
"""Largest number that a place on a page can need; beyond it, sums lose the places behind the point."""
_NUMBER: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


def number(text: str | None, default: float) -> float:
    """A number as written, or ``default`` where there is none or none that can be used."""
    found = _NUMBER.match(text.strip()) if text else None
    value = float(found.group()) if found else default
    return value if math.isfinite(value) and abs(value) <= _LARGEST else default


def numbers(text: str | None) -> tuple[float, ...]:
    """The numbers of an ST_Array or ST_Box; producers part them by blanks, and some by commas."""
    return tuple(number(piece, 0.0) for piece in _NUMBER.findall(text or ""))


class Matrix(NamedTuple):
    """x' = ax + cy + e, y' = bx + dy + f (8.1, table 20)."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def then(self, outer: "Matrix") -> "Matrix":
        """This transformation and after it ``outer``."""
        x, y = outer.apply(self.e, self.f)
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            x,
            y,
        )

    def apply(self, x: float, y: float) -> tuple[float, float]:
        """Where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def across(self) -> float:
        """How much longer a level length gets."""
        return math.hypot(self.a, self.b)

    @property
    def down(self) -> float:
        """How much longer an upright length gets."""
        return math.hypot(self.c, self.d)

    @property
    def is_upright(self) -> bool:
        """Whether text stays level and reads from left to right; slanted letters do."""
        return self.a > 0 and self.d > 0 and abs(self.b) < 0.1 * self.a


def matrix(text: str | None) -> Matrix:
    """A CTM, or the one that changes nothing where there is none or none that can be used."""
    values = numbers(text)
    return Matrix(*values) if len(values) == 6 else Matrix()


def shift(x: float, y: float) -> Matrix:
    """A transformation that only moves."""
    return Matrix(e=x, f=y)


def turn(degrees: float) -> Matrix:
    """A transformation that turns clockwise, as the directions of text are counted (11.3)."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    return Matrix(cosine, sine, -sine, cosine)
