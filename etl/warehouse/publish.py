"""Publishing by swap: a new file is filled beside the warehouse and takes its place in one step.

Whoever has the old file open keeps reading it; whoever opens the path next sees the new one whole.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Final

import duckdb

from etl.warehouse.attached import open_in, reopen
from etl.warehouse.beside import clear_draft, draft_of, spill_of
from etl.warehouse.bounds import bound, bound_to_read, is_too_little, lift
from etl.warehouse.check_model import Check
from etl.warehouse.check_store import require_unaltered, store_checks, structural_objection
from etl.warehouse.connect import require_replaceable
from etl.warehouse.earlier import record_accepted
from etl.warehouse.errors import WarehouseError
from etl.warehouse.faults import explained, filling
from etl.warehouse.load import fill
from etl.warehouse.location import Lake, Location
from etl.warehouse.swap import swap
from etl.warehouse.wait import Wait
from schemas.publication import Publication

_GIVEN_BACK: Final = "1MB"
"""Freed memory from which on DuckDB's allocator gives it back to the system, after a query: by default it keeps 128 MB
of each thread, and what one query after the other has left grows with the number of notices."""


def publish(
    path: Location,
    publication: Publication,
    *,
    keep_old: bool = True,
    accept: Callable[[duckdb.DuckDBPyConnection], None] | None = None,
    wait: Wait | None = None,
    checks: Path | None = None,
    tolerant: bool = False,
) -> tuple[Check, ...]:
    """Put a publication into the warehouse at ``path``; without ``keep_old`` nothing of the old one stays.

    ``accept`` may look at the filled file and raise to stop the swap; ``wait`` says how long others are waited for
    that keep the old file from being replaced. ``checks`` is a folder of checks beside ours; those of all that found
    something are returned. A structural one that fails stops the swap, unless ``tolerant``: then it is recorded.

    Raises ``WarehouseError`` if the folder cannot be written, if DuckDB or a check refuses the rows, or if the old
    warehouse was changed by other hands; it is then as it was.
    """
    if isinstance(path, Lake):
        from etl.warehouse.lake.publish import publish_to_lake

        return publish_to_lake(path, publication, keep_old=keep_old, accept=accept, checks=checks, tolerant=tolerant)
    path = path.resolve()
    file = draft_of(path)
    old = path if keep_old and path.exists() else None
    with explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        if not keep_old:
            require_replaceable(path)
        if old is not None:
            require_unaltered(old)
        with drafted(file, publication, old) as connection, filling(file, old):
            failing = store_checks(connection, checks, path)
            if objection := structural_objection(failing):
                refuse_unless_tolerant(connection, objection, path, publication.run.run_id, tolerant)
            lift(connection)
            if accept is not None:
                accept(connection)
            connection.execute("CHECKPOINT")
            connection.close()
            swap(file, path, wait or Wait())
    return failing


def refuse_unless_tolerant(
    connection: duckdb.DuckDBPyConnection, objection: str, path: Location, run_id: str, tolerant: bool
) -> None:
    """Stop a publish, or record that it was let pass."""
    if not tolerant:
        raise WarehouseError(
            f"{path} was not published, it stays as it was: {objection}; leave that file out, or publish what was read "
            "as it is with --accept."
        )
    record_accepted(connection, run_id, objection)


@contextmanager
def drafted(file: Path, publication: Publication, old: Location | None) -> Iterator[duckdb.DuckDBPyConnection]:
    """A new warehouse filled in ``file`` from a publication and what it leaves alone of an ``old`` one, while the block
    lasts; afterwards nothing is left of it, unless the block has moved it away."""
    clear_draft(file)
    try:
        with ExitStack() as stack:
            with filling(file, old):
                connection = _filled(stack, file, publication, old)
            bound_to_read(connection)
            yield connection
    finally:
        clear_draft(file)


def _filled(stack: ExitStack, file: Path, publication: Publication, old: Location | None) -> duckdb.DuckDBPyConnection:
    """A connection to a new file that was filled, open as long as ``stack``: without a limit on memory where one is too
    little."""
    try:
        connection = stack.enter_context(_new(file))
        fill(connection, publication, old, partial(reopen, connection, file))
    except duckdb.Error as error:
        if not is_too_little(error):
            raise
        stack.close()
        clear_draft(file)
        connection = stack.enter_context(_new(file, is_bound=False))
        fill(connection, publication, old)
    return connection


@contextmanager
def _new(file: Path, is_bound: bool = True) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to a new file, as the database that is meant where none is named."""
    settings: dict[str, str | bool | int | float | list[str]] = {
        "temp_directory": str(spill_of(file)),
        "allocator_flush_threshold": _GIVEN_BACK,
        "allocator_bulk_deallocation_flush_threshold": _GIVEN_BACK,
    }
    with duckdb.connect(":memory:", config=settings) as connection:
        if is_bound:
            bound(connection)
        open_in(connection, file)
        yield connection
