"""PDF with a text layer: ruled tables, the lines around them, and what is refused."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase.pdfmetrics import stringWidth

from parsers.errors import UnreadableFileError
from parsers.formats import pdf
from parsers.formats._sample import Sample
from schemas.document import Document, Overflow, Table
from schemas.finding import Severity
from tests.parsers.formats.builders import (
    FONT,
    Pdf,
    locked_pdf,
    places,
    raw_pdf,
    texts,
    words,
)

LEFT = 90
FULL = "各镇街要加强组织领导压紧压实工作责任确保完成各项目标任务并及时"
"""A line as wide as the text."""
ROWS = [["序号", "项目名称", "牵头单位"], ["1", "老旧小区改造", "区住建委"], ["2", "城市绿荫", "区城管局"]]
WIDTHS = [60, 120, 100]
CATALOGUE = b"<< /Type /Catalog /Pages 2 0 R >>"
DAMAGED = r"^it is a damaged PDF .*; ask for the file again\.$"


def read(file: Pdf) -> Document:
    return pdf.read(file.file())


def only_table(file: Pdf) -> Table:
    (table,) = read(file).tables
    return table


def one_cell(text: str, *, width: float = 130, high: float = 100) -> tuple[str, Overflow]:
    """How a cell with this drawn text is read; a neighbour makes a table of it."""
    file = Pdf().box(LEFT, 100, LEFT + width, 100 + high, text).box(LEFT + width, 100, LEFT + width + 60, 100 + high)
    cell = only_table(file).cells[0]
    return cell.text, cell.overflow


@pytest.mark.parametrize("start", [b"", b"\n", b"\xef\xbb\xbf", b"x" * 1019])
def test_a_pdf_is_claimed_by_its_first_line(start: bytes) -> None:
    assert pdf.claims(Sample.of(start + Pdf().file()))


@pytest.mark.parametrize("data", [b"", b"%PD", b"x" * 1024 + b"%PDF-1.7", "通知".encode()])
def test_other_files_are_not_claimed(data: bytes) -> None:
    assert not pdf.claims(Sample.of(data))


def test_wrapped_lines_are_one_paragraph() -> None:
    file = Pdf().lines(LEFT + 24, 100, [FULL[2:]]).lines(LEFT, 118, [FULL, "报送进展。"])
    assert words(read(file)) == [FULL[2:] + FULL + "报送进展。"]


def test_paragraphs_stay_apart() -> None:
    file = Pdf().lines(LEFT, 100, ["各镇人民政府：", FULL, "报送进展。"]).lines(LEFT + 24, 154, ["特此通知。"])
    assert words(read(file)) == ["各镇人民政府：", FULL + "报送进展。", "特此通知。"]


def test_a_document_number_and_a_title_stay_apart() -> None:
    file = Pdf().text(230, 100, "渝北府办发〔2024〕5号").text(200, 140, "关于印发实施方案的通知").text(LEFT, 200, FULL)
    assert words(read(file))[:2] == ["渝北府办发〔2024〕5号", "关于印发实施方案的通知"]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        ([(0, "到"), (0, "2024"), (0, "年")], "到2024年"),
        ([(0, "到"), (0.25, "2024"), (0.25, "年")], "到2024年"),
        ([(0, "到2024年底")], "到2024年底"),
        ([(0, "普及AED设备")], "普及AED设备"),
        ([(0, "通"), (2, "知")], "通 知"),
        ([(0, "通  知")], "通  知"),
        ([(0, "Smart City")], "Smart City"),
        ([(0, "共33项"), (1, "其中15项")], "共33项 其中15项"),
        ([(0, "\u3000\u3000各镇")], "各镇"),
    ],
)
def test_a_quarter_em_is_no_space_and_an_em_is_one(pieces: list[tuple[float, str]], expected: str) -> None:
    assert words(read(Pdf().pieces(LEFT, 200, pieces))) == [expected]


def test_text_drawn_twice_to_look_bold_is_read_once() -> None:
    assert words(read(Pdf().text(LEFT, 200, "通知").text(LEFT + 0.4, 200, "通知"))) == ["通知"]


def test_a_character_that_is_meant_twice_is_read_twice() -> None:
    assert words(read(Pdf().text(LEFT, 200, "一一列出，渐渐完成"))) == ["一一列出，渐渐完成"]


def test_a_superscript_stays_in_its_line() -> None:
    before, after = "约260万m", "的小区"
    file = Pdf()
    x = LEFT + stringWidth(before, FONT, 12)
    file.text(LEFT, 200, before).text(x, 199, "2", 7.8).text(x + 5, 200, after)
    assert words(read(file)) == ["约260万m2的小区"]


def test_a_line_of_two_sizes_is_one_line() -> None:
    file = Pdf().text(LEFT, 200, "附件", 16).text(LEFT + 34, 204, "（一）", 10)
    assert words(read(file)) == ["附件（一）"]


def test_a_ruled_table() -> None:
    table = only_table(Pdf().grid(LEFT, 100, WIDTHS, ROWS, 40))
    assert (table.rows, table.columns, table.page, table.spans_known) == (3, 3, 1, True)
    assert texts(table) == ROWS


def test_a_cell_across_columns_and_a_cell_down_rows() -> None:
    file = Pdf().box(90, 100, 150, 180, "市级").box(150, 100, 270, 140, "甲").box(270, 100, 330, 140, "1")
    file.box(150, 140, 270, 180, "乙").box(270, 140, 330, 180, "2").box(90, 180, 270, 220, "合计").box(
        270, 180, 330, 220
    )
    assert places(only_table(file)) == [
        ("市级", 1, 1, 2, 1),
        ("甲", 1, 2, 1, 1),
        ("1", 1, 3, 1, 1),
        ("乙", 2, 2, 1, 1),
        ("2", 2, 3, 1, 1),
        ("合计", 3, 1, 1, 2),
        ("", 3, 3, 1, 1),
    ]


def test_a_section_across_the_whole_table() -> None:
    file = Pdf().grid(LEFT, 100, WIDTHS, ROWS[:1], 40).box(90, 140, 370, 180, "一、市级民生实事")
    file.grid(LEFT, 180, WIDTHS, ROWS[1:], 40)
    assert places(only_table(file))[3] == ("一、市级民生实事", 2, 1, 1, 3)


@pytest.mark.parametrize("gap", [0.5, 1.5, 2.5])
def test_double_rulings_make_no_further_cells(gap: float) -> None:
    file = Pdf().grid(LEFT, 100, WIDTHS, ROWS, 40).box(LEFT - gap, 100 - gap, LEFT + 280 + gap, 220 + gap)
    table = only_table(file)
    assert (table.rows, table.columns, texts(table)) == (3, 3, ROWS)


def test_lines_inside_a_cell_are_rejoined() -> None:
    assert one_cell("新开工改造老旧小区共\n计10个，提升公园\n3个。")[0] == "新开工改造老旧小区共计10个，提升公园\n3个。"


def test_paragraphs_of_a_cell_are_kept() -> None:
    assert one_cell("区公安分局、\n区城管局、\n区交通局")[0] == "区公安分局、\n区城管局、\n区交通局"


def test_items_of_a_cell_are_kept() -> None:
    assert one_cell("（1）新开工改造小区；\n（2）提升公园。")[0] == "（1）新开工改造小区；\n（2）提升公园。"


def test_a_narrow_cell_with_a_character_a_line_is_one_word() -> None:
    assert one_cell("序\n号", width=22)[0] == "序号"
    assert one_cell("市\n级\n民\n生\n实\n事", width=22, high=130)[0] == "市级民生实事"


@pytest.mark.parametrize(
    ("text", "high", "expected"),
    [
        ("", 40, Overflow.NONE),
        ("新开工改造老旧小区共", 100, Overflow.NONE),
        ("新开工改造老旧小区共", 22, Overflow.LINE),
        ("新开工。", 22, Overflow.PARAGRAPH),
        ("新开工改造老旧小区共\n计10个。", 40, Overflow.PARAGRAPH),
        ("共计10个。\n新开工改造老旧小区共", 40, Overflow.LINE),
        ("新开工改造老旧小区共\n计10个。", 100, Overflow.NONE),
    ],
)
def test_a_cell_says_whether_its_text_ran_out_of_room(text: str, high: float, expected: Overflow) -> None:
    assert one_cell(text, high=high)[1] is expected


def test_a_frame_around_text_is_no_table() -> None:
    document = read(Pdf().box(80, 90, 500, 300).lines(LEFT, 120, ["温馨提示", FULL, "报送进展。"]))
    assert document.tables == ()
    assert words(document) == ["温馨提示", FULL + "报送进展。"]


def test_several_tables_and_the_words_between() -> None:
    file = Pdf().text(LEFT, 120, "附件1").grid(LEFT, 150, WIDTHS, ROWS, 30).text(LEFT, 300, "附件2：表")
    document = read(file.grid(LEFT, 330, WIDTHS, ROWS[::-1], 30).text(LEFT, 500, "注：说明在此"))
    assert [b.kind for b in document.blocks] == ["paragraph", "table", "paragraph", "table", "paragraph"]
    assert [texts(t)[0] for t in document.tables] == [ROWS[0], ROWS[2]]


def test_two_tables_side_by_side_stay_two() -> None:
    file = Pdf().grid(60, 150, [60, 120], [["1", "甲"], ["2", "乙"]], 30)
    file.grid(320, 150, [60, 120], [["3", "丙"], ["4", "丁"]], 30)
    assert [texts(t) for t in read(file).tables] == [[["1", "甲"], ["2", "乙"]], [["3", "丙"], ["4", "丁"]]]


def test_words_in_a_table_but_in_none_of_its_cells_are_kept_with_a_finding() -> None:
    file = Pdf().box(90, 100, 200, 140, "序号").box(200, 100, 320, 140, "项目").box(90, 140, 200, 180, "1")
    document = read(file.text(220, 150, "漏线单元"))
    assert words(document) == ["漏线单元"]
    (finding,) = document.findings
    assert (finding.severity, finding.rule, finding.page) == (Severity.WARNING, "text_outside_cells", 1)
    assert "漏线单元" in finding.message


def test_a_page_without_faults_has_no_findings() -> None:
    assert read(Pdf().text(LEFT, 120, "附件1").grid(LEFT, 150, WIDTHS, ROWS, 30)).findings == ()


@pytest.mark.parametrize("angle", [90, 270])
def test_words_set_upright_on_their_side_are_not_lost_in_silence(angle: int) -> None:
    file = Pdf().grid(LEFT, 100, WIDTHS, ROWS, 40).text(LEFT, 400, "说明")
    file.canvas.saveState()
    file.canvas.translate(300, 300)
    file.canvas.rotate(angle)
    file.canvas.setFont(FONT, 12)
    file.canvas.drawString(0, 0, "票决项目")
    file.canvas.restoreState()
    shown = read(file).model_dump_json()
    assert all(character in shown for character in "票决")


def test_pages_are_counted_and_told_apart() -> None:
    file = Pdf().text(LEFT, 120, "附件1").page().grid(LEFT, 150, WIDTHS, ROWS, 30).page().text(LEFT, 120, "附件2")
    document = read(file)
    assert (document.pages, [b.page for b in document.blocks]) == (3, [1, 2, 3])


def test_landscape_pages() -> None:
    file = Pdf().lines(LEFT, 120, [FULL, "报送进展。"]).page(landscape(A4))
    document = read(file.text(LEFT, 90, "附件1").grid(LEFT, 150, [60, 400, 200], ROWS, 40).text(400, 560, "— 2 —"))
    assert texts(document.tables[0]) == ROWS
    assert words(document) == [FULL + "报送进展。", "附件1"]


@pytest.mark.parametrize("rotation", [90, 270])
def test_a_page_turned_by_its_viewer(rotation: int) -> None:
    file = Pdf()
    file.canvas.setPageRotation(rotation)
    if rotation == 90:
        file.canvas.translate(A4[0], 0)
    else:
        file.canvas.translate(0, A4[1])
    file.canvas.rotate(90 if rotation == 90 else -90)
    file.size = landscape(A4)
    assert texts(only_table(file.grid(LEFT, 150, [60, 400, 200], ROWS, 40))) == ROWS


def test_page_numbers_are_furniture() -> None:
    file = (
        Pdf().text(LEFT, 120, "附件1").text(290, 790, "— 1 —").page().text(LEFT, 120, "附件2").text(290, 790, "— 2 —")
    )
    document = read(file)
    assert [p.text for p in document.paragraphs if p.furniture] == ["— 1 —", "— 2 —"]
    assert words(document) == ["附件1", "附件2"]


def test_a_paragraph_cut_by_a_page_break_is_whole() -> None:
    file = Pdf().lines(LEFT, 690, [FULL, FULL]).text(290, 790, "- 1 -").page()
    file.lines(LEFT, 120, ["报送进展。"]).lines(LEFT + 24, 138, ["特此通知。"]).text(290, 790, "- 2 -")
    assert words(read(file)) == [FULL + FULL + "报送进展。", "特此通知。"]


def test_a_table_cut_by_a_page_break_comes_in_two_pieces() -> None:
    file = Pdf().grid(LEFT, 640, WIDTHS, ROWS[:2], 40).page().grid(LEFT, 80, WIDTHS, ROWS[2:], 40)
    assert [(t.page, texts(t)) for t in read(file).tables] == [(1, ROWS[:2]), (2, ROWS[2:])]


def test_a_locked_file_is_refused() -> None:
    with pytest.raises(
        UnreadableFileError, match=r"^it is encrypted and opens only with a password; save it without one\.$"
    ):
        pdf.read(locked_pdf("Notice 2024", user_password="secret"))


def test_a_file_that_only_forbids_printing_is_read() -> None:
    assert words(pdf.read(locked_pdf("Notice 2024", user_password=""))) == ["Notice 2024"]


@pytest.mark.parametrize("share", [0.05, 0.3, 0.5, 0.8, 0.95, 0.99])
def test_a_file_cut_off_is_refused(share: float) -> None:
    file = Pdf()
    for number in range(4):
        file.lines(LEFT, 120, [f"第{number}部分"]).grid(LEFT, 200, WIDTHS, ROWS, 40).page()
    data = file.file()
    with pytest.raises(UnreadableFileError, match=DAMAGED):
        pdf.read(data[: int(len(data) * share)])


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + bytes(range(256)) * 4, b"%PDF-\n" * 50]
)
def test_garbage_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=DAMAGED):
        pdf.read(data)


def test_a_file_without_a_page_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match=DAMAGED):
        pdf.read(raw_pdf(CATALOGUE, b"<< /Type /Pages /Kids [] /Count 0 >>"))


@pytest.mark.parametrize("box", [b"", b"/MediaBox [0 0]", b"/MediaBox [0 0 /a /b]", b"/MediaBox null"])
def test_a_page_without_a_size_is_read_or_refused(box: bytes) -> None:
    content = b"BT /F1 12 Tf 72 700 Td (Notice) Tj ET"
    page = b"<< /Type /Page /Parent 2 0 R %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>" % box
    file = raw_pdf(
        CATALOGUE,
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        page,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    try:
        assert words(pdf.read(file)) == ["Notice"]
    except UnreadableFileError as refusal:
        assert "damaged PDF" in str(refusal)


@pytest.mark.parametrize("pages", [1, 3])
def test_pictures_without_text_are_refused(pages: int) -> None:
    file = Pdf().picture()
    for _ in range(pages - 1):
        file.page().picture()
    with pytest.raises(
        UnreadableFileError, match=r"^(no text could be recognised in its pictures|it is a scan)[;,] .*\.$"
    ):
        read(file)


def test_a_scanned_page_among_others_is_not_lost_in_silence() -> None:
    document = read(Pdf().text(LEFT, 120, "附件1").page().picture().page().text(LEFT, 120, "附件2"))
    assert [f.page for f in document.findings] == [2]


def test_a_picture_beside_text_needs_no_finding() -> None:
    assert read(Pdf().picture().text(LEFT, 120, "附件1")).findings == ()


@given(st.data())
@settings(deadline=None, max_examples=50, derandomize=True)
def test_a_damaged_byte_never_raises_anything_else(data: st.DataObject) -> None:
    file = bytearray(Pdf().text(LEFT, 100, "附件1").grid(LEFT, 200, WIDTHS, ROWS, 30).file())
    for at in data.draw(st.lists(st.integers(0, len(file) - 1), min_size=1, max_size=4)):
        file[at] = data.draw(st.integers(0, 255))
    try:
        pdf.read(bytes(file))
    except UnreadableFileError as refusal:
        assert str(refusal).endswith(".")


@pytest.mark.parametrize(
    "content",
    [
        b"BT /F1 %s.5 Tf 72 700 Td (abc) Tj ET",
        b"BT /F1 12 Tf %s.5 -%s.5 Td (abc) Tj ET",
    ],
)
def test_text_placed_beyond_all_numbers_is_a_damage(content: bytes) -> None:
    """A number of some hundred digits is read as infinite, and two of them make what is no number at all."""
    content = content.replace(b"%s", b"9" * 400)
    data = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    with pytest.raises(UnreadableFileError, match="placed nowhere"):
        pdf.read(data)
