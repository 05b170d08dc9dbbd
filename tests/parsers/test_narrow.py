"""Pieces of a table that lack a column."""

import pytest

from parsers.narrow import widened
from schemas.reference import Vocabulary
from tests.parsers.build import Box, Row, grid, header_of, table

HEADER = ("序号", "项目名称", "目标任务", "责任单位", "完成时限", "备注")
FULL = ("1", "幼儿园", "建成3所。", "区教委", "2024年9月", "")


def lost(vocabulary: Vocabulary, above: Row, *rows: Row) -> int | None:
    found = grid(HEADER, above)
    result = widened(found, header_of(vocabulary, found), table(*rows))
    return None if result is None else result[1]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (("2", "小学", "建成1所。", "区教委", "2024年10月"), 6),
        (("2", "小学", "建成1所。", "区教委", "续建"), 5),
        (("小学", "建成1所。", "区教委", "2024年10月", "续建"), 1),
    ],
)
def test_the_column_that_the_others_leave_open(vocabulary: Vocabulary, row: Row, column: int) -> None:
    assert lost(vocabulary, FULL, row) == column


def test_the_cells_behind_it_move(vocabulary: Vocabulary) -> None:
    found = grid(HEADER, FULL)
    result = widened(found, header_of(vocabulary, found), table(("小学", "建成1所。", "区教委", "2024年10月", "续建")))
    assert result is not None
    assert [(c.column, c.text) for c in result[0].cells][::4] == [(2, "小学"), (6, "续建")]
    assert result[0].columns == 6


def test_a_row_over_the_whole_width_stays_so(vocabulary: Vocabulary) -> None:
    found = grid(HEADER, FULL)
    rows = (("2", "小学", "建成1所。", "区教委", "2024年10月"), (Box("二、区级民生实事", across=5),))
    result = widened(found, header_of(vocabulary, found), table(*rows))
    assert result is not None
    assert [(c.column, c.column_span) for c in result[0].cells if c.row == 2] == [(1, 6)]


def test_numbers_alone_prove_nothing(vocabulary: Vocabulary) -> None:
    found = grid(("序号", "项目名称", "责任单位", "目标任务"), ("1", "幼儿园", "区教委", "建成3所。"))
    assert widened(found, header_of(vocabulary, found), table(("2", "张三", "67820064"))) is None


def test_name_or_target_cannot_be_told(vocabulary: Vocabulary) -> None:
    assert lost(vocabulary, (*FULL[:5], "续建"), ("2", "小学", "区教委", "2024年10月", "续建")) is None


@pytest.mark.parametrize(
    "row",
    [
        ("2", "小学", "建成1所。", "区教委"),
        ("2", "小学", "建成1所。", "区教委", "2024年10月", ""),
        ("张三", "李四", "王五", "赵六", "孙七"),
    ],
)
def test_what_fits_nowhere_stays_by_itself(vocabulary: Vocabulary, row: Row) -> None:
    assert lost(vocabulary, FULL, row) is None
