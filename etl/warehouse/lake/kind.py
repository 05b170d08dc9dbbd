"""How the tables of a lake are other than those of a file: no keys, no lists of a fixed length, fewer comments."""

import re
from typing import Any, Final

_FIXED_LIST: Final = re.compile(r"\[\d+\]")


def in_lake(connection: Any) -> bool:
    """Whether the database that a connection is about is a lake."""
    row = connection.execute(
        "SELECT type = 'ducklake' FROM duckdb_databases() WHERE database_name = current_database()"
    ).fetchone()
    return bool(row and row[0])


def lake_type(data_type: str) -> str:
    """The type that a lake has for one of DuckDB's."""
    return _FIXED_LIST.sub("[]", data_type)
