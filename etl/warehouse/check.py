"""The warehouse against itself: each check is a query in ``checks/``, and a row it returns is a failure."""

from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from etl.warehouse.connect import first_line, reading
from schemas.base import Record


class Check(Record):
    """One check: its name, what it holds (the first comment of its file) and what it found wrong."""

    name: str
    promise: str
    failures: tuple[str, ...]


def check_connection(connection: Any) -> list[Check]:
    """Every check on an open warehouse, by name."""
    folder = files("etl.warehouse") / "checks"
    texts = {p.name.removesuffix(".sql"): p.read_text("utf-8") for p in folder.iterdir() if p.name.endswith(".sql")}
    promises = {name: text.split("\n", 1)[0].removeprefix("-- ") for name, text in texts.items()}
    return [
        Check(name=name, promise=promises[name], failures=tuple(_failures(connection, texts[name])))
        for name in sorted(texts)
    ] + [_readable(connection)]


def _failures(connection: Any, sql: str) -> list[str]:
    try:
        return [str(row[0]) for row in connection.execute(sql).fetchall()]
    except duckdb.Error as error:
        return [f"the check could not be run ({first_line(error)}); run `etl rebuild`."]


def _readable(connection: Any) -> Check:
    """Every value of every table, read once: a damaged file can open and still not be readable to its end."""
    failures: list[str] = []
    for (table,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY table_name").fetchall():
        failures += [
            f"table {table}: {f}" for f in _failures(connection, f"SELECT 0 FROM {table} AS t HAVING sum(hash(t)) < 0")
        ]
    return Check(name="readable", promise="Every value of every table can be read.", failures=tuple(failures))


def count_notices(connection: Any) -> int:
    """Number of notices in an open warehouse."""
    return int(connection.execute("SELECT count(*) FROM notices").fetchone()[0])


def check_warehouse(path: Path) -> list[Check]:
    """Every check on the warehouse at ``path``. Raises ``WarehouseError`` if it cannot be opened."""
    with reading(path) as connection:
        return check_connection(connection)
