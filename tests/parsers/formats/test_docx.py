"""Word packages: the true grid of their tables, what Word shows, and what is refused."""

import io
import struct
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.errors import UnreadableFileError
from parsers.formats import docx
from parsers.formats._sample import Sample
from schemas.document import Document, Paragraph, Table
from tests.parsers.formats.builders import (
    DOCUMENT_PART,
    NUMBERING_PART,
    STYLES_PART,
    W_NS,
    abstract_list,
    cell,
    concrete_list,
    control,
    docx_file,
    docx_with_footnote,
    either,
    element_xml,
    level,
    member,
    numbered,
    old_text_box,
    par,
    places,
    repack,
    row,
    run,
    switch,
    table,
    text_box,
    texts,
    words,
    zip_file,
)

HEADER = row("序号", "项目名称", "牵头单位")
DELETED, INSERTED = '<w:del w:id="1"/>', '<w:ins w:id="1"/>'
DELETED_RUN = '<w:del w:id="1"><w:r><w:delText>{}</w:delText></w:r></w:del>'
NUMBERS = abstract_list(0, level(0, "%1")) + concrete_list(1, 0)
DOWN, DOWN_ON = switch("vMerge", "restart"), switch("vMerge")
ACROSS, ACROSS_ON = switch("hMerge", "restart"), switch("hMerge")


def read(body: str, *, styles: str = "", numbering: str = "") -> Document:
    return docx.read(docx_file(body, styles=styles, numbering=numbering))


def only_table(*rows: str, numbering: str = "") -> Table:
    (found,) = read(table(*rows), numbering=numbering).tables
    return found


def wide(text: str, columns: int, properties: str = "") -> str:
    return cell(text, properties=switch("gridSpan", str(columns)) + properties)


def drawn_squares(found: Table) -> list[tuple[int, int]]:
    """Every square of the grid that a cell covers, once for each cell that does."""
    return sorted(
        (r, c)
        for x in found.cells
        for r in range(x.row, x.row + x.row_span)
        for c in range(x.column, x.column + x.column_span)
    )


def everything_said(document: Document) -> str:
    return document.model_dump_json()


def test_blocks_come_in_reading_order() -> None:
    document = read(par("附件1") + table(HEADER) + par("注：说明") + table(row("甲")))
    assert [b.text if isinstance(b, Paragraph) else texts(b)[0][0] for b in document.blocks] == [
        "附件1",
        "序号",
        "注：说明",
        "甲",
    ]


def test_a_word_file_has_no_pages() -> None:
    document = read(par("通知") + table(HEADER))
    assert (document.format, document.pages) == ("docx", None)
    assert {b.page for b in document.blocks} == {None}


def test_spans_are_known() -> None:
    assert only_table(HEADER).spans_known


def test_empty_paragraphs_are_left_out() -> None:
    assert words(read(par() + par("  ") + par("\u3000\u3000各街道办事处：") + par())) == ["各街道办事处："]


def test_an_empty_document_has_no_blocks() -> None:
    assert read("").blocks == ()


def test_paragraphs_of_a_cell_are_joined_by_newlines() -> None:
    assert texts(only_table(row("1", cell("区教委、", "区民政局"), cell(par(), "甲", par())))) == [
        ["1", "区教委、\n区民政局", "甲"]
    ]


def test_empty_cells_are_kept() -> None:
    assert texts(only_table(row("1", "", "甲"), row("", "", ""))) == [["1", "", "甲"], ["", "", ""]]


def test_a_cell_across_columns() -> None:
    assert places(only_table(HEADER, row(wide("一、市级民生实事", 3)), row(wide("合计", 2), "33"))) == [
        ("序号", 1, 1, 1, 1),
        ("项目名称", 1, 2, 1, 1),
        ("牵头单位", 1, 3, 1, 1),
        ("一、市级民生实事", 2, 1, 1, 3),
        ("合计", 3, 1, 1, 2),
        ("33", 3, 3, 1, 1),
    ]


def test_a_cell_down_rows() -> None:
    found = only_table(
        row(cell("市级", properties=DOWN), "甲"),
        row(cell(properties=DOWN_ON), "乙"),
        row(cell(properties=switch("vMerge", "continue")), "丙"),
    )
    assert places(found) == [("市级", 1, 1, 3, 1), ("甲", 1, 2, 1, 1), ("乙", 2, 2, 1, 1), ("丙", 3, 2, 1, 1)]


def test_a_cell_down_rows_and_across_columns() -> None:
    found = only_table(row(wide("市级", 2, DOWN), "甲"), row(wide("", 2, DOWN_ON), "乙"), row("1", "2", "3"))
    assert places(found)[:3] == [("市级", 1, 1, 2, 2), ("甲", 1, 3, 1, 1), ("乙", 2, 3, 1, 1)]


def test_one_merge_may_begin_right_below_another() -> None:
    found = only_table(
        row(cell("市级", properties=DOWN), "甲"),
        row(cell(properties=DOWN_ON), "乙"),
        row(cell("区级", properties=DOWN), "丙"),
        row(cell(properties=DOWN_ON), "丁"),
    )
    assert [p for p in places(found) if p[2] == 1] == [("市级", 1, 1, 2, 1), ("区级", 3, 1, 2, 1)]


def test_two_merges_side_by_side_stay_two() -> None:
    found = only_table(
        row(cell("市级", properties=DOWN), cell("一", properties=DOWN), "甲"),
        row(cell(properties=DOWN_ON), cell(properties=DOWN_ON), "乙"),
    )
    assert places(found)[:2] == [("市级", 1, 1, 2, 1), ("一", 1, 2, 2, 1)]


def test_a_merge_that_goes_on_from_nothing_is_a_cell() -> None:
    found = only_table(row(cell("市级", properties=DOWN_ON), "甲"), row(cell(properties=DOWN_ON), "乙"))
    assert places(found)[0] == ("市级", 1, 1, 2, 1)


def test_a_merge_does_not_jump_over_a_row() -> None:
    found = only_table(
        row(cell("市级", properties=DOWN), "甲"), row("区级", "乙"), row(cell("票决", properties=DOWN_ON), "丙")
    )
    assert [p for p in places(found) if p[2] == 1] == [("市级", 1, 1, 1, 1), ("区级", 2, 1, 1, 1), ("票决", 3, 1, 1, 1)]


def test_text_in_the_lower_cells_of_a_merge_is_not_lost() -> None:
    found = only_table(row(cell("区教委", properties=DOWN)), row(cell("区民政局", properties=DOWN_ON)))
    assert places(found) == [("区教委\n区民政局", 1, 1, 2, 1)]


def test_a_table_in_the_lower_cells_of_a_merge_is_not_lost() -> None:
    found = only_table(row(cell("市级", properties=DOWN)), row(cell(table(row("子项")), properties=DOWN_ON)))
    assert [texts(t) for t in found.cells[0].tables] == [[["子项"]]]


@pytest.mark.parametrize("columns", [1, 2])
def test_a_row_may_begin_further_in(columns: int) -> None:
    found = only_table(HEADER, row("甲", properties=switch("gridBefore", str(columns))))
    assert places(found)[-1] == ("甲", 2, 1 + columns, 1, 1)


def test_a_merge_goes_on_below_whatever_stands_before_it() -> None:
    found = only_table(
        row("1", "甲", cell("市级", properties=DOWN)),
        row(cell(properties=DOWN_ON), properties=switch("gridBefore", "2")),
    )
    assert places(found)[-1] == ("市级", 1, 3, 2, 1)


def test_a_row_may_end_early() -> None:
    found = only_table(HEADER, row("1", "甲", properties=switch("gridAfter", "1")))
    assert (found.columns, places(found)[-1]) == (3, ("甲", 2, 2, 1, 1))


def test_the_widest_row_gives_the_width() -> None:
    assert only_table(row(wide("附件", 2)), row("1", "2", wide("3", 3)), row("1")).columns == 5


def test_a_cell_across_columns_in_the_old_notation() -> None:
    found = only_table(
        HEADER, row(cell("合计", properties=ACROSS), cell(properties=ACROSS_ON), "33"), row("1", "2", "3")
    )
    assert places(found)[3:5] == [("合计", 2, 1, 1, 2), ("33", 2, 3, 1, 1)]


def test_text_swallowed_by_the_old_notation_is_not_lost() -> None:
    found = only_table(row(cell("合计", properties=ACROSS), cell("33项", properties=ACROSS_ON), "甲"))
    assert "33项" in found.cells[0].text


def test_the_old_notation_goes_down_rows_too() -> None:
    found = only_table(
        row("1", cell("市级", properties=ACROSS + DOWN), cell(properties=ACROSS_ON), "甲"),
        row("2", cell(properties=ACROSS + DOWN_ON), cell(properties=ACROSS_ON), "乙"),
    )
    assert places(found) == [
        ("1", 1, 1, 1, 1),
        ("市级", 1, 2, 2, 2),
        ("甲", 1, 4, 1, 1),
        ("2", 2, 1, 1, 1),
        ("乙", 2, 4, 1, 1),
    ]


@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 3), st.sampled_from(["", DOWN, DOWN_ON])), min_size=1, max_size=4),
        min_size=1,
        max_size=4,
    )
)
@settings(deadline=None, max_examples=40)
def test_no_two_cells_cover_one_square(shape: list[list[tuple[int, str]]]) -> None:
    found = only_table(*[row(*[wide("甲", span, merge) for span, merge in r]) for r in shape])
    squares = drawn_squares(found)
    assert len(squares) == len(set(squares))
    assert found.columns == max(sum(span for span, _ in r) for r in shape)


def test_rows_in_a_content_control() -> None:
    assert texts(only_table(HEADER, control(row("1", "甲", "区教委")))) == [
        ["序号", "项目名称", "牵头单位"],
        ["1", "甲", "区教委"],
    ]


def test_cells_in_a_content_control() -> None:
    assert texts(only_table(row("1", control(cell("市级")), "甲"))) == [["1", "市级", "甲"]]


def test_paragraphs_in_a_content_control() -> None:
    assert texts(only_table(row("1", cell(control(par("市级")))))) == [["1", "市级"]]


def test_content_controls_in_one_another() -> None:
    assert words(read(control(control(par("附件1")) + par("方案")))) == ["附件1", "方案"]


def test_a_table_in_a_content_control() -> None:
    assert texts(read(control(table(HEADER))).tables[0]) == [["序号", "项目名称", "牵头单位"]]


def test_a_table_in_a_cell_stands_beside_its_text() -> None:
    found = only_table(row("1", cell("分镇街任务：", table(row("龙山街道", "3个"), row("两路街道", "2个")), par())))
    assert texts(found) == [["1", "分镇街任务："]]
    assert [texts(t) for t in found.cells[1].tables] == [[["龙山街道", "3个"], ["两路街道", "2个"]]]


def test_tables_three_deep() -> None:
    found = only_table(row(cell(table(row(cell("乙", table(row("丙"))))))))
    assert texts(found.cells[0].tables[0].cells[0].tables[0]) == [["丙"]]


def test_a_deleted_row_is_gone() -> None:
    found = only_table(HEADER, row("1", "甲", "乙", properties=DELETED), row("2", "丙", "丁"))
    assert (found.rows, texts(found)[1]) == (2, ["2", "丙", "丁"])


def test_an_inserted_row_is_there() -> None:
    assert texts(only_table(HEADER, row("1", "甲", "乙", properties=INSERTED)))[1] == ["1", "甲", "乙"]


def test_a_table_of_deleted_rows_is_no_table() -> None:
    assert read(table(row("1", properties=DELETED)) + par("附件")).tables == ()


def test_a_deleted_row_does_not_break_a_merge() -> None:
    found = only_table(
        row(cell("市级", properties=DOWN), "甲"),
        row(cell(properties=DOWN_ON), "乙", properties=DELETED),
        row(cell(properties=DOWN_ON), "丙"),
    )
    assert places(found)[0] == ("市级", 1, 1, 2, 1)


def test_a_deleted_row_does_not_count() -> None:
    number = cell(par(properties=numbered(1)))
    found = only_table(row(number, "甲"), row(number, "乙", properties=DELETED), row(number, "丙"), numbering=NUMBERS)
    assert texts(found) == [["1", "甲"], ["2", "丙"]]


def test_a_paragraph_inserted_is_there_and_one_deleted_is_gone() -> None:
    gone = par(DELETED_RUN.format("区民政局"), properties=f"<w:rPr>{DELETED}</w:rPr>")
    there = par(f'<w:ins w:id="1">{run("区教委")}</w:ins>', properties=f"<w:rPr>{INSERTED}</w:rPr>")
    assert words(read(gone + there)) == ["区教委"]


@pytest.mark.parametrize("mark", [DELETED, '<w:moveFrom w:id="1"/>'])
def test_a_deleted_paragraph_mark_joins_two_paragraphs(mark: str) -> None:
    body = par("龙山街道、", properties=f"<w:rPr>{mark}</w:rPr>") + par("两路街道")
    assert words(read(body)) == ["龙山街道、两路街道"]


def test_two_paragraphs_joined_have_the_number_of_the_second_in_front() -> None:
    body = par("新开工", properties=numbered(1) + f"<w:rPr>{DELETED}</w:rPr>") + par("改造", properties=numbered(1))
    lists = abstract_list(0, level(0, "%1、")) + concrete_list(1, 0)
    assert words(read(body + par("验收", properties=numbered(1)), numbering=lists)) == ["1、新开工改造", "2、验收"]


def test_a_deleted_paragraph_does_not_count() -> None:
    gone = par(DELETED_RUN.format("乙"), properties=numbered(1) + f"<w:rPr>{DELETED}</w:rPr>")
    body = par("甲", properties=numbered(1)) + gone + par("丙", properties=numbered(1))
    lists = abstract_list(0, level(0, "%1、")) + concrete_list(1, 0)
    assert words(read(body, numbering=lists)) == ["1、甲", "2、丙"]


def test_paragraphs_moved_are_read_where_they_went() -> None:
    away = f'<w:moveFrom w:id="1">{run("区教委")}</w:moveFrom>'
    here = f'<w:moveTo w:id="2">{run("区教委")}</w:moveTo>'
    assert words(read(par("一、", away) + par("二、", here))) == ["一、", "二、区教委"]


def test_a_serial_column_numbered_by_word() -> None:
    number = cell(par(properties=numbered(1)))
    found = only_table(HEADER, *[row(number, name, "区教委") for name in "甲乙丙"], numbering=NUMBERS)
    assert [r[0] for r in texts(found)] == ["序号", "1", "2", "3"]


def test_numbers_count_on_from_table_to_table() -> None:
    number = cell(par(properties=numbered(1)))
    document = read(table(row(number, "甲")) + par("二、区级") + table(row(number, "乙")), numbering=NUMBERS)
    assert [texts(t) for t in document.tables] == [[["1", "甲"]], [["2", "乙"]]]


def test_headings_numbered_by_their_style() -> None:
    styles = f'<w:style w:type="paragraph" w:styleId="Part"><w:pPr>{numbered(1)}</w:pPr></w:style>'
    lists = abstract_list(0, level(0, "%1、", "chineseCounting")) + concrete_list(1, 0)
    body = "".join(par(text, properties=switch("pStyle", "Part")) for text in ("明确目标任务", "强化部门协同"))
    assert words(read(body, styles=styles, numbering=lists)) == ["一、明确目标任务", "二、强化部门协同"]


def test_a_number_does_not_run_into_the_digits_after_it() -> None:
    lists = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    lists += '<w:suff w:val="tab"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>' + concrete_list(1, 0)
    (text,) = words(read(par("2024年底前完成", properties=numbered(1)), numbering=lists))
    assert text.split() == ["1", "2024年底前完成"]


def test_a_text_box_follows_the_paragraph_it_hangs_on() -> None:
    assert words(read(par("附件1", text_box(par("单位：万元"))) + par("方案"))) == ["附件1", "单位：万元", "方案"]


def test_a_text_box_written_twice_is_read_once() -> None:
    box = either(text_box(par("单位：万元")), old_text_box(par("单位：万元")))
    assert words(read(par("附件1", f"<w:r>{box}</w:r>"))) == ["附件1", "单位：万元"]


def test_an_old_text_box_is_read() -> None:
    assert words(read(par(old_text_box(par("单位：万元"))))) == ["单位：万元"]


def test_a_table_in_a_text_box_is_read() -> None:
    assert [texts(t) for t in read(par(text_box(table(row("1", "甲"))))).tables] == [[["1", "甲"]]]


def test_a_text_box_in_a_cell_belongs_to_the_cell() -> None:
    assert texts(only_table(row("1", cell(par("甲", text_box(par("乙"))))))) == [["1", "甲\n乙"]]


def test_a_text_box_in_a_text_box_is_read_once() -> None:
    assert words(read(par("甲", text_box(par("乙", text_box(par("丙"))))))) == ["甲", "乙", "丙"]


def test_a_deleted_text_box_is_gone() -> None:
    assert words(read(par("甲", f'<w:del w:id="1">{text_box(par("乙"))}</w:del>'))) == ["甲"]


def test_a_footnote_mark_leaves_its_paragraph_whole() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    assert (
        words(docx.read(docx_with_footnote(par("区级15项", mark, "，共33项"), "含区人大票决项目")))[0]
        == "区级15项，共33项"
    )


def test_a_footnote_is_not_lost_in_silence() -> None:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    document = docx.read(docx_with_footnote(par("区级15项", mark), "含区人大票决项目"))
    assert "含区人大票决项目" in everything_said(document)


def test_comments_between_elements_do_no_harm() -> None:
    found = read(f"<!-- 甲 -->{par('附件')}<?pi?>{table('<!-- 乙 -->' + row('<!-- 丙 -->' + cell('1')))}")
    assert (words(found), texts(found.tables[0])) == (["附件"], [["1"]])


@pytest.mark.parametrize("members", [{DOCUMENT_PART: b""}, {"[Content_Types].xml": b"", DOCUMENT_PART: b"<x/>"}])
def test_a_package_with_a_document_part_is_claimed(members: dict[str, bytes]) -> None:
    assert docx.claims(Sample.of(zip_file(members)))


def test_a_package_whose_document_part_has_another_name_is_claimed_and_read() -> None:
    package, other = docx_file(par("通知")), "word/document2.xml"
    relations = "word/_rels/document.xml.rels"
    renamed = repack(
        package,
        {
            DOCUMENT_PART: None,
            other: member(package, DOCUMENT_PART),
            relations: None,
            "word/_rels/document2.xml.rels": member(package, relations),
            "_rels/.rels": member(package, "_rels/.rels").replace(b"document.xml", b"document2.xml"),
            "[Content_Types].xml": member(package, "[Content_Types].xml").replace(b"document.xml", b"document2.xml"),
        },
    )
    assert docx.claims(Sample.of(renamed))
    assert words(docx.read(renamed)) == ["通知"]


@pytest.mark.parametrize(
    "members", [{"xl/workbook.xml": b"<x/>"}, {"OFD.xml": b"<x/>"}, {"通知.docx": b"PK"}, {"a/word.txt": b""}]
)
def test_other_packages_are_not_claimed(members: dict[str, bytes]) -> None:
    assert not docx.claims(Sample.of(zip_file(members)))


def test_a_package_cut_off_is_claimed_so_that_its_refusal_names_the_fault() -> None:
    package = docx_file(par("通知" * 500))
    assert docx.claims(Sample.of(package[: len(package) // 2]))


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99, 0.999])
def test_a_package_cut_off_is_refused(share: float) -> None:
    package = docx_file(par("通知") * 200)
    with pytest.raises(
        UnreadableFileError, match=r"damaged DOCX \(the end of the file .*\); ask for the file again\.$"
    ):
        docx.read(package[: int(len(package) * share)])


def test_a_zip_that_is_no_word_package_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="damaged DOCX"):
        docx.read(zip_file({"a.txt": b"abc"}))


@pytest.mark.parametrize(
    "name", ["[Content_Types].xml", "_rels/.rels", DOCUMENT_PART, STYLES_PART, NUMBERING_PART, "word/settings.xml"]
)
def test_a_package_without_one_of_its_parts_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFileError, match=r"damaged DOCX \(a part is missing\); ask for the file again\.$"):
        docx.read(repack(docx_file(par("通知")), {name: None}))


@pytest.mark.parametrize("content", [b"", b"<w:document", b"\xff\xfe", b"plain words", b"<a><b></a>"])
@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels", DOCUMENT_PART, STYLES_PART, NUMBERING_PART])
def test_broken_xml_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^it is a damaged DOCX \(broken XML: .*\); save it anew\.$"):
        docx.read(repack(docx_file(par("通知")), {name: content}))


@pytest.mark.parametrize("name", ["[Content_Types].xml", "_rels/.rels", DOCUMENT_PART, "word/_rels/document.xml.rels"])
def test_a_part_that_is_other_xml_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFileError, match="damaged DOCX"):
        docx.read(repack(docx_file(par("通知")), {name: b"<other/>"}))


def test_a_document_without_a_body_is_refused() -> None:
    with pytest.raises(UnreadableFileError, match="damaged DOCX"):
        docx.read(repack(docx_file(""), {DOCUMENT_PART: element_xml("document", "").encode()}))


def test_a_document_in_the_strict_namespace_is_read_or_refused() -> None:
    package = docx_file(par("通知"))
    strict = member(package, DOCUMENT_PART).replace(W_NS.encode(), b"http://purl.oclc.org/ooxml/wordprocessingml/main")
    try:
        assert words(docx.read(repack(package, {DOCUMENT_PART: strict}))) == ["通知"]
    except UnreadableFileError as refusal:
        assert str(refusal).endswith(".")


@pytest.mark.parametrize("value", ["", "two", "2.0", "二"])
@pytest.mark.parametrize("name", ["gridSpan", "gridBefore"])
def test_a_number_that_is_none_is_passed_over_or_refused(name: str, value: str) -> None:
    setting = f'<w:{name} w:val="{value}"/>' if value else f"<w:{name}/>"
    is_row = name == "gridBefore"
    body = table(row(cell("甲", properties="" if is_row else setting), properties=setting if is_row else ""))
    try:
        assert texts(read(body).tables[0]) == [["甲"]]
    except UnreadableFileError as refusal:
        assert "damaged DOCX" in str(refusal)


@pytest.mark.parametrize("value", ["100000000", "99999999999999999999"])
def test_a_cell_is_not_wider_than_word_can_draw(value: str) -> None:
    try:
        assert only_table(row(cell("甲", properties=switch("gridSpan", value)))).columns < 1000
    except UnreadableFileError as refusal:
        assert "damaged DOCX" in str(refusal)


@pytest.mark.parametrize("name", ["start", "ilvl"])
def test_a_list_whose_numbers_are_none_is_passed_over_or_refused(name: str) -> None:
    lists = abstract_list(0, level(0, "%1")) + concrete_list(1, 0)
    broken = lists.replace('w:start w:val="1"', 'w:start w:val="x"') if name == "start" else lists
    properties = numbered(1) if name == "start" else numbered(1).replace('ilvl w:val="0"', 'ilvl w:val="x"')
    try:
        assert "通知" in words(read(par("通知", properties=properties), numbering=broken))[0]
    except UnreadableFileError as refusal:
        assert "damaged DOCX" in str(refusal)


def test_entities_that_multiply_are_harmless() -> None:
    names = "abcdefghi"
    entities = '<!ENTITY a "0000000000">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(names))
    document = f"<!DOCTYPE w [{entities}]>" + element_xml("document", f"<w:body>{par('&i;')}</w:body>")
    try:
        assert len(everything_said(docx.read(repack(docx_file(""), {DOCUMENT_PART: document.encode()})))) < 10_000
    except UnreadableFileError as refusal:
        assert "damaged DOCX" in str(refusal)


def test_entities_do_not_read_other_files(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("机密", "utf-8")
    entity = f'<!DOCTYPE w [<!ENTITY s SYSTEM "{(tmp_path / "secret").as_uri()}">]>'
    document = entity + element_xml("document", f"<w:body>{par('通知', run('&s;'))}</w:body>")
    assert "机密" not in everything_said(docx.read(repack(docx_file(""), {DOCUMENT_PART: document.encode()})))


@pytest.mark.parametrize("depth", [60, 3000])
def test_tables_in_tables_without_end_are_read_or_refused(depth: int) -> None:
    body = "<w:tbl><w:tr><w:tc>" * depth + par("甲") + "</w:tc></w:tr></w:tbl>" * depth
    try:
        assert "甲" in everything_said(read(body))
    except UnreadableFileError as refusal:
        assert "damaged DOCX" in str(refusal)


@pytest.fixture(scope="module")
def bomb() -> bytes:
    """A package of half a megabyte that unpacks to 210 MB."""
    buffer = io.BytesIO(docx_file(par("通知")))
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("word/media/image1.bmp", "w") as part,
    ):
        for _ in range(21):
            part.write(bytes(10_000_000))
    return buffer.getvalue()


def test_a_zip_bomb_is_refused_by_its_sizes(bomb: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"\d\.\d MB unpack to 210 MB, more than the 134 MB .*; save .*\.$"):
        docx.read(bomb)


def test_a_zip_bomb_is_refused_before_anything_is_unpacked(bomb: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def unpacked(*_: object, **__: object) -> None:
        raise AssertionError("a part was unpacked")

    monkeypatch.setattr(zipfile.ZipFile, "open", unpacked)
    monkeypatch.setattr(zipfile.ZipFile, "read", unpacked)
    assert docx.claims(Sample.of(bomb))
    with pytest.raises(UnreadableFileError, match="unpack to"):
        docx.read(bomb)


def in_directory(package: bytes, change: Callable[[bytearray, int], None]) -> bytes:
    """The package with each entry of its ZIP directory changed in place."""
    changed = bytearray(package)
    at = changed.find(b"PK\x01\x02")
    while at >= 0:
        change(changed, at)
        at = changed.find(b"PK\x01\x02", at + 4)
    return bytes(changed)


def test_a_package_that_lies_about_its_size_is_refused() -> None:
    def shrink(package: bytearray, at: int) -> None:
        struct.pack_into("<L", package, at + 24, 10)

    with pytest.raises(UnreadableFileError, match="damaged DOCX"):
        docx.read(in_directory(docx_file(par("通知") * 1000), shrink))


def test_an_encrypted_package_is_refused() -> None:
    def lock(package: bytearray, at: int) -> None:
        package[at + 8] |= 1

    with pytest.raises(UnreadableFileError, match=r"^it is locked with a password; save it without one\.$"):
        docx.read(in_directory(docx_file(par("通知")), lock))


@pytest.mark.parametrize(("offset", "value"), [(6, 99), (10, 9), (10, 97)], ids=["version", "deflate64", "wavpack"])
def test_a_package_packed_in_an_unknown_way_is_refused(offset: int, value: int) -> None:
    def repackaged(package: bytearray, at: int) -> None:
        package[at + offset] = value

    with pytest.raises(UnreadableFileError):
        docx.read(in_directory(docx_file(par("通知")), repackaged))


@pytest.mark.parametrize("size", [0, 4, 30, 200])
def test_a_stump_is_refused(size: int) -> None:
    with pytest.raises(UnreadableFileError):
        docx.read(docx_file(par("通知"))[:size])


@given(st.data())
@settings(deadline=None, max_examples=50, derandomize=True)
def test_a_damaged_byte_never_raises_anything_else(data: st.DataObject) -> None:
    package = bytearray(docx_file(table(HEADER)))
    for at in data.draw(st.lists(st.integers(0, len(package) - 1), min_size=1, max_size=4)):
        package[at] = data.draw(st.integers(0, 255))
    try:
        docx.read(bytes(package))
    except UnreadableFileError as refusal:
        assert str(refusal).endswith(".")
