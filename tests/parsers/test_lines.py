"""Tables of which a text has kept a line a cell."""

import pytest

from parsers.lines import restore
from schemas.document import Table
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, TITLE, document, fate_of, names, read, table

HEADER = ("序号", "项目名称", "目标任务", "责任单位", "完成时限")
FIRST = ("1", "幼儿园", "建成3所。", "区教委", "2024年9月")
SECOND = ("2", "停车位", "新增500个。", "区城市管理局", "2024年10月")
THIRD = ("3", "公园", "建成2个。", "区城市管理局", "2024年10月")


def doubt(vocabulary: Vocabulary, *lines: str) -> str:
    restored = restore(document(*lines), vocabulary.headers)
    assert restored.document.tables == ()
    return restored.doubt or ""


def test_rows_of_one_line_a_cell_are_a_table(vocabulary: Vocabulary) -> None:
    notice = read(vocabulary, TITLE, *HEADER, *FIRST, *SECOND, *THIRD, "注：以上项目。")
    assert [(p.seq, p.name, p.tasks[0].target, p.tasks[0].lead) for p in notice.projects] == [
        (1, "幼儿园", "建成3所。", "区教委"),
        (2, "停车位", "新增500个。", "区城市管理局"),
        (3, "公园", "建成2个。", "区城市管理局"),
    ]
    assert [p.text for p in notice.paragraphs] == [TITLE, "注：以上项目。"]


def test_headings_between_the_rows_are_sections(vocabulary: Vocabulary) -> None:
    lines = (*HEADER, "一、市级民生实事", *FIRST, "二、区级民生实事", *SECOND, "三、其他民生实事", "1", *THIRD[1:])
    notice = read(vocabulary, TITLE, *lines)
    assert [(p.section, p.seq) for p in notice.projects] == [
        ("一、市级民生实事", 1),
        ("二、区级民生实事", 2),
        ("三、其他民生实事", 1),
    ]


def test_a_document_with_tables_is_left_alone(vocabulary: Vocabulary) -> None:
    given = document(*HEADER, *FIRST, table(PLAN, ONE))
    assert restore(given, vocabulary.headers).document is given


@pytest.mark.parametrize(
    "lines",
    [
        (TITLE, "现印发给你们。"),
        ("序号", "项目名称", "目标任务"),
        ("序号", "今年的工作要突出重点、抓住关键、务求实效，各单位要高度重视", "目标任务", *FIRST),
        ("序号", *FIRST),
        ("序号", "甲", "乙", "丙", *FIRST),
    ],
)
def test_lines_that_are_no_table_are_no_doubt(vocabulary: Vocabulary, lines: tuple[str, ...]) -> None:
    given = document(*lines)
    assert restore(given, vocabulary.headers) == type(restore(given, vocabulary.headers))(given)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ((*HEADER, *FIRST, *SECOND[:3], "其中地下300个。", *SECOND[3:], *THIRD), "numbered 2 does not have a line"),
        ((*HEADER, *FIRST, *SECOND[:4], *THIRD), "numbered 2"),
        ((*HEADER, *FIRST, *SECOND[:4]), "numbered 2"),
        ((*HEADER, *FIRST, *SECOND, "分两批。"), "numbered 2"),
        ((*HEADER, "1", "幼儿园", "建成3所。", "分两批。", "区教委"), "“分两批。” does not look like"),
        (("序号", "项目名称", "目标任务", *FIRST[:3]), "no column of units, days or money"),
        (("序号", "责任单位", "目标任务", "备注", "1", "区教委", "3所", "续建"), "“备注”"),
    ],
)
def test_what_cannot_be_told_is_refused_with_its_reason(
    vocabulary: Vocabulary, lines: tuple[str, ...], words: str
) -> None:
    assert words in doubt(vocabulary, *lines)


def test_every_line_has_its_fate(vocabulary: Vocabulary) -> None:
    notice = read(vocabulary, TITLE, *HEADER, *FIRST)
    assert len(notice.cells) == len(HEADER) + len(FIRST)
    assert {fate_of(notice, text).value for text in FIRST} == {"field"}
    assert names(notice.projects) == ["幼儿园"]


def test_the_table_has_lost_its_spans(vocabulary: Vocabulary) -> None:
    (found,) = restore(document(*HEADER, *FIRST), vocabulary.headers).document.tables
    assert isinstance(found, Table)
    assert not found.spans_known


def test_many_headers_without_a_row_take_no_time(vocabulary: Vocabulary) -> None:
    given = document(*["序号"] * 5000)
    assert restore(given, vocabulary.headers).document is given
