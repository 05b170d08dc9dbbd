"""A table as Parquet, with its types as they are."""

from pathlib import Path

import duckdb

from etl.warehouse.dictionary import Table
from etl.warehouse.exports.rows import statement


def write_parquet(connection: duckdb.DuckDBPyConnection, table: Table, file: Path) -> None:
    """Write ``table`` to ``file``."""
    target = str(file).replace("'", "''")
    connection.execute(f"COPY ({statement(table)}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
