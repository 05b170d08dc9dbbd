"""Filling a table measured: rows by Arrow, as this project does it, and the same rows by DuckDB's ``executemany``."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from benchmarks.measure import in_turn
from benchmarks.results import Line

OURS: Final = "Arrow, as this project"
ROWS: Final = 5_000
"""Rows that are loaded; by ``executemany`` each takes about a millisecond."""

TABLE: Final = "cells"
"""The table with the most rows, by far."""

Rows = list[dict[str, Any]]


def loading(warehouse: Path, runs: int, rows: int = ROWS) -> Iterator[Line]:
    """The same rows of a warehouse loaded into an empty table in both ways."""
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        taken = connection.execute(f"FROM {TABLE} LIMIT {rows}").to_arrow_table()
        columns = ", ".join(f"{name} {kind}" for name, kind, *_ in connection.execute(f"DESCRIBE {TABLE}").fetchall())
    given: Rows = taken.to_pylist()
    sides = {OURS: partial(by_arrow, columns, given), "executemany": partial(by_executemany, columns, given)}
    costs = in_turn(sides, runs)
    for name, cost in costs.items():
        yield Line(f"rows into {TABLE}", name, len(given), "rows", cost, costs[OURS])


def by_arrow(columns: str, rows: Rows) -> int:
    """Rows as one Arrow table; how many are there afterwards."""
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE filled ({columns})")
        connection.register("given", pa.Table.from_pylist(rows))
        connection.execute("INSERT INTO filled BY NAME SELECT * FROM given")
        return _count(connection)


def by_executemany(columns: str, rows: Rows) -> int:
    """Rows one by one; how many are there afterwards."""
    with duckdb.connect() as connection:
        connection.execute(f"CREATE TABLE filled ({columns})")
        places = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO filled VALUES ({places})", [list(row.values()) for row in rows])
        return _count(connection)


def _count(connection: duckdb.DuckDBPyConnection) -> int:
    (count,) = connection.execute("SELECT count(*) FROM filled").fetchone() or (0,)
    return int(count)
