"""What every warehouse is made of before it has a row: the SQL of its tables and views."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from graphlib import TopologicalSorter
from importlib.resources import files

import duckdb


@contextmanager
def empty_warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """A warehouse in memory as the program makes one, with its views and without a row."""
    with duckdb.connect() as connection:
        connection.execute(schema_text())
        for view in view_texts():
            connection.execute(view)
        yield connection


def schema_text() -> str:
    """The SQL of every table."""
    return (files("etl.warehouse") / "schema.sql").read_text("utf-8")


def view_texts() -> list[str]:
    """The SQL of every view, each after those that it reads."""
    folder = files("etl.warehouse") / "views"
    texts = {p.name.removesuffix(".sql"): p.read_text("utf-8") for p in folder.iterdir() if p.name.endswith(".sql")}
    needs = {name: set(re.findall(r"\bv_\w+", text)) & texts.keys() - {name} for name, text in texts.items()}
    return [texts[name] for name in TopologicalSorter(dict(sorted(needs.items()))).static_order()]
