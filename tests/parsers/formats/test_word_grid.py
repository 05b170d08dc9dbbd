"""The cells of a Word table as they come, and what merges make of them."""

from parsers.formats._word_grid import Grid, made_cell
from schemas.document import Cell, Table


def test_a_cell_made_is_the_cell_that_is_checked() -> None:
    inner = (Table(cells=(Cell(row=1, column=1),), rows=1, columns=1),)
    checked = Cell(row=2, column=3, column_span=4, text="甲", tables=inner, origin="table 1, row 2, cell 1")
    made = made_cell(2, 3, 4, "甲", inner, "table 1, row 2, cell 1")
    assert made == checked
    assert hash(made) == hash(checked)
    assert made.model_dump_json(exclude_unset=True) == checked.model_dump_json(exclude_unset=True)
    assert vars(made).keys() == Cell.model_fields.keys()
    assert made.model_copy(update={"text": "乙"}) == checked.model_copy(update={"text": "乙"})


def test_a_cell_made_over_rows_is_the_copy_that_pydantic_makes() -> None:
    checked = Cell(row=2, column=3, column_span=1, text="", tables=(), origin="table 1, row 2, cell 1")
    copied = checked.model_copy(update={"row_span": 2, "text": "甲", "tables": ()})
    made = made_cell(2, 3, 1, "甲", (), "table 1, row 2, cell 1", rows=2)
    assert (made, made.model_fields_set) == (copied, copied.model_fields_set)
    assert made.model_dump_json(exclude_unset=True) == copied.model_dump_json(exclude_unset=True)


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
