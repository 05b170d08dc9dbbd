"""OFD (GB/T 33190-2016), the fixed-layout format of official documents: ruled tables and the lines around them.

A page says where each character stands and where lines are drawn, as a PDF's does; what is made of them is the same
code. Pages come out as the package declares them, templates beneath or above. Stamps and other annotations are no text
of the notice: they are left out, with a finding where they say something.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from parsers.errors import UnreadableFileError
from parsers.formats._edges import to_drawn
from parsers.formats._ofd_notes import note_findings
from parsers.formats._ofd_objects import Budget, Painted, painted
from parsers.formats._ofd_package import ENTRY, LOCKED, Package, damaged, key
from parsers.formats._ofd_path import path, rules
from parsers.formats._ofd_picture import to_svg
from parsers.formats._ofd_structure import Page, entries, open_page
from parsers.formats._ofd_text import Run, glyphs, run, unknown
from parsers.formats._page_findings import page_findings, page_warning
from parsers.formats._pages import PageLayout, to_blocks
from parsers.formats._picture import Picture
from parsers.formats._ruled import Glyph, to_tables
from parsers.formats._sample import Sample
from parsers.formats._steps import step
from schemas.document import Box, Document
from schemas.finding import Finding

NAME = "ofd"
FIDELITY = 21

_BOLD_SHIFT: Final = 1.0
"""A character drawn again within this many points is drawn twice to look bold."""


def claims(sample: Sample) -> bool:
    """Whether the content is an OFD package, even a damaged or a locked one."""
    if not sample.is_zip:
        return False
    names = {key(member) for member in sample.members}
    return bool(names & {ENTRY, LOCKED}) or (not names and b"OFD.xml" in sample.data)


def read(data: bytes) -> Document:
    """Read an OFD. Raises ``UnreadableFileError`` if it is locked, damaged, far too large, or pictures without text."""
    package = Package.open(data)
    declared = entries(package)
    budget = Budget()
    layouts: list[PageLayout] = []
    findings: list[Finding] = []
    for number, entry in enumerate(declared, 1):
        step(f"page {number} of {len(declared)}")
        page = open_page(package, entry)
        things = list(painted(page, budget))
        layouts.append(_layout(page, things, number, budget))
        findings += [*note_findings(page, number), *_missing_drawings(things, number)]
    _require_text(layouts)
    findings += [*page_findings(layouts), *_unknown_characters(layouts)]
    return Document(format=NAME, blocks=tuple(to_blocks(layouts)), pages=len(layouts), findings=tuple(findings))


def picture(data: bytes, page: int, boxes: Sequence[Box]) -> Picture:
    """Picture of a page (from 1) with a frame around each box, in points from its top left corner. Raises
    ``UnreadableFileError`` if there is no such page, or as ``read`` does."""
    return Picture(to_svg(data, page, boxes).encode(), ".svg")


def _layout(page: Page, things: Sequence[Painted], number: int, budget: Budget) -> PageLayout:
    runs = [run(thing) for thing in things if thing.kind == "TextObject"]
    budget.take(sum(len(r.chars) for r in runs))
    upright = [r for r in runs if r.visible and r.is_upright]
    drawn = to_drawn(_rules(things))
    tables, lines, stray = to_tables(drawn, _once(g for r in upright for g in glyphs(r)), number)
    return PageLayout(
        number,
        page.width,
        page.height,
        tables,
        lines,
        stray,
        _text(r for r in runs if r.visible and not r.is_upright),
        any(thing.kind == "ImageObject" and thing.visible for thing in things),
        _text(r for r in runs if not r.visible),
    )


def _rules(things: Iterable[Painted]) -> list[Box]:
    return [line for thing in things if thing.kind == "PathObject" for line in rules(path(thing))]


def _text(runs: Iterable[Run]) -> str:
    return "".join(r.text for r in runs).strip()


def _once(found: Iterable[Glyph]) -> Iterator[Glyph]:
    """Characters without those that are drawn over themselves, a little apart, to look bold."""
    seen: dict[tuple[str, int, int], list[Glyph]] = {}
    for glyph in found:
        x, y = round(glyph.x0 / _BOLD_SHIFT), round(glyph.top / _BOLD_SHIFT)
        near = (g for i in (x - 1, x, x + 1) for j in (y - 1, y, y + 1) for g in seen.get((glyph.text, i, j), ()))
        if not any(_is_again(glyph, other) for other in near):
            seen.setdefault((glyph.text, x, y), []).append(glyph)
            yield glyph


def _is_again(glyph: Glyph, other: Glyph) -> bool:
    return abs(glyph.x0 - other.x0) <= _BOLD_SHIFT and abs(glyph.top - other.top) <= _BOLD_SHIFT


def _require_text(layouts: Sequence[PageLayout]) -> None:
    if not layouts:
        raise damaged("it has no page")
    if not any(layout.lines or layout.tables for layout in layouts):
        raise UnreadableFileError("its pages are pictures without text (a scan); ask for the original file.")
    texts = [_said(layout) for layout in layouts]
    if sum(map(unknown, texts)) * 10 > sum(map(len, texts)):
        raise UnreadableFileError("its fonts do not say which characters they show; ask for the original file.")


def _said(layout: PageLayout) -> str:
    lines = "".join(line.text for line in (*layout.lines, *layout.stray))
    return lines + "".join(cell.text for _, table in layout.tables for cell in table.cells)


def _missing_drawings(things: Sequence[Painted], number: int) -> Iterator[Finding]:
    if any(thing.kind == "CompositeObject" and thing.visible for thing in things):
        yield page_warning("missing_drawing", "the page shows a drawing that its file does not hold.", number)


def _unknown_characters(layouts: Sequence[PageLayout]) -> Iterator[Finding]:
    for layout in layouts:
        count = unknown(_said(layout))
        if count:
            message = f"{count} of its characters are signs of a font of their own; they are kept as they are."
            yield page_warning("unknown_characters", message, layout.number)
