"""Characters and paths of a page: the numbers of pdfminer, to the last bit."""

import io
import random
from collections.abc import Callable

import pytest
from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar, LTContainer, LTCurve, LTImage, LTItem
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser

from parsers.formats._pdf_content import Content, Shown
from parsers.formats._pdf_fonts import Fonts
from parsers.formats._pdf_operations import NotPlainError
from tests.parsers.formats.test_pdf_ways import VERTICAL, form, one_page

PLACED = b"/BBox [0 0 99 99] /Matrix [1 0 0 1 30 100] /Resources << /Font << /F1 5 0 R >> >>"


def only_page(data: bytes) -> PDFPage:
    (page,) = PDFPage.create_pages(PDFDocument(PDFParser(io.BytesIO(data))))
    return page


def shown(data: bytes) -> Shown:
    fonts = Fonts()
    found = Shown(fonts)
    Content(fonts, found).process_page(only_page(data))
    return found


def by_pdfminer(data: bytes) -> list[LTItem]:
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources)
    PDFPageInterpreter(resources, device).process_page(only_page(data))

    def items(container: LTContainer[LTItem]) -> list[LTItem]:
        return [i for item in container for i in (items(item) if isinstance(item, LTContainer) else [item])]

    return items(device.get_result())  # type: ignore[arg-type]


def drawn(seed: int) -> bytes:
    draw = random.Random(seed)

    def numbers(count: int) -> str:
        return " ".join(f"{draw.uniform(-200, 400):.{draw.randrange(4)}f}" for _ in range(count))

    operations: dict[str, Callable[[], str]] = {
        "cm": lambda: f"{draw.choice([1, -2])} {draw.choice([0, 0, 0.3])} 0 {draw.choice([1, -1])} {numbers(2)} cm",
        "Tm": lambda: f"{draw.choice([1, 0, -1])} {draw.choice([0, 0, 1])} {draw.choice([0, -1])} 1.2 {numbers(2)} Tm",
        "text": lambda: f"BT /F1 {draw.choice([9, 10.5, -3])} Tf {numbers(2)} Td (a b) Tj [(c)-120.5(d )3(e)] TJ ET",
        "state": lambda: draw.choice(["3 Tc", "4.5 Tw", "80 Tz", "2 Ts", "12 TL", "T*", "5 -7 TD", "q", "Q", "Q"]),
        "line": lambda: f"{numbers(2)} m {numbers(2)} l {draw.choice(['S', 's', 'f', 'n', 'b*', 'F'])}",
        "re": lambda: f"{numbers(4)} re {numbers(4)} re {draw.choice(['f', 'B', 'W n', 'f*'])}",
        "curve": lambda: f"{numbers(2)} m {numbers(6)} c {numbers(4)} v {numbers(4)} y h S",
        "square": lambda: "5 5 m 9 5 l 9 8 l 5 8 l 5 5 l h B",
        "form": lambda: draw.choice(["/X1 Do", "q /X1 Do Q"]),
        "odd": lambda: draw.choice(["7 7 l S", "7 7 m S", "h S", "1 1 m 2 2 m 3 3 l S", "1 2 m 9 9 l 9 2 l 1 2 l S"]),
    }
    content = "\n".join(operations[draw.choice(list(operations))]() for _ in range(40))
    moved = form(b"0 0 9 9 re f BT /F1 9 Tf 3 4 Td (f) Tj ET", PLACED)
    return one_page(content.encode(), more=(moved,))


@pytest.mark.parametrize("seed", range(40))
def test_the_numbers_are_those_of_pdfminer(seed: int) -> None:
    data = drawn(seed)
    found, expected = shown(data), by_pdfminer(data)
    chars = [item for item in expected if isinstance(item, LTChar)]
    assert [(text, x0, r.y0, x1, r.y1, r.upright, r.font) for r in found.runs for text, x0, x1 in r.chars] == [
        (c.get_text(), c.x0, c.y0, c.x1, c.y1, c.upright, c.fontname) for c in chars
    ]
    curves = [item for item in expected if isinstance(item, LTCurve)]
    assert [f"LT{path.kind.title()}" for path in found.paths] == [type(curve).__name__ for curve in curves]
    for path, curve in zip(found.paths, curves, strict=True):
        assert path.corners == curve.pts or (path.kind, path.corners) == ("rect", [curve.pts[0], curve.pts[2]])


def test_pictures_are_counted_also_within_forms() -> None:
    picture = b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /Length 1 >>\nstream\nA\nendstream"
    nested = form(b"/X1 Do", b"/BBox [0 0 9 9] /Resources << /XObject << /X1 7 0 R >> >>")
    data = one_page(b"/X1 Do /X1 Do", more=(nested, picture))
    assert shown(data).pictures == sum(isinstance(item, LTImage) for item in by_pdfminer(data)) == 2


@pytest.mark.parametrize(
    "data",
    [
        one_page(b"BT /F1 9 Tf <00210022> Tj ET", font=VERTICAL),
        one_page(b"/X1 Do", more=(form(b"/X1 Do"),)),
        one_page(b"0 0 m 0 99999999 l S"),
        one_page(b"BT /F7 9 Tf ET"),
    ],
)
def test_what_is_left_to_the_reference_way(data: bytes) -> None:
    with pytest.raises(NotPlainError):
        shown(data)


def test_forms_too_deep_in_each_other_end_the_reading() -> None:
    def deeper(number: int) -> bytes:
        return form(b"/X1 Do", b"/BBox [0 0 9 9] /Resources << /XObject << /X1 %d 0 R >> >>" % number)

    with pytest.raises(NotPlainError):
        shown(one_page(b"/X1 Do", more=tuple(deeper(number) for number in range(7, 40))))
