"""The cells of a Word table as they come, and what merges make of them."""

import gc

import pytest

from parsers.formats._word_grid import Grid, fields, made_cells
from schemas.document import Cell, Table

INNER = (Table(cells=(Cell(row=1, column=1),), rows=1, columns=1),)


def test_a_cell_made_is_the_cell_that_is_checked() -> None:
    checked = Cell(row=2, column=3, column_span=4, text="甲", tables=INNER, origin="table 1, row 2, cell 1")
    [made] = made_cells([fields(2, 3, 4, "甲", INNER, "table 1, row 2, cell 1")])
    assert made == checked
    assert hash(made) == hash(checked)
    assert made.model_dump_json(exclude_unset=True) == checked.model_dump_json(exclude_unset=True)
    assert vars(made).keys() == Cell.model_fields.keys()
    assert made.model_copy(update={"text": "乙"}) == checked.model_copy(update={"text": "乙"})


def test_a_cell_made_over_rows_is_the_copy_that_pydantic_makes() -> None:
    checked = Cell(row=2, column=3, column_span=1, text="", tables=(), origin="table 1, row 2, cell 1")
    copied = checked.model_copy(update={"row_span": 2, "text": "甲", "tables": ()})
    [made] = made_cells([fields(2, 3, 1, "甲", (), "table 1, row 2, cell 1") | {"row_span": 2}])
    assert (made, made.model_fields_set) == (copied, copied.model_fields_set)
    assert made.model_dump_json(exclude_unset=True) == copied.model_dump_json(exclude_unset=True)


@pytest.mark.parametrize("is_collecting", [True, False])
def test_the_collector_is_left_as_it_was(is_collecting: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if is_collecting else gc.disable)()
        made_cells([fields(1, 1, 1, "甲", (), "")])
        assert gc.isenabled() is is_collecting
    finally:
        (gc.enable if before else gc.disable)()


def test_a_row_of_texts_is_a_row_of_cells_one_column_wide() -> None:
    whole, single = Grid("table 1"), Grid("table 1")
    for texts in (["1", "甲"], ["2", "", "乙"], ["3"]):
        whole.next_row()
        whole.add_texts(texts)
        single.next_row()
        for column, text in enumerate(texts, 1):
            single.next_place()
            single.add(column, 1, None, text)
    assert whole.table() == single.table()


def test_a_grid_without_cells_is_no_table() -> None:
    grid = Grid("table 1")
    grid.next_row()
    assert grid.table() is None


def test_a_merge_goes_down_as_far_as_its_column_and_span_are_met() -> None:
    grid = Grid("table 1")
    for merge, text in (("restart", "甲"), ("continue", ""), ("continue", "乙"), (None, "丙")):
        grid.next_row()
        grid.next_place()
        grid.add(1, 2, merge, text)
    table = grid.table()
    assert table is not None
    assert [(c.row, c.row_span, c.text) for c in table.cells] == [(1, 3, "甲\n乙"), (4, 1, "丙")]
    assert (table.rows, table.columns) == (4, 2)
    assert table.cells[1].origin == "table 1, row 4, cell 1"
