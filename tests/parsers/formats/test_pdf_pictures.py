"""What a page of a PDF is made of, and what it looks like."""

from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from parsers.errors import UnreadableFileError
from parsers.formats._pdf_pictures import Look, look_at, opened
from parsers.formats._scan_pages import can_read_scans
from tests.parsers.formats.builders import Pdf

LETTER = "各镇街要加强组织领导压紧压实工作责任确保完成各项目标任务" * 3


def look(file: Pdf) -> Look:
    with opened(file.file()) as document:
        return look_at(document[0])


def pictured(file: Pdf, share: float = 1.0, dpi: int = 100, *, mask: bool = False) -> Pdf:
    """A grey picture over the upper part of the page; with a mask it can be seen through."""
    width, height = file.size
    size = (round(width * dpi / 72), round(height * share * dpi / 72))
    image = Image.new("LA", size, (200, 90)) if mask else Image.new("L", size, 200)
    picture = ImageReader(image.convert("RGBA") if mask else image)
    file.canvas.drawImage(picture, 0, height * (1 - share), width, height * share, mask="auto" if mask else None)
    file.empty = False
    return file


def hidden(file: Pdf, text: str) -> Pdf:
    """Text in invisible letters, as scanning programs write it."""
    words: Any = file.canvas.beginText(90, 600)
    words.setFont("STSong-Light", 12)
    words.setTextRenderMode(3)
    words.textLine(text)
    file.canvas.drawText(words)
    file.empty = False
    return file


def test_a_page_of_text() -> None:
    found = look(Pdf().text(90, 100, LETTER))
    assert (found.covered, found.hidden, found.dpi, found.is_scan) == (False, 0, 0, False)
    assert found.shown == len(LETTER)


def test_a_page_that_is_a_picture() -> None:
    found = look(pictured(Pdf()))
    assert (found.covered, found.shown, found.is_scan) == (True, 0, True)
    assert found.dpi == pytest.approx(100, abs=1)


def test_a_page_in_strips_is_covered_too() -> None:
    file = Pdf()
    width, height = file.size
    for strip in range(10):
        image = ImageReader(Image.new("L", (827, 117), 150 + strip))
        file.canvas.drawImage(image, 0, height * strip / 10, width, height / 10)
    file.empty = False
    assert look(file).is_scan


@pytest.mark.parametrize(
    "draw", [lambda: hidden(pictured(Pdf()), LETTER), lambda: pictured(Pdf().text(90, 100, LETTER))]
)
def test_text_that_nobody_sees_is_hidden(draw: Callable[[], Pdf]) -> None:
    found = look(draw())
    assert (found.shown, found.hidden, found.is_scan) == (0, len(LETTER), True)


def test_a_page_number_stamped_upon_a_scan_does_not_make_it_text() -> None:
    assert look(pictured(Pdf()).text(280, 800, "— 12 —")).is_scan


def test_a_page_of_text_upon_a_coloured_ground_is_text() -> None:
    found = look(pictured(Pdf()).text(90, 100, LETTER))
    assert (found.covered, found.is_scan) == (True, False)


def test_text_behind_a_watermark_that_can_be_seen_through_is_text() -> None:
    found = look(pictured(Pdf().text(90, 100, LETTER), mask=True))
    assert (found.covered, found.hidden, found.is_scan) == (False, 0, False)


def test_text_beside_a_picture_is_text() -> None:
    assert not look(pictured(Pdf().text(90, 100, "附件"), 0.4)).is_scan


def test_invisible_text_alone_is_not_trusted() -> None:
    assert look(hidden(Pdf(), LETTER)).is_scan


def test_an_empty_page_is_no_scan() -> None:
    found = look(Pdf())
    assert (found.empty, found.is_scan) == (True, False)


def test_a_file_that_cannot_be_shown_is_refused() -> None:
    with (
        pytest.raises(UnreadableFileError, match=r"^it is a damaged PDF \(its pages cannot be shown\)"),
        opened(b"%PDF-"),
    ):
        pass


@pytest.mark.skipif(not can_read_scans(), reason="needs what reads scans; run it after `pip install -e '.[ocr]'`")
@pytest.mark.parametrize(
    ("size", "dpi", "expected"),
    [
        ((595, 842), 0, 200),
        ((595, 842), 150, 200),
        ((595, 842), 240, 240),
        ((595, 842), 1200, 300),
        ((2480, 3508), 72, 300),
        ((14400, 14400), 0, 300),
    ],
)
def test_a_page_is_drawn_at_the_resolution_of_its_picture_within_bounds(
    size: tuple[float, float], dpi: float, expected: float
) -> None:
    from parsers.formats._pdf_pictures import rendered

    with opened(Pdf(size).text(90, 100, "附件").file()) as document:
        grey, found = rendered(document[0], dpi)
    assert found == pytest.approx(expected, abs=1.5)
    assert grey.size < 18_100_000


def test_a_look_is_no_scan_if_much_text_shows() -> None:
    assert not Look(covered=True, shown=60, hidden=900, empty=False, dpi=200).is_scan
    assert Look(covered=True, shown=59, hidden=0, empty=False, dpi=200).is_scan
