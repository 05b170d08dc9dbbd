"""Page images as files: which are claimed, how they are refused, and what damage does to them."""

import io
import random

import pytest
from PIL import Image, ImageDraw

from parsers.errors import UnreadableFileError
from parsers.formats import _scan_pages, scan
from parsers.formats._sample import Sample
from parsers.formats._scan_pages import can_read_scans

needs_ocr = pytest.mark.skipif(
    not can_read_scans(), reason="reads scans; run it after `pip install -e '.[ocr]'`, which brings the recognition"
)
KINDS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP")


def file(kind: str = "PNG", size: tuple[int, int] = (900, 1200)) -> bytes:
    """A picture of a small empty table."""
    image = Image.new("L", size, 255)
    pen = ImageDraw.Draw(image)
    for at in (100, 200, 300):
        pen.line((100, at, 500, at), fill=0, width=2)
    for at in (100, 300, 500):
        pen.line((at, 100, at, 300), fill=0, width=2)
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_are_claimed_by_their_first_bytes(kind: str) -> None:
    assert scan.claims(Sample.of(file(kind)))


@pytest.mark.parametrize(
    "data", [b"", b"BM\xe6\x98\xaf\xe4\xb8\x80\xe7\xa7\x8d", b"RIFF1234WAVE", b"%PDF-1.7", b"II*", "通知".encode()]
)
def test_other_files_are_not_claimed(data: bytes) -> None:
    assert not scan.claims(Sample.of(data))


def test_without_the_extra_a_picture_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_scan_pages, "_LIBRARIES", ("rapidocr_of_nobody",))
    with pytest.raises(UnreadableFileError, match=r"^it is a scan, .*pip install 'minsheng-etl\[ocr\]'"):
        scan.read(file())


@needs_ocr
def test_a_picture_without_text_is_refused_unless_it_has_a_table() -> None:
    assert len(scan.read(file()).tables) == 1
    blank = io.BytesIO()
    Image.new("L", (900, 1200), 255).save(blank, "PNG")
    with pytest.raises(UnreadableFileError, match=r"^no text could be recognised in its pictures;"):
        scan.read(blank.getvalue())


@needs_ocr
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_picture_never_raises_anything_else(kind: str) -> None:
    rng = random.Random(kind)
    whole = file(kind, (600, 1200))
    for _ in range(12):
        data = bytearray(whole)
        for _ in range(rng.randint(1, 6)):
            data[rng.randrange(min(len(data), 400))] = rng.randrange(256)
        try:
            scan.read(bytes(data))
        except UnreadableFileError as refusal:
            assert str(refusal).endswith(".")
