"""The fast way to read a page: where its places are counted from, and what it takes for a page."""

import pytest
from pdfplumber import open as opened

from parsers.formats._pdf_fast import fast_layout, to_sheets
from parsers.formats._pdf_fonts import Fonts
from parsers.formats._pdf_operations import NotPlainError
from tests.parsers.formats.builders import Pdf
from tests.parsers.formats.test_pdf_ways import TABLE, one_page


@pytest.mark.parametrize("turn", [0, 90, 180, 270, -90, 450])
@pytest.mark.parametrize("box", [b"[0 0 595 842]", b"[-10 20.5 700 900]", b"[595 842 0 0]"])
def test_sheets_are_measured_as_pdfplumber_does(turn: int, box: bytes) -> None:
    import io

    data = one_page(TABLE, page=b"/Rotate %d /MediaBox %b" % (turn, box))
    (sheet,) = to_sheets(data)
    with opened(io.BytesIO(data)) as pdf:
        page = pdf.pages[0]
        expected = (page.width, page.height, page.bbox[0], page.bbox[1])
    assert (sheet.width, sheet.height, sheet.left, sheet.top) == expected


def test_heights_of_the_pages_before_are_added_up() -> None:
    sheets = to_sheets(Pdf().text(9, 9, "一").page((200, 300.5)).text(9, 9, "二").page().text(9, 9, "三").file())
    assert [(sheet.number, round(sheet.above, 3)) for sheet in sheets] == [(1, 0), (2, 841.89), (3, 1142.39)]


@pytest.mark.parametrize(
    "page",
    [
        *(b"/Rotate 45", b"/Rotate /a", b"/Rotate 90.0", b"/MediaBox [0 0 9]", b"/MediaBox [0 0 (a) 9]"),
        *(b"/MediaBox null", b"/CropBox [1 2]", b"/ArtBox 7"),
    ],
)
def test_odd_boxes_and_turns_are_left_to_the_reference_way(page: bytes) -> None:
    with pytest.raises(NotPlainError):
        to_sheets(one_page(TABLE, page=page))


def test_a_layout() -> None:
    (sheet,) = to_sheets(one_page(TABLE + b"BT 0 1 -1 0 90 90 Tm /F1 9 Tf (up) Tj ET"))
    layout = fast_layout(sheet, Fonts())
    ((box, table),) = layout.tables
    assert [cell.text for cell in table.cells] == ["No", "Project", "1", "Roads"]
    assert (box, layout.rotated, layout.has_picture) == ((72, 142, 300, 242), "up", False)
