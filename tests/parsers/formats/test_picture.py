"""A picture of a page shows a frame where it is asked for one."""

import io

import pytest
from PIL import Image

from parsers.errors import UnreadableFileError
from parsers.formats import draw_page
from parsers.formats._picture import MAX_PIXELS, SCALE, framed, scale_for
from tests.conftest import notice_path
from tests.parsers.formats.builders import raw_pdf


def image_of(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def is_red(image: Image.Image, x: float, y: float) -> bool:
    """Whether a frame passes within three pixels of a point."""
    around = [(round(x) + dx, round(y) + dy) for dx in range(-3, 4) for dy in range(-3, 4)]
    inside = [(i, j) for i, j in around if 0 <= i < image.width and 0 <= j < image.height]
    return any(image.getpixel(p) == (220, 30, 30) for p in inside)


def test_a_box_is_framed_at_the_scale_of_the_picture() -> None:
    blank = Image.new("L", (200, 200), 255)
    picture = framed(blank, [(10, 20, 60, 80)], 2.0)
    image = image_of(picture.data)
    assert picture.suffix == ".png"
    assert is_red(image, 2 * 8, 2 * 50)
    assert is_red(image, 2 * 62, 2 * 50)
    assert not is_red(image, 70, 100)


def test_an_image_that_begins_inside_the_page_is_taken_into_account() -> None:
    image = image_of(framed(Image.new("L", (200, 200), 255), [(110, 120, 160, 180)], 1.0, (100, 100)).data)
    assert is_red(image, 8, 50)


@pytest.mark.parametrize(("size", "scale"), [((595, 842), SCALE), ((20000, 20000), (MAX_PIXELS / 4e8) ** 0.5)])
def test_a_huge_page_makes_no_huge_picture(size: tuple[float, float], scale: float) -> None:
    assert scale_for(*size) == pytest.approx(scale)


def test_a_page_of_a_pdf_is_drawn_with_its_frame() -> None:
    data = notice_path("gaoxin-2024-plan", "pdf").read_bytes()
    plain, marked = draw_page(data, 1, []), draw_page(data, 1, [(51.3, 353.15, 80.8, 383.85)])
    assert plain != marked
    assert is_red(image_of(marked.data), SCALE * 49.3, SCALE * 370)
    assert not is_red(image_of(plain.data), SCALE * 49.3, SCALE * 370)


def test_a_format_without_pages_says_so() -> None:
    with pytest.raises(UnreadableFileError, match="has no pages to draw"):
        draw_page(notice_path("gaoxin-2024-plan", "text").read_bytes(), 1, [])


def test_a_page_that_is_not_there_is_told() -> None:
    with pytest.raises(UnreadableFileError, match="page 99 cannot be drawn"):
        draw_page(notice_path("gaoxin-2024-plan", "pdf").read_bytes(), 99, [])


def test_a_page_of_which_a_part_is_shown_is_framed_in_the_right_place() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /CropBox [100 100 500 700] >>"
    data = raw_pdf(b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page)
    image = image_of(draw_page(data, 1, [(150, 150, 200, 200)]).data)
    assert image.size == (800, 1200)
    assert is_red(image, SCALE * (150 - 100 - 2), SCALE * (175 - 100))
