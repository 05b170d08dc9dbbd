"""The XML of Word 2003: its tables, lists, tracked changes and notes, and what is refused."""

import random
from pathlib import Path

import pytest

from etl.pipeline import inspect
from etl.reference.load import load_reference
from parsers.errors import UnreadableFileError
from parsers.formats import docx, wordml
from parsers.formats._sample import Sample
from schemas.document import Document
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.builders import cell, docx_file, par, places, row, run, switch, table, texts, words
from tests.parsers.formats.word_xml_builders import docx_as_word_2003, flat_opc, word_2003
from tests.tasks import as_golden, squeezed
from tests.test_golden import golden


def read(*body: str, lists: str = "", styles: str = "") -> Document:
    return wordml.read(word_2003("".join(body), lists=lists, styles=styles))


def changed(kind: str, content: str = "") -> str:
    return f'<aml:annotation aml:id="1" w:type="Word.{kind}"><aml:content>{content}</aml:content></aml:annotation>'


def definition(code: str, text: str, extra: str = "") -> str:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:nfc w:val="{code}"/><w:lvlText w:val="{text}"/>{extra}</w:lvl>'
    return f'<w:listDef w:listDefId="0">{level}</w:listDef><w:list w:ilfo="1"><w:ilst w:val="0"/></w:list>'


ITEM = '<w:listPr><w:ilvl w:val="0"/><w:ilfo w:val="1"/></w:listPr>'
GRID = '<w:tblGrid><w:gridCol w:w="1"/><w:gridCol w:w="1"/><w:gridCol w:w="1"/></w:tblGrid>'


@pytest.mark.parametrize("name", NOTICES)
def test_the_five_notices_give_their_tasks(name: str, tmp_path: Path) -> None:
    file = tmp_path / "notice.doc"
    file.write_bytes(docx_as_word_2003(notice_path(name, "docx").read_bytes()))
    notice, rows, _ = inspect(file, load_reference())
    expected = golden(name)["tasks"]
    assert [{k: squeezed(v) for k, v in t.items()} for t in as_golden(rows)] == [
        {k: squeezed(v) for k, v in t.items()} for t in expected
    ]
    assert rows.notice.title == golden(name)["notice"]["title"]
    assert [f.message for f in rows.findings if f.severity in ("error", "warning")] == []
    assert notice.projects


@pytest.mark.parametrize("name", NOTICES)
def test_the_five_notices_are_the_same_as_in_docx(name: str) -> None:
    package = notice_path(name, "docx").read_bytes()
    assert wordml.read(docx_as_word_2003(package)).blocks == docx.read(package).blocks


def test_a_file_is_claimed_by_its_namespace() -> None:
    assert wordml.claims(Sample.of(word_2003(par("通知"))))
    assert not wordml.claims(Sample.of(flat_opc(docx_file(par("通知")))))
    assert not wordml.claims(Sample.of(docx_file(par("通知"))))
    assert not wordml.claims(Sample.of(b"<?xml version='1.0'?><Workbook/>"))


def test_paragraphs_are_read_out_of_sections() -> None:
    body = f"<wx:sub-section>{par('一')}<wx:sub-section>{par('二')}</wx:sub-section></wx:sub-section>{par('三')}"
    document = read(body)
    assert (document.format, words(document)) == ("wordml", ["一", "二", "三"])
    assert [p.origin for p in document.paragraphs] == ["paragraph 1", "paragraph 2", "paragraph 3"]


@pytest.mark.parametrize("wrapper", ["wx:pBdrGroup", "w:cfChunk", "x:custom"])
def test_other_wrappers_are_looked_into(wrapper: str) -> None:
    body = f'<{wrapper} xmlns:x="urn:x">{par("甲")}{table(row("1", "2"))}</{wrapper}>'
    document = read(body)
    assert (words(document), texts(document.tables[0])) == (["甲"], [["1", "2"]])


def test_rows_and_cells_are_read_out_of_foreign_elements() -> None:
    body = f'<w:tbl><x:r xmlns:x="urn:x">{row("1")}</x:r><w:tr><x:c xmlns:x="urn:x">{cell("2")}</x:c></w:tr></w:tbl>'
    assert texts(read(body).tables[0]) == [["1"], ["2"]]


def test_smart_tags_are_words() -> None:
    tagged = f'<st1:date xmlns:st1="urn:schemas-microsoft-com:office:smarttags">{run("2024年")}</st1:date>'
    assert words(read(par(tagged, "3月"))) == ["2024年3月"]


def test_merged_cells() -> None:
    down = '<w:vmerge w:val="restart"/>'
    body = table(
        row(cell("1", properties=down), cell("2", properties=switch("gridSpan", "2"))),
        row(cell("", properties="<w:vmerge/>"), "3", "4"),
        row(cell("", properties='<w:vmerge w:val="continue"/>'), "5", "6"),
    )
    assert places(read(body).tables[0]) == [
        ("1", 1, 1, 3, 1),
        ("2", 1, 2, 1, 2),
        ("3", 2, 2, 1, 1),
        ("4", 2, 3, 1, 1),
        ("5", 3, 2, 1, 1),
        ("6", 3, 3, 1, 1),
    ]


def test_cells_merged_sideways_in_the_old_way() -> None:
    right, on = '<w:hmerge w:val="restart"/>', "<w:hmerge/>"
    body = table(row(cell("1", properties=right), cell("", properties=on), "2"))
    assert places(read(body).tables[0]) == [("1", 1, 1, 1, 2), ("2", 1, 3, 1, 1)]


def test_tracked_changes_are_applied() -> None:
    inserted, deleted = changed("Insertion", run("2")), changed("Deletion", "<w:r><w:delText>3</w:delText></w:r>")
    assert words(read(par("共", inserted, deleted, "项"))) == ["共2项"]


def test_a_deleted_row_is_gone() -> None:
    mark = '<aml:annotation w:type="Word.Deletion"/>'
    assert texts(read(table(row("1"), row("2", properties=mark), row("3"))).tables[0]) == [["1"], ["3"]]


def test_a_deleted_paragraph_end_joins_paragraphs() -> None:
    mark = '<w:rPr><aml:annotation w:type="Word.Deletion"/></w:rPr>'
    assert words(read(par("甲", properties=mark), par("乙"))) == ["甲乙"]


@pytest.mark.parametrize("kind", ["Comment", "Formatting", "Bookmark.Start", "Numbering", ""])
def test_comments_and_other_marks_are_no_text(kind: str) -> None:
    assert words(read(par("甲", changed(kind, par("批注")), "乙"))) == ["甲乙"]


@pytest.mark.parametrize(
    ("code", "text", "first"),
    [
        ("0", "%1、", "1、甲"),
        ("37", "%1、", "一、甲"),
        ("39", "%1、", "一、甲"),
        ("11", "（%1）", "（一）甲"),
        ("18", "%1", "①甲"),
        ("22", "%1.", "01.甲"),
        ("1", "%1.", "I.甲"),
        ("4", "%1)", "a)甲"),
        ("23", "·", "甲"),
        ("255", "", "甲"),
        ("9999", "%1.", "1.甲"),
    ],
)
def test_numbers_of_lists_are_drawn(code: str, text: str, first: str) -> None:
    assert words(read(par("甲", properties=ITEM), lists=definition(code, text)))[0] == first


def test_lists_count_on_and_hints_are_not_believed() -> None:
    hint = ITEM.replace("</w:listPr>", '<wx:t wx:val="9、"/></w:listPr>')
    assert words(read(par("甲", properties=ITEM), par("乙", properties=hint), lists=definition("0", "%1、"))) == [
        "1、甲",
        "2、乙",
    ]


def test_a_separator_of_nothing_is_known() -> None:
    lists = definition("0", "%1", '<w:suff w:val="Nothing"/>')
    assert words(read(par("A", properties=ITEM), lists=lists)) == ["1A"]


def test_lists_of_styles_are_known() -> None:
    styles = f'<w:style w:styleId="s"><w:pPr>{ITEM}</w:pPr></w:style>'
    assert words(read(par("甲", properties='<w:pStyle w:val="s"/>'), lists=definition("0", "%1、"), styles=styles)) == [
        "1、甲"
    ]


def test_notes_stand_behind_the_body() -> None:
    note = f"<w:r><w:footnote>{par('含票决项目')}</w:footnote></w:r>"
    document = read(par("共15项", note, "。"), par("完"))
    assert words(document) == ["共15项。", "完", "含票决项目"]
    assert document.paragraphs[-1].origin == "note 1, paragraph 1"


def test_text_boxes_and_nested_tables() -> None:
    shape = f"<v:shape><v:textbox><w:txbxContent>{par('乙')}</w:txbxContent></v:textbox></v:shape>"
    box = f"<w:r><w:pict>{shape}</w:pict></w:r>"
    document = read(par("甲", box), table(row(cell(par("丙") + table(row("1", "2")) + par("")))))
    assert words(document) == ["甲", "乙"]
    assert texts(document.tables[0].cells[0].tables[0]) == [["1", "2"]]


def test_a_table_that_lacks_the_cells_of_its_merges_is_refused() -> None:
    body = f"<w:tbl>{GRID}{row('1', '2', '3')}{row('4', '5')}</w:tbl>"
    with pytest.raises(UnreadableFileError, match=r"lacks the cells of its merges, .*; save it as a DOCX\.$"):
        read(body)


@pytest.mark.parametrize(
    "last",
    [
        row("4", "5", properties='<w:gridAfter w:val="1"/>'),
        row("4", "5", properties='<w:gridBefore w:val="1"/>'),
        row("4", cell("5", properties='<w:gridSpan w:val="2"/>')),
        row("4", "5", properties='<aml:annotation w:type="Word.Deletion"/>'),
        "<w:tr/>",
    ],
)
def test_a_row_that_says_what_it_leaves_out_is_read(last: str) -> None:
    assert texts(read(f"<w:tbl>{GRID}{row('1', '2', '3')}{last}</w:tbl>").tables[0])[0] == ["1", "2", "3"]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<w:wordDocument",
        word_2003(par("通知"))[:-40],
        word_2003(par("通知")).replace(b"</w:p>", b"", 1),
        word_2003("").replace(b"<w:body>", b"<w:other>").replace(b"</w:body>", b"</w:other>"),
    ],
)
def test_a_damaged_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFileError, match=r"^it is a damaged Word XML file \(.*\); save it anew as a DOCX\.$"):
        wordml.read(data)


def test_a_damaged_byte_never_raises_anything_else() -> None:
    seed = word_2003(
        par("共", changed("Insertion", run("2")), properties=ITEM)
        + table(row(cell("1", properties="<w:vmerge/>"), "2")),
        lists=definition("0", "%1、"),
    )
    chance = random.Random(3)
    for _ in range(500):
        data = bytearray(seed)
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.choice(b"<>/\"'= w:x0&")
        try:
            wordml.read(bytes(data))
        except UnreadableFileError as refusal:
            assert str(refusal).endswith(".")
