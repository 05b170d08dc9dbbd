"""Publishing by swap: a new file is filled beside the warehouse and takes its place in one step.

Whoever has the old file open keeps reading it; whoever opens the path next sees the new one whole.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

import duckdb

from etl.warehouse.check_model import Check
from etl.warehouse.check_store import store_checks
from etl.warehouse.connect import first_line, require_replaceable
from etl.warehouse.errors import WarehouseError
from etl.warehouse.load import fill
from schemas.publication import Publication

_BLOCK_BYTES: Final = "16384"
"""DuckDB's smallest block. A warehouse has many small tables and keys, and each takes whole blocks: five notices are
2 MB so, and 15 MB with the default of 256 KB."""


def publish(
    path: Path,
    publication: Publication,
    *,
    keep_old: bool = True,
    accept: Callable[[duckdb.DuckDBPyConnection], None] | None = None,
    checks: Path | None = None,
) -> tuple[Check, ...]:
    """Put a publication into the warehouse at ``path``; without ``keep_old`` nothing of the old one stays.

    ``checks`` is a folder of checks beside ours; those of all that found something are returned.

    ``accept`` may look at the filled file and raise to stop the swap. Raises ``WarehouseError`` if the folder
    cannot be written or DuckDB refuses the rows; the old warehouse is then as it was.
    """
    path = path.resolve()
    file = path.with_name(draft_name(path.name, str(os.getpid())))
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not keep_old:
            require_replaceable(path)
        with drafted(file, publication, path if keep_old and path.exists() else None) as connection:
            failing = store_checks(connection, checks, path)
            if accept is not None:
                accept(connection)
            connection.execute("CHECKPOINT")
            connection.close()
            _swap(file, path)
    return failing


@contextmanager
def drafted(file: Path, publication: Publication, old: Path | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new warehouse filled in ``file`` from a publication and what it leaves alone of an ``old`` one, while the block
    lasts; afterwards nothing is left of it, unless the block has moved it away."""
    _clear(file)
    try:
        with duckdb.connect(str(file), config={"default_block_size": _BLOCK_BYTES}) as connection:
            fill(connection, publication, old)
            yield connection
    finally:
        _clear(file)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Errors of the disk and of DuckDB as one sentence."""
    try:
        yield
    except OSError as error:
        raise WarehouseError(f"{path} cannot be written: {error.strerror or error}.") from error
    except (duckdb.Error, RuntimeError) as error:
        # DuckDB answers Ctrl-C in the middle of a statement with an error of its own.
        if "interrupt" in str(error).lower():
            raise KeyboardInterrupt from error
        if not isinstance(error, duckdb.Error):
            raise
        raise WarehouseError(f"{path} cannot be built: {first_line(error)}") from error


def _swap(draft: Path, path: Path) -> None:
    """Put a finished file in the place of ``path``, on the disk too."""
    _sync(draft)
    draft.replace(path)
    _sync(path.parent)


def draft_name(warehouse: str, writer: str) -> str:
    """Name of the file that a writer fills before it becomes the warehouse."""
    return f".{warehouse}.{writer}.new"


def _clear(draft: Path) -> None:
    for file in (draft, draft.with_name(draft.name + ".wal")):
        with suppress(OSError):  # a folder that could not be made has nothing to clear
            file.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    """Have the system write a file, or a folder's list of names, to the disk; Windows cannot for a folder."""
    if os.name == "nt" and path.is_dir():
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
