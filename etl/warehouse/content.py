"""A hash of what a warehouse says: the same for the same notices on every machine, in every rebuild."""

import hashlib
from collections.abc import Iterable
from typing import Final

import duckdb

from schemas.base import Record

VOLATILE: Final = frozenset({"run_id", "loaded_at", "path"})
"""Columns that say when, by which run and from which folder a row was loaded."""
_OWN: Final = frozenset({"runs", "warehouse_info", "content_hashes", "checks"})
"""Tables that tell of the warehouse and not of the notices."""
_BATCH: Final = 10_000


class TableHash(Record):
    """Hash of one table: SHA-256, hexadecimal, over the sorted SHA-256 of its rows as JSON."""

    table_name: str
    row_count: int
    sha256: str


def content_hashes(connection: duckdb.DuckDBPyConnection) -> list[TableHash]:
    """Hashes of all tables of an open warehouse, by name."""
    columns = connection.execute(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
        "WHERE NOT internal AND database_name = current_database() AND schema_name = 'main' "
        "AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()) "
        "GROUP BY ALL ORDER BY 1"
    ).fetchall()
    return [_hashed(connection, table, names) for table, names in columns if table not in _OWN]


def content_hash(hashes: Iterable[TableHash]) -> str:
    """One SHA-256, hexadecimal, for all tables."""
    lines = sorted(f"{h.table_name} {h.row_count} {h.sha256}\n" for h in hashes)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _hashed(connection: duckdb.DuckDBPyConnection, table: str, columns: Iterable[str]) -> TableHash:
    packed = ", ".join(f'"{name}" := "{name}"' for name in columns if name not in VOLATILE)
    result = connection.execute(
        f"SELECT sha256(to_json(struct_pack({packed}))::VARCHAR) AS row FROM {table} ORDER BY 1"
    )
    digest, count = hashlib.sha256(), 0
    while rows := result.fetchmany(_BATCH):
        count += len(rows)
        digest.update("".join(row for (row,) in rows).encode())
    return TableHash(table_name=table, row_count=count, sha256=digest.hexdigest())
