"""The rows of a table in an order that the next export has too, a few at a time."""

import re
from collections.abc import Iterator
from typing import Any, Final

import duckdb

from etl.warehouse.dictionary import Table

_BATCH: Final = 1000
"""Rows in memory at a time; a row may have a cell of some megabytes."""


def statement(table: Table) -> str:
    """The query for all rows of a table: by its key, or where it has none by all columns; a view has its own order."""
    source = f"SELECT {', '.join(_column(c.name, c.type) for c in table.columns)} FROM {quoted(table.name)}"
    if table.is_view:
        return source
    order = ", ".join(map(quoted, table.primary_key)) or "ALL"
    return f"{source} ORDER BY {order}"


def rows(connection: duckdb.DuckDBPyConnection, table: Table) -> Iterator[tuple[Any, ...]]:
    """All rows of a table, in their order, as Python values; days that Python has no date for come as text."""
    result = connection.execute(statement(table))
    while batch := result.fetchmany(_BATCH):
        yield from batch


def _column(name: str, kind: str) -> str:
    """A column; one of arrays of fixed length as lists, for Arrow cannot read the Parquet of a NULL among them."""
    array = re.fullmatch(r"(.+)\[\d+\]", kind)
    return f"{quoted(name)}::{array[1]}[] AS {quoted(name)}" if array else quoted(name)


def quoted(name: str) -> str:
    """A name as SQL has it."""
    return '"' + name.replace('"', '""') + '"'
