"""Rows put in some thousand to a transaction: each commit costs, and what is not yet committed is in memory."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import duckdb

ROWS: Final = 40_000
"""Rows from which on a transaction is committed."""


class Turn:
    """The transaction that is open, and how many rows it has."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, most: int) -> None:
        self._connection = connection
        self._most = most
        self._rows = 0

    def took(self, rows: int) -> None:
        """Count rows that were put in; once they are many they are committed."""
        self._rows += rows
        if self._rows >= self._most:
            self.commit()

    def commit(self) -> None:
        """Commit what was put in, and begin anew."""
        self._connection.commit()
        self._connection.begin()
        self._rows = 0


@contextmanager
def in_turns(connection: duckdb.DuckDBPyConnection, most: int = ROWS) -> Iterator[Turn]:
    """Transactions of so many rows, one after the other, while the block lasts.

    Where the block raises, what is not committed is lost with the connection.
    """
    connection.begin()
    yield Turn(connection, most)
    connection.commit()
