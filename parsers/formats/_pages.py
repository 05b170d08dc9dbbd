"""Pages of lines and tables to blocks in reading order, for every format with fixed pages."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from parsers.formats._reflow import Line, bounds, is_full, starts_anew, to_paragraphs, to_text
from schemas.document import Block, Box, Paragraph, Table

_MARGIN: Final = 0.13
"""Share of the page height at top and bottom where page numbers and running heads stand."""
_DASHES: Final = r"[\s\-‐-―─－·.]*"
_PAGE_NUMBER: Final = re.compile(rf"{_DASHES}(第\s*)?\d{{1,4}}(\s*页)?(\s*[/／,，共]+\s*\d{{1,4}}(\s*页)?)?{_DASHES}")


@dataclass(frozen=True)
class PageLayout:
    """What lies on one page: tables with their boxes, the lines outside of them, and ``stray`` lines that lie in a
    table's box but in none of its cells. ``width`` and ``height`` in points. ``rotated`` and ``hidden`` are texts that
    were left out because they do not stand upright or cannot be seen."""

    number: int
    width: float
    height: float
    tables: tuple[tuple[Box, Table], ...]
    lines: tuple[Line, ...]
    stray: tuple[Line, ...] = ()
    rotated: str = ""
    has_picture: bool = False
    hidden: str = ""


def to_blocks(layouts: Sequence[PageLayout]) -> list[Block]:
    """Everything in reading order. A paragraph that a page break cuts is one again; page numbers and running heads
    come first on their page, marked as furniture, out of the way of what goes on around them."""
    running = running_lines(layouts)
    blocks: list[Block] = []
    open_at: int | None = None  # where the paragraph stands that may go on on the next page
    open_line: Line | None = None  # and its last line
    for layout in layouts:
        left, right = _text_bounds(layouts, layout.width)
        body = [line for line in layout.lines if not is_furniture(line, layout, running)]
        blocks += [_paragraph([line], layout, furniture=True) for line in layout.lines if line not in body]
        groups = _by_position(body, layout, right, left)
        if open_at is not None and open_line is not None and groups:
            first = groups[0]
            if isinstance(first, list) and _goes_on(open_line, first[0], right, left):
                above = blocks[open_at]
                assert isinstance(above, Paragraph)
                blocks[open_at] = _extended(above, first)
                open_line = first[-1]
                groups = groups[1:]
        for group in groups:
            blocks.append(_paragraph(group, layout) if isinstance(group, list) else group)
            open_at, open_line = (len(blocks) - 1, group[-1]) if isinstance(group, list) else (None, None)
        blocks += [_paragraph([line], layout) for line in layout.stray]
    return blocks


def _paragraph(lines: Sequence[Line], layout: PageLayout, *, furniture: bool = False) -> Paragraph:
    text, doubts = to_text([lines])
    return Paragraph(text=text, page=layout.number, furniture=furniture, box=bounds(lines), doubts=doubts)


def _extended(above: Paragraph, lines: Sequence[Line]) -> Paragraph:
    """A paragraph with its rest from the next page."""
    text, doubts = to_text([lines])
    moved = tuple(d.model_copy(update={"at": d.at + len(above.text)}) for d in doubts)
    return above.model_copy(update={"text": above.text + text, "doubts": above.doubts + moved})


def _by_position(body: Sequence[Line], layout: PageLayout, right: float, left: float) -> list[list[Line] | Table]:
    """Paragraphs (as their lines) and tables of a page from top to bottom."""
    between: dict[int, list[Line]] = {}
    for line in body:
        between.setdefault(sum(box[1] < line.top for box, _ in layout.tables), []).append(line)
    groups: list[list[Line] | Table] = []
    for n in range(len(layout.tables) + 1):
        groups += to_paragraphs(between.get(n, []), right, left)
        groups += [layout.tables[n][1]] if n < len(layout.tables) else []
    return groups


def _goes_on(above: Line, below: Line, right: float, left: float) -> bool:
    return is_full(above, right, below.text) and not starts_anew(below, above, left)


def _text_bounds(layouts: Sequence[PageLayout], width: float) -> tuple[float, float]:
    """Left and right bounds of the text over all pages of this width, in points."""
    lines = [line for layout in layouts if abs(layout.width - width) < 1 for line in layout.lines]
    left, right = min((line.x0 for line in lines), default=0.0), max((line.x1 for line in lines), default=width)
    # Short lines alone do not show how far the text may go; the margins of a page are about alike.
    return left, right if right > 0.6 * width else width - left


def running_lines(layouts: Sequence[PageLayout]) -> frozenset[str]:
    """Texts that stand in the margin of most of three or more pages: running heads and feet."""
    if len(layouts) < 3:
        return frozenset()
    seen = Counter(line.text for layout in layouts for line in layout.lines if _in_margin(line, layout))
    return frozenset(text for text, n in seen.items() if n * 2 > len(layouts) and n >= 3)


def _in_margin(line: Line, layout: PageLayout) -> bool:
    return line.bottom < _MARGIN * layout.height or line.top > (1 - _MARGIN) * layout.height


def is_furniture(line: Line, layout: PageLayout, running: frozenset[str]) -> bool:
    """Whether a line is a page number or a running head."""
    if not _in_margin(line, layout):
        return False
    return line.text in running or _PAGE_NUMBER.fullmatch(line.text) is not None
