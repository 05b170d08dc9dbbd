"""Pages of a PDF that are pictures: whether a page's text is what a reader sees, and the page as it looks.

A scanner's software writes what it recognised behind the picture, or in invisible letters over it (text rendering mode
3, ISO 32000-1, 9.3.6). Nobody has read that text; what counts is the picture.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from parsers.errors import UnreadableFileError

if TYPE_CHECKING:
    from parsers.formats._scan_pictures import Page

_COVERED: Final = 0.8
"""Share of a page's area that its pictures cover if it is a scan; many scanners save a page in strips."""
_LARGE: Final = 0.3
"""Share of a page from which on a picture is asked whether it can be seen through; that takes drawing it."""
_OPAQUE: Final = 128
"""Least opacity (of 255) of a picture that hides what lies behind it."""
_INVISIBLE: Final = (3, 7)
"""Text rendering modes that put no ink on the page."""
_A_FEW: Final = 60
"""Characters of visible text on a scan: a page number or the name of the scanning program stamped upon it."""
_DPI: Final = (200.0, 300.0)
_MADE_UP: Final = 22 * 72.0
"""Points of a page's long side from which on its size says nothing: the program took the picture's dots for points."""
_MOST_PIXELS: Final = 18_000_000
"""Pixels of a page's rendering; the colours of one take 54 MB."""


@dataclass(frozen=True)
class Look:
    """What a page is made of: whether opaque pictures cover it, how many characters show and how many do not, whether
    there is anything on it, and the resolution of its finest picture in dots an inch (0 without one)."""

    covered: bool
    shown: int
    hidden: int
    empty: bool
    dpi: float

    @property
    def is_scan(self) -> bool:
        """Whether the page is a picture, whatever text lies hidden in it."""
        return not self.empty and (self.shown == 0 or (self.covered and self.shown < _A_FEW))


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The file as pdfium opens it; raises ``UnreadableFileError`` if that finds it damaged."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document
        finally:
            document.close()
    except pypdfium2.PdfiumError as error:
        raise UnreadableFileError("it is a damaged PDF (its pages cannot be shown); ask for the file again.") from error


def look_at(page: Any) -> Look:
    """What a page of pdfium is made of, its objects in the order in which they are painted."""
    import pypdfium2.raw as pdfium

    width, height = page.get_size()
    area, shown, hidden, dpi, count = 0.0, 0, 0, 0.0, 0
    text_page = page.get_textpage()
    for item in page.get_objects(max_depth=4):
        count += 1
        if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
            length = _length(item, text_page)
            invisible = pdfium.FPDFTextObj_GetTextRenderMode(item.raw) in _INVISIBLE
            shown, hidden = (shown, hidden + length) if invisible else (shown + length, hidden)
        elif item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            x0, bottom, x1, top = item.get_bounds()
            share = (x1 - x0) * (top - bottom) / max(1.0, width * height)
            if share > _LARGE and _can_be_seen_through(item):
                continue
            area += share
            dpi = max(dpi, _resolution(item, x1 - x0, top - bottom))
            if share > _COVERED:
                shown, hidden = 0, hidden + shown  # what was painted before lies behind it
    return Look(area > _COVERED, shown, hidden, count == 0, dpi)


def _can_be_seen_through(image: Any) -> bool:
    """Whether a picture lets what lies behind it show, as a watermark does: by its mask or as a whole."""
    import pypdfium2
    import pypdfium2.raw as pdfium

    if pdfium.FPDFPageObj_HasTransparency(image.raw):
        return True
    try:
        drawn = image.get_bitmap(render=True).to_pil()
    except pypdfium2.PdfiumError:
        return False
    return "A" in drawn.getbands() and drawn.getchannel("A").reduce(8).getextrema()[0] < _OPAQUE


def _length(item: Any, text_page: Any) -> int:
    import pypdfium2.raw as pdfium

    # The length is that of the text in UTF-16, two bytes each, with the zero at its end.
    return max(0, int(pdfium.FPDFTextObj_GetText(item.raw, text_page.raw, None, 0)) // 2 - 1)


def _resolution(item: Any, width: float, height: float) -> float:
    """Dots an inch of a picture; a turned one has its sides exchanged, so the longer ones are compared."""
    pixels = max(item.get_px_size())
    return float(pixels * 72 / max(1.0, width, height))


def rendered(page: Any, dpi: float) -> "Page":
    """A page as it looks, at the resolution of its picture within what can be read; it is bounded for huge pages."""
    from parsers.formats._scan_pictures import page_of

    width, height = page.get_size()
    if not (dpi and max(width, height) > _MADE_UP):
        dpi = min(max(dpi, _DPI[0]), _DPI[1])
    dpi = min(dpi, 72 * (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
    colours = page.render(scale=dpi / 72, rev_byteorder=True, may_draw_forms=False).to_numpy()
    return page_of(colours[:, :, :3] if colours.ndim == 3 else colours, dpi)
