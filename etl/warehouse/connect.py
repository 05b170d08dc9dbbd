"""Opening a warehouse to read, and the first look at whether it is one."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl.warehouse.errors import WarehouseError

SCHEMA_VERSION = 4
"""Version of ``schema.sql``; raise it with every change there."""


@contextmanager
def reading(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the warehouse at ``path``.

    Raises ``WarehouseError`` if there is none, if it is no warehouse or damaged, or if this program does not know its
    version.
    """
    if not is_there(path):
        raise WarehouseError(f"there is no warehouse at {path}; make one with `etl ingest`.")
    try:
        connection = duckdb.connect(str(path), read_only=True)
    except (duckdb.Error, OSError) as error:
        raise WarehouseError(f"{path} cannot be opened: {first_line(error)}") from error
    try:
        _check_version(connection, path)
        yield connection
    except duckdb.Error as error:
        raise WarehouseError(f"{path} cannot be read: {first_line(error)}; run `etl rebuild`.") from error
    finally:
        connection.close()


def is_there(path: Path) -> bool:
    """Whether a file is at ``path``; not, where the name is one that no system can hold."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def require_replaceable(path: Path) -> None:
    """Raise ``WarehouseError`` if a file at ``path`` must not be replaced by a rebuild: no DuckDB file,
    one of somebody else's, or a warehouse of a newer program. A damaged or older warehouse may be replaced."""
    if not is_there(path):
        return
    with path.open("rb") as file:
        if file.read(len(_MAGIC) + 8)[8:] != _MAGIC:
            raise WarehouseError(f"{path} is no DuckDB file, so it is not replaced; name another with --warehouse.")
    try:
        with duckdb.connect(str(path), read_only=True) as connection:
            version = _version(connection, path)
    except duckdb.Error:
        return  # damaged: a rebuild is what mends it
    if version > SCHEMA_VERSION:
        raise WarehouseError(_newer(path, version))


_MAGIC = b"DUCK"
"""What stands 8 bytes into every DuckDB file."""


def _check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    version = _version(connection, path)
    if version > SCHEMA_VERSION:
        raise WarehouseError(_newer(path, version))
    if version < SCHEMA_VERSION:
        raise WarehouseError(f"{path} was made by an older etl (schema {version}); run `etl rebuild`.")


def _version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    try:
        row = connection.execute("SELECT schema_version FROM warehouse_info").fetchone()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise WarehouseError(
            f"{path} is a DuckDB file but no warehouse of notices; name another with --warehouse."
        ) from error
    return int(row[0]) if row else 0


def _newer(path: Path, version: int) -> str:
    return f"{path} was made by a newer etl (schema {version}); update etl to read it."


def first_line(error: Exception) -> str:
    """The first line of an error of DuckDB, which is the sentence a user can use."""
    return str(error).strip().split("\n", 1)[0]
