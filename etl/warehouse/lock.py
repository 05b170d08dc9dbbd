"""One writer at a time: the next waits for the one before it and then works on its result."""

import glob
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from etl.warehouse.errors import WarehouseError
from etl.warehouse.publish import draft_name

WAIT_SECONDS: Final = 600.0
"""How long a writer waits for another, in seconds; a rebuild of some thousand files takes minutes."""


@contextmanager
def writing(warehouse: Path, say: Callable[[str], None], wait_seconds: float = WAIT_SECONDS) -> Iterator[None]:
    """Hold the right to write the warehouse, from reading its state to publishing.

    ``say`` is told when another writer has to be waited for. Raises ``WarehouseError`` if that one is not done in
    time, or if the folder cannot be written. The lock ends with the process that holds it, however that dies.
    """
    path = warehouse.resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(path.with_name(f".{path.name}.lock"))
        _acquire(lock, warehouse, say, wait_seconds)
    except OSError as error:
        raise WarehouseError(f"{warehouse} cannot be written: {error.strerror or error}.") from error
    try:
        for litter in path.parent.glob(glob.escape(draft_name(path.name, "")[:-4]) + "*.new*"):
            litter.unlink(missing_ok=True)  # whoever holds the lock knows that no draft is being written
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, warehouse: Path, say: Callable[[str], None], wait_seconds: float) -> None:
    try:
        lock.acquire(timeout=0)
    except Timeout:
        say(f"another run is writing {warehouse}; waiting for it to end")
        try:
            lock.acquire(timeout=wait_seconds)
        except Timeout:
            raise WarehouseError(
                f"another run has been writing {warehouse} for {wait_seconds:.0f} seconds; try again when it has ended."
            ) from None
