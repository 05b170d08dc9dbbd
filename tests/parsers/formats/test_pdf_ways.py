"""Each page of a PDF by the way that fits it: what comes out is what the reference way gives, whichever way it went."""

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from parsers.errors import UnreadableFileError
from parsers.formats._pages import PageLayout
from parsers.formats._pdf_reference import opened_by_reference, reference_layout
from parsers.formats._pdf_ways import read_pages, to_layouts
from tests.parsers.formats.builders import Pdf, locked_pdf, pdf_with_unknown_characters, raw_pdf

ROOT = Path(__file__).parents[3]
FILES = sorted([*(ROOT / "tests/golden/notices").glob("*.pdf"), *(ROOT / "tests/gallery").glob("*.pdf")])
ROWS = [["序号", "项目名称", "牵头单位"], ["1", "老旧小区改造", "区住建委"], ["2", "城市绿荫", "区城管局"]]
HELVETICA = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
TABLE = b"""0.5 w 72 600 m 300 600 l S 72 650 m 300 650 l S 72 700 m 300 700 l S
72 600 m 72 700 l S 150 600 m 150 700 l S 300 600 m 300 700 l S
BT /F1 10 Tf 80 670 Td (No) Tj 80 0 Td (Project) Tj ET
BT /F1 10 Tf 80 620 Td (1) Tj 80 0 Td [(Ro) -20 (ads)] TJ ET
"""


def one_page(content: bytes, *, page: bytes = b"", font: bytes = HELVETICA, more: tuple[bytes, ...] = ()) -> bytes:
    """A page with this content; ``page`` is put into its dictionary before what it has by default."""
    resources = b"/Resources << /Font << /F1 5 0 R >> /XObject << /X1 6 0 R >> >>"
    box = b"" if b"MediaBox" in page else b"/MediaBox [0 0 595 842]"
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R %s %s /Contents 4 0 R %s >>" % (page, box, resources),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font,
        *more,
    )


def form(content: bytes, entries: bytes = b"/BBox [0 0 9 9]") -> bytes:
    stream = b"<< /Type /XObject /Subtype /Form %s /Length %d >>\nstream\n%s\nendstream"
    return stream % (entries, len(content), content)


def by_reference(data: bytes) -> list[PageLayout] | str:
    try:
        with opened_by_reference(data) as pages:
            return [reference_layout(page) for page in pages]
    except UnreadableFileError as refusal:
        return str(refusal)


def by_ways(data: bytes) -> tuple[list[PageLayout] | str, list[str]]:
    try:
        pages = list(read_pages(data))
    except UnreadableFileError as refusal:
        return str(refusal), []
    return [page.layout for page in pages], [page.reason for page in pages]


def ruled() -> Pdf:
    return Pdf().text(90, 60, "附件1").grid(90, 100, [60, 120, 100], ROWS, 40)


def aslant() -> bytes:
    file = ruled()
    file.canvas.rotate(10)
    return file.text(300, 300, "斜").file()


def upside_down() -> bytes:
    file = ruled()
    file.canvas.scale(1, -1)
    return file.text(300, 1200, "倒").file()


def curved() -> bytes:
    file = ruled()
    file.canvas.roundRect(80, 100, 300, 200, 10)
    file.canvas.circle(200, 200, 50, fill=1)
    path = file.canvas.beginPath()
    for x, y in ((80, 400), (180, 400), (180, 450), (80, 450)):
        path.rect(x, y, 100, 50)
    file.canvas.drawPath(path, fill=1)
    return file.file()


def in_a_form() -> bytes:
    file = ruled()
    file.canvas.beginForm("table")
    file.grid(20, 400, [60, 120, 100], ROWS, 30)
    file.canvas.endForm()
    file.canvas.translate(30, 10)
    file.canvas.scale(0.9, 1.1)
    file.canvas.doForm("table")
    return file.file()


PLAIN: dict[str, Callable[[], bytes]] = {
    "ruled": lambda: ruled().file(),
    "bold by drawing twice": lambda: ruled().text(90.4, 60, "附件1").file(),
    "several pages": lambda: ruled().page((700, 400)).grid(10, 10, [200, 99.9], [["甲", "乙"]] * 9, 33.3).file(),
    "aslant": aslant,
    "upside down": upside_down,
    "curves": curved,
    "a form": in_a_form,
    "a form with a place of its own, before the table": lambda: one_page(
        b"/X1 Do " + TABLE, more=(form(b"0 0 9 9 re f", b"/BBox [0 0 600 800] /Matrix [1 0 0 1 30 100]"),)
    ),
    "a picture": lambda: ruled().picture().file(),
    "no Unicode": pdf_with_unknown_characters,
    "forbidden to print": lambda: locked_pdf("Notice 2024", user_password=""),
    "Helvetica": lambda: one_page(TABLE),
    "turned by 90": lambda: one_page(TABLE, page=b"/Rotate 90"),
    "turned by 180": lambda: one_page(TABLE, page=b"/Rotate 180"),
    "turned by -90": lambda: one_page(TABLE, page=b"/Rotate -90"),
    "another corner": lambda: one_page(TABLE, page=b"/MediaBox [-10 20.5 700 900] /CropBox [0 50 300 800]"),
    "another corner, turned": lambda: one_page(TABLE, page=b"/Rotate 270 /MediaBox [-10 20.5 700 900]"),
    "corners exchanged": lambda: one_page(TABLE, page=b"/MediaBox [595 842 0 0]"),
    "hidden letters": lambda: one_page(TABLE + b"BT 3 Tr /F1 9 Tf 80 500 Td (hidden) Tj ET"),
    "spaced letters": lambda: one_page(b"2 Tc 5 Tw 80 Tz 3 Ts 14 TL " + TABLE + b"BT /F1 9 Tf (a b) Tj T* (c d) Tj ET"),
    "a font without a size": lambda: one_page(b"BT /F1 0 Tf (a) Tj ET"),
    "Type3": lambda: one_page(
        TABLE,
        font=b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 750 750] /FontMatrix [0.001 0 0 0.001 0 0]"
        b" /FirstChar 97 /Widths [1000] /CharProcs << >> /Encoding << /Differences [97 /a] >> >>",
    ),
    "nothing": lambda: one_page(b""),
}
VERTICAL = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-V /DescendantFonts [<< /Type /Font"
    b" /Subtype /CIDFontType2 /BaseFont /Song /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >>"
    b" /FontDescriptor << /Type /FontDescriptor /FontName /Song /Ascent 880 /Descent -120 >> >>] >>"
)
ODD: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a remark": ("plain way", lambda: one_page(b"% (\n" + TABLE)),
    "a picture in the content": ("unknown", lambda: one_page(TABLE + b"BI /W 1 /H 1 /BPC 8 /CS /G ID \x41 EI Q")),
    "too few operands": ("operands", lambda: one_page(b"7 9 10 m l S " + TABLE)),
    "too many operands": ("operands", lambda: one_page(b"1 2 3 4 5 m S 6 l S " + TABLE)),
    "an unknown operator": ("unknown", lambda: one_page(b"5 xyz 100 m 50 60 l S " + TABLE)),
    "next line and show": ("plain way", lambda: one_page(TABLE + b"BT /F1 9 Tf 12 TL 80 400 Td (a) ' ET")),
    "half a byte": ("half a byte", lambda: one_page(TABLE + b"BT /F1 9 Tf 80 400 Td <4> Tj ET")),
    "a font that is missing": ("font", lambda: one_page(TABLE + b"BT /F9 9 Tf 80 400 Td (a) Tj ET")),
    "text down the page": ("runs down", lambda: one_page(b"BT /F1 9 Tf 80 400 Td <00210022> Tj ET", font=VERTICAL)),
    "a page aslant": ("aslant", lambda: one_page(TABLE, page=b"/Rotate 45")),
    "a page without a size": ("no size", lambda: one_page(TABLE, page=b"/MediaBox [0 0 595]")),
    "a form that shows itself": ("itself", lambda: one_page(b"/X1 Do " + TABLE, more=(form(b"/X1 Do"),))),
    "a form without a place": ("no place", lambda: one_page(b"/X1 Do", more=(form(b"q Q", b"/BBox [0 0 (a) 9]"),))),
    "a line far away": ("nowhere", lambda: one_page(b"0 0 m 0 9999999999 l S 9 0 m 9 9999999999 l S " + TABLE)),
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_files_at_hand_are_read_alike_and_the_fast_way(path: Path) -> None:
    data = path.read_bytes()
    layouts, reasons = by_ways(data)
    assert layouts == by_reference(data)
    assert set(reasons) == {""}


@pytest.mark.parametrize("name", PLAIN)
def test_plain_pages_are_read_alike_and_the_fast_way(name: str) -> None:
    data = PLAIN[name]()
    layouts, reasons = by_ways(data)
    assert layouts == by_reference(data)
    assert set(reasons) == {""}


@pytest.mark.parametrize("name", ODD)
def test_odd_pages_go_the_reference_way(name: str) -> None:
    word, make = ODD[name]
    data = make()
    layouts, reasons = by_ways(data)
    assert layouts == by_reference(data)
    assert isinstance(layouts, str) or (len(reasons) == 1 and word in reasons[0])


def test_only_the_odd_page_of_a_file_goes_the_reference_way() -> None:
    file = ruled().page()
    file.canvas._code.append("% a remark")
    data = file.text(90, 90, "附件2").page().text(90, 90, "附件3").file()
    layouts, reasons = by_ways(data)
    assert layouts == by_reference(data)
    assert [bool(reason) for reason in reasons] == [False, True, False]


def test_damaged_files_are_read_or_refused_alike() -> None:
    whole = [ruled().file(), in_a_form(), one_page(TABLE), one_page(b"/X1 Do", more=(form(TABLE),))]
    for seed in range(120):
        draw = random.Random(seed)
        data = bytearray(draw.choice(whole))
        for _ in range(draw.randrange(1, 4)):
            data[draw.randrange(len(data))] = draw.choice([draw.randrange(256), 48, 32, 47, 40, 60])
        assert by_ways(bytes(data))[0] == by_reference(bytes(data)), seed


@pytest.mark.parametrize("data", [b"%PDF-1.7", ruled().file()[:500], locked_pdf("Notice", user_password="secret")])
def test_what_cannot_be_read_is_refused_in_the_same_words(data: bytes) -> None:
    expected = by_reference(data)
    assert isinstance(expected, str)
    with pytest.raises(UnreadableFileError) as refusal:
        to_layouts(data)
    assert str(refusal.value) == expected


def test_every_page_is_a_step(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("parsers.formats._pdf_ways.step", said.append)
    to_layouts(ruled().page().text(90, 90, "附件2").file())
    assert said == ["page 1 of 2", "page 2 of 2"]


def test_plain_pages_need_no_pdfplumber(tmp_path: Path) -> None:
    path = tmp_path / "plain.pdf"
    path.write_bytes(ruled().file())
    script = f"""
import sys; from pathlib import Path; from parsers.formats import pdf
pdf.read(Path({str(path)!r}).read_bytes())
print(sorted({{"pdfplumber", "pypdfium2", "PIL"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"
