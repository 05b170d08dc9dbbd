"""Pages of a PDF whose text says nothing, or nothing that can be trusted: read by what they show."""

from functools import cache

import pytest
from PIL import Image

from parsers.errors import UnreadableFileError
from parsers.formats import _scan_pages, pdf
from parsers.formats._pages import PageLayout
from parsers.formats._pdf_scans import unknown_characters
from parsers.formats._reflow import Line
from parsers.formats._steps import listening
from schemas.document import Document
from schemas.finding import Severity
from tests.conftest import notice_path
from tests.parsers.formats.builders import Pdf, pdf_with_unknown_characters, texts
from tests.scans import page_pictures, picture_pdf, scanned

WRONG = ["序号 项目名称 责任单位", "7 发展婴幼儿照护服务 区教委", "8 开展青少年心理健康教育 区卫健委"] * 4
UNIT = "公共服务局"
TOLD = ["通知", "口袋(cid:70000)公园(cid:1)", "附件1"]


@cache
def picture() -> Image.Image:
    """The upper left of a page: number, level, name and unit of a few projects."""
    page = page_pictures(notice_path("gaoxin-2024-plan", "pdf"))[1].crop((60, 120, 1090, 420))
    sheet = Image.new("L", (1240, 900), 255)
    sheet.paste(page, (80, 60))
    return scanned(sheet)


def read(*hidden: str) -> Document:
    return pdf.read(picture_pdf([picture()], hidden=hidden))


def units(document: Document) -> list[str]:
    (table,) = document.tables
    return [row[3] for row in texts(table) if len(row) > 3]


def without_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_scan_pages, "_LIBRARIES", ("rapidocr_of_nobody",))


def mixed() -> Pdf:
    return Pdf().text(90, 120, "附件1").page().picture().page().text(90, 120, "附件2")


def test_a_scan_is_read_by_what_it_shows() -> None:
    document = read()
    assert (document.format, document.pages) == ("scan", 1)
    assert UNIT in units(document)
    assert [f.rule for f in document.findings if f.severity is Severity.INFO] == []


def test_wrong_text_hidden_in_a_scan_is_not_used() -> None:
    document = read(*WRONG)
    assert (document.format, units(document)) == ("scan", units(read()))
    assert "区教委" not in document.model_dump_json()
    (finding,) = [f for f in document.findings if f.rule == "hidden_text_not_used"]
    assert (finding.severity, finding.page) == (Severity.INFO, 1)
    assert finding.message == (
        "the page is a picture with text hidden in it; the hidden text was not used, the picture was read."
    )


def test_pages_are_read_each_in_its_own_way() -> None:
    file = Pdf((446.4, 324)).text(60, 60, "关于印发实施方案的通知")
    file.page()
    from reportlab.lib.utils import ImageReader

    file.canvas.drawImage(ImageReader(picture()), 0, 0, 446.4, 324)
    file.empty = False
    document = pdf.read(file.file())
    assert document.format == "scan"
    assert [p.text for p in document.paragraphs][:1] == ["关于印发实施方案的通知"]
    assert UNIT in units(document)
    assert document.tables[0].page == 2


def test_a_picture_on_a_page_of_a_text_leaves_the_file_a_pdf() -> None:
    document = pdf.read(mixed().file())
    assert (document.format, document.pages) == ("pdf", 3)
    assert [p.text for p in document.paragraphs if not p.furniture] == ["附件1", "附件2"]


def test_a_font_without_characters_is_read_by_what_it_shows() -> None:
    try:
        document = pdf.read(pdf_with_unknown_characters())
    except UnreadableFileError as refusal:
        assert "no text could be recognised" in str(refusal)  # the font is not in the file, so it may show nothing
        return
    assert [f.rule for f in document.findings].count("unknown_characters") == 1
    assert "(cid:" not in document.model_dump_json()


def test_a_few_unknown_characters_on_a_page_are_told() -> None:
    pages = [PageLayout(n, 595, 842, (), (Line(text, 90, 190, 100, 112, 12),)) for n, text in enumerate(TOLD, 1)]
    (told,) = unknown_characters(pages)
    assert (told.rule, told.page, told.severity) == ("unknown_characters", 2, Severity.WARNING)
    assert told.message.startswith("2 of its characters") and "“(cid:70000)”" in told.message


def test_without_the_extra_a_scan_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    with pytest.raises(UnreadableFileError, match=r"^it is a scan, and what reads those is not installed; .*\[ocr\]"):
        read()


def test_without_the_extra_hidden_text_is_no_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    with pytest.raises(UnreadableFileError, match=r"^it is a scan with hidden text that cannot be trusted, .*\[ocr\]"):
        read(*WRONG)


def test_without_the_extra_unknown_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    with pytest.raises(UnreadableFileError, match=r"^it is a PDF whose fonts do not say .*\[ocr\]"):
        pdf.read(pdf_with_unknown_characters())


def test_without_the_extra_a_picture_among_pages_of_text_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    without_ocr(monkeypatch)
    assert [(f.rule, f.page) for f in pdf.read(mixed().file()).findings] == [("picture_page", 2)]


def test_every_page_that_is_looked_at_is_told() -> None:
    said: list[str] = []
    with listening(said.append):
        read()
    assert "the look of page 1 of 1" in said
    assert "page 1 of 1" in said
