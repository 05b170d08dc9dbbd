"""A table as Parquet, with its types as they are."""

from pathlib import Path
from typing import Final

import duckdb

from etl.warehouse.dictionary import Table
from etl.warehouse.exports.rows import statement

_GROUP_ROWS: Final = 20_480
"""Rows in memory at a time: a row may have cells of some megabytes."""


def write_parquet(connection: duckdb.DuckDBPyConnection, table: Table, file: Path) -> None:
    """Write ``table`` to ``file``."""
    target = str(file).replace("'", "''")
    connection.execute(
        f"COPY ({statement(table)}) TO '{target}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {_GROUP_ROWS})"
    )
