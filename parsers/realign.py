"""Rows of a text dump back under their columns: a dump drops merged cells, so its rows differ in length.

What is missing is put back where only one reading is possible: below a header that spans columns, and in a
row that opens with words (合计, a section's name) instead of a number. Rows that only lack their last cells
keep their places.
"""

from collections.abc import Collection
from itertools import groupby

from parsers.words import serial, squeeze_header
from schemas.document import Cell, Table


def realign(table: Table, numbers: Collection[str] = ("序号",)) -> Table:
    """``table`` with the column spans that its short rows have lost; unchanged where spans are known.

    ``numbers`` are the words of a header that mean serial numbers (序号).
    """
    if table.spans_known:
        return table
    by_row: dict[int, list[Cell]] = {r: [] for r in range(1, table.rows + 1)}
    for cell in table.cells:
        by_row[cell.row].append(cell)
    rows = list(by_row.values())
    numbered = bool(rows[0]) and squeeze_header(rows[0][0].text) in numbers
    cells: list[Cell] = []
    for index, row in enumerate(rows):
        spans = _header_spans(row, rows[1:2]) if index == 0 else _row_spans(row, table.columns, numbered)
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
    groups = sum(wide) - missing  # header cells that stand over columns with words of their own
    if not wide or groups < len(wide) or sum(wide) % groups or any(w % (sum(wide) // groups) for w in wide):
        alone = groups == len(wide)
        if not alone:
            return plain
    each = sum(wide) // groups
    spans: list[int] = []
    for has_words, length in runs:
        if not has_words:
            spans += [1] * length
        elif groups == len(wide):
            spans += [length]
        else:
            spans += [each] * (length // each)
    return spans


def _row_spans(row: list[Cell], width: int, numbered: bool) -> list[int]:
    """Spans of a short row: words where a number should stand span what is missing, other rows lack their ends."""
    spans = [1] * len(row)
    if row and len(row) < width and row[0].text.strip() and serial(row[0].text) is None:
        alone = sum(bool(c.text.strip()) for c in row) == 1
        if numbered or alone:
            spans[0] += width - len(row)
    return spans
