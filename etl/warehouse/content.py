"""A hash of what a warehouse says: the same for the same notices on every machine, in every rebuild.

A row is hashed as the JSON of its columns' texts, so that neither the order of rows nor how a number is kept counts.
What says when, by which run and from where a row was loaded is left out: ``VOLATILE`` columns, tables of the warehouse
itself, and the names of files in sentences.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Final

import duckdb

from etl.warehouse.bounds import with_room
from etl.warehouse.connect import is_there, reading
from etl.warehouse.location import Location
from etl.warehouse.packed import is_as_packed
from schemas.base import Record

VOLATILE: Final = frozenset({"run_id", "loaded_at", "path"})
"""Columns that say when, by which run and from which folder a row was loaded."""
_OWN: Final = frozenset({"runs", "warehouse_info", "content_hashes", "checks"})
"""Tables that tell of the warehouse and not of the notices."""
_BATCH: Final = 50_000
_READINGS: Final = 64
"""Readings that are held against their hashes at a time."""
_PACKED: Final = ("readings", "notice")
"""The column that is told by the hash beside it: the same text may be packed in other bytes."""

_SENTENCES: Final = (("sources", "reason"), ("findings", "message"))
"""Columns with sentences in which another file of the same notice may be named. It is so as `` from NAME, ``, and a
ZIP as `` in NAME ``: a file may be called 1, and not every 1 in a sentence is its name."""


class TableHash(Record):
    """Hash of one table: SHA-256, hexadecimal, over the sorted SHA-256 of its rows, each of 32 bytes."""

    table_name: str
    row_count: int
    sha256: str


class Content(Record):
    """What a warehouse holds: its hash, SHA-256, hexadecimal, and the number of rows of each table."""

    sha256: str
    rows: dict[str, int]


def content_hashes(connection: duckdb.DuckDBPyConnection) -> list[TableHash]:
    """Hashes of all tables of an open warehouse, by name."""
    return [*table_hashes(connection)]


def table_hashes(
    connection: duckdb.DuckDBPyConnection, of: Callable[[str], bool] = lambda _: True
) -> Iterator[TableHash]:
    """The same one after the other, with nothing of the connection in use between two; ``of`` says of which only."""
    for table, typed in with_room(connection, partial(_tables, connection)):
        if table not in _OWN and of(table):
            yield with_room(connection, partial(_hashed, connection, table, typed))


def _tables(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, list[tuple[str, str]]]]:
    """Tables by name, with the names and types of their columns."""
    return connection.execute(
        "SELECT table_name, list((column_name, data_type) ORDER BY column_name) FROM duckdb_columns() "
        "WHERE NOT internal AND database_name = current_database() AND schema_name = 'main' "
        "AND table_name IN (SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()) "
        "GROUP BY ALL ORDER BY 1"
    ).fetchall()


def content_hash(hashes: Iterable[TableHash]) -> str:
    """One SHA-256, hexadecimal, for all tables."""
    lines = sorted(f"{h.table_name} {h.row_count} {h.sha256}\n" for h in hashes)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def altered_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Names of the tables that no longer have the rows they were published with, or that are gone."""
    published = {TableHash.model_validate(row) for row in _stored(connection)}
    return sorted(hashed.table_name for hashed in published - set(content_hashes(connection)))


def _stored(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, object]]:
    rows = connection.execute("SELECT table_name, row_count, sha256 FROM content_hashes").fetchall()
    return (dict(zip(TableHash.model_fields, row, strict=True)) for row in rows)


def stored_content(warehouse: Location) -> Content | None:
    """What the warehouse at ``warehouse`` held when it was published; ``None`` if there is none.

    Raises ``WarehouseError`` if it is unreadable.
    """
    if not is_there(warehouse):
        return None
    with reading(warehouse) as connection:
        rows = connection.execute("SELECT table_name, row_count FROM content_hashes").fetchall()
        total = connection.execute("SELECT content_hash FROM warehouse_info").fetchone()
    return Content(sha256=total[0] if total else "", rows=dict(rows))


def _hashed(connection: duckdb.DuckDBPyConnection, table: str, typed: Iterable[tuple[str, str]]) -> TableHash:
    kept = [(name, data_type) for name, data_type in typed if name not in VOLATILE and (table, name) != _PACKED]
    texts = ", ".join(_text(table, name, data_type) for name, data_type in kept)
    # As bytes: half of what the digits take while they are sorted.
    query = f"SELECT unhex(sha256(to_json([{texts}])::VARCHAR)) AS row FROM {table} AS t"
    digest, count = hashlib.sha256("\n".join(name for name, _ in kept).encode()), 0
    for rows in _sorted(connection, query):
        count += len(rows)
        digest.update(b"".join(rows))
    if table == _PACKED[0]:
        digest.update("".join(sorted(_not_as_packed(connection))).encode())
    return TableHash(table_name=table, row_count=count, sha256=digest.hexdigest())


def _sorted(connection: duckdb.DuckDBPyConnection, query: str) -> Iterator[list[bytes]]:
    """Plain values, though Arrow would give them as fast: ``etl check`` does without that library."""
    result = connection.execute(f"{query} ORDER BY 1")
    while rows := result.fetchmany(_BATCH):
        yield [row for (row,) in rows]


def _not_as_packed(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """The files whose readings are others than their hashes are of: none, unless other hands have changed them."""
    stored = connection.execute("SELECT source_id, sha256, notice FROM readings")
    while some := stored.fetchmany(_READINGS):
        yield from (source for source, sha256, content in some if not is_as_packed(sha256, content))


def _text(table: str, column: str, data_type: str) -> str:
    """SQL of a column as text. Numbers and dates are written by DuckDB itself, so that no digit of a decimal is lost;
    of lists only JSON tells where one member ends."""
    if (table, column) in _SENTENCES:
        return _without_names(table, column)
    is_simple = data_type.isupper() and "[" not in data_type and "(" not in data_type.removeprefix("DECIMAL")
    return f't."{column}"::VARCHAR' if is_simple else f'to_json(t."{column}")::VARCHAR'


def _without_names(table: str, column: str) -> str:
    """SQL of a sentence in which no file of the same notice is named by its path or its name, and not the ZIP that the
    file lies in. Which file it is stands in the notice's own row."""
    names = (
        "coalesce((SELECT list(' from ' || name || ', ' ORDER BY length(name) DESC, name) FROM (SELECT DISTINCT "
        "unnest([s.path, regexp_extract(s.path, '[^/]*$')]) AS name "
        "FROM sources AS s WHERE s.notice_id = t.notice_id)), [])"
    )
    if table == "sources":
        zips = "list_transform(string_split(t.path, '/')[:-2], lambda name: ' in ' || name || ' ')"
        names += f" || CASE t.outcome WHEN 'quarantined' THEN {zips} ELSE [] END"
    return f"list_reduce({names}, lambda told, name: replace(told, name, ' NAME '), t.{column})"
