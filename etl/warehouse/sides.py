"""Two warehouses side by side in one connection, each with the tables and columns that both have."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

import duckdb

from etl.warehouse.connect import SCHEMA_VERSION, absent, first_line, is_there, newer
from etl.warehouse.content import VOLATILE
from etl.warehouse.errors import WarehouseError
from etl.warehouse.lake.attach import attach
from etl.warehouse.location import Lake, Location
from etl.warehouse.opened import refusal_to_open

OLD: Final = "old"
NEW: Final = "new"
_OWN: Final = frozenset({"runs", "warehouse_info", "content_hashes", "checks"})
"""Tables that tell of a warehouse and not of its notices."""
_FINDING_KEY: Final = (
    "concat_ws(' ', source_id, rule, 'table ' || table_no, 'row ' || row_no, 'paragraph ' || paragraph_no, '#' || "
    "row_number() OVER (PARTITION BY source_id, rule, table_no, row_no, paragraph_no ORDER BY message))"
)
"""A finding by what it is about: its id counts the findings of its file, and one more in front moves all others."""

_TOLD: Final = ("readings", "sha256")
"""The hash of a reading stands for what it says, which is a whole file and of which a person can use no more."""


@dataclass(frozen=True)
class Table:
    """A table to compare: the columns of its key, and those that are held against each other. ``label`` names a row for
    people, ``notice`` is the notice that it stands in, ``order`` its place there."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    label: str | None = None
    notice: str | None = None
    order: str | None = None


@dataclass(frozen=True)
class Sides:
    """An open connection with the tables of both sides in the schemas ``old`` and ``new``; ``note`` says what cannot be
    compared."""

    connection: duckdb.DuckDBPyConnection
    tables: tuple[Table, ...]
    note: str | None = None


@contextmanager
def two_sides(old: Location | None, new: Location | None) -> Iterator[Sides]:
    """Both warehouses, opened to read; one that is ``None`` has no rows. They may be one file.

    Raises ``WarehouseError`` if one is not there, is no warehouse, is of a newer program, or cannot be read.
    """
    with duckdb.connect() as connection:
        connection.execute((files("etl.warehouse") / "schema.sql").read_text("utf-8"))
        versions = [_attach(connection, path, side, old) for path, side in ((old, OLD), (new, NEW))]
        try:
            yield Sides(connection, tuple(_lay_out(connection)), _note(versions))
        except duckdb.Error as error:
            which = " and ".join(str(p) for p in (old, new) if p is not None)
            raise WarehouseError(f"{which} cannot be compared: {first_line(error)}; run `etl rebuild`.") from error


def _attach(
    connection: duckdb.DuckDBPyConnection, path: Location | None, side: str, first: Location | None
) -> int | None:
    """Open a file as ``old_file`` or ``new_file`` and tell its schema version. DuckDB opens no file twice: a second
    side of one file looks at the first."""
    connection.execute(f"CREATE SCHEMA {side}")
    if path is None:
        return None
    if not is_there(path):
        raise absent(path)
    try:
        if side == NEW and first is not None and _is_same(path, first):
            catalog = f"{OLD}_file"
        elif isinstance(path, Lake):
            catalog = f"{side}_file"
            attach(connection, path, catalog)
        else:
            quoted = str(path).replace("'", "''")
            connection.execute(f"ATTACH '{quoted}' AS {side}_file (READ_ONLY)")
            catalog = f"{side}_file"
        row = connection.execute(f"SELECT schema_version FROM {catalog}.warehouse_info").fetchone()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        if isinstance(path, Lake):
            raise absent(path) from error
        raise WarehouseError(f"{path} is a DuckDB file but no warehouse of notices; name another.") from error
    except (duckdb.Error, OSError) as error:
        if isinstance(path, Lake):
            raise
        raise refusal_to_open(path, error) from error
    version = int(row[0]) if row else 0
    if version > SCHEMA_VERSION:
        raise newer(path, version)
    return version


def _is_same(one: Location, other: Location) -> bool:
    if isinstance(one, Path) and isinstance(other, Path):
        return one.resolve() == other.resolve()
    return one == other


def _note(versions: list[int | None]) -> str | None:
    old, new = versions
    if old is None or new is None or old == new:
        return None
    return f"the two are of different schemas ({old} and {new}); what both have is compared."


def _lay_out(connection: duckdb.DuckDBPyConnection) -> Iterator[Table]:
    """Views ``old.x`` and ``new.x`` for every table x of this program's schema, and what of each can be compared."""
    catalogs = _catalogs(connection)
    own = _columns(connection, "memory")
    theirs = {c: {} if c is None else _columns(connection, c) for c in catalogs.values()}
    for name, key in _keys(connection).items():
        common = [c for c in own[name] if all(c in t.get(name, ()) for side, t in theirs.items() if side)]
        for side, catalog in catalogs.items():
            selected = _selected(name, own[name], common, catalog, theirs[catalog].get(name, []))
            connection.execute(f"CREATE VIEW {side}.{name} AS {selected}")
        if name not in _OWN and set(key) <= {*common}:
            columns = tuple(c for c in common if c not in VOLATILE and c not in key and (name, c) != _TOLD)
            yield Table(name, key, columns)


def _catalogs(connection: duckdb.DuckDBPyConnection) -> dict[str, str | None]:
    attached = {row[0] for row in connection.execute("SELECT database_name FROM duckdb_databases()").fetchall()}
    old, new = f"{OLD}_file" in attached, f"{NEW}_file" in attached
    return {OLD: f"{OLD}_file" if old else None, NEW: f"{NEW}_file" if new else f"{OLD}_file" if old else None}


def _columns(connection: duckdb.DuckDBPyConnection, catalog: str) -> dict[str, list[str]]:
    rows = connection.execute(
        "SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns() "
        "WHERE NOT internal AND database_name = ? AND schema_name = 'main' GROUP BY ALL",
        [catalog],
    ).fetchall()
    return dict(rows)


def _keys(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """The tables of the schema in the order of its file, with the columns of their primary keys."""
    rows = connection.execute(
        "SELECT table_name, constraint_column_names FROM duckdb_constraints() "
        "WHERE constraint_type = 'PRIMARY KEY' AND database_name = 'memory' AND schema_name = 'main' ORDER BY table_oid"
    ).fetchall()
    return {name: tuple(columns) for name, columns in rows}


def _selected(name: str, columns: list[str], common: list[str], catalog: str | None, has: list[str]) -> str:
    """A table with all columns of this program's schema, those that not both sides have being NULL; ``has`` are the
    columns that it has on this side."""
    if catalog is None or not common:
        return f"FROM main.{name} LIMIT 0"
    shown = [f'"{c}"' if c in common else f'NULL AS "{c}"' for c in columns]
    if name == "findings":
        shown = [f"{_FINDING_KEY} AS finding_id" if c == '"finding_id"' else c for c in shown]
    if name == "readings":
        told = "sha256" if "sha256" in has else "sha256(notice::VARCHAR)"  # up to schema 4 it was plain JSON
        shown = [f"{told} AS notice" if c == '"notice"' else c for c in shown]
    return f"SELECT {', '.join(shown)} FROM {catalog}.main.{name}"
