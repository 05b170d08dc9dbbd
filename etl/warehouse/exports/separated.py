"""A table as CSV that Excel and WPS open right in Chinese, and programs read back to the cell.

RFC 4180 with a byte order mark, without which Excel in Chinese takes UTF-8 for GBK. Texts stand in quotes, always:
an empty text is ``""`` where NULL is nothing, and programs that ask know that ``"500112"`` is no number.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import duckdb

from etl.warehouse.dictionary import Column, Table
from etl.warehouse.exports.cells import as_text, harmless, visible
from etl.warehouse.exports.notes import Notes
from etl.warehouse.exports.rows import rows

_PLAIN: Final = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "BOOLEAN", "DATE")
"""Types whose values stand without quotes; DECIMAL and TIMESTAMP beside them."""


def write_csv(connection: duckdb.DuckDBPyConnection, table: Table, file: Path, notes: Notes) -> None:
    """Write ``table`` to ``file``."""
    with file.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as out:
        out.write(",".join(column.name for column in table.columns) + "\r\n")
        for row in rows(connection, table):
            out.write(",".join(_fields(table, row, notes)) + "\r\n")


def is_text(column: Column) -> bool:
    """Whether the column's values are written as text, in quotes."""
    return column.type not in _PLAIN and not column.type.startswith(("DECIMAL", "TIMESTAMP"))


def _fields(table: Table, row: Sequence[Any], notes: Notes) -> list[str]:
    return [_field(table, column, value, notes) for column, value in zip(table.columns, row, strict=True)]


def _field(table: Table, column: Column, value: Any, notes: Notes) -> str:
    if value is None:
        return ""
    text = as_text(value)
    if not is_text(column):
        return text
    shown = visible(text)
    if shown != text:
        notes.picture(table.name, column.name)
    return '"' + harmless(shown).replace('"', '""') + '"'
