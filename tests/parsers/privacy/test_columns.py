"""Which cells are withheld whole, in tables as they are drawn."""

import pytest

from parsers.notice import read_notice
from parsers.privacy.columns import contact_cells, contact_word
from schemas.document import Document, Paragraph, Table
from schemas.notice import Notice
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, TITLE, TWO, Box, Row, document, table
from tests.parsers.privacy.build import words

PERSON = "张三\n13800000000"


def notice(vocabulary: Vocabulary, *tables: Table) -> Notice:
    return read_notice(document(TITLE, *tables), vocabulary)


def withheld(vocabulary: Vocabulary, *rows: Row, task_table: bool = True) -> list[tuple[str, str]]:
    """Text and mark of the cells of a table that are withheld whole; one without tasks stands behind one of tasks."""
    tables = (table(*rows),) if task_table else (table(PLAN, ONE, TWO), table(*rows))
    cells = notice(vocabulary, *tables).cells
    return [(cells[n].text, mark) for n, mark in sorted(contact_cells(cells, vocabulary, words()).items())]


@pytest.mark.parametrize(
    "header",
    ["责任人及联系方式", "责任人及\n联系方式", "联系人", "联系电话", "责任人", "具体责任人", "联系人及电话", "负责人"],
)
def test_a_column_of_contacts_is_withheld_whole(header: str, vocabulary: Vocabulary) -> None:
    mark = f"〔{header.replace(chr(10), '')}〕"
    rows = ((*PLAN, header), (*ONE, PERSON), (*TWO, "区教委 李四"))
    assert withheld(vocabulary, *rows) == [(PERSON, mark), ("区教委 李四", mark)]


@pytest.mark.parametrize(
    "header", ["专班联络人", "承办人及电话", "QQ号", "责任单位联系人", "施工单位项目经理", "Contact"]
)
def test_so_is_one_that_no_list_has(header: str, vocabulary: Vocabulary) -> None:
    rows = ((*PLAN, header), (*ONE, PERSON), (*TWO, "李四"))
    assert [text for text, _ in withheld(vocabulary, *rows)] == [PERSON, "李四"]


@pytest.mark.parametrize(
    ("header", "found"), [("网格长", ["张三", "67820064"]), ("跟进人", ["张三", "67820064"]), ("面积", [])]
)
def test_names_and_numbers_below_a_suspicious_header(header: str, found: list[str], vocabulary: Vocabulary) -> None:
    rows = ((*PLAN, header), (*ONE, "张三"), (*TWO, "67820064"), ("3", "建设公园", "区城管局", "2个。", "建成区"))
    assert [text for text, _ in withheld(vocabulary, *rows)] == found


def test_no_finding_quotes_what_stands_below_a_suspicious_header(vocabulary: Vocabulary) -> None:
    messages = [f.message for f in notice(vocabulary, table((*PLAN, "网格长"), (*ONE, "Zhang San"), TWO)).findings]
    assert [m for m in messages if "网格长" in m] == ["a cell was not read: the header “网格长” is not known."]


def test_names_in_a_table_of_tasks(vocabulary: Vocabulary) -> None:
    rows = ((*PLAN, "姓名"), (*ONE, "张三"), TWO)
    assert withheld(vocabulary, *rows) == [("张三", "〔联系人〕")]


@pytest.mark.parametrize("text", ["", " ", "无", "—", "/"])
def test_what_says_nothing_stays(text: str, vocabulary: Vocabulary) -> None:
    assert withheld(vocabulary, (*PLAN, "联系人"), (*ONE, text), (*TWO, "张三")) == [("张三", "〔联系人〕")]


def test_a_cell_merged_over_rows_is_withheld(vocabulary: Vocabulary) -> None:
    assert withheld(vocabulary, (*PLAN, "联系人"), (*ONE, Box("张三", down=2)), TWO) == [("张三", "〔联系人〕")]


def test_the_rows_over_the_whole_table_stay(vocabulary: Vocabulary) -> None:
    rows: tuple[Row, ...] = (
        (Box("2024年重点民生实事", across=5),),
        (*PLAN, "联系人"),
        (Box("一、市级民生实事", across=5),),
        (*ONE, "张三"),
        (Box("合计", across=3), "2项", "李四"),
        (Box("注：联系人由牵头单位确定。", across=5),),
    )
    assert withheld(vocabulary, *rows) == [("张三", "〔联系人〕")]


def test_a_header_of_two_rows(vocabulary: Vocabulary) -> None:
    rows: tuple[Row, ...] = (
        (*(Box(word, down=2) for word in PLAN), Box("责任分工", across=2)),
        ("责任人", "联系电话"),
        (*ONE, "张三", "67820064"),
    )
    assert withheld(vocabulary, *rows) == [("张三", "〔责任人〕"), ("67820064", "〔联系电话〕")]


def test_a_wide_header_holds_for_what_it_is_parted_into(vocabulary: Vocabulary) -> None:
    rows: tuple[Row, ...] = (
        (*(Box(word, down=2) for word in PLAN), Box("责任人及联系方式", across=2)),
        ("区级", "镇级"),
        (*ONE, "张三", "李四"),
    )
    assert [text for text, _ in withheld(vocabulary, *rows)] == ["张三", "李四"]


def test_a_table_that_goes_on_on_the_next_page(vocabulary: Vocabulary) -> None:
    pages = (
        table((*PLAN, "责任人及联系方式"), (*ONE, "张三"), page=1),
        table((*TWO, "李四"), page=2),
        table((*PLAN, "责任人及联系方式"), ("3", "建设公园", "区城管局", "建成2个。", "王五"), page=3),
    )
    cells = notice(vocabulary, *pages).cells
    found = contact_cells(cells, vocabulary, words())
    assert [cells[n].text for n in sorted(found)] == ["张三", "李四", "王五"]


def test_a_form_that_is_filled_in(vocabulary: Vocabulary) -> None:
    header = ("序号", "单位", "目前进展", "责任人及联系方式")
    rows = (header, ("1", "区教委", "完成60%", "张三 67820064"), ("2", "区财政局", "", ""))
    assert withheld(vocabulary, *rows, task_table=False) == [("张三 67820064", "〔责任人及联系方式〕")]


@pytest.mark.parametrize(
    ("header", "row", "found"),
    [
        (("序号", "单位", "联系人", "联系电话"), ("1", "区教委", "张三", "67820064"), ["张三", "67820064"]),
        (("姓名", "职务", "电话"), ("张三", "主任", "67820064"), ["张三", "67820064"]),
        (("姓名", "职务"), ("张三", "主任"), []),
        (("序号", "单位", "牵头领导"), ("1", "区教委", "张三"), []),
    ],
)
def test_lists_of_persons(
    header: tuple[str, ...], row: tuple[str, ...], found: list[str], vocabulary: Vocabulary
) -> None:
    assert [text for text, _ in withheld(vocabulary, header, row, task_table=False)] == found


@pytest.mark.parametrize(
    ("row", "found"),
    [
        (("联系人", "张三", "联系电话", "67820064"), ["张三", "67820064"]),
        (("填报单位", "区教委", "联系人：", "张三", "日期", "3月"), ["张三"]),
        (("填报人", "社会科 张三", "", "分机", "8015", "联系电话", "67820064"), ["社会科 张三", "8015", "67820064"]),
        (("分管领导", "李四", "经办人", "王五"), ["王五"]),
        (("联系人", "", "联系电话", ""), []),
        (("联系人", "备注", "联系电话", "说明"), []),
    ],
)
def test_a_label_and_its_value_side_by_side(row: tuple[str, ...], found: list[str], vocabulary: Vocabulary) -> None:
    title = (Box("民生实事办理情况登记表", across=len(row)),)
    assert [text for text, _ in withheld(vocabulary, title, row, task_table=False)] == found


def test_leaders_units_and_targets_stay(vocabulary: Vocabulary) -> None:
    rows = (
        ("序号", "项目名称", "牵头领导", "牵头单位", "目标任务"),
        ("1", "建设公园", "张三", "区城管局", "建成2个。"),
    )
    assert withheld(vocabulary, *rows) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("责任人及\n联系方式", "责任人及联系方式"),
        ("联系人（区级）", "联系人"),
        ("具体联系人姓名", "联系人"),
        ("联系领导", None),
        ("责任单位", None),
        ("张三", None),
        ("", None),
    ],
)
def test_the_word_of_a_header(text: str, word: str | None, vocabulary: Vocabulary) -> None:
    assert contact_word(text, vocabulary.headers) == word


def test_a_file_without_tables_has_none(vocabulary: Vocabulary) -> None:
    assert Document(format="test", blocks=(Paragraph(text="联系人"),)).tables == ()
    assert contact_cells((), vocabulary, words()) == {}
