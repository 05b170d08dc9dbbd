"""DuckDB's extensions, loaded from the packages that bring them: nothing is ever fetched from a network."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import duckdb

from etl.warehouse.errors import WarehouseError
from etl.warehouse.location import Lake

_POSTGRES: Final = "postgres_scanner"
REMOTE: Final = "httpfs"
"""What reads and writes an object store. It is loaded only for a lake that has its files there, which is known only
once its catalogue was opened."""
_IDLE: Final[list[duckdb.DuckDBPyConnection]] = []
"""Connections that have the extensions and are about nothing. DuckDB checks the signature of a library of some 30 MB
whenever it is loaded, half a second of work, and a run opens a lake a dozen times."""


@contextmanager
def loaded(lake: Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection with the extensions for a lake, kept for the next who asks. What is attached to it is detached in
    the end; nobody is to change its settings. Raises what ``load`` raises."""
    connection = _IDLE.pop() if _IDLE else duckdb.connect()
    load(connection, lake)
    try:
        yield connection
    finally:
        with suppress(duckdb.Error):  # else it is of no more use, and goes
            _clear(connection)
            _IDLE.append(connection)


def _clear(connection: duckdb.DuckDBPyConnection) -> None:
    with suppress(duckdb.TransactionException):
        connection.execute("ROLLBACK")
    connection.execute("USE memory")
    attached = "SELECT database_name FROM duckdb_databases() WHERE NOT internal AND database_name <> 'memory'"
    for (name,) in connection.execute(attached).fetchall():
        connection.execute(f"DETACH {name}")
    connection.execute("DROP TABLE IF EXISTS temp.going")


def load(connection: duckdb.DuckDBPyConnection, lake: Lake) -> None:
    """Load what a connection needs for a lake. Raises ``WarehouseError`` if a package is not installed, or is made for
    another DuckDB."""
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    load_extension(connection, "ducklake", lake)
    if lake.is_postgres:
        load_extension(connection, _POSTGRES, lake)
    if lake.data_path and "://" in lake.data_path:
        load_extension(connection, REMOTE, lake)


def load_extension(connection: duckdb.DuckDBPyConnection, name: str, lake: Lake) -> None:
    """Load one extension from its package."""
    if not is_installed(name):
        raise WarehouseError(_refusal(lake, "is not installed"))
    file = _file(name)
    if not file.exists():
        raise WarehouseError(_refusal(lake, f"is not made for DuckDB {duckdb.__version__}"))
    connection.execute("LOAD '" + str(file).replace("'", "''") + "'")


def is_installed(name: str) -> bool:
    """Whether the package of an extension is there."""
    return find_spec(f"duckdb_extension_{name}") is not None


def _file(name: str) -> Path:
    spec = find_spec(f"duckdb_extension_{name}")
    assert spec is not None and spec.origin is not None
    return Path(spec.origin).parent / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"


def _refusal(lake: Lake, what: str) -> str:
    return (
        f"{lake} is a DuckLake, and what opens one {what}; run `pip install 'minsheng-etl[lake]'` "
        "(in a checkout `make install`), then try again."
    )
