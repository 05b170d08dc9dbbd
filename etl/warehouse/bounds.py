"""How much memory DuckDB takes while a warehouse is filled: what does not fit waits on disk.

Without a limit it keeps every block that it has read or written, up to four fifths of the machine, and a run over ten
thousand notices takes ten times what one over a thousand does.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final, TypeVar

import duckdb

LIMIT: Final = "192.0 MiB"
"""What DuckDB may hold while a file is filled, as it tells its limit itself: a figure that it tells rounded could not
be set again. A fill of six thousand notices went through with two thirds of it, no slower, and not with 96 MiB: the
keys of every table are looked into with each row, and 2,048 rows of each are written together."""

READ_LIMIT: Final = "64.0 MiB"
"""What it may hold while what was filled is hashed and checked: each table goes by once and is not asked for again, so
that what it would keep of them only grows. Ten thousand notices are hashed and checked as fast with it as without, and
by one thread as fast as by two, which both need memory of their own."""

_MORE: Final = ("96.0 MiB", "128.0 MiB", "192.0 MiB", "512.0 MiB", "1.0 GiB")
"""What a single query is given where the limit is too little for it, one after the other."""

T = TypeVar("T")


def bound(connection: duckdb.DuckDBPyConnection) -> None:
    """Hold a connection to the limit while a file is filled."""
    connection.execute(f"SET memory_limit = '{LIMIT}'")
    # Two threads write two row groups at a time, and all that 2,048 notices say is in memory for each; and so few rows
    # at a time as come in here are not worth waking another for.
    connection.execute("SET threads = 1")


def bound_to_read(connection: duckdb.DuckDBPyConnection) -> None:
    """Hold a connection that was filled to what reading takes from now on. One that is held to no limit stays so."""
    if limit_of(connection) is not None:
        narrow(connection)


@contextmanager
def narrowed(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Hold a connection that is being filled to what reading takes while the block lasts. One that is held to no limit
    stays so."""
    limit = limit_of(connection)
    if limit is None:
        yield
        return
    narrow(connection)
    try:
        yield
    finally:
        restore(connection, limit)


def narrow(connection: duckdb.DuckDBPyConnection) -> None:
    """Hold a connection to what reading takes, whatever it was held to."""
    with suppress(duckdb.OutOfMemoryException):  # more is in use: then the wider limit stays
        restore(connection, READ_LIMIT)


def limit_of(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The limit, if a connection is held to one; ``None`` if DuckDB takes what it takes of itself."""
    (told,) = connection.execute("SELECT current_setting('memory_limit')").fetchone() or (None,)
    return told if told in (LIMIT, READ_LIMIT) else None


def restore(connection: duckdb.DuckDBPyConnection, limit: str | None) -> None:
    """Give a connection the limit back that ``limit_of`` told."""
    if limit is None:
        _reset(connection)
    else:
        connection.execute(f"SET memory_limit = '{limit}'")


def _reset(connection: duckdb.DuckDBPyConnection) -> None:
    """Give the limit its first value. RESET tells that and leaves the limit as it was (1.5.5), so what it tells is set;
    it is told rounded."""
    connection.execute("RESET memory_limit")
    (value,) = connection.execute("SELECT current_setting('memory_limit')").fetchone() or (None,)
    connection.execute(f"SET memory_limit = '{value}'")


def lift(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the limit away, before what must not fail for it: a checkpoint that does leaves a file of no use."""
    restore(connection, None)


def is_too_little(error: duckdb.Error) -> bool:
    """Whether something failed because the limit is too little for it."""
    return isinstance(error, duckdb.OutOfMemoryException) or "Out of Memory" in str(error)


def with_room(connection: duckdb.DuckDBPyConnection, work: Callable[[], T]) -> T:
    """What ``work`` gives; where the limit is too little for it, it is done again with more and in the end without one,
    as nothing is to fail for being large that the machine has room for. Afterwards the limit holds again."""
    limit = limit_of(connection)
    if limit is None:
        return work()
    try:
        for room in dict.fromkeys((limit, *_MORE)):
            with suppress(duckdb.OutOfMemoryException):
                restore(connection, room)  # more may be in use already
                return work()
        restore(connection, None)
        return work()
    finally:
        with suppress(duckdb.OutOfMemoryException):  # what is held is let go with the connection at the latest
            restore(connection, limit)
