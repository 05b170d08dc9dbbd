"""Picture files of every kind to grey pages, and what is refused."""

import io
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from parsers.errors import UnreadableFileError
from parsers.formats._scan_pictures import Page, page_count, page_of, pages_of, require_size

SIZE = (827, 1169)
"""A4 at 100 dots an inch."""


def picture(mode: str = "L", colour: Any = 255) -> Image.Image:
    image = Image.new(mode, SIZE, colour)
    ImageDraw.Draw(image).rectangle((100, 100, 300, 120), fill=0 if mode in ("1", "L") else (0, 0, 0))
    return image


def file(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def only(data: bytes) -> Page:
    (page,) = pages_of(data)
    return page


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
@pytest.mark.parametrize("mode", ["1", "L", "RGB"])
def test_kinds_and_modes(kind: str, mode: str) -> None:
    if (kind, mode) == ("JPEG", "1"):
        pytest.skip("JPEG has no black and white; run the grey one")
    grey, dpi = only(file(picture(mode, 1 if mode == "1" else 255 if mode == "L" else "white"), kind))
    assert (grey.shape, grey.dtype, round(dpi)) == ((1169, 827), np.uint8, 100)
    assert grey[110, 200] < 30
    assert grey[300, 200] > 225


def test_a_palette_and_sixteen_bits() -> None:
    assert only(file(picture("RGB", "white").convert("P")))[0][110, 200] < 30
    deep = Image.fromarray((np.asarray(picture(), np.uint16) * 257).astype(np.uint16))
    assert only(file(deep, "TIFF"))[0][[110, 300], 200].tolist() == [0, 255]


def test_what_is_transparent_is_paper() -> None:
    image = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    assert int(only(file(image))[0].min()) == 255


def test_the_stated_resolution_is_kept() -> None:
    assert only(file(picture(), dpi=(100, 100)))[1] == pytest.approx(100, abs=0.1)
    assert only(file(picture(), dpi=(150, 150)))[1] == pytest.approx(150, abs=0.1)


@pytest.mark.parametrize("stated", [1, 72, 9000])
def test_a_resolution_that_makes_no_page_is_not_believed(stated: int) -> None:
    assert only(file(picture(), dpi=(stated, stated)))[1] == pytest.approx(100, abs=0.1)


def test_pages_of_a_tiff_in_order() -> None:
    pages = [picture("L", level) for level in (255, 220, 180)]
    data = file(pages[0], "TIFF", save_all=True, append_images=pages[1:])
    assert page_count(data) == 3
    assert [int(grey[300, 200]) for grey, _ in pages_of(data)] == [255, 220, 180]


def test_a_picture_that_a_camera_turned() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    assert only(file(picture(), "JPEG", exif=exif))[0].shape == (827, 1169)


def test_white_on_black_is_turned_into_black_on_white() -> None:
    grey, _ = only(file(Image.eval(picture(), lambda level: 255 - level)))
    assert (grey[110, 200], grey[300, 200]) == (0, 255)


def test_a_fine_scan_is_made_coarser() -> None:
    fine = np.full((7016, 4960), 255, np.uint8)
    grey, dpi = page_of(fine, 600)
    assert (grey.shape, round(dpi)) == ((3508, 2480), 300)


def test_a_large_page_is_bounded() -> None:
    grey, dpi = page_of(np.full((9000, 6500), 255, np.uint8), 280)
    assert grey.size <= 18_100_000
    assert 100 < dpi < 280


def test_a_coarse_picture_is_refused() -> None:
    with pytest.raises(
        UnreadableFileError, match=r"too coarse .*about 51 dots an inch.*ask for a scan at 200 or 300\.$"
    ):
        only(file(Image.new("L", (400, 600), 255)))


def test_a_huge_picture_is_refused_before_it_is_decoded() -> None:
    data = bytearray(file(Image.new("1", (20000, 10)), "BMP"))
    data[22:26] = (20000).to_bytes(4, "little")
    with pytest.raises(UnreadableFileError):
        list(pages_of(bytes(data)))
    with pytest.raises(UnreadableFileError, match="20000 by 20000 pixels"):
        require_size(20000, 20000)


def test_a_bomb_is_refused() -> None:
    with pytest.raises(UnreadableFileError):
        list(pages_of(file(Image.new("1", (30000, 30000)), "PNG")))


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_a_file_cut_off_is_refused(kind: str, share: float) -> None:
    data = file(picture("RGB", "white"), kind)
    with pytest.raises(UnreadableFileError, match=r"damaged picture"):
        list(pages_of(data[: int(len(data) * share)]))


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"BM" + bytes(30), b"II*\x00" + bytes(9)])
def test_a_mere_signature_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"damaged picture"):
        page_count(data)


def seal(size: int) -> Image.Image:
    image = picture("RGB", "white")
    pen = ImageDraw.Draw(image)
    pen.ellipse((400, 400, 400 + size, 400 + size), outline=(210, 40, 40), width=8)
    pen.rectangle((395, 480, 420, 484), fill=(20, 20, 20))
    return image


def test_the_ink_of_a_seal_goes_and_what_it_was_stamped_on_stays() -> None:
    grey, _ = only(file(seal(165)))
    assert grey[403, 482] > 200
    assert grey[482, 405] < 40


@pytest.mark.parametrize("size", [60, 400])
def test_red_letters_and_red_pictures_stay(size: int) -> None:
    grey, _ = only(file(seal(size)))
    assert grey[403, 400 + size // 2] < 120
