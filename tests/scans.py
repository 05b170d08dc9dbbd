"""Scans made of PDFs as an office makes them: printed, laid on the glass a little askew, saved as grey pictures.

Everything is seeded, so that the same PDF gives the same pixels wherever the tests run.
"""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image, ImageFilter
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

Picture = Image.Image
HIDDEN_FONT = "STSong-Light"


def page_pictures(source: Path | bytes, dpi: int = 200) -> list[Picture]:
    """Every page of a PDF as a clean grey picture of ``dpi`` dots an inch."""
    document: Any = pdfium.PdfDocument(source)
    pictures = [page.render(scale=dpi / 72).to_pil().convert("L") for page in document]
    document.close()
    return pictures


def scanned(picture: Picture, *, skew: float = 0.7, noise: float = 6, blur: float = 0.5, seed: int = 0) -> Picture:
    """A clean page as a scanner sees it: turned by ``skew`` degrees, a little soft, with noise of ``noise`` grey levels
    on paper that is not quite white."""
    turned = picture.rotate(skew, Image.Resampling.BICUBIC, fillcolor=255).filter(ImageFilter.GaussianBlur(blur))
    grey = 20 + np.asarray(turned, dtype=np.float64) * 225 / 255
    grain: npt.NDArray[np.float64] = np.random.default_rng(seed).normal(0, noise, grey.shape)
    return Image.fromarray(np.clip(grey + grain, 0, 255).astype(np.uint8))


def saved(picture: Picture, kind: str = "JPEG", dpi: int = 200, **options: Any) -> bytes:
    """A picture as a file."""
    buffer = io.BytesIO()
    picture.save(buffer, kind, dpi=(dpi, dpi), **({"quality": 75} if kind == "JPEG" else {}), **options)
    return buffer.getvalue()


def picture_pdf(pictures: Sequence[Picture], dpi: int = 200, hidden: Sequence[str] = ()) -> bytes:
    """A PDF of pages that are one JPEG picture each, as scanners make it; with ``hidden`` lines of invisible text on
    every page, as their software adds it."""
    buffer = io.BytesIO()
    canvas: Any = Canvas(buffer, invariant=True)
    pdfmetrics.registerFont(UnicodeCIDFont(HIDDEN_FONT))
    for picture in pictures:
        size = (picture.width * 72 / dpi, picture.height * 72 / dpi)
        canvas.setPageSize(size)
        canvas.drawImage(ImageReader(io.BytesIO(saved(picture, dpi=dpi))), 0, 0, *size)
        text = canvas.beginText(60, size[1] - 100)
        text.setFont(HIDDEN_FONT, 12)
        text.setTextRenderMode(3)
        text.textLines(list(hidden))
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def scan_of(source: Path | bytes, *, dpi: int = 200, **wear: float) -> list[Picture]:
    """The pages of a PDF as scanned; every other page leans the other way."""
    pages = page_pictures(source, dpi)
    skew = wear.pop("skew", 0.7)
    return [scanned(p, skew=skew * (-1) ** n, seed=n, **wear) for n, p in enumerate(pages)]
