"""How much memory DuckDB takes while a warehouse is filled: what does not fit waits on disk.

Without a limit it keeps every block that it has read or written, up to four fifths of the machine, and a run over ten
thousand notices takes ten times what one over a thousand does.
"""

from collections.abc import Callable
from typing import Final, TypeVar

import duckdb

LIMIT: Final = "192.0 MiB"
"""What DuckDB may hold while a file is filled, as it tells its limit itself: a figure that it tells rounded could not
be set again. Keys, and the row groups that are being written, do not fit into much less."""

T = TypeVar("T")


def bound(connection: duckdb.DuckDBPyConnection) -> None:
    """Hold a connection to the limit."""
    connection.execute(f"SET memory_limit = '{LIMIT}'")


def limit_of(connection: duckdb.DuckDBPyConnection) -> str | None:
    """The limit, if a connection is held to it; ``None`` if DuckDB takes what it takes of itself."""
    row = connection.execute("SELECT current_setting('memory_limit')").fetchone()
    return LIMIT if row == (LIMIT,) else None


def restore(connection: duckdb.DuckDBPyConnection, limit: str | None) -> None:
    """Give a connection the limit back that ``limit_of`` told."""
    if limit is None:
        # RESET tells the figure of before and leaves the limit (1.5.5), so what it tells is set; that is rounded.
        connection.execute("RESET memory_limit")
        (limit,) = connection.execute("SELECT current_setting('memory_limit')").fetchone() or (LIMIT,)
    connection.execute(f"SET memory_limit = '{limit}'")


def lift(connection: duckdb.DuckDBPyConnection) -> None:
    """Take the limit away, before what must not fail for it: a checkpoint that does leaves a file of no use."""
    restore(connection, None)


def is_too_little(error: duckdb.Error) -> bool:
    """Whether something failed because the limit is too little for it."""
    return isinstance(error, duckdb.OutOfMemoryException) or "Out of Memory" in str(error)


def with_room(connection: duckdb.DuckDBPyConnection, work: Callable[[], T]) -> T:
    """What ``work`` gives; where the limit is too little for it, it is done again without one, as nothing is to fail
    for being large that the machine has room for."""
    try:
        return work()
    except duckdb.OutOfMemoryException:
        if limit_of(connection) is None:
            raise
        restore(connection, None)
        return work()
