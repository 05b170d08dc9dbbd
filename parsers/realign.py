"""Rows of a text dump back under their columns: a dump drops merged cells, so its rows differ in length.

What is missing is put back where only one reading is possible: below a header that spans columns, and in a
row that opens with words (合计, a section's name) instead of a number. Rows that only lack their last cells
keep their places.
"""

from itertools import groupby

from parsers.words import serial
from schemas.document import Cell, Table


def realign(table: Table) -> Table:
    """``table`` with the column spans that its short rows have lost; unchanged where spans are known."""
    if table.spans_known:
        return table
    rows = [[c for c in table.cells if c.row == r] for r in range(1, table.rows + 1)]
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        spans = _header_spans(row, rows[1:2]) if index == 0 else _row_spans(row, table.columns)
        column = 1
        for cell, span in zip(row, spans, strict=True):
            cells.append(cell.model_copy(update={"column": column, "column_span": span}))
            column += span
    return table.model_copy(update={"cells": tuple(cells)})


def _header_spans(header: list[Cell], below: list[list[Cell]]) -> list[int]:
    """Spans of a first row over a second one in which blanks stand below plain columns, words below groups."""
    plain = [1] * len(header)
    missing = len(below[0]) - len(header) if below else 0
    if missing <= 0 or serial(below[0][0].text) is not None:
        return plain
    runs = [(bool(text), len(list(group))) for text, group in groupby(c.text.strip() != "" for c in below[0])]
    wide = [length for has_words, length in runs if has_words]
    if sum(length - 1 for length in wide) != missing:
        return plain
    spans: list[int] = []
    for has_words, length in runs:
        spans += [length] if has_words else [1] * length
    return spans


def _row_spans(row: list[Cell], width: int) -> list[int]:
    spans = [1] * len(row)
    if row and len(row) < width and row[0].text.strip() and serial(row[0].text) is None:
        spans[0] += width - len(row)
    return spans
