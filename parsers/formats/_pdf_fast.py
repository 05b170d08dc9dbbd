"""The fast way to read the pages of a PDF: pdfminer's document, fonts and arithmetic without its detours.

A page is read this way wholly or not at all: where anything on it is not plain, nothing is kept of it and the reference
way reads it. What is not plain stands where it is met: ``_pdf_operations`` (how the content is written),
``_pdf_content`` (text that runs down the page, forms without a place) and here (the page's own boxes).
"""

import io
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from math import isfinite
from operator import itemgetter
from typing import Final, NamedTuple

from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import resolve_all

from parsers.formats._pages import PageLayout
from parsers.formats._pdf_content import Content, Path, Run, Shown
from parsers.formats._pdf_edges import Edge, to_table_boxes
from parsers.formats._pdf_fonts import Fonts
from parsers.formats._pdf_operations import NotPlainError
from parsers.formats._pdf_twice import once
from parsers.formats._ruled import Glyph, to_tables

_OTHER_BOXES: Final = ("CropBox", "TrimBox", "BleedBox", "ArtBox")
_TURNS: Final = (0, 90, 180, 270)
_SIDES: Final = [itemgetter(n) for n, name in enumerate(Glyph._fields) if name in ("x0", "x1", "top", "bottom")]


class Sheet(NamedTuple):
    """A page with where its coordinates are counted from: its left side and its top, the height of those of the pages
    before it, and its size; all as pdfplumber reckons them, in points."""

    page: PDFPage
    number: int
    left: float
    top: float
    above: float
    width: float
    height: float


def to_sheets(data: bytes) -> list[Sheet]:
    """The pages of a file. Raises ``NotPlainError`` where a page's boxes are odd, and what pdfminer raises."""
    sheets: list[Sheet] = []
    above: float = 0
    for number, page in enumerate(PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data)))), 1):
        x0, y0, x1, y1 = _media_box(page)
        height = y1 - y0
        top, bottom = height - y1, height - y0
        sheets.append(Sheet(page, number, x0, top, above, x1 - x0, bottom - top))
        above += bottom - top
    return sheets


def _media_box(page: PDFPage) -> tuple[float, float, float, float]:
    turn = resolve_all(page.attrs.get("Rotate", 0))
    if type(turn) is not int or turn % 360 not in _TURNS:
        raise NotPlainError("the page is turned aslant")
    given = [resolve_all(page.attrs[name]) for name in ("MediaBox", *_OTHER_BOXES) if name in page.attrs]
    if "MediaBox" not in page.attrs or not all(_is_box(box) for box in given):
        raise NotPlainError("the page has no size")
    (x0, x1), (y0, y1) = sorted(given[0][::2]), sorted(given[0][1::2])
    return (y0, x0, y1, x1) if turn % 360 in (90, 270) else (x0, y0, x1, y1)


def _is_box(box: object) -> bool:
    return isinstance(box, list) and len(box) == 4 and all(type(n) in (int, float) and isfinite(n) for n in box)


def fast_layout(sheet: Sheet, fonts: Fonts) -> PageLayout:
    """What lies on a page. Raises ``NotPlainError``, and what pdfminer raises."""
    shown = Shown(fonts)
    Content(fonts, shown).process_page(sheet.page)
    runs = once(shown.runs, sheet.height, sheet.top, sheet.above, sheet.left)
    tables, lines, stray = to_tables(to_table_boxes(_edges(shown.paths, sheet)), _glyphs(runs, sheet), sheet.number)
    rotated = "".join([text for run in runs if not run.upright for text, _, _ in run.chars]).strip()
    size = float(sheet.width), float(sheet.height)
    return PageLayout(sheet.number, *size, tables, lines, stray, rotated, bool(shown.pictures))


def _glyphs(runs: Sequence[Run], sheet: Sheet) -> list[Glyph]:
    glyphs: list[Glyph] = []
    for y0, y1, upright, _, chars in runs:
        if upright:
            top, bottom, size = (sheet.height - y1) + sheet.top, (sheet.height - y0) + sheet.top, y1 - y0
            glyphs += [Glyph(text, x0 + sheet.left, x1 + sheet.left, top, bottom, size) for text, x0, x1 in chars]
    if not all(isfinite(sum(map(side, glyphs))) for side in _SIDES):
        raise NotPlainError("text is placed nowhere")
    return glyphs


def _edges(paths: Sequence[Path], sheet: Sheet) -> Iterator[Edge]:
    """The sides of all paths, in pdfplumber's order: lines, rectangles, curves."""
    kinds = {"line": _line, "rect": _rectangle, "curve": _curve}
    return chain.from_iterable(
        of_kind(path, sheet) for kind, of_kind in kinds.items() for path in paths if path.kind == kind
    )


def _line(path: Path, sheet: Sheet) -> Iterator[Edge]:
    x0, top, x1, bottom, width, height = _bounds(path, sheet)
    upright = top != bottom
    yield Edge(upright, x0, top, x1, bottom, height if upright else width)


def _rectangle(path: Path, sheet: Sheet) -> Iterator[Edge]:
    x0, top, x1, bottom, width, height = _bounds(path, sheet)
    yield Edge(False, x0, top, x1, top, width)
    yield Edge(False, x0, top + height, x1, bottom, width)
    yield Edge(True, x0, top, x0, bottom, height)
    yield Edge(True, x1, top, x1, bottom, height)


def _bounds(path: Path, sheet: Sheet) -> tuple[float, float, float, float, float, float]:
    (xa, ya), (xb, yb) = path.corners
    x0, x1 = (xa, xb) if xa <= xb else (xb, xa)
    y0, y1 = (ya, yb) if ya <= yb else (yb, ya)
    top, bottom = (sheet.height - y1) + sheet.top, (sheet.height - y0) + sheet.top
    return x0 + sheet.left, top, x1 + sheet.left, bottom, x1 - x0, y1 - y0


def _curve(path: Path, sheet: Sheet) -> Iterator[Edge]:
    points = [(sheet.left + x, sheet.top + sheet.height - y) for x, y in path.corners]
    for (xa, ya), (xb, yb) in pairwise(points):
        if xa == xb:
            yield Edge(True, xa, min(ya, yb), xa, max(ya, yb), abs(ya - yb))
        elif ya == yb:
            yield Edge(False, min(xa, xb), ya, max(xa, xb), ya, abs(xa - xb))
