"""Text boxes of a DOC: their text is a story of its own, and each is anchored at a character of the main text.

A drawing says where it is anchored ([MS-DOC] 2.8.37), a stretch of the boxes' story says of which drawing it is
(2.8.32); the number of the drawing joins them.
"""

from parsers.formats._doc_bytes import u32
from parsers.formats._doc_file import Part, Story, WordFile

_SHAPE, _BOX = 26, 22
"""Bytes of a Spa and of a FTXBXS."""

_MOST = 10_000
"""Drawings and boxes that are told apart; the text of further boxes is read as one."""


def boxes(file: WordFile) -> tuple[dict[int, tuple[int, int]], list[tuple[int, int]]]:
    """Ranges of the text that are text boxes: by the place of their anchor, and those that have no anchor there, such
    as boxes that are grouped with other drawings."""
    anchors = _anchors(file.part(Part.SHAPES))
    anchored: dict[int, tuple[int, int]] = {}
    others = []
    for shape, bounds in _ranges(file):
        anchor = anchors.get(shape)
        if anchor is None or anchor in anchored:
            others.append(bounds)
        else:
            anchored[anchor] = bounds
    return anchored, others


def _anchors(table: bytes) -> dict[int, int]:
    """Place of the anchor of each drawing, by the drawing's number."""
    count = max((len(table) - 4) // (4 + _SHAPE), 0)
    return {u32(table, 4 * (count + 1) + _SHAPE * n): u32(table, 4 * n) for n in range(min(count, _MOST))}


def _ranges(file: WordFile) -> list[tuple[int, tuple[int, int]]]:
    """Drawing and range of each text of the boxes' story, in its order; the whole of it is covered."""
    table = file.part(Part.BOXES)
    begin, end = file.story(Story.BOXES)
    count = max((len(table) - 4) // (4 + _BOX), 0)
    ranges, reached = [], begin
    for n in range(min(count, _MOST)):
        last = min(max(begin + u32(table, 4 * (n + 1)), reached), end)
        ranges.append((u32(table, 4 * (count + 1) + _BOX * n + 14), (reached, last)))
        reached = last
    return [*ranges, (0, (reached, end))]
