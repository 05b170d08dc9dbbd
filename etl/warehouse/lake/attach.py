"""Opening a DuckLake: as a database beside others, or as the one that all SQL is about."""

import os
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import duckdb

from etl.warehouse.errors import WarehouseError
from etl.warehouse.faults import first_line, is_interrupt
from etl.warehouse.lake.extensions import REMOTE, load, load_extension, loaded
from etl.warehouse.lake.versions import no_version
from etl.warehouse.location import NOTHING, Lake
from etl.warehouse.room import NoRoomError

ALIAS: Final = "lake"
"""The name of the database that a lake is in a connection of its own."""
_SECRET: Final = "catalogue"
_ABSENT: Final = re.compile(r"does not exist - and creating a new DuckLake|database does not exist", re.IGNORECASE)
"""What DuckLake says of a database without a catalogue, and DuckDB of a file that is not there."""
_UNREACHABLE: Final = re.compile(r"Unable to connect to Postgres.*?(?:failed|error): (?:FATAL: +)?(.*)", re.DOTALL)


class NoLakeError(WarehouseError):
    """There is no DuckLake in the place that was named."""


def attach(connection: duckdb.DuckDBPyConnection, lake: Lake, alias: str, *, write: bool = False) -> str:
    """Attach a lake as the database ``alias``, to read it at its version or at what is its last now, or with ``write``
    to write after its last; where its Parquet files are comes back.

    Raises ``NoLakeError`` if there is none to read, ``WarehouseError`` if it cannot be reached.
    """
    load(connection, lake)
    if lake.password is not None:
        _keep_secret(connection, lake.password)
    _attach(connection, lake, alias, write)
    if not write and lake.version is None:
        version = last_version(connection, alias)
        connection.execute(f"DETACH {alias}")
        _attach(connection, lake.at(version), alias, write)
    (folder,) = connection.execute(
        f"SELECT value FROM ducklake_options('{alias}') WHERE option_name = 'data_path'"
    ).fetchone() or ("",)
    if "://" in folder:
        load_extension(connection, REMOTE, lake)
    return str(folder)


def _attach(connection: duckdb.DuckDBPyConnection, lake: Lake, alias: str, write: bool) -> None:
    told = f" ({', '.join(options)})" if (options := list(_options(lake, write))) else ""
    try:
        connection.execute(f"ATTACH {literal(str(lake))} AS {alias}{told}")
    except duckdb.Error as error:
        raise _refusal(lake, error) from None  # its own text may tell more than is meant for a log


def _options(lake: Lake, write: bool) -> Iterator[str]:
    if write:
        # Rows are in Parquet, for whoever reads that, and no delete is in two places.
        yield "DATA_INLINING_ROW_LIMIT 0"
        if lake.data_path:
            yield f"DATA_PATH {literal(_folder(lake.data_path))}"
    else:
        yield "READ_ONLY"
        if lake.version is not None:
            yield f"SNAPSHOT_VERSION {int(lake.version)}"
    if lake.password is not None:
        yield f"META_SECRET '{_SECRET}'"


def _folder(data_path: str) -> str:
    return data_path.rstrip("/") + "/"


def _keep_secret(connection: duckdb.DuckDBPyConnection, password: str) -> None:
    """A password where DuckDB shows it to nobody, and not in the name of a database, which queries can read."""
    connection.execute(f"CREATE OR REPLACE SECRET {_SECRET} (TYPE postgres, PASSWORD {literal(password)})")


def _refusal(lake: Lake, error: duckdb.Error) -> WarehouseError:
    text = str(error)
    if _ABSENT.search(text):
        return NoLakeError(f"there is no warehouse at {lake}; make one with `etl ingest`.")
    if unreachable := _UNREACHABLE.search(text):
        why = " ".join(unreachable[1].split()).split(" Is the server running")[0].rstrip(".?")
        return WarehouseError(
            f"{lake} cannot be reached: {why}; see that PostgreSQL runs there, and to its name, user and password "
            "(PGPASSWORD, ~/.pgpass)."
        )
    if missing := no_version(lake, error):
        return WarehouseError(missing)
    if "DATA_PATH" in text:
        return WarehouseError(elsewhere(lake) if lake.data_path else no_folder(lake))
    return WarehouseError(f"{lake} cannot be opened: {first_line(error)}")


def is_elsewhere(lake: Lake, folder: str) -> bool:
    """Whether a folder was named that is not the one of the catalogue, as DuckLake holds them against each other."""
    return lake.data_path is not None and _folder(lake.data_path) != _folder(folder)


def elsewhere(lake: Lake) -> str:
    """The sentence for that."""
    return f"{lake} keeps its Parquet files elsewhere than in {lake.data_path}; leave --data-path out."


def no_folder(lake: Lake) -> str:
    """The sentence for a catalogue that is to be made, and was told no folder."""
    return (
        f"there is no warehouse at {lake} yet; say where a new one is to keep its Parquet files with --data-path DIR."
    )


def literal(text: str) -> str:
    """A text as SQL."""
    return "'" + text.replace("'", "''") + "'"


@contextmanager
def opened_lake(lake: Lake, *, write: bool = False) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection for which the lake is the database that all SQL is about; closed in the end.

    Once it is told to reach nothing outside (``enable_external_access``), it still reads the lake's own files. Raises
    what ``attach`` raises.
    """
    # Whoever reads some version may change settings of the connection (a query of a user's, an export).
    with loaded(lake) if write or lake.version is not None else duckdb.connect() as connection:
        folder = attach(connection, lake, ALIAS, write=write)
        connection.execute(f"USE {ALIAS}")
        spill = str(Path(tempfile.gettempdir()) / f"etl-{os.getpid()}.spill")
        if connection.execute("SELECT current_setting('temp_directory')").fetchone() != (spill,):
            connection.execute("SET temp_directory = ?", [spill])
        connection.execute(f"SET allowed_directories = [{literal(folder)}]")
        yield connection


@contextmanager
def told(lake: Lake) -> Iterator[None]:
    """Turn errors of DuckDB on a lake into sentences."""
    try:
        yield
    except (duckdb.Error, RuntimeError) as error:
        if is_interrupt(error):
            raise KeyboardInterrupt from error
        if not isinstance(error, duckdb.Error):
            raise
        raise WarehouseError(f"{lake} cannot be used: {first_line(error)}") from error
    except NoRoomError as error:
        raise WarehouseError(f"{lake} cannot be written: {error.strerror}.") from error


def last_version(connection: duckdb.DuckDBPyConnection, alias: str = ALIAS) -> int:
    """The snapshot that a connection sees."""
    (version,) = connection.execute(f"SELECT id FROM ducklake_current_snapshot('{alias}')").fetchone() or (0,)
    return int(version)


def has_tables(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether the lake that a connection is about has a warehouse in it."""
    found = connection.execute(
        f"SELECT 1 FROM ducklake_table_info('{ALIAS}') WHERE table_name = 'warehouse_info'"
    ).fetchone()
    return found is not None


def pinned_lake(lake: Lake) -> Lake:
    """A lake at the version that is its last now; at ``NOTHING`` if nothing was published there."""
    try:
        with loaded(lake) as connection, told(lake):
            attach(connection, lake.at(None), ALIAS)
            return lake.at(last_version(connection) if has_tables(connection) else NOTHING)
    except NoLakeError:
        return lake.at(NOTHING)


def is_lake_there(lake: Lake) -> bool:
    """Whether a warehouse is there. Raises ``WarehouseError`` if that cannot be told."""
    if lake.version is not None:
        return lake.version != NOTHING
    return pinned_lake(lake).version != NOTHING


@contextmanager
def open_postgres(lake: Lake) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the PostgreSQL of a catalogue, as the database ``turn``; closed in the end."""
    with loaded(lake) as connection:
        secret = ""
        if lake.password is not None:
            _keep_secret(connection, lake.password)
            secret = f", SECRET {_SECRET}"
        try:
            connection.execute(f"ATTACH {literal(lake.dsn)} AS turn (TYPE postgres, READ_ONLY{secret})")
        except duckdb.Error as error:
            raise _refusal(lake, error) from None
        yield connection
