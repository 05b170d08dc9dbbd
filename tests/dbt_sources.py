"""``examples/dbt/models/sources.yml``: every table and view of the warehouse with its comments and the
tests that its keys ask for. ``python -m tests.dbt_sources`` makes it anew from the schema."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import duckdb
import yaml

from etl.warehouse.empty import view_texts

FILE: Final = Path(__file__).parents[1] / "examples" / "dbt" / "models" / "sources.yml"
_SCHEMA: Final = Path(__file__).parents[1] / "etl" / "warehouse" / "schema.sql"
_INTERNAL: Final = frozenset({"readings", "warehouse_info"})
"""Tables for the program itself; an export leaves them out, too."""
_HEAD: Final = "# Made from the warehouse's schema: python -m tests.dbt_sources\n"
_FOREIGN: Final = re.compile(r"FOREIGN KEY \((\w+)\) REFERENCES (\w+)\s*\((\w+)\)")


def content() -> str:
    """The file as it has to be."""
    with duckdb.connect() as connection:
        connection.execute(_SCHEMA.read_text("utf-8"))
        for view in view_texts():
            connection.execute(view)
        tables = [t for t in _tables(connection) if t["name"] not in _INTERNAL]
    source = {
        "name": "minsheng",
        "description": "Tasks of Chinese districts' 重点民生实事 notices, trusted to the cell",
        "database": "notices",
        "schema": "main",
        "tables": tables,
    }
    text = yaml.safe_dump({"version": 2, "sources": [source]}, allow_unicode=True, sort_keys=False, width=110)
    return _HEAD + str(text)


def _tables(connection: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    columns: dict[str, list[dict[str, Any]]] = defaultdict(list)
    tests = _tests(connection)
    for table, column, comment in connection.execute(
        "SELECT table_name, column_name, comment FROM duckdb_columns() WHERE NOT internal "
        "ORDER BY table_name, column_index"
    ).fetchall():
        own = tests[table, column]
        columns[table].append({"name": column, "description": comment or ""} | ({"data_tests": own} if own else {}))
    for name, comment in connection.execute(
        "SELECT table_name, comment FROM duckdb_tables() WHERE NOT internal "
        "UNION ALL SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY 1"
    ).fetchall():
        yield {"name": name, "description": comment or "", "columns": columns[name]}


def _tests(connection: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], list[Any]]:
    """The tests of dbt that say what the schema's constraints do: not_null, unique and relationships."""
    tests: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for table, kind, names, text in connection.execute(
        "SELECT table_name, constraint_type, constraint_column_names, constraint_text FROM duckdb_constraints() "
        "ORDER BY table_name, constraint_index"
    ).fetchall():
        if kind == "NOT NULL":
            tests[table, names[0]].append("not_null")
        elif kind in ("PRIMARY KEY", "UNIQUE") and len(names) == 1:
            tests[table, names[0]].append("unique")
        elif kind == "FOREIGN KEY" and (found := _FOREIGN.fullmatch(text)):
            other = {"to": f"source('minsheng', '{found[2]}')", "field": found[3]}
            tests[table, found[1]].append({"relationships": {"arguments": other}})
    return tests


if __name__ == "__main__":
    FILE.write_text(content(), "utf-8", newline="\n")
