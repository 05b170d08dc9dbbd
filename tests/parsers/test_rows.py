"""What each row of a task table is."""

import pytest

from parsers.rows import RowKind, Rows
from parsers.stitch import to_grids
from schemas.document import Table
from schemas.notice import Role
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, TWO, Box, Row, document, dump, header_of, rows_of, table

MONEY = (*PLAN, "总投资（万元）")
WIDE = len(MONEY)


def kinds(vocabulary: Vocabulary, *rows: Row) -> list[RowKind]:
    found = rows_of(vocabulary, *rows)
    return [found.kind(row) for row in range(1, found.grid.rows + 1)]


def kind_below(vocabulary: Vocabulary, header: Row, row: Row) -> RowKind:
    """What a row is that stands between two projects."""
    return kinds(vocabulary, header, (*ONE, *([""] * (len(header) - 4))), row)[2]


def dumped(vocabulary: Vocabulary, given: Table) -> Rows:
    ((_, found),) = to_grids(document(given), vocabulary.headers)
    return Rows(found, header_of(vocabulary, found), vocabulary.notice, vocabulary.headers)


def test_rows_above_the_header_and_the_header(vocabulary: Vocabulary) -> None:
    title = (Box("渝北区2024年重点民生实事项目", across=4),)
    assert kinds(vocabulary, title, PLAN, ONE) == [RowKind.ABOVE_HEADER, RowKind.HEADER, RowKind.PROJECT]


def test_a_header_of_two_rows_is_header_twice(vocabulary: Vocabulary) -> None:
    rows = (
        (Box("序号", down=2), Box("项目名称", down=2), Box("责任单位", across=2), Box("目标任务", down=2)),
        ("牵头单位", "配合单位"),
        ("1", "新建学校", "区教委", "区财政局", "1所"),
    )
    assert kinds(vocabulary, *rows) == [RowKind.HEADER, RowKind.HEADER, RowKind.PROJECT]


def test_a_header_repeated_in_the_middle_is_a_header(vocabulary: Vocabulary) -> None:
    spaced = ("序 号", "项目\n名称", "牵头单位", "目标任务")
    assert kinds(vocabulary, PLAN, ONE, spaced, TWO)[2] is RowKind.HEADER


def test_a_header_of_two_rows_repeated_in_the_middle_is_a_header(vocabulary: Vocabulary) -> None:
    header = (
        (Box("序号", down=2), Box("项目名称", down=2), Box("责任单位", across=2), Box("目标任务", down=2)),
        ("牵头单位", "配合单位"),
    )
    rows = [(n, "新建学校", "区教委", "区财政局", "1所") for n in ("1", "2")]
    assert kinds(vocabulary, *header, rows[0], *header, rows[1])[3:5] == [RowKind.HEADER, RowKind.HEADER]


@pytest.mark.parametrize("row", [("", "", "", "", ""), (" ", "\u3000", "\n", "", "")])
def test_a_row_without_words_is_blank(vocabulary: Vocabulary, row: Row) -> None:
    assert kind_below(vocabulary, MONEY, row) is RowKind.BLANK


@pytest.mark.parametrize(
    "row",
    [
        (Box("合计", across=4), "141859"),
        (Box("合  计", across=4), "141859"),
        (Box("总\n计", across=2), "", "", "141859"),
        (Box("合计：", across=4), "141859"),
        ("", "合计", "", "", "141859"),
        ("小计", "", "", "", "8820"),
        (Box("合计", across=5),),
        ("合计", "33项", "", "", "141859"),
        ("合计（万元）", "", "", "", "141859"),
        (Box("市级项目小计", across=4), "8820"),
    ],
)
def test_sums_are_totals(vocabulary: Vocabulary, row: Row) -> None:
    assert kind_below(vocabulary, MONEY, row) is RowKind.TOTAL


@pytest.mark.parametrize(
    "row",
    [
        (Box("一、市级重点民生实事项目", across=WIDE),),
        (Box("承接市级民生实事（13件）", across=4), "8820"),
        (Box("二、区级民生实事", across=2), "", "", ""),
        ("一", "就业社保", "", "", ""),
        ("（一）", "就业社保", "", "", ""),
        ("一、", "就业社保", "", "", "500"),
        ("十二", Box("文化体育（3件）", across=4)),
        ("一、教育类（5件）", "", "", "", ""),
        ("", "教育类", "", "", ""),
        (Box("区人大票决项目", across=3), Box("", across=2)),
    ],
)
def test_headings_between_projects_are_sections(vocabulary: Vocabulary, row: Row) -> None:
    assert kind_below(vocabulary, MONEY, row) is RowKind.SECTION


@pytest.mark.parametrize(
    "row",
    [
        (Box("注：总投资以批复为准", across=WIDE),),
        (Box("注：总投资以批复为准。", across=WIDE),),
        (Box("注 1：总投资以批复为准", across=WIDE),),
        (Box("备注：1.带★的为人大票决项目", across=WIDE),),
        (Box("说明：排名第一的单位为牵头单位", across=WIDE),),
        (Box("填表说明：按月填报", across=WIDE),),
        ("注：总投资以批复为准", "", "", "", ""),
        (Box("以上项目与市级下达任务不一致的，以市级下达为准。", across=WIDE),),
        (
            Box(
                "★为区人大票决项目，排名第一的责任单位为牵头单位，其余为责任单位，资金以财政部门实际下达为准",
                across=WIDE,
            ),
        ),
        ("备注", Box("1.带★的为人大票决项目；2.资金以实际下达为准。", across=4)),
        (Box("说明", across=2), Box("排名第一的单位为牵头单位。", across=3)),
    ],
)
def test_explanations_are_notes(vocabulary: Vocabulary, row: Row) -> None:
    assert kind_below(vocabulary, MONEY, row) is RowKind.NOTE


@pytest.mark.parametrize(
    "row",
    [
        ("2", "改造老旧小区", "区住房城乡建委", "41个", "300"),
        ("２、", "改造老旧小区", "", "", ""),
        ("②", "改造老旧小区", "区住房城乡建委", "41个", ""),
        ("一", "改造老旧小区", "区住房城乡建委", "41个", "300"),
        ("（二）", "改造老旧小区", "", "41个", ""),
        ("", "改造老旧小区", "区住房城乡建委", "41个", ""),
        ("2", "", "区住房城乡建委", "41个", ""),
        ("2", "改造老旧小区", "", "", ""),
    ],
)
def test_a_number_or_a_name_begins_a_project(vocabulary: Vocabulary, row: Row) -> None:
    assert kind_below(vocabulary, MONEY, row) is RowKind.PROJECT


@pytest.mark.parametrize(
    "row",
    [
        ("", "", "区财政局", "落实补助资金。", ""),
        ("", "", "", "落实补助资金。", "200"),
        ("", "", "区财政局", "", ""),
    ],
)
def test_a_row_with_neither_goes_on_with_the_project(vocabulary: Vocabulary, row: Row) -> None:
    assert kind_below(vocabulary, MONEY, row) is RowKind.CONTINUATION


def test_rows_below_a_merged_number_and_name_go_on(vocabulary: Vocabulary) -> None:
    rows = (PLAN, (Box("1", down=2), Box("学有优教", down=2), "区教委", "甲"), ("区财政局", "乙"))
    assert kinds(vocabulary, *rows)[1:] == [RowKind.PROJECT, RowKind.CONTINUATION]


def test_rows_of_a_table_without_numbers_begin_at_their_names(vocabulary: Vocabulary) -> None:
    rows = (("项目名称", "责任单位", "目标"), ("新建学校", "区教委", "1所"), ("", "区财政局", "落实资金"))
    assert kinds(vocabulary, *rows)[1:] == [RowKind.PROJECT, RowKind.CONTINUATION]


def test_a_full_width_section_in_a_table_whose_first_column_is_a_category(vocabulary: Vocabulary) -> None:
    header = ("类别", *PLAN)
    assert kinds(vocabulary, header, (Box("一、市级民生实事", across=5),), ("市级", *ONE))[1] is RowKind.SECTION


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        (("合  计", "141859"), RowKind.TOTAL),
        (("承接市级民生实事（13件）", "8820"), RowKind.SECTION),
        (("一、市级民生实事",), RowKind.SECTION),
        (("注：资金以实际下达为准。",), RowKind.NOTE),
        (("一", "就业社保", "", "", ""), RowKind.SECTION),
        (("2", "改造老旧小区", "区住房城乡建委", "41个"), RowKind.PROJECT),
        (("", "", "区财政局", "落实资金", ""), RowKind.CONTINUATION),
    ],
)
def test_rows_of_a_dump(vocabulary: Vocabulary, row: tuple[str, ...], kind: RowKind) -> None:
    assert dumped(vocabulary, dump(MONEY, (*ONE, "500"), row, (*TWO, "300"))).kind(3) is kind


def test_a_merged_text_holds_for_every_row_it_covers(vocabulary: Vocabulary) -> None:
    rows = rows_of(vocabulary, PLAN, ("1", "甲", Box("区教委", down=2), "子"), ("2", "乙", "丑"))
    assert rows.text(3, Role.LEAD) == "区教委"
    assert rows.own_text(3, Role.LEAD) == ""


def test_a_role_without_a_column_has_no_text(vocabulary: Vocabulary) -> None:
    rows = rows_of(vocabulary, PLAN, ONE)
    assert rows.text(2, Role.DEADLINE) is None
    assert rows.own_text(2, Role.DEADLINE) == ""


def test_a_role_with_a_blank_cell_has_an_empty_text(vocabulary: Vocabulary) -> None:
    assert rows_of(vocabulary, PLAN, ("1", "甲", "", "子")).text(2, Role.LEAD) == ""


def test_a_role_of_two_columns_has_both_texts(vocabulary: Vocabulary) -> None:
    rows = rows_of(
        vocabulary, ("序号", "项目名称", "责任单位", "责任部门", "目标"), ("1", "甲", "区教委", "区财政局", "子")
    )
    assert rows.text(2, Role.LEAD) == "区教委\n区财政局"


def test_a_cell_merged_over_two_columns_of_a_role_is_said_once(vocabulary: Vocabulary) -> None:
    header = ("序号", "项目名称", "责任单位", "责任部门", "目标")
    assert rows_of(vocabulary, header, ("1", "甲", Box("区教委", across=2), "子")).text(2, Role.LEAD) == "区教委"


def test_what_holds_for_a_row_begins_where_its_cell_does(vocabulary: Vocabulary) -> None:
    merged = (("1", "甲", Box("区教委", down=2), "子"), ("2", "乙", "丑"))
    found = rows_of(vocabulary, PLAN, *merged, ("3", "丙", "区财政局", "寅"))
    assert [found.first_row(row, Role.LEAD) for row in (2, 3, 4)] == [2, 2, 4]
    assert found.first_row(3, Role.NAME) == found.first_row(3, Role.DEADLINE) == 3


def test_a_row_knows_its_place(vocabulary: Vocabulary) -> None:
    ((_, found),) = to_grids(document(table(PLAN, ONE, page=4), table(PLAN, TWO, page=5)), vocabulary.headers)
    place = Rows(found, header_of(vocabulary, found), vocabulary.notice, vocabulary.headers).place(3)
    assert (place.table_no, place.row_no, place.page) == (1, 4, 5)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("合计15项", RowKind.TOTAL),
        ("总计：4件", RowKind.TOTAL),
        ("小计", RowKind.TOTAL),
        ("合计改造小区15个项目的全部内容", RowKind.PROJECT),
    ],
)
def test_a_total_may_count_its_projects(vocabulary: Vocabulary, text: str, kind: RowKind) -> None:
    rows = rows_of(vocabulary, ("序号", "项目名称", "牵头单位", "目标", "投资"), ("", text, "", "", "500"))
    assert rows.kind(2) is kind or kind is RowKind.PROJECT


@pytest.mark.parametrize(("number", "kind"), [("1.1", RowKind.PROJECT), ("", RowKind.CONTINUATION)])
def test_a_number_begins_a_row_of_a_joint_column(vocabulary: Vocabulary, number: str, kind: RowKind) -> None:
    rows = rows_of(vocabulary, ("序号", "民生实事", "责任单位"), ("1", "甲", "区教委"), (number, "乙", "区教委"))
    assert rows.kind(3) is kind
