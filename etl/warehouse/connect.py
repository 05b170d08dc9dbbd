"""Opening a warehouse to read, and the first look at whether it is one."""

import errno
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

import duckdb

from etl.warehouse.errors import WarehouseError
from etl.warehouse.faults import first_line as first_line
from etl.warehouse.faults import is_interrupt
from etl.warehouse.location import NOTHING, Lake, Location
from etl.warehouse.opened import opened, refusal_to_open

SCHEMA_VERSION = 5
"""Version of ``schema.sql``; raise it with every change there."""


@contextmanager
def reading(path: Location) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the warehouse at ``path``.

    Raises ``WarehouseError`` if there is none, if it is no warehouse or damaged, or if this program does not know its
    version.
    """
    # A catalogue is asked once and not twice: it may be far away.
    if path.version == NOTHING if isinstance(path, Lake) else not is_there(path):
        raise absent(path)
    with _connected(path) as connection:
        try:
            _check_version(connection, path)
            yield connection
        except (duckdb.Error, RuntimeError) as error:
            if is_interrupt(error):
                raise KeyboardInterrupt from error
            if not isinstance(error, duckdb.Error):
                raise
            raise WarehouseError(f"{path} cannot be read: {first_line(error)}; run `etl rebuild`.") from error


@contextmanager
def _connected(path: Location) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a DuckDB file, whoever else has it open, or to a DuckLake; closed in the end."""
    if isinstance(path, Lake):
        from etl.warehouse.lake.attach import opened_lake

        with opened_lake(path) as connection:
            yield connection
        return
    spill = str(Path(tempfile.gettempdir()) / f"etl-{os.getpid()}.spill")
    with ExitStack() as stack:
        try:
            connection = stack.enter_context(opened(path, lambda file: duckdb.connect(str(file), read_only=True)))
            # Not as an option of connect, which a program that has the file open with others would be refused for.
            # Nor as a parameter: duckdb would import pandas, if it is there, to see whether it is a value of that.
            connection.execute("SET temp_directory = '" + spill.replace("'", "''") + "'")
        except (duckdb.Error, OSError) as error:
            raise refusal_to_open(path, error) from error
        stack.callback(connection.close)
        yield connection


def is_there(path: Location) -> bool:
    """Whether a file is at ``path``; not, where the name is one that no system can hold.

    Raises ``WarehouseError`` if it is a link that leads back to itself: nothing is there, and nothing can be put there.
    """
    if isinstance(path, Lake):
        from etl.warehouse.lake.attach import is_lake_there

        return is_lake_there(path)
    try:
        path.stat()
    except OSError as error:
        if error.errno == errno.ELOOP or getattr(error, "winerror", None) == _CANNOT_RESOLVE:
            raise WarehouseError(
                f"{path} is a symbolic link that leads back to itself; name another with --warehouse."
            ) from error
        return False
    except ValueError:
        return False
    return True


def pinned(path: Location) -> Location:
    """``path``; and of a DuckLake, that has versions, the one that is its last now, however much is read of it."""
    if isinstance(path, Lake):
        from etl.warehouse.lake.attach import pinned_lake

        return pinned_lake(path)
    return path


def absent(path: Location) -> WarehouseError:
    """The sentence where there is none."""
    return WarehouseError(f"there is no warehouse at {path}; make one with `etl ingest`.")


def require_replaceable(path: Location) -> None:
    """Raise ``WarehouseError`` if a file at ``path`` must not be replaced by a rebuild: no DuckDB file,
    one of somebody else's, or a warehouse of a newer program. A damaged or older warehouse may be replaced."""
    if not is_there(path):
        return
    if isinstance(path, Lake):
        _require_no_newer(path)
        return
    with path.open("rb") as file:
        if file.read(len(_MAGIC) + 8)[8:] != _MAGIC:
            raise WarehouseError(f"{path} is no DuckDB file, so it is not replaced; name another with --warehouse.")
    try:
        with opened(path, lambda file: duckdb.connect(str(file), read_only=True)) as connection, connection:
            version = _version(connection, path)
    except duckdb.Error:
        return  # damaged: a rebuild is what mends it
    if version > SCHEMA_VERSION:
        raise newer(path, version)


def _require_no_newer(lake: Lake) -> None:
    with _connected(lake) as connection:
        version = _version(connection, lake)
    if version > SCHEMA_VERSION:
        raise newer(lake, version)


_CANNOT_RESOLVE = 1921
"""Windows: the name of the file cannot be resolved (a link that leads back to itself)."""
_MAGIC = b"DUCK"
"""What stands 8 bytes into every DuckDB file."""


def _check_version(connection: duckdb.DuckDBPyConnection, path: Location) -> None:
    version = _version(connection, path)
    if version > SCHEMA_VERSION:
        raise newer(path, version)
    if version < SCHEMA_VERSION:
        raise WarehouseError(f"{path} was made by an older etl (schema {version}); run `etl rebuild`.")


def _version(connection: duckdb.DuckDBPyConnection, path: Location) -> int:
    try:
        row = connection.execute("SELECT schema_version FROM warehouse_info").fetchone()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        if isinstance(path, Lake):
            raise _absent_from(path) from error
        raise WarehouseError(
            f"{path} is a DuckDB file but no warehouse of notices; name another with --warehouse."
        ) from error
    return int(row[0]) if row else 0


def _absent_from(lake: Lake) -> WarehouseError:
    """The sentence where a catalogue has no warehouse, at a version of it or at all."""
    from etl.warehouse.lake.versions import before_the_first

    return absent(lake) if lake.version is None else WarehouseError(before_the_first(lake))


def newer(path: Location, version: int) -> WarehouseError:
    """The sentence for a warehouse of a newer program."""
    return WarehouseError(f"{path} was made by a newer etl (schema {version}); update etl to read it.")


def altered(path: Location, tables: Sequence[str]) -> WarehouseError:
    """The sentence for a warehouse some of whose tables are not as they were published."""
    return WarehouseError(
        f"{path} was changed by other hands after it was published, in {', '.join(tables)}, and nothing is added "
        "to it; see with `etl check` what differs, and build it anew with `etl rebuild`."
    )


def stored_bytes(path: Location) -> int:
    """How many bytes the tables of a warehouse take where they are kept."""
    if isinstance(path, Path):
        return path.stat().st_size
    with reading(path) as connection:
        row = connection.execute("SELECT sum(file_size_bytes) FROM ducklake_table_info('lake')").fetchone()
    return int(row[0] or 0) if row else 0
