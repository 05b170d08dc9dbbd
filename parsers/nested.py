"""Tables inside cells: a table of tasks in a layout frame is a table, any other is part of its cell's text.

A table that is lifted out of a frame keeps as its label what the frame says beside it: 市级民生实事 in the cell to its
left, or a heading above it in its own cell.
"""

from collections.abc import Iterator
from typing import Final

from parsers.headers import looks_like_header
from parsers.letter import is_numbered_heading
from parsers.words import tidy
from schemas.document import Block, Cell, Document, Table
from schemas.reference import HeaderWords

_LABEL_LENGTH: Final = 40
"""Words beside a table that are longer, in characters, explain and do not name it."""


def flatten(document: Document, words: HeaderWords) -> Document:
    """``document`` with every nested table either lifted out, behind its outer table, or written into its cell."""
    if not any(cell.tables for table in document.tables for cell in table.cells):
        return document
    blocks: list[Block] = []
    for block in document.blocks:
        blocks.extend(_flattened(block, words) if isinstance(block, Table) else [block])
    return document.model_copy(update={"blocks": tuple(blocks)})


def _flattened(table: Table, words: HeaderWords) -> Iterator[Table]:
    lifted: list[Table] = []
    cells: list[Cell] = []
    is_frame = not _has_header(table, words)  # a table with a header of its own keeps what stands in its cells
    for cell in table.cells:
        text = cell.text
        for inner in cell.tables:
            if is_frame and _is_for_itself(inner, words):
                label = table.label or _label(table, cell)
                lifted.extend(_flattened(inner.model_copy(update={"label": label}), words))
            else:
                text = "\n".join(t for t in (text, _as_text(inner)) if t)
        cells.append(cell.model_copy(update={"text": text, "tables": ()}))
    yield table.model_copy(update={"cells": tuple(cells)})
    yield from lifted


def _label(frame: Table, holder: Cell) -> str | None:
    """What the cells beside a table's own say, or its own cell in a numbered heading; a sentence labels nothing."""
    rows = range(holder.row, holder.row + holder.row_span)
    beside = [c for c in frame.cells if c is not holder and c.row <= rows[-1] and c.row + c.row_span > rows[0]]
    texts = [tidy(c.text.replace("\n", "")) for c in beside if c.text.strip() and not c.tables]
    label = " ".join(texts)
    if not label and is_numbered_heading(holder.text):
        label = tidy(holder.text)
    return label if label and len(label) <= _LABEL_LENGTH and "。" not in label else None


def _is_for_itself(table: Table, words: HeaderWords) -> bool:
    holds_more = any(_is_for_itself(inner, words) for cell in table.cells for inner in cell.tables)
    return holds_more or _has_header(table, words)


def _has_header(table: Table, words: HeaderWords) -> bool:
    rows = ([c.text for c in table.cells if c.row == row] for row in range(1, min(4, table.rows) + 1))
    return any(looks_like_header(row, words) for row in rows)


def _as_text(table: Table) -> str:
    rows = []
    for row in range(1, table.rows + 1):
        texts = [" ".join(_cell_text(c).split("\n")) for c in table.cells if c.row == row]
        rows.append(" ".join(t for t in texts if t))
    return "\n".join(r for r in rows if r)


def _cell_text(cell: Cell) -> str:
    return "\n".join([cell.text, *(_as_text(inner) for inner in cell.tables)]).strip()
