"""A finished file takes the warehouse's place in one step, on the disk too.

The order makes every moment safe: the new bytes are on the disk before the name is theirs, the logs that belong to the
old file are gone before the name is another file's, and the folder's list of names is on the disk before anybody is
told of it. Whoever has the old file open keeps it.
"""

import errno
import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from etl.warehouse.beside import logs_of
from etl.warehouse.errors import WarehouseError
from etl.warehouse.published import swapping
from etl.warehouse.wait import Wait

_OPEN_ELSEWHERE: Final = (5, 32, 33)
"""Windows: access denied, sharing violation, lock violation. It does not let a file be replaced that is open."""
_PAUSES: Final = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Seconds between two tries; what scans new files for viruses is done after the first few."""
_NO_FOLDER_SYNC: Final = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS)
"""Answers of file systems (of networks) on which a folder cannot be synced."""


def swap(draft: Path, path: Path, wait: Wait) -> None:
    """Put a finished file in the place of ``path``. Raises ``OSError`` if that cannot be, ``WarehouseError`` if on
    Windows somebody has the old file open for longer than is waited; the draft is then where it was."""
    if logs_of(draft):
        raise WarehouseError(f"{path} was not published: DuckDB has not written the new file to its end; try again.")
    _keep_permissions(path, draft)
    _sync_file(draft)
    _patiently(lambda: _remove_logs(path, wait.say), path, wait)
    swapping(draft, path)
    _patiently(lambda: draft.replace(path), path, wait)
    try:
        _sync_folder(path.parent)
    except OSError as error:
        raise WarehouseError(
            f"{path} was published, but the disk reports: {error.strerror}; have the disk looked at."
        ) from error


def clear_stray_logs(path: Path, say: Callable[[str], None]) -> None:
    """Remove logs of no connection: DuckDB would replay them onto the warehouse for whoever opens it next.

    They are left where a program has this very file open to write; it is the swap that ends their use.
    """
    if logs_of(path) and not _is_held(path):
        with suppress(PermissionError):
            _remove_logs(path, say)


def _is_held(path: Path) -> bool:
    """Whether a program has the file open to write; asked by DuckDB's own lock, without touching the file."""
    if os.name == "nt":
        return False  # there a log that is in use cannot be removed
    import fcntl

    if not path.exists():
        return False
    with path.open("rb") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError:
            return True
    return False


def _remove_logs(path: Path, say: Callable[[str], None]) -> None:
    for log in logs_of(path):
        size = log.stat().st_size
        log.unlink()
        if size:
            say(
                f"{log.name} ({size:,} bytes), which another program wrote beside the warehouse, was removed: what it "
                "says is in no notice; open the warehouse to read only"
            )


def _patiently(act: Callable[[], object], path: Path, wait: Wait) -> None:
    """Do what Windows refuses while somebody has a file open, again and again until it is let."""
    end = time.monotonic() + wait.seconds
    tries = 0
    while True:
        try:
            act()
            return
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _OPEN_ELSEWHERE:
                raise
            if time.monotonic() >= end and tries >= 2:
                raise WarehouseError(_refusal(path, wait.seconds)) from error
        if tries == 2:
            wait.say(f"{path} is open in another program, which keeps it from being replaced; close it there; waiting")
        time.sleep(_PAUSES[min(tries, len(_PAUSES) - 1)])
        tries += 1


def _refusal(path: Path, seconds: float) -> str:
    return (
        f"{path} was not replaced: for {seconds:.0f} seconds another program had it open, or you may not change it; "
        "close it there (a notebook, DBeaver, a duckdb shell) and run this again, or wait longer with --wait SECONDS."
    )


def _keep_permissions(old: Path, new: Path) -> None:
    """The new file is for whom the old one was, as far as we may say so."""
    with suppress(OSError):
        known = old.stat()
        shutil.copymode(old, new)
        if os.name == "posix" and (known.st_uid, known.st_gid) != (new.stat().st_uid, new.stat().st_gid):
            os.chown(new, known.st_uid if os.geteuid() == 0 else -1, known.st_gid)


def _sync_file(path: Path) -> None:
    handle = os.open(path, os.O_RDWR)  # Windows flushes only what may be written
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sync_folder(path: Path) -> None:
    """Have the system write a folder's list of names to the disk; Windows cannot, nor can every network folder."""
    if os.name == "nt":
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise
    finally:
        os.close(handle)
