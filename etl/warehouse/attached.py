"""The file that is being filled, attached to a connection as the database that is meant where none is named.

Attached, because the size of row groups cannot be said otherwise, and because what is attached can be closed and opened
again: DuckDB keeps every part of a key that a row was looked up in until its file is closed, whatever its limit is, and
what it knows of each row group.
"""

from pathlib import Path
from typing import Final

import duckdb

from etl.warehouse.beside import logs_of

_NAME: Final = "warehouse"

_BLOCK_BYTES: Final = "16384"
"""DuckDB's smallest block. A warehouse has many small tables and keys, and each takes whole blocks: five notices are
2 MB so, and 15 MB with the default of 256 KB."""

_ROW_GROUP: Final = "2048"
"""DuckDB's smallest row group. Each time that it moves its log into the file it writes the last row group of each table
anew, and one of 122,880 rows, the default, holds all that thousands of notices say."""


def open_in(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Attach a file to a connection to a database in memory; it is made if it is not there."""
    path = str(file).replace("'", "''")
    connection.execute(f"ATTACH '{path}' AS {_NAME} (BLOCK_SIZE {_BLOCK_BYTES}, ROW_GROUP_SIZE {_ROW_GROUP})")
    connection.execute(f"USE {_NAME}")


def reopen(connection: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Close a file that ``open_in`` opened, and open it again, between two transactions: all that was held for it in
    memory is let go. Temporary tables and other databases stay."""
    if any(log.stat().st_size for log in logs_of(file)):
        # By itself: closing a file swallows what keeps its log from being moved into it. Not where the log is empty:
        # the whole file would be gone through all the same, which takes a second for some thousand notices.
        connection.execute(f"CHECKPOINT {_NAME}")
    connection.execute("USE memory")
    connection.execute(f"DETACH {_NAME}")
    open_in(connection, file)
