"""A file as laid out."""

import pytest
from pydantic import ValidationError

from schemas.document import Cell, Document, Overflow, Paragraph, Table


def table(*cells: Cell, page: int | None = None) -> Table:
    return Table(cells=cells, rows=1, columns=1, page=page)


INNER = table(Cell(row=1, column=1, text="内"))
DOCUMENT = Document(
    format="docx",
    blocks=(
        Paragraph(text="通知"),
        table(Cell(row=1, column=1, text="序号", tables=(INNER,), overflow=Overflow.LINE), page=2),
        Paragraph(text="— 1 —", furniture=True),
        table(),
    ),
)


@pytest.mark.parametrize("wrong", [{"row": 0}, {"column": 0}, {"row_span": 0}, {"column_span": 0}, {"row": -1}])
def test_cells_count_from_one(wrong: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Cell.model_validate({"row": 1, "column": 1} | wrong)


def test_a_cell_is_one_row_high_and_one_column_wide_unless_said() -> None:
    cell = Cell(row=2, column=3)
    assert (cell.row_span, cell.column_span, cell.text, cell.tables) == (1, 1, "", ())
    assert cell.overflow is Overflow.NONE


@pytest.mark.parametrize("wrong", [{"rows": 0}, {"columns": 0}])
def test_a_table_has_at_least_one_cell_s_room(wrong: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Table.model_validate({"cells": (), "rows": 1, "columns": 1} | wrong)


def test_a_format_knows_its_merged_cells_unless_said() -> None:
    assert table().spans_known


def test_tables_and_paragraphs_come_in_reading_order() -> None:
    assert [t.page for t in DOCUMENT.tables] == [2, None]
    assert [p.text for p in DOCUMENT.paragraphs] == ["通知", "— 1 —"]


def test_a_table_inside_a_cell_is_no_table_of_the_document() -> None:
    assert INNER not in DOCUMENT.tables


def test_a_document_survives_being_written_down() -> None:
    assert Document.model_validate_json(DOCUMENT.model_dump_json()) == DOCUMENT


def test_a_block_says_what_it_is() -> None:
    with pytest.raises(ValidationError):
        Document.model_validate({"format": "docx", "blocks": [{"kind": "picture", "text": ""}]})


@pytest.mark.parametrize("side", [float("nan"), float("inf"), float("-inf")])
def test_nothing_is_drawn_beyond_all_numbers(side: float) -> None:
    with pytest.raises(ValidationError):
        Paragraph(text="通知", box=(0.0, 0.0, side, 10.0))
