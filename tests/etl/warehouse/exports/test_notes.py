from etl.warehouse.exports.notes import Notes


def test_nothing_changed_is_nothing_told() -> None:
    assert list(Notes().lines()) == []


def test_a_cut_is_told_with_its_table_row_and_column() -> None:
    notes = Notes()
    notes.cut("cells", 12, "text", 2_000_000)
    (line,) = notes.lines()
    assert line.startswith("cells, row 12, text: cut, its 2,000,000 characters are more than")


def test_control_characters_are_told_a_line_a_column() -> None:
    notes = Notes()
    for table, column in (("tasks", "target"), ("cells", "text"), ("cells", "text")):
        notes.picture(table, column)
    cells, tasks = notes.lines()
    assert cells.startswith("cells, text: 2 cells have control characters")
    assert tasks.startswith("tasks, target: 1 cell has control characters")
