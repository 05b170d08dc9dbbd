"""Writing a folder so that a half-written export never looks whole.

Files are made in a hidden folder inside the one asked for, which is on the same disk, and moved at the end, each whole.
The description goes first and comes back last: a folder with a description is complete and of one run.
"""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from etl.warehouse.errors import WarehouseError
from etl.warehouse.exports.datapackage import FILE, is_ours

_HIDDEN: Final = ".etl-export"


@contextmanager
def staging(folder: Path) -> Iterator[Path]:
    """An empty folder to write into, inside ``folder``, which is made; what another run left there is cleared.

    Raises ``WarehouseError`` if another export is writing there, ``OSError`` if the folder cannot be written. A folder
    that was made for an export that fails is taken away again.
    """
    made = [p for p in (folder, *folder.parents) if not p.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / f"{_HIDDEN}.lock")
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise WarehouseError(f"another export is writing into {folder}; try again when it has ended.") from None
    hidden = folder / _HIDDEN
    try:
        shutil.rmtree(hidden, ignore_errors=True)
        hidden.mkdir()
        yield hidden
    finally:
        shutil.rmtree(hidden, ignore_errors=True)
        with suppress(OSError):  # Windows deletes no file that is open, so there the lock's file goes below
            (folder / f"{_HIDDEN}.lock").unlink()
        lock.release()
        with suppress(OSError):  # not there any more, or another export's
            (folder / f"{_HIDDEN}.lock").unlink()
        for empty in made:
            with suppress(OSError):  # it holds what was exported
                empty.rmdir()


def require_ours(folder: Path) -> None:
    """Raise ``WarehouseError`` if ``folder`` has a description of other data, which ours would replace."""
    if (folder / FILE).exists() and not is_ours(folder):
        raise WarehouseError(f"{folder} has a {FILE} of other data, so nothing is written there; name another folder.")


def move_in(hidden: Path, folder: Path, gone: Iterable[str], move: Callable[[Path, Path], object]) -> list[Path]:
    """Move every file of ``hidden`` into ``folder``, the description last, and remove the files named ``gone``; the
    files moved, in the order of their names. ``move`` replaces the second path by the first."""
    files = sorted(hidden.iterdir(), key=lambda p: (p.name == FILE, p.name))
    if any(file.name == FILE for file in files):
        (folder / FILE).unlink(missing_ok=True)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
    for file in files:
        move(file, folder / file.name)
    return [folder / file.name for file in files]
