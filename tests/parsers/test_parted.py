"""Tables below each other in one grid."""

import pytest

from parsers.parted import part
from schemas.document import Table
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, TITLE, TWO, Box, Row, document, names, read, table

MONEY = ("序号", "项目名称", "建设内容", "总投资（万元）")
CONTACTS = ("序号", "单位", "联系人", "联系电话")


def parts(vocabulary: Vocabulary, *rows: Row) -> list[list[str]]:
    parted = part(document(table(*rows)), vocabulary.headers)
    return [[c.text for c in t.cells if c.column == 1] for t in parted.tables]


def test_a_second_header_begins_a_second_table(vocabulary: Vocabulary) -> None:
    rows: tuple[Row, ...] = (PLAN, ONE, TWO, CONTACTS, ("1", "区教委", "张三", "67820064"))
    assert parts(vocabulary, *rows) == [["序号", "1", "2"], ["序号", "1"]]


def test_rows_of_one_text_above_it_are_paragraphs(vocabulary: Vocabulary) -> None:
    title: list[Row] = [(Box("附件2", across=4),), (Box("资金预算表", across=4),)]
    rows: tuple[Row, ...] = (PLAN, ONE, *title, MONEY, ("1", "甲", "子", "5"))
    parted = part(document(table(*rows)), vocabulary.headers)
    assert [p.text for p in parted.paragraphs] == ["附件2", "资金预算表"]
    assert [b.kind for b in parted.blocks] == ["table", "paragraph", "paragraph", "table"]
    assert parts(vocabulary, *rows) == [["序号", "1"], ["序号", "1"]]


def test_what_a_page_says_about_a_file_is_a_table_by_itself(vocabulary: Vocabulary) -> None:
    about = [
        ("索引号", "115001120093", "发文字号", "渝北府办发〔2024〕1号"),
        ("发布机构", "区政府办", "日期", "2024-03-08"),
    ]
    letter = [(Box(text, across=4),) for text in (TITLE, "各镇人民政府：", "现印发给你们。", "附件")]
    notice = read(vocabulary, table(*about, *letter, PLAN, ONE, TWO))
    assert names(notice.projects) == [ONE[1], TWO[1]]
    assert notice.letter.title == TITLE


def test_a_header_far_down_without_a_title_begins_nothing(vocabulary: Vocabulary) -> None:
    filler = [(str(n), "某事", "某局", "某量") for n in range(1, 9)]
    assert len(parts(vocabulary, *filler, PLAN, ONE)) == 1


def test_no_header_becomes_a_project(vocabulary: Vocabulary) -> None:
    rows = (PLAN, ONE, (Box("二、市级民生实事（1件）", across=4),), MONEY, ("2", "停车场", "新建2处。", "5"))
    notice = read(vocabulary, TITLE, table(*rows))
    assert names(notice.projects) == [ONE[1], "停车场"]
    assert [p.section for p in notice.projects] == [None, "二、市级民生实事（1件）"]


@pytest.mark.parametrize(
    "rows",
    [
        (PLAN, ONE, PLAN, TWO),
        (PLAN, ONE, (Box("二、区级民生实事", across=4),), PLAN, TWO),
        (PLAN, ONE, ("2", "落实目标任务", "牵头单位", "完成"), TWO),
        (PLAN, ("", "", "牵头单位", "目标任务"), ONE, TWO),
        (PLAN, ONE, MONEY),
        (("甲", "乙"), ("张三", "1"), PLAN, ONE),
    ],
    ids=["repeated", "repeated below a section", "work", "second header row", "last row", "no header above"],
)
def test_what_stays_one_table(vocabulary: Vocabulary, rows: tuple[Row, ...]) -> None:
    assert len(parts(vocabulary, *rows)) == 1


def test_a_cell_over_the_border_is_cut_and_keeps_its_text_above(vocabulary: Vocabulary) -> None:
    rows = (
        PLAN,
        ("1", "甲", Box("区教委", down=3), "子"),
        ("2", "乙", "丑"),
        CONTACTS[:3],
        ("1", "区教委", "张三", "6"),
    )
    first, second = part(document(table(*rows)), vocabulary.headers).tables
    assert isinstance(second, Table)
    assert [(c.text, c.row_span) for c in first.cells if c.column == 3][1:] == [("区教委", 2)]
    assert [(c.text, c.row, c.row_span) for c in second.cells if c.column == 3][:1] == [("", 1, 1)]


def test_a_table_of_other_columns_does_not_go_on_with_the_one_above(vocabulary: Vocabulary) -> None:
    rows = (
        PLAN,
        ONE,
        (Box("评分表", across=4),),
        ("考核内容", "分值", "评分标准", "牵头单位"),
        ("1", "60", "扣分", "区教委"),
    )
    assert names(read(vocabulary, TITLE, table(*rows)).projects) == [ONE[1]]


def test_a_document_of_single_tables_is_left_alone(vocabulary: Vocabulary) -> None:
    given = document(TITLE, table(PLAN, ONE))
    assert part(given, vocabulary.headers) is given
