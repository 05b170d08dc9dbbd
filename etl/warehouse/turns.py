"""Rows put in some thousand to a transaction: each commit costs, and what is not yet committed is in memory.

What is held in memory of rows that are committed is let go now and then, too, where there is a way to do that.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import duckdb

ROWS: Final = 40_000
"""Rows from which on a transaction is committed."""

KEPT: Final = 240_000
"""Rows from which on what memory holds of them is let go: those of some 600 notices. It takes half a second of the
twelve that filling in as many takes."""


class Turn:
    """The transaction that is open, and how many rows it has."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, most: int, let_go: Callable[[], object] | None, kept: int
    ) -> None:
        self._connection = connection
        self._most = most
        self._let_go = let_go
        self._kept = kept
        self._rows = 0
        self._held = 0
        self._has_many = False

    def took(self, rows: int) -> None:
        """Count rows that were put in; once they are many they are committed."""
        self._rows += rows
        self._held += rows
        if self._rows >= self._most:
            self.commit()

    def saw(self, rows: int) -> None:
        """Count rows that were read; once they are many they are let go."""
        self._held += rows
        if self._held >= self._kept:
            self.commit()

    def commit(self) -> None:
        """Commit what was put in, and begin anew."""
        self._commit(self._held >= self._kept)

    def turn_over(self) -> None:
        """Commit what was put in, and let go of it before something else is done with it, if it was ever much."""
        self._commit(self._has_many or self._held >= self._kept)

    def _commit(self, lets_go: bool) -> None:
        self._connection.commit()
        if self._let_go is not None and lets_go:
            self._let_go()
            self._held = 0
            self._has_many = True
        self._connection.begin()
        self._rows = 0


@contextmanager
def in_turns(
    connection: duckdb.DuckDBPyConnection,
    most: int = ROWS,
    let_go: Callable[[], object] | None = None,
    kept: int = KEPT,
) -> Iterator[Turn]:
    """Transactions of so many rows, one after the other, while the block lasts. ``let_go`` is called between two of
    them whenever ``kept`` rows have come in since.

    Where the block raises, what is not committed is lost with the connection.
    """
    connection.begin()
    yield Turn(connection, most, let_go, kept)
    connection.commit()
