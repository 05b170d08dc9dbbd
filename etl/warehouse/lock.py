"""One writer at a time: the next waits for the one before it and then works on its result."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from etl.warehouse.beside import clear_litter, lock_of
from etl.warehouse.connect import is_there
from etl.warehouse.errors import WarehouseError
from etl.warehouse.faults import explained, require_short_name
from etl.warehouse.holder import Holder, leave_note, read_note, take_note_away, this_process
from etl.warehouse.swap import clear_stray_logs
from etl.warehouse.wait import Wait

_LOOK_SECONDS: Final = 1.0
"""How often a waiting writer looks whether another one has come before it."""
_GRACE: Final = 0.5
"""Seconds in which a writer that has just got the lock has written its note."""


@contextmanager
def writing(warehouse: Path, wait: Wait | None = None, command: str = "") -> Iterator[None]:
    """Hold the right to write the warehouse, from reading its state to publishing; ``command`` is told to who waits.

    Raises ``WarehouseError`` if another writer is not done in time, or if the folder cannot be written. The lock ends
    with the process that holds it, however that dies.
    """
    wait = wait or Wait()
    is_there(warehouse)  # or it refuses: a link that leads back to itself has no folder to lock
    with explained(warehouse):
        path = warehouse.resolve()
        require_short_name(path)
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(lock_of(path))
        _acquire(lock, path, wait)
    try:
        leave_note(path, this_process(command))
        with explained(warehouse):
            clear_litter(path)
            clear_stray_logs(path, wait.say)
        yield
    finally:
        try:
            take_note_away(path)
        except KeyboardInterrupt:  # told to stop while it ends
            take_note_away(path)
            raise
        finally:
            lock.release()


def _acquire(lock: FileLock, warehouse: Path, wait: Wait) -> None:
    end = time.monotonic() + wait.seconds
    told: str | None = None
    while True:
        left = end - time.monotonic()
        try:
            lock.acquire(timeout=max(0.0, min(_GRACE if told is None else _LOOK_SECONDS, left)))
            return
        except Timeout:
            who = _words(read_note(warehouse))
        if left <= 0:
            raise WarehouseError(_refusal(warehouse, who, wait.seconds)) from None
        if who != told:
            told = who
            wait.say(f"{who} is writing {warehouse}; waiting up to {wait.seconds:.0f} seconds for it to end")


def _words(holder: Holder | None) -> str:
    return str(holder) if holder else "another run"


def _refusal(warehouse: Path, who: str, seconds: float) -> str:
    if seconds < 1:
        return f"{who} is writing {warehouse}; try again when it has ended, or wait for it with --wait SECONDS."
    return (
        f"{who} is still writing {warehouse} after {seconds:.0f} seconds; "
        "try again when it has ended, or wait longer with --wait SECONDS."
    )
