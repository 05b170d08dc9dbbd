"""PathObjects of OFD (GB/T 33190-2016, clause 9), and which of their lines can be rules of a table."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from parsers.formats._ofd_geometry import Matrix, number, numbers
from parsers.formats._ofd_objects import Painted, paints
from parsers.formats._ofd_package import child
from schemas.document import Box

_TOKEN: Final = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z]")
_OPERANDS: Final = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_MOST_TOKENS: Final = 200_000
_STRAIGHT: Final = 0.5
"""How far, in points, a line may lean and still be level or upright."""
_THICKEST: Final = 3.0
"""Thickest filled rectangle, in points, that is a line; above it, it is the shading of something."""
DEFAULT_LINE_WIDTH: Final = 0.353
"""Millimetres (8.2, table 22)."""
_WHITE: Final = (255.0, 255.0, 255.0)

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Path:
    """One PathObject: its operators with their operands in its own millimetres, and how it is painted."""

    operators: tuple[tuple[str, tuple[float, ...]], ...]
    place: Matrix
    stroked: bool
    filled: bool
    line_width: float


def path(painted: Painted) -> Path:
    """A PathObject as a path; one that cannot be seen is neither stroked nor filled."""
    element = painted.element
    data = child(element, "AbbreviatedData")
    return Path(
        tuple(_operators(data.text or "" if data is not None else "")),
        painted.place,
        painted.visible and paints(element, "Stroke", "true") and not _is_white(painted, "StrokeColor"),
        painted.visible and paints(element, "Fill", "false") and not _is_white(painted, "FillColor"),
        number(element.get("LineWidth"), DEFAULT_LINE_WIDTH),
    )


def _is_white(painted: Painted, which: str) -> bool:
    """Whether a colour is the paper's, as lines that should not be seen are painted; other colour spaces than RGB say
    it in other figures and are rare."""
    colour = child(painted.element, which)
    return colour is not None and numbers(colour.get("Value")) == _WHITE


def _operators(data: str) -> Iterator[tuple[str, tuple[float, ...]]]:
    """Operators with operands, up to where they stop making sense; blanks between them may be missing."""
    tokens = [m.group() for m in _TOKEN.finditer(data[: 20 * _MOST_TOKENS])][:_MOST_TOKENS]
    at = 0
    while at < len(tokens):
        count = _OPERANDS.get(tokens[at].upper())
        operands = tokens[at + 1 : at + 1 + (count or 0)]
        if count is None or len(operands) < count or any(t.isalpha() for t in operands):
            return
        yield tokens[at].upper(), tuple(number(t, 0.0) for t in operands)
        at += 1 + count


def rules(path: Path) -> list[Box]:
    """Lines of a path that can be rules of a table, as thin boxes in points: straight strokes, and rectangles so thin
    that they are lines. A rectangle around a cell gives its four sides."""
    lines: list[Box] = []
    for points, straight in _figures(path):
        if path.stroked:
            lines += [_between(*ends) for ends in straight if _is_level_or_upright(*ends)]
        elif path.filled:
            box = _around(points)
            if _is_thin(box) and len(points) >= 4:
                lines.append(box)
    return lines


def _figures(path: Path) -> Iterator[tuple[list[Point], list[tuple[Point, Point]]]]:
    """Each figure of a path in points of the page: all the points it goes to, and its straight lines."""
    points: list[Point] = []
    straight: list[tuple[Point, Point]] = []
    for operator, operands in path.operators:
        if operator in "SM":
            if points:
                yield points, straight
            points, straight = [path.place.apply(operands[0], operands[1])], []
            continue
        if not points:
            continue  # a line from nowhere
        to = points[0] if operator == "C" else path.place.apply(operands[-2], operands[-1])
        if operator in "LC":
            straight.append((points[-1], to))
        points.append(to)
    if points:
        yield points, straight


def _is_level_or_upright(start: Point, end: Point) -> bool:
    across, down = abs(start[0] - end[0]), abs(start[1] - end[1])
    return min(across, down) <= _STRAIGHT < max(across, down)


def _between(start: Point, end: Point) -> Box:
    return _around((start, end))


def _around(points: Sequence[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)


def _is_thin(box: Box) -> bool:
    across, down = box[2] - box[0], box[3] - box[1]
    return min(across, down) <= _THICKEST < max(across, down)
