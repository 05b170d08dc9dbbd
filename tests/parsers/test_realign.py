"""Rows of a dump back under their columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.realign import realign
from schemas.document import Table
from tests.parsers.build import ONE, PLAN, Box, dump, table, unhurried

GROUPED = ("序号", "项目名称", "工作内容及资金计划", "牵头单位", "协作单位")
BELOW = ("", "", "形象进度", "总投资", "", "")


def places(given_table: Table, row: int) -> list[tuple[str, int, int]]:
    return [(c.text, c.column, c.column_span) for c in realign(given_table).cells if c.row == row]


def test_a_table_that_knows_its_spans_is_left_alone() -> None:
    known = table(PLAN, (Box("合计", across=3), "100"), ("一、教育",))
    assert realign(known) is known


def test_a_full_row_stays_where_it_is() -> None:
    assert places(dump(PLAN, ONE), 2) == [(text, column, 1) for column, text in enumerate(ONE, 1)]


@pytest.mark.parametrize("text", ["一、市级民生实事", "承接市级民生实事（13件）", "注：资金以实际下达为准。"])
def test_a_row_of_one_text_goes_all_across(text: str) -> None:
    assert places(dump(PLAN, (text,), ONE), 2) == [(text, 1, 4)]


def test_a_total_stands_over_its_money() -> None:
    header = (*PLAN, "总投资", "备注")
    assert places(dump(header, ("合  计", "141859", "")), 2) == [("合  计", 1, 4), ("141859", 5, 1), ("", 6, 1)]


def test_a_numbered_row_that_lacks_its_last_cells_keeps_its_places() -> None:
    assert places(dump((*PLAN, "备注"), ("1", "新建学校", "区教委", "建成小学1所。")), 2) == [
        ("1", 1, 1),
        ("新建学校", 2, 1),
        ("区教委", 3, 1),
        ("建成小学1所。", 4, 1),
    ]


@pytest.mark.parametrize("number", ["1", "１", "1、", "（一）", "①", "十一", "01"])
def test_a_number_in_any_script_opens_a_plain_row(number: str) -> None:
    assert places(dump(PLAN, (number, "新建学校", "区教委")), 2)[0] == (number, 1, 1)


def test_a_row_that_opens_blank_keeps_its_places() -> None:
    assert places(dump(PLAN, ("", "", "区教委")), 2) == [("", 1, 1), ("", 2, 1), ("区教委", 3, 1)]


def test_a_table_without_numbers_keeps_a_row_that_lacks_its_last_cell() -> None:
    unnumbered = ("项目名称", "牵头单位", "目标任务", "备注")
    found = places(dump(unnumbered, ("新建学校", "区教委", "建成小学1所。")), 2)
    assert found == [("新建学校", 1, 1), ("区教委", 2, 1), ("建成小学1所。", 3, 1)]


def test_a_group_header_goes_over_its_columns() -> None:
    assert places(dump(GROUPED, BELOW, ("1", *"甲乙丙丁戊")), 1) == [
        ("序号", 1, 1),
        ("项目名称", 2, 1),
        ("工作内容及资金计划", 3, 2),
        ("牵头单位", 5, 1),
        ("协作单位", 6, 1),
    ]


def test_two_groups_apart_go_over_their_own_columns() -> None:
    header = ("序号", "目标任务及资金", "项目名称", "责任分工")
    below = ("", "形象进度", "总投资", "", "牵头单位", "配合单位", "协办单位")
    assert [(column, span) for _, column, span in places(dump(header, below), 1)] == [(1, 1), (2, 2), (4, 1), (5, 3)]


def test_two_groups_side_by_side_go_over_their_own_columns() -> None:
    header = ("序号", "项目名称", "目标任务及资金", "责任分工", "备注")
    below = ("", "", "形象进度", "总投资", "牵头单位", "配合单位", "")
    spans = [span for _, _, span in places(dump(header, below, ("1", *"甲乙丙丁戊己")), 1)]
    assert spans == [1, 1, 2, 2, 1]


def test_a_short_header_over_a_numbered_row_is_no_group() -> None:
    assert [span for _, _, span in places(dump(PLAN, (*ONE, "多出的一格")), 1)] == [1, 1, 1, 1]


def test_a_short_header_that_no_single_reading_mends_stays() -> None:
    header = ("序号", "项目名称", "任务")
    below = ("", "", "一", "二", "三", "", "")
    assert [span for _, _, span in places(dump(header, below), 1)] == [1, 1, 1]


def test_a_header_alone_stays() -> None:
    assert [span for _, _, span in places(dump(PLAN), 1)] == [1, 1, 1, 1]


texts = st.lists(st.sampled_from(["", "1", "合计", "序号", "项目名称", "形象进度", "区教委"]), min_size=1, max_size=6)


@unhurried
@given(st.lists(texts, min_size=1, max_size=5))
def test_no_cell_is_lost_moved_to_another_row_or_laid_over_another(rows: list[list[str]]) -> None:
    given_table = dump(*rows)
    aligned = realign(given_table)
    assert [(c.row, c.text) for c in aligned.cells] == [(c.row, c.text) for c in given_table.cells]
    covered = [(c.row, c.column + i) for c in aligned.cells for i in range(c.column_span)]
    assert len(covered) == len(set(covered))
    assert all(column <= aligned.columns for _, column in covered)
