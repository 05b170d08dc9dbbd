"""The rows in which a filled DuckDB file and a lake differ, put into the lake: those that go, then those that come.

What a publish leaves alone is not written again, so a snapshot costs what it changes; and since the file holds every
key and reference, the lake, which can hold none, is true to them too.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import duckdb

from etl.warehouse.content import VOLATILE
from etl.warehouse.empty import view_texts
from etl.warehouse.lake.attach import literal
from etl.warehouse.lake.kind import lake_type

DRAFT: Final = "draft"
"""The name under which the filled file is attached."""
_OF_DRAFT: Final = f"NOT internal AND database_name = '{DRAFT}' AND schema_name = 'main'"
_VIEW_COLUMN: Final = re.compile(r"\s*COMMENT\s+ON\s+COLUMN", re.IGNORECASE)


def make_schema(connection: duckdb.DuckDBPyConnection) -> None:
    """The tables of the draft, with their comments, and the views, in the lake that a connection is about. What of it
    is there under these names is dropped."""
    tables = _tables(connection)
    _drop(connection, {*tables, *_names_of_views()})
    for table, (comment, columns) in tables.items():
        typed = ", ".join(f'"{n}" {lake_type(t)}{"" if null else " NOT NULL"}' for n, t, null, _ in columns)
        connection.execute(f"CREATE TABLE {table} ({typed})")
        connection.execute(f"COMMENT ON TABLE {table} IS {literal(comment)}")
        for name, _, _, said in columns:
            connection.execute(f'COMMENT ON COLUMN {table}."{name}" IS {literal(said)}')
    for text in view_texts():
        for statement in connection.extract_statements(text):
            if not _VIEW_COLUMN.match(_bare(statement.query)):  # a lake keeps none on a column of a view
                connection.execute(statement)


def _bare(sql: str) -> str:
    """SQL without the comment lines that it opens with."""
    return re.sub(r"\A(?:\s*--[^\n]*\n)*", "", sql)


def _names_of_views() -> list[str]:
    return [match[1] for text in view_texts() if (match := re.search(r"CREATE VIEW (\w+)", text))]


def _drop(connection: duckdb.DuckDBPyConnection, names: set[str]) -> None:
    present = connection.execute(
        "SELECT 'VIEW', view_name FROM duckdb_views() WHERE NOT internal AND database_name = current_database() "
        "AND schema_name = 'main' UNION ALL SELECT 'TABLE', table_name FROM duckdb_tables() "
        "WHERE database_name = current_database() AND schema_name = 'main' ORDER BY 1 DESC, 2"
    ).fetchall()
    for kind, name in present:
        if name in names:
            connection.execute(f"DROP {kind} {name}")


def _tables(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, list[tuple[str, str, bool, str]]]]:
    """Comment of each table of the draft, and name, type, whether it may be NULL, and comment of each column."""
    rows = connection.execute(
        "SELECT table_name, any_value(t.comment), list([column_name, data_type, is_nullable::VARCHAR, c.comment] "
        f"ORDER BY column_index) FROM (FROM duckdb_columns() WHERE {_OF_DRAFT}) AS c JOIN "
        f"(FROM duckdb_tables() WHERE {_OF_DRAFT}) AS t USING (table_name) GROUP BY table_name ORDER BY table_name"
    ).fetchall()
    return {
        name: (comment or "", [(n, t, null == "true", said or "") for n, t, null, said in columns])
        for name, comment, columns in rows
    }


def put_differences(connection: duckdb.DuckDBPyConnection, *, fresh: bool) -> None:
    """Make the tables of the lake those of the draft; of a ``fresh`` one they are empty."""
    keys = _keys(connection)
    same = set() if fresh else _unchanged(connection)
    for table, (_, columns) in _tables(connection).items():
        names = [name for name, *_ in columns]
        if table in same and VOLATILE.isdisjoint(names):
            continue
        if not fresh:
            _take_out(connection, table, keys.get(table, ()))
        shown = ", ".join(f'"{name}"' for name in names)
        rest = "" if fresh else f" EXCEPT ALL SELECT {shown} FROM {table}"
        connection.execute(f"INSERT INTO {table} ({shown}) SELECT {_as_lake(columns)} FROM {DRAFT}.{table}{rest}")


def _as_lake(columns: list[tuple[str, str, bool, str]]) -> str:
    """The columns of the draft, each with the type that the lake has for it."""
    return ", ".join(f'"{n}"::{lake_type(t)} AS "{n}"' if lake_type(t) != t else f'"{n}"' for n, t, *_ in columns)


def _take_out(connection: duckdb.DuckDBPyConnection, table: str, key: tuple[str, ...]) -> None:
    """Delete the rows that the draft does not have; of a table without a key, which has one row, all."""
    columns = [column for name, (_, all_of) in _tables(connection).items() if name == table for column in all_of]
    shown = ", ".join(f'"{name}"' for name, *_ in columns)
    gone = f"SELECT {shown} FROM {table} EXCEPT ALL SELECT {_as_lake(columns)} FROM {DRAFT}.{table}"
    if not key:
        if connection.execute(f"SELECT 1 FROM ({gone}) LIMIT 1").fetchone():
            connection.execute(f"DELETE FROM {table}")
        return
    names = ", ".join(key)
    connection.execute(f"CREATE OR REPLACE TEMP TABLE going AS SELECT {names} FROM ({gone})")
    if connection.execute("SELECT 1 FROM going LIMIT 1").fetchone():
        connection.execute(f"DELETE FROM {table} WHERE ({names}) IN (SELECT ({names}) FROM going)")


def _unchanged(connection: duckdb.DuckDBPyConnection) -> set[str]:
    """Tables whose rows have the hash that they had."""
    columns = "table_name, row_count, sha256"
    sql = f"SELECT {columns} FROM {DRAFT}.content_hashes INTERSECT SELECT {columns} FROM content_hashes"
    return {name for name, *_ in connection.execute(sql).fetchall()}


def _keys(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """Columns of the primary key of each table of the draft."""
    rows = connection.execute(
        "SELECT table_name, constraint_column_names FROM duckdb_constraints() "
        f"WHERE constraint_type = 'PRIMARY KEY' AND database_name = '{DRAFT}'"
    ).fetchall()
    return {name: tuple(columns) for name, columns in rows}


def differs_in_schema(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the tables of the lake are others than the draft's, so that they are to be made anew."""
    here = _columns(connection, "current_database()")
    return any(here.get(name) != columns for name, columns in _columns(connection, f"'{DRAFT}'").items())


def _columns(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, Any]:
    rows: Iterator[tuple[str, list[list[str]]]] = iter(
        connection.execute(
            "SELECT table_name, list([column_name, data_type] ORDER BY column_index) FROM duckdb_columns() "
            f"WHERE NOT internal AND database_name = {database} AND schema_name = 'main' GROUP BY 1"
        ).fetchall()
    )
    return {name: [(column, lake_type(kind)) for column, kind in columns] for name, columns in rows}
