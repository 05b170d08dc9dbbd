"""What is painted on a page of an OFD, each thing with its way from its own millimetres to the page's points
(GB/T 33190-2016, 7.7, 8.1 and clause 13)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from parsers.errors import UnreadableFileError
from parsers.formats._ofd_geometry import POINTS, Matrix, matrix, number, numbers, shift
from parsers.formats._ofd_package import child, local
from parsers.formats._ofd_structure import Page

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MOST_OBJECTS: Final = 400_000
"""Objects and characters that one file may paint: a page of 1,500 characters, each an object of its own, has 3,000."""
_DEEPEST: Final = 8
"""Levels to which drawings may be made of drawings; one that holds itself would have no end."""
_CONTAINERS: Final = frozenset(("Layer", "PageBlock", "Content"))
_PAINTED: Final = frozenset(("TextObject", "PathObject", "ImageObject"))


@dataclass(frozen=True, slots=True)
class Painted:
    """A TextObject, PathObject or ImageObject, or a CompositeObject whose drawing is not there; ``place`` takes its own
    coordinates to points from the page's top left corner. ``visible`` says whether anything of it can be seen."""

    element: "Element"
    kind: str
    place: Matrix
    visible: bool


class Budget:
    """How many more objects a file may paint: a few drawings within drawings make billions."""

    def __init__(self, objects: int = MOST_OBJECTS) -> None:
        self._left = objects

    def take(self, objects: int = 1) -> None:
        """Raises ``UnreadableFileError`` when there are none left."""
        self._left -= objects
        if self._left < 0:
            raise UnreadableFileError("it paints more than a notice can need; save its text without drawings.")


def painted(page: Page, budget: Budget) -> Iterator[Painted]:
    """Everything on a page from back to front."""
    to_points = shift(-page.box[0], -page.box[1]).then(Matrix(a=POINTS, d=POINTS))
    stack: list[tuple[Iterator[Element], Matrix, bool, int]] = [(iter(page.layers), to_points, True, 0)]
    while stack:
        siblings, outer, seen, depth = stack[-1]
        element = next(siblings, None)
        if element is None:
            stack.pop()
            continue
        budget.take()
        kind = local(element)
        visible = seen and bool(kind) and is_visible(element)
        if kind in _CONTAINERS:
            stack.append((iter(element), outer, visible, depth))
        elif kind in _PAINTED:
            yield Painted(element, kind, _place(element, outer), visible)
        elif kind == "CompositeObject":
            drawn = _drawing(page, element) if depth < _DEEPEST else None
            if drawn is None:
                yield Painted(element, kind, _place(element, outer), visible)
            else:
                stack.append((iter(drawn), _place(element, outer), visible, depth + 1))


def _drawing(page: Page, element: "Element") -> "Element | None":
    unit = page.units.get(element.get("ResourceID", ""))
    return child(unit, "Content") if unit is not None else None


def _place(element: "Element", outer: Matrix) -> Matrix:
    """First its own transformation, then to the corner of its boundary, then whatever it stands in (8.1)."""
    corner = numbers(element.get("Boundary"))
    x, y = corner[:2] if len(corner) == 4 else (0.0, 0.0)
    return matrix(element.get("CTM")).then(shift(x, y)).then(outer)


def is_visible(element: "Element") -> bool:
    """Whether an object is neither hidden nor wholly transparent (8.5, table 30)."""
    return (
        element.get("Visible", "true").strip().lower() not in ("false", "0") and number(element.get("Alpha"), 255) > 0
    )


def paints(element: "Element", how: str, default: str) -> bool:
    """Whether an object's ``Fill`` or ``Stroke`` is switched on and its colour can be seen."""
    colour = child(element, how + "Color")
    transparent = colour is not None and number(colour.get("Alpha"), 255) <= 0
    return element.get(how, default).strip().lower() in ("true", "1") and not transparent
