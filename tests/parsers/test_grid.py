"""Every position of a table knows its cell."""

from hypothesis import given
from hypothesis import strategies as st

from parsers.grid import to_grid
from schemas.document import Cell, Table
from tests.parsers.build import ONE, PLAN, TWO, Box, grid, table, unhurried

MERGED = grid(
    PLAN,
    ("1", "新建学校", Box("区教委", down=2), "建成小学1所。"),
    ("2", "改造学校", "改造中学2所。"),
    (Box("注：区教委含直属单位。", across=4),),
)


def test_every_position_knows_its_cell() -> None:
    found = grid(PLAN, ONE)
    cell = found.at(2, 3)
    assert cell is not None
    assert cell.text == "区教委"


def test_a_merged_cell_is_found_at_every_row_it_covers() -> None:
    assert MERGED.at(2, 3) is MERGED.at(3, 3)


def test_a_merged_cell_is_found_at_every_column_it_covers() -> None:
    assert {id(MERGED.at(4, column)) for column in range(1, 5)} == {id(MERGED.at(4, 1))}


def test_nothing_stands_outside_the_table() -> None:
    assert MERGED.at(5, 1) is None
    assert MERGED.at(1, 5) is None


def test_nothing_stands_in_the_gap_of_a_ragged_table() -> None:
    found = grid(PLAN, ("1", "新建学校"))
    assert found.at(2, 3) is None
    assert [c.text for c in found.row(2)] == ["1", "新建学校"]


def test_a_row_lists_each_cell_once() -> None:
    assert [c.text for c in MERGED.row(4)] == ["注：区教委含直属单位。"]


def test_a_row_holds_what_is_merged_from_above() -> None:
    assert [c.text for c in MERGED.row(3)] == ["2", "改造学校", "区教委", "改造中学2所。"]


def test_a_rows_own_cells_begin_in_it() -> None:
    assert [c.text for c in MERGED.own(3)] == ["2", "改造学校", "改造中学2所。"]


def test_a_rows_own_cells_have_text() -> None:
    assert [c.text for c in grid(PLAN, ("1", " \u3000\n", "", "建成小学1所。")).own(2)] == ["1", "建成小学1所。"]


def test_white_space_alone_is_blank() -> None:
    cell = grid((" \u3000\n\t",)).at(1, 1)
    assert cell is not None
    assert cell.is_blank


def test_the_first_piece_drawn_tells_the_row_in_the_file() -> None:
    found = to_grid(table(PLAN, ONE, TWO, page=3), 2, first_row_no=11)
    assert (found.first_drawn(3).row_no, found.first_drawn(3).page) == (13, 3)


def test_a_row_without_a_cell_of_its_own_is_placed_by_the_one_above() -> None:
    found = grid((Box("1", down=2), Box("新建学校", down=2)), ())
    assert found.first_drawn(2).row_no == 1


def test_a_table_whose_first_row_is_empty_still_has_a_place() -> None:
    found = to_grid(Table(cells=(Cell(row=2, column=1, text="项目"),), rows=2, columns=1), 1)
    assert found.first_drawn(1).row_no == 2


def test_the_drawing_is_kept_beside_the_text() -> None:
    ((cell, drawn),) = to_grid(table((Box("合计", down=2, across=3),), (), page=4), 1).every_piece()
    assert (drawn.row_no, drawn.column_no, drawn.row_span, drawn.column_span, drawn.page) == (1, 1, 2, 3, 4)
    assert drawn.text == cell.text == "合计"


def test_what_the_file_cannot_say_is_carried_over() -> None:
    assert not to_grid(table(PLAN, spans_known=False), 1).spans_known
    assert to_grid(table(PLAN), 1).spans_known


boxes = st.builds(Box, text=st.sampled_from(["", "甲", "乙"]), down=st.integers(1, 3), across=st.integers(1, 3))


@unhurried
@given(st.lists(st.lists(boxes, max_size=4), min_size=1, max_size=4))
def test_every_cell_is_drawn_once(rows: list[list[Box]]) -> None:
    given_table = table(*rows)
    pieces = list(to_grid(given_table, 1).every_piece())
    assert [(d.row_no, d.column_no, d.text) for _, d in pieces] == [
        (c.row, c.column, c.text) for c in given_table.cells
    ]


@unhurried
@given(st.lists(st.lists(boxes, max_size=4), min_size=1, max_size=4))
def test_every_text_is_the_own_of_one_row(rows: list[list[Box]]) -> None:
    given_table = table(*rows)
    found = to_grid(given_table, 1)
    own = [c.text for row in range(1, found.rows + 1) for c in found.own(row)]
    assert own == [c.text for c in given_table.cells if c.text]
