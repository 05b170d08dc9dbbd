"""Ruling lines to the tables that they draw, for formats that know where lines are but not what they enclose.

The geometry is pdfplumber's own, with the settings that it reads a PDF with, so that one table drawn in a PDF, in
another fixed-layout format and on a scanned page gives the same cells.
"""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from parsers.errors import UnreadableFileError
from parsers.formats._ruled import Drawn
from schemas.document import Box

_SHORTEST: Final = 1.0
"""Lines shorter than this, in points, are dots and serifs; dashes are longer, and are joined before they are judged."""
_SHORTEST_JOINED: Final = 3.0
"""Joined lines shorter than this, in points, bound no cell."""
_TOLERANCE: Final = 3.0
"""Lines closer than this, in points, are one; ends closer than this to another line meet it."""
_MOST_CROSSINGS: Final = 2_500
"""Points where lines of one page may cross: a table of 60 rows and 25 columns has 1,600. Finding the cells takes a
time that grows with the square of it, and a hostile page has a million."""


def to_drawn(lines: Sequence[Box]) -> list[Drawn]:
    """The tables that lines draw on a page: each with its own box and those of its cells, from top to bottom.

    A line is a thin box in points, from the page's top left corner; it lies or stands, whichever side is longer.
    Raises ``UnreadableFileError`` for a page with more lines than any table has.
    """
    # pdfplumber takes a third of a second to import; nobody who reads no fixed pages should wait for it.
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    edges = _merged([_edge(line) for line in lines])
    upright = sum(edge["orientation"] == "v" for edge in edges)
    _require_few(upright * (len(edges) - upright) // 100)  # most pairs of lines of a real page cross nowhere
    crossings = edges_to_intersections(edges, _TOLERANCE, _TOLERANCE)
    _require_few(len(crossings))
    tables = cells_to_tables(intersections_to_cells(crossings))
    return [(_around(cells), cells) for cells in tables]


def _edge(line: Box) -> dict[str, Any]:
    """A line as pdfplumber's edge, which has no thickness: the middle of the box."""
    x0, top, x1, bottom = line
    across, down = (x0 + x1) / 2, (top + bottom) / 2
    if x1 - x0 >= bottom - top:
        ends, orientation = {"x0": x0, "x1": x1, "top": down, "bottom": down}, "h"
    else:
        ends, orientation = {"x0": across, "x1": across, "top": top, "bottom": bottom}, "v"
    size = {"width": ends["x1"] - ends["x0"], "height": ends["bottom"] - ends["top"]}
    return {**ends, **size, "orientation": orientation}


def _merged(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Edges with those that lie on each other or go on from each other made one."""
    from pdfplumber.table import merge_edges
    from pdfplumber.utils.geometry import filter_edges

    long_enough = filter_edges(edges, min_length=_SHORTEST)
    merged = merge_edges(long_enough, _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE)
    return filter_edges(merged, min_length=_SHORTEST_JOINED)


def _require_few(crossings: int) -> None:
    if crossings > _MOST_CROSSINGS:
        raise UnreadableFileError(
            "a page of it has more ruling lines than a table can have; save the notice without its drawings."
        )


def _around(boxes: Iterable[Box]) -> Box:
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)
