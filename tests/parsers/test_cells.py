"""What became of every drawn cell."""

import pytest

from parsers.cells import in_reading_order, read_cell, read_whole_table
from parsers.grid import Drawn
from schemas.notice import Disposition, Role
from schemas.reference import Vocabulary
from tests.parsers.build import ONE, PLAN, TWO, Box, cut, grid, stitched, table

DRAWN = Drawn(row_no=3, column_no=2, row_span=2, column_span=1, page=4, text="新建学校")
BLANK = Drawn(row_no=3, column_no=3, row_span=1, column_span=1, page=4, text=" \u3000\n")


def test_a_reading_tells_place_fate_and_task() -> None:
    cell = read_cell(1, DRAWN, Disposition.FIELD, Role.NAME, (5, 2))
    assert (cell.table_no, cell.row_no, cell.column_no, cell.row_span, cell.column_span, cell.page) == (
        1,
        3,
        2,
        2,
        1,
        4,
    )
    assert (cell.text, cell.disposition) == ("新建学校", Disposition.FIELD)
    assert (cell.field, cell.project, cell.part) == (Role.NAME, 5, 2)


@pytest.mark.parametrize("fate", [f for f in Disposition if f is not Disposition.BLANK])
def test_text_is_never_blank(fate: Disposition) -> None:
    assert read_cell(1, DRAWN, fate).disposition is fate


@pytest.mark.parametrize("fate", [f for f in Disposition if f is not Disposition.FORM])
def test_no_text_is_always_blank_and_points_nowhere(fate: Disposition) -> None:
    cell = read_cell(1, BLANK, fate, Role.LEAD, (5, 2))
    assert (cell.disposition, cell.field, cell.project, cell.part) == (Disposition.BLANK, None, None, None)


def test_a_blank_of_a_form_waits_to_be_filled() -> None:
    assert read_cell(1, BLANK, Disposition.FORM).disposition is Disposition.FORM


def test_cells_are_ordered_as_they_are_read() -> None:
    drawn = [Drawn(row, column, 1, 1, None, "甲") for row, column in ((2, 1), (1, 10), (1, 2), (10, 1))]
    cells = in_reading_order([read_cell(1, d, Disposition.NOTE) for d in drawn])
    assert [(c.row_no, c.column_no) for c in cells] == [(1, 2), (1, 10), (2, 1), (10, 1)]


def test_a_whole_table_has_one_fate() -> None:
    cells = read_whole_table(grid(("姓名", "电话"), ("张三", "")), Disposition.NOTE)
    assert [(c.text, c.disposition) for c in cells] == [
        ("姓名", Disposition.NOTE),
        ("电话", Disposition.NOTE),
        ("张三", Disposition.NOTE),
        ("", Disposition.BLANK),
    ]


def test_a_whole_form_is_form_to_the_last_box() -> None:
    cells = read_whole_table(grid(PLAN, ("", "", "", "")), Disposition.FORM)
    assert {c.disposition for c in cells} == {Disposition.FORM}


def test_a_table_over_two_pages_is_read_piece_by_piece(vocabulary: Vocabulary) -> None:
    upper = ("1", "新建学校", "区教委", cut("甲小学、"))
    pages = (table(PLAN, upper, page=1), table(PLAN, ("", "", "", "乙小学。"), page=2))
    (found,) = stitched(vocabulary, *pages)
    cells = read_whole_table(found, Disposition.NOTE)
    assert [c.text for c in cells] == [*PLAN, "1", "新建学校", "区教委", "甲小学、", *PLAN, "", "", "", "乙小学。"]


def test_a_merged_cell_is_read_once() -> None:
    cells = read_whole_table(grid(PLAN, ("1", "甲", Box("区教委", down=2), "子"), ("2", "乙", "丑")), Disposition.NOTE)
    assert [c.text for c in cells].count("区教委") == 1
    assert len(read_whole_table(grid(PLAN, ONE, TWO), Disposition.NOTE)) == 12
