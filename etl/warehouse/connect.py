"""Opening a warehouse to read, and the first look at whether it is one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl.warehouse.errors import WarehouseError

SCHEMA_VERSION = 1
"""Version of ``schema.sql``; raise it with every change there."""


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the warehouse at ``path``.

    Raises ``WarehouseError`` if there is none, if it is no warehouse, or if this program does not know its version.
    """
    if not path.exists():
        raise WarehouseError(f"there is no warehouse at {path}; make one with `etl ingest`.")
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be opened: {first_line(error)}") from error
    try:
        _check_version(connection, path)
        yield connection
    finally:
        connection.close()


def _check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    try:
        row = connection.execute("SELECT schema_version FROM warehouse_info").fetchone()
    except duckdb.CatalogException as error:
        raise WarehouseError(
            f"{path} is a DuckDB file but no warehouse of notices; name another with --warehouse."
        ) from error
    version = row[0] if row else 0
    if version > SCHEMA_VERSION:
        raise WarehouseError(f"{path} was made by a newer etl (schema {version}); update etl to read it.")
    if version < SCHEMA_VERSION:
        raise WarehouseError(f"{path} was made by an older etl (schema {version}); run `etl rebuild`.")


def first_line(error: Exception) -> str:
    """The first line of an error of DuckDB, which is the sentence a user can use."""
    return str(error).strip().split("\n", 1)[0]
