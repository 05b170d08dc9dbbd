"""One picture of a page to what lies on it: upright, its tables by their rules, its text line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import cv2
import numpy as np

from parsers.errors import UnreadableFileError
from parsers.formats._edges import to_drawn
from parsers.formats._page_findings import page_warning
from parsers.formats._pages import PageLayout
from parsers.formats._ruled import Drawn, Glyph, to_tables
from parsers.formats._scan_engine import Grey, recognise
from parsers.formats._scan_glyphs import dash_in, glyphs_of
from parsers.formats._scan_grid import grid_of
from parsers.formats._scan_ink import darkness, ink_of
from parsers.formats._scan_lines import LineBox, Window, em_of, lines_in, without_specks
from parsers.formats._scan_rules import rule_pixels, strokes_of, without_crumbs
from parsers.formats._scan_straighten import skew_of, turned
from parsers.formats._steps import step
from schemas.document import Box
from schemas.finding import Finding, Severity

_POINTS: Final = 72.0
_ROOM_EM: Final = 0.3
"""White around a line when it is recognised, in ems. Measured: with less, the model drops commas at line ends, and with
more the characters get too small for it."""
_MOST_LINES: Final = 1500
"""Pieces of lines on a page; a page of A3 with eight columns has half as many."""
_LEGIBLE: Final = 0.5
"""Mean score of the characters of a line below which it is no text, or none that can be read."""
_UPRIGHT: Final = 0.85
"""Mean score of some lines from which on a page does not stand on its head; there it is about one half."""
_MOST_DOUBTFUL: Final = 0.1
"""Doubtful rules for each cell of a page, up to which the rest of the page can be trusted."""
_SAMPLE: Final = 4
_LONG_LINES: Final = 7.5
"""Mean length of a page's lines, in ems, from which on it does not lie on its side."""


@dataclass(frozen=True)
class Scan:
    """A page as scanned: its grey levels, how many of its dots make an inch, and its number from 1."""

    page: Grey
    dpi: float
    number: int


@dataclass(frozen=True)
class _Sheet:
    """An upright page: how dark it is with its rules taken away, what is ink, the drawn tables, the height of type."""

    dark: Grey
    ink: Grey
    drawn: tuple[Drawn, ...]
    doubtful: tuple[Box, ...]
    em: float
    lines: tuple[LineBox, ...]


def read_page(scan: Scan, pages: int) -> tuple[PageLayout, list[Finding]]:
    """What lies on a page, and what gave cause to say something about it."""
    step(f"page {scan.number} of {pages}")
    sheet, scan, upright = _upright(scan)
    lines = sheet.lines if upright else ()
    glyphs, unread = _glyphs(sheet, lines, scan, pages)
    scale = _POINTS / scan.dpi
    tables, text, stray = to_tables(sheet.drawn, [_in_points(g, scale) for g in glyphs], scan.number)
    height, width = sheet.dark.shape
    layout = PageLayout(scan.number, width * scale, height * scale, tables, text, stray)
    return layout, list(_findings(sheet, scan.number, upright, unread))


def _upright(scan: Scan) -> tuple[_Sheet, Scan, bool]:
    """The page the right way up, and whether it can be read at all.

    On its side a page has many short lines, for characters of several lines stand side by side; the recogniser reads
    characters that lie on their side too, so its scores tell only head from foot.
    """
    sheet = _sheet(scan)
    if sheet.lines and _line_length(sheet) < _LONG_LINES:
        on_side = _turned(scan, 1)
        other = _sheet(on_side)
        if _line_length(other) > _line_length(sheet):
            sheet, scan = other, on_side
    legibility = _legibility(sheet)
    if sheet.lines and legibility < _UPRIGHT:
        on_head = _turned(scan, 2)
        other = _sheet(on_head)
        if _legibility(other) > legibility:
            sheet, scan, legibility = other, on_head, _legibility(other)
    return sheet, scan, legibility >= _LEGIBLE


def _turned(scan: Scan, quarters: int) -> Scan:
    return replace(scan, page=np.ascontiguousarray(np.rot90(scan.page, quarters)))


def _line_length(sheet: _Sheet) -> float:
    """Mean length of a page's lines, in ems."""
    return sum(n.x1 - n.x0 for n in sheet.lines) / max(1, len(sheet.lines)) / sheet.em


def _sheet(scan: Scan) -> _Sheet:
    page = turned(scan.page, skew_of(ink_of(darkness(scan.page, scan.dpi))))
    dark = darkness(page, scan.dpi)
    grids = [grid_of(strokes, scan.dpi) for strokes in strokes_of(dark, scan.dpi)]
    edges = [e for g in grids for e in g.edges]
    dark[rule_pixels(dark, edges, scan.dpi) > 0] = 0
    ink = without_specks(without_crumbs(ink_of(dark), edges, scan.dpi), scan.dpi)
    scale = _POINTS / scan.dpi
    drawn = tuple(d for g in grids if g.edges for d in to_drawn([_scaled(e, scale) for e in g.edges]))
    windows = list(_windows(drawn, ink.shape, scan.dpi))
    em = em_of(ink, windows, scan.dpi)
    lines = tuple(line for window in windows for line in lines_in(ink, window, em))
    doubtful = tuple(_scaled(box, scale) for g in grids for box in g.doubtful)
    return _Sheet(dark, ink, drawn, doubtful, em, lines)


def _windows(drawn: Sequence[Drawn], shape: tuple[int, ...], dpi: float) -> Iterator[Window]:
    """The cells of all tables, and the strips of the page above, between, below and beside the tables, in pixels."""
    height, width = shape[:2]
    gap = round(dpi / _POINTS)
    tables = [_window(bounds, dpi) for bounds, cells in drawn if len(cells) > 1]
    for _, cells in drawn:
        for cell in cells if len(cells) > 1 else []:
            x0, top, x1, bottom = _window(cell, dpi)
            yield x0 + gap, top + gap, x1 - gap, bottom - gap
    marks = sorted({0, height, *(t[1] for t in tables), *(t[3] for t in tables)})
    for top, bottom in pairwise(marks):
        across = sorted((t[0], t[2]) for t in tables if t[1] < bottom and t[3] > top)
        lefts, rights = [0, *(x1 + gap for _, x1 in across)], [*(x0 - gap for x0, _ in across), width]
        for left, right in zip(lefts, rights, strict=True):
            if right - left > 4 * gap:
                yield left, top, right, bottom


def _window(box: Box, dpi: float) -> Window:
    x0, top, x1, bottom = (round(v * dpi / _POINTS) for v in box)
    return x0, top, x1, bottom


def _scaled(box: Box, scale: float) -> Box:
    return box[0] * scale, box[1] * scale, box[2] * scale, box[3] * scale


def _in_points(glyph: Glyph, scale: float) -> Glyph:
    return Glyph(
        glyph.text,
        glyph.x0 * scale,
        glyph.x1 * scale,
        glyph.top * scale,
        glyph.bottom * scale,
        glyph.size * scale,
        glyph.score,
    )


def _legibility(sheet: _Sheet) -> float:
    """Mean score of the characters of a few lines of middling length, 0 for none."""
    wide = sorted((n for n in sheet.lines if n.height > 0.5 * sheet.em), key=lambda n: -min(n.x1 - n.x0, 12 * sheet.em))
    crops = [_crop(sheet, line)[0][:, : round(14 * sheet.em)] for line in wide[:_SAMPLE]]
    scores = [mark.score for _, marks in recognise(crops) for mark in marks]
    return sum(scores) / len(scores) if scores else 0.0


def _glyphs(sheet: _Sheet, lines: Sequence[LineBox], scan: Scan, pages: int) -> tuple[list[Glyph], int]:
    """The characters of all lines, in pixels, and how many lines no text was found in."""
    if len(lines) > _MOST_LINES:
        raise UnreadableFileError("a page of it has more marks than print can have; ask for a clean scan.")
    crops = [_crop(sheet, line) for line in lines]
    glyphs: list[Glyph] = []
    unread = 0
    for done, (index, marks) in enumerate(recognise([c[0] for c in crops])):
        step(f"page {scan.number} of {pages}, line {done + 1} of {len(lines)}")
        if not marks or sum(m.score for m in marks) < _LEGIBLE * len(marks):
            marks = dash_in(lines[index], sheet.em)
        if not marks:
            unread += 1
            continue
        glyphs += glyphs_of(marks, lines[index], sheet.dark, crops[index][1], sheet.em)
    return glyphs, unread


def _crop(sheet: _Sheet, line: LineBox) -> tuple[Grey, tuple[int, int]]:
    """A line as the recogniser gets it, black on white with room around it, and its columns on the page."""
    room = round(_ROOM_EM * sheet.em)
    # A lone dash keeps its place in the height of a line, which tells it from a low one.
    half = max(line.height / 2, 0.5 * sheet.em) + room
    middle = (line.top + line.bottom) / 2
    # A pale full stop at the end may not have counted as ink.
    x0, x1 = max(line.room[0], line.x0 - room), min(line.room[2], line.x1 + 2 * room)
    top, bottom = round(middle - half), round(middle + half)
    crop = np.zeros((bottom - top, x1 - x0), np.uint8)
    first, last = max(top, line.room[1]), min(bottom, line.room[3])
    crop[first - top : last - top] = sheet.dark[first:last, x0:x1]
    return np.asarray(cv2.bitwise_not(crop), np.uint8), (x0, x1)


def _findings(sheet: _Sheet, number: int, upright: bool, unread: int) -> Iterator[Finding]:
    if not upright and sheet.lines:
        message = "nothing on the page can be read as print; it may be a photograph, or the page too soiled."
        yield page_warning("unreadable_page", message, number)
    if unread:
        message = f"in {unread} place(s) the page shows marks in which no text could be read (a seal, a signature)."
        yield page_warning("unread_marks", message, number)
    if sheet.doubtful:
        cells = sum(len(cells) for _, cells in sheet.drawn)
        message = (
            f"{len(sheet.doubtful)} rule(s) around the {cells} cells of the page are half drawn or half covered; "
            "whether cells are merged there is doubtful."
        )
        # A rule or two can be looked up; where many are broken, rows and columns may be out of place.
        severity = Severity.ERROR if len(sheet.doubtful) > _MOST_DOUBTFUL * cells else Severity.WARNING
        yield Finding(severity=severity, rule="doubtful_rule", message=message, page=number)
