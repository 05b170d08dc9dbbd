"""One publish at a time: the others wait for their turn, and then work on what the one before them left.

Files are read by as many machines as there are, at once. Only what makes new rows of them is done in turn: from reading
the state to the commit. The turn is no matter of trust, as a commit fails if anybody has committed since; it is what
keeps writers from making the same rows in vain again and again. It ends with the process or the machine that has it.
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TypeVar

import duckdb
from filelock import FileLock, Timeout

from etl.warehouse.beside import lock_of
from etl.warehouse.errors import ConflictError, WarehouseError
from etl.warehouse.lake.attach import literal, open_postgres, told
from etl.warehouse.location import Lake, Location
from etl.warehouse.wait import Wait

T = TypeVar("T")

_LOCK: Final = 0x6D696E73
"""Number of the lock in a database of PostgreSQL: the letters “mins”."""
_LOOK_SECONDS: Final = 0.2
"""How often a waiting writer asks for its turn."""
_ALIVE: Final = (("tcp_keepalives_idle", 30), ("tcp_keepalives_interval", 10), ("tcp_keepalives_count", 3))
"""Settings by which PostgreSQL finds within a minute that a machine which had its turn is gone."""
_PAUSES: Final = (0.1, 0.3, 1.0, 3.0)


def in_turn(location: Location | None, wait: Wait | None, act: Callable[[], T]) -> T:
    """Call ``act``, which reads the state and publishes, while no other etl does; again, if somebody who keeps no turn
    has committed meanwhile. Raises ``WarehouseError`` if the turn does not come, or the last ``ConflictError``, within
    the time that is waited. A file has one writer from its first look on, and there is no turn to wait for; nor is
    there without a ``location``."""
    if location is None or isinstance(location, Path):
        return act()
    lake, wait = location, wait or Wait()
    end = time.monotonic() + wait.seconds
    with _having(lake, wait):
        for tries in range(1_000_000):
            try:
                return act()
            except ConflictError:
                if time.monotonic() >= end:
                    raise
            wait.say(f"{lake} was changed meanwhile; doing it again on what is there now")
            time.sleep(_PAUSES[min(tries, len(_PAUSES) - 1)] * random.uniform(0.5, 1.5))
    raise AssertionError("unreachable")


@contextmanager
def _having(lake: Lake, wait: Wait) -> Iterator[None]:
    """Have the turn while it lasts."""
    with _of_file(lake, wait) if lake.file is not None else _of_postgres(lake, wait):
        yield


@contextmanager
def _of_file(lake: Lake, wait: Wait) -> Iterator[None]:
    assert lake.file is not None
    try:
        lake.file.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(lock_of(lake.file), timeout=wait.seconds):
            yield
    except Timeout:
        raise _late(lake, wait) from None
    except OSError as error:
        raise WarehouseError(f"{lake} cannot be written: {error.strerror}.") from error


@contextmanager
def _of_postgres(lake: Lake, wait: Wait) -> Iterator[None]:
    with open_postgres(lake) as connection:
        with told(lake):
            connection.execute("BEGIN")  # the lock is the transaction's, and the pool keeps one connection for that
            for name, value in _ALIVE:
                _ask(connection, f"SELECT set_config('{name}', '{value}', true)")
            _acquire(connection, lake, wait)
        try:
            yield
        finally:
            with told(lake):
                connection.execute("ROLLBACK")


def _acquire(connection: duckdb.DuckDBPyConnection, lake: Lake, wait: Wait) -> None:
    end, said = time.monotonic() + wait.seconds, False
    while not _ask(connection, f"SELECT pg_try_advisory_xact_lock({_LOCK}) AS got"):
        if time.monotonic() >= end:
            raise _late(lake, wait)
        if not said:
            wait.say(f"another run is publishing to {lake}; waiting up to {wait.seconds:.0f} seconds for it to end")
        said = True
        time.sleep(_LOOK_SECONDS * random.uniform(0.5, 1.5))


def _ask(connection: duckdb.DuckDBPyConnection, sql: str) -> object:
    row = connection.execute(f"SELECT * FROM postgres_query('turn', {literal(sql)})").fetchone()
    return row[0] if row else None


def _late(lake: Lake, wait: Wait) -> WarehouseError:
    return WarehouseError(
        f"another run is still publishing to {lake} after {wait.seconds:.0f} seconds; try again when it has ended, or "
        "wait longer with --wait SECONDS."
    )
