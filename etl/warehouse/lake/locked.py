"""What a statement of a user's may not reach through a lake: the catalogue's own database, and whatever else its
PostgreSQL holds.

For a file it is enough to forbid DuckDB everything outside. A lake has a connection to a server, and DuckDB's functions
would take any statement there. So the statement is looked at as DuckDB itself reads it.
"""

import re
from collections.abc import Iterator
from typing import Any, Final

import duckdb

from etl.warehouse.statement import StatementError

_READING: Final = re.compile(
    r"(?:ducklake_)?(?:snapshots|current_snapshot|last_committed_snapshot|table_info|table_changes|table_insertions"
    r"|table_deletions|options)|ducklake_list_files"
    r"|range|generate_series|unnest|repeat|repeat_row|json_each|json_tree|summary|icu_calendar_names|pg_timezone_names"
    r"|duckdb_(?!table_sample)\w+|pragma_\w+|test_all_types|test_vector_types",
    re.IGNORECASE,
)
"""Table functions that only tell, of DuckLake (it has them under the name of the database too, without their prefix)
and of DuckDB. Any other is refused, also one that comes with a later version: among them are those that act
(``merge_adjacent_files``), that reach a server (``postgres_query``), and that run a text nobody has looked at
(``query``, ``json_execute_serialized_sql``, ``histogram``)."""
_CATALOGUE: Final = re.compile(r"__ducklake_metadata", re.IGNORECASE)
_WORDS: Final = re.compile(r"\b(?:postgres|ducklake|pg)_\w+|__ducklake\w*|\bquery(?:_table)?\b|U&", re.IGNORECASE)
_CALLS: Final = re.compile(r"(\w+)\W*\(")
_FUNCTIONS: Final = (
    "SELECT DISTINCT lower(function_name) FROM duckdb_functions() WHERE function_type IN ('table', 'table_macro')"
)


def require_locked(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    """Raise ``StatementError`` if a statement would reach beyond the warehouse; for one that is no lake it cannot."""
    if not _has_lake(connection):
        return
    if found := next(_beyond(connection, sql), None):
        raise StatementError(f"a warehouse is only read by queries, and “{found}” reaches beyond it.")


def _has_lake(connection: duckdb.DuckDBPyConnection) -> bool:
    # A setting that only its extension makes; the functions, which are thousands, would take longer to list.
    known = "SELECT 1 FROM duckdb_settings() WHERE name = 'ducklake_max_retry_count'"
    return connection.execute(known).fetchone() is not None


def _beyond(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[str]:
    import json  # only for a lake: a query of a file starts without it

    (text,) = connection.execute("SELECT json_serialize_sql(?::VARCHAR)::VARCHAR", [sql]).fetchone() or ("{}",)
    try:
        read = json.loads(text)
    except RecursionError:
        raise StatementError("the statement is too deep to be looked at; write it in smaller steps.") from None
    if read.get("error", True):
        yield from _in_words(connection, sql)  # a PIVOT, say, which DuckDB does not tell the parts of
        return
    for node in _nodes(read["statements"]):
        yield from _of_node(node)


def _in_words(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[str]:
    """What a text may mean that is known by its words only: rather too much than too little."""
    yield from (word for word in _WORDS.findall(sql) if not _READING.fullmatch(word))
    known = {str(name) for (name,) in connection.execute(_FUNCTIONS).fetchall()}
    known |= {name.removeprefix("ducklake_") for name in known}
    is_plain = "--" not in sql and "/*" not in sql  # a comment may stand between a name and its bracket
    for word in _CALLS.findall(sql) if is_plain else re.findall(r"\w+", sql):
        if word.lower() in known and not _READING.fullmatch(word):
            yield word


def _of_node(node: dict[str, Any]) -> Iterator[str]:
    kind = node.get("type")
    if kind == "TABLE_FUNCTION":
        name = str(node["function"]["function_name"])
        if not _READING.fullmatch(name):
            yield name
    elif kind in ("BASE_TABLE", "SHOW_REF"):
        names = [str(node.get(part, "")) for part in ("catalog_name", "schema_name", "table_name")]
        yield from (name for name in names if _CATALOGUE.search(name))


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every part of a statement, however deep."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
