"""Dumps of published documents: their encodings, and the tables that their tabs and empty lines draw."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.errors import UnreadableFileError
from parsers.formats import read_document, text
from parsers.formats._sample import Sample
from schemas.document import Document, Paragraph, Table
from tests.conftest import NOTICES, notice_path
from tests.parsers.formats.builders import Pdf, docx_file, par, texts, words

NOTICE = "关于做好2024年民生实事的通知\n\n各镇人民政府：\n特此通知。\n"
HEADER = "\t序号\n\t项目名称\n\t牵头单位\n"
FIRST = "\t1\n\t老旧小区改造\n\t区住房城乡建委\n"
SECOND = "\t2\n\t城市绿荫工程\n\t区城管局\n"


def read(content: str) -> Document:
    return text.read(content.encode())


def rows(*content: str) -> list[list[str]]:
    """Rows of the only table."""
    (table,) = read("\n".join(content)).tables
    return texts(table)


def outline(content: str) -> list[str | list[list[str]]]:
    return [b.text if isinstance(b, Paragraph) else texts(b) for b in read(content).blocks]


def is_claimed(data: bytes) -> bool:
    return text.claims(Sample.of(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk", "gb2312"])
def test_encodings(encoding: str) -> None:
    data = NOTICE.encode(encoding)
    assert is_claimed(data)
    assert words(text.read(data)) == ["关于做好2024年民生实事的通知", "各镇人民政府：", "特此通知。"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_both_orders_of_bytes(encoding: str) -> None:
    assert text.decode(("\ufeff" + NOTICE).encode(encoding)) == NOTICE


@pytest.mark.parametrize("word", ["㐂福社区", "𠮷祥村", "龑家沟", "垚坪镇"])
def test_rare_characters_of_place_names(word: str) -> None:
    assert [text.decode(word.encode(e)) for e in ("utf-8", "gb18030")] == [word, word]


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1).map(lambda s: "通知：" + s))
@settings(deadline=None)
def test_chinese_survives_every_encoding(content: str) -> None:
    assert all(text.decode(content.encode(e)) == content for e in ("utf-8", "utf-8-sig", "utf-16"))


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
        b"\xff\xd8\xff\xe0\x00\x10JFIF",
        bytes(range(256)),
        b"\x00" * 100,
        "甲\0乙".encode(),
        "\x1b[31m甲".encode(),
        NOTICE.encode("utf-16-le"),
        b"\xff\xfe\x00\xd8\x41\x00",
        b"\xff\xfe\x41",
        b"\xef\xbb\xbf\xff",
        b"PK\x03\x04" + bytes(30),
        Pdf().text(90, 100, "通知").file(),
        docx_file(par("通知")),
    ],
)
def test_what_is_no_text_is_not_claimed(data: bytes) -> None:
    assert not is_claimed(data)


@pytest.mark.parametrize("data", [bytes(range(256)), "甲\0乙".encode(), b"\xff\xfe\x41", b"\xff\xff\xff"])
def test_what_is_no_text_is_refused(data: bytes) -> None:
    with pytest.raises(
        UnreadableFileError, match=r"^it is no text in UTF-8, UTF-16 or GB18030; save it anew as UTF-8\.$"
    ):
        text.read(data)


@pytest.mark.parametrize("content", ["办公室关于做好民生", "区教委区民政局", "牵头单位：区住房城乡建委"])
@pytest.mark.parametrize("missing", [1, 2])
def test_text_cut_in_the_middle_of_a_character_never_becomes_other_characters(content: str, missing: int) -> None:
    decoded = text.decode(content.encode()[:-missing])
    assert decoded is None or content.startswith(decoded)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_cut_inside_a_character_is_refused_as_cut_off(encoding: str) -> None:
    data = "渝北府办发〔2024〕5号\n\t序号\n".encode(encoding) + "办".encode(encoding)[-3:-1]
    data = data if encoding != "gb18030" else data[:-2] + b"\xb0"
    data = data if encoding != "utf-16" else data + b"\x5e"
    data = data if "utf-8" not in encoding else data[:-2] + b"\xe5\x8a"
    assert is_claimed(data)
    with pytest.raises(UnreadableFileError, match=r"^it is a text that is cut off inside its last character; ask "):
        text.read(data)


@pytest.mark.parametrize("data", [b"notice\xe5", b"\x00\xe5\x8a\x9e\xe5", "\ue000办".encode("gb18030")[:-1]])
def test_bytes_that_only_end_like_text_are_no_text_cut_off(data: bytes) -> None:
    assert not text.is_cut(data)


@pytest.mark.parametrize(
    "markup",
    [
        "<!DOCTYPE html><p>通知</p>",
        "<html><body>通知</body></html>",
        "\r\n\r\n  <HTML><BODY>",
        "\ufeff<html>",
        '<?xml version="1.0"?><a/>',
        "<table><tr><td>序号</td></tr></table>",
        "<!-- saved from url=(0014)about:internet -->\r\n<html><body>通知</body></html>",
        '<div class="content"><p>通知</p></div>',
        '<meta charset="utf-8"><p>通知</p>',
        "<p>通知</p>",
    ],
)
def test_a_web_page_is_not_claimed(markup: str) -> None:
    assert not is_claimed(markup.encode())


def test_a_web_page_in_utf_16_is_not_claimed() -> None:
    assert not is_claimed("<html><body>通知</body></html>".encode("utf-16"))


def test_an_angle_bracket_makes_no_web_page() -> None:
    assert is_claimed("<关于做好民生实事的通知>".encode())


def test_every_line_outside_a_table_is_a_paragraph() -> None:
    assert words(read(" 渝北府办发〔2024〕5号\n\n\n通  知\n  \n附件：1. 方案\n")) == [
        "渝北府办发〔2024〕5号",
        "通  知",
        "附件：1. 方案",
    ]


@pytest.mark.parametrize("content", ["", "\n", " \n\n\u3000\n", "\ufeff"])
def test_a_blank_text_has_no_blocks(content: str) -> None:
    assert read(content).blocks == ()


def test_a_text_has_no_pages_and_no_spans() -> None:
    document = read(f"附件\n{HEADER}\n{FIRST}")
    assert (document.format, document.pages) == ("text", None)
    assert [t.spans_known for t in document.tables] == [False]
    assert {b.page for b in document.blocks} == {None}


def test_a_row_ends_at_an_empty_line() -> None:
    assert rows(HEADER, FIRST, SECOND) == [
        ["序号", "项目名称", "牵头单位"],
        ["1", "老旧小区改造", "区住房城乡建委"],
        ["2", "城市绿荫工程", "区城管局"],
    ]


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_newlines_of_other_systems(newline: str) -> None:
    content = f"附件\n{HEADER}\n{FIRST}\n{SECOND}"
    assert read(content.replace("\n", newline)) == read(content)


def test_an_empty_cell_is_kept() -> None:
    assert rows(HEADER, "\t2\n\t\n\t区城管局\n") == [["序号", "项目名称", "牵头单位"], ["2", "", "区城管局"]]


def test_a_row_may_be_shorter_than_its_table() -> None:
    (table,) = read(f"{HEADER}\n\t一、市级民生实事\n\n{FIRST}").tables
    assert (table.rows, table.columns, [len(r) for r in texts(table)]) == (3, 3, [3, 1, 3])


@pytest.mark.parametrize("line", ["\t1\t老旧小区改造\t区住房城乡建委\n", "\t1\t老旧小区改造\n\t区住房城乡建委\n"])
def test_several_tabs_on_a_line_are_several_cells(line: str) -> None:
    assert rows(HEADER, line, SECOND)[1] == ["1", "老旧小区改造", "区住房城乡建委"]


def test_whole_rows_on_lines_need_no_empty_line_between() -> None:
    assert rows("\t序号\t项目名称\t牵头单位", "\t1\t老旧小区改造\t区住房城乡建委", "\t2\t城市绿荫工程\t区城管局") == [
        ["序号", "项目名称", "牵头单位"],
        ["1", "老旧小区改造", "区住房城乡建委"],
        ["2", "城市绿荫工程", "区城管局"],
    ]


def test_white_space_around_a_cell_is_dropped() -> None:
    assert rows("\t 序号 \t\u3000项目名称\u3000") == [["序号", "项目名称"]]


def test_further_paragraphs_of_a_cell_follow_without_a_tab() -> None:
    assert rows(HEADER, "\t1\n\t（1）改造\n（2）提升\n（3）验收\n\t区城管局\n")[1] == [
        "1",
        "（1）改造\n（2）提升\n（3）验收",
        "区城管局",
    ]


def test_further_paragraphs_may_follow_the_last_cell_of_a_row() -> None:
    assert rows(HEADER, "\t1\n\t改造\n\t区公安分局、\n区交通局\n", SECOND)[1] == ["1", "改造", "区公安分局、\n区交通局"]


@pytest.mark.parametrize("blanks", ["\n", " \n"])
def test_an_empty_line_inside_a_cell_ends_no_row(blanks: str) -> None:
    cell = f"\t区公安分局、\n{blanks}区城管局、\n{blanks}区交通局\n"
    assert rows(HEADER, f"\t1\n{cell}\t完成\n", SECOND)[1] == ["1", "区公安分局、\n区城管局、\n区交通局", "完成"]


def test_further_paragraphs_may_be_indented() -> None:
    content = f"{HEADER}\n\t1\n\t改造\n\t区公安分局；\n　　区交通局\n\n{SECOND}"
    assert rows(content)[1:] == [["1", "改造", "区公安分局；\n区交通局"], ["2", "城市绿荫工程", "区城管局"]]


def test_words_after_the_last_row_follow_the_table() -> None:
    assert outline(f"{HEADER}\n{FIRST}\n注：说明\n")[1:] == ["注：说明"]


@pytest.mark.parametrize("gap", ["\n\n", "\n \n", "\n\n\n\n"])
def test_two_empty_lines_end_a_table(gap: str) -> None:
    assert outline(f"{HEADER}\n\t1\n\t改造\n{gap}附件2\n{HEADER}") == [
        [["序号", "项目名称", "牵头单位"], ["1", "改造"]],
        "附件2",
        [["序号", "项目名称", "牵头单位"]],
    ]


def test_two_empty_lines_part_two_tables() -> None:
    assert len(read(f"{HEADER}\n{FIRST}\n\n\n{HEADER}\n{SECOND}").tables) == 2


@pytest.mark.parametrize("last_row", [FIRST, "\t2\n\t城市绿荫工程\n"], ids=["whole", "short"])
def test_the_space_of_a_section_break_ends_a_table(last_row: str) -> None:
    blocks = outline(f"{HEADER}\n{FIRST}\n{last_row} 附件2\n推进情况表\n")
    assert blocks[1:] == ["附件2", "推进情况表"]


def test_the_space_of_a_section_break_ends_a_table_of_one_row() -> None:
    assert outline(f"{HEADER} 附件2\n") == [[["序号", "项目名称", "牵头单位"]], "附件2"]


def test_a_table_may_begin_right_below_words_and_end_the_file() -> None:
    assert outline(f"附件1\n{HEADER.rstrip()}") == ["附件1", [["序号", "项目名称", "牵头单位"]]]


def test_places_count_from_one() -> None:
    (table,) = read(f"{HEADER}\n{FIRST}").tables
    assert [(c.row, c.column) for c in table.cells] == [(1, 1), (1, 2), (1, 3), (2, 1), (2, 2), (2, 3)]


@pytest.mark.parametrize("name", NOTICES)
def test_no_character_of_a_notice_is_lost(name: str) -> None:
    data = notice_path(name, "text").read_bytes()
    assert is_claimed(data)
    assert inked(text.read(data)) == squeezed(data.decode("utf-8-sig"))


def squeezed(content: str) -> str:
    return "".join(content.split())


def inked(document: Document) -> str:
    return squeezed(
        "".join(b.text if isinstance(b, Paragraph) else "".join(c.text for c in b.cells) for b in document.blocks)
    )


LINES = st.lists(st.sampled_from(["\t", "\n", "\n\n", "\r\n", " ", "\u3000", "\f", "甲", "1", "。"]), max_size=40)


@given(LINES.map("".join))
@settings(deadline=None)
def test_no_character_of_any_dump_is_lost(content: str) -> None:
    assert inked(read(content)) == squeezed(content)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_read_or_refused(content: str) -> None:
    try:
        text.read(content.encode("utf-8", "surrogatepass"))
    except UnreadableFileError as refusal:
        assert str(refusal).endswith(".")


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\t", "通知".encode()])
)
@settings(deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes, start: bytes) -> None:
    try:
        read_document(start + data)
    except UnreadableFileError as refusal:
        assert str(refusal).endswith(".")


def test_every_cell_and_paragraph_says_on_which_line_it_begins() -> None:
    content = "通知\n\t序号\n\t项目名称\n\t目标\n\n\t1\n\t建设公园\n二期\n\t3个\n\n\n\n完"
    blocks = read(content).blocks
    (table,) = [b for b in blocks if isinstance(b, Table)]
    assert [b.origin for b in blocks if isinstance(b, Paragraph)] == ["line 1", "line 13"]
    assert [c.origin for c in table.cells] == [f"line {n}" for n in (2, 3, 4, 6, 7, 9)]


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        ("清单\n\n| 序号 | 项目名称 | 目标 |\n|---|---|---|\n| 1 | 公园 | 3个 |\n", [3, 3, 3, 5, 5, 5]),
        ('序号,项目名称,目标\n1,"公\n园",3个\n2,学校,2所\n', [1, 1, 1, 2, 2, 2, 4, 4, 4]),
    ],
    ids=["pipes", "commas"],
)
def test_tables_of_other_dumps_know_their_lines(content: str, lines: list[int]) -> None:
    (table,) = [b for b in read(content).blocks if isinstance(b, Table)]
    assert [c.origin for c in table.cells] == [f"line {n}" for n in lines]
