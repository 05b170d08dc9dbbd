"""The names of what lies beside a warehouse while somebody works on it, and clearing what a crash left of it.

All of it starts with a dot and the warehouse's name, so that two warehouses of one folder never meet. A warehouse may
have any name, also one that reads like another's with a number behind it. So what is passing has a mark of its own
warehouse's name in its name, and it ends as nothing ends that stays: only what was made here for this very warehouse is
ever cleared away as litter.
"""

import os
import re
import shutil
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

LOGS: Final = (".wal", ".wal.checkpoint", ".wal.recovery")
"""What DuckDB puts behind a database's name for what is written and not yet in the file (1.5.5). It replays such a
log onto whatever file has the name, also one that it was not written for."""

_DRAFT: Final = ".new"
_NOTE: Final = ".new-note"
_HASHES: Final = ".new-hashes"
_COPY: Final = ".copy"
_SPILL: Final = ".tmp"


def lock_of(warehouse: Path) -> Path:
    """The file whose lock a writer holds; it stays, because removing it would let two writers hold two."""
    return warehouse.with_name(f".{warehouse.name}.lock")


def note_of(warehouse: Path) -> Path:
    """The note in which the writer says who it is."""
    return warehouse.with_name(f".{warehouse.name}.writer")


def note_draft_of(warehouse: Path) -> Path:
    """The file that this process fills before it becomes the note."""
    return warehouse.with_name(f"{_passing(warehouse)}{_NOTE}")


def draft_of(warehouse: Path) -> Path:
    """The file that this process fills before it becomes the warehouse."""
    return warehouse.with_name(f"{_passing(warehouse)}{_DRAFT}")


def hashes_of(warehouse: Path) -> Path:
    """The file in which the hashes of files are kept (``etl.hashes``); without it they are only computed again."""
    return warehouse.with_name(f".{warehouse.name}.hashes")


def hashes_draft_of(warehouse: Path) -> Path:
    """The file that this process fills before it becomes that of the hashes; a crash leaves it as litter."""
    return warehouse.with_name(f"{_passing(warehouse)}{_HASHES}")


def copy_name(warehouse: Path) -> str:
    """Name of a folder for a private copy, another one each time."""
    import secrets

    return f"{_passing(warehouse)}-{secrets.token_hex(4)}{_COPY}"


def longest_of(warehouse: Path) -> Path:
    """The longest name that anything beside the warehouse has."""
    draft = draft_of(warehouse)
    return max((draft.with_name(draft.name + end) for end in LOGS), key=lambda path: len(path.name))


def _passing(warehouse: Path) -> str:
    """How the names of all begin that this process makes for the warehouse and that nobody needs after it."""
    return f".{warehouse.name}.{os.getpid()}-{_mark(warehouse)}"


def _mark(warehouse: Path) -> str:
    return f"{zlib.crc32(os.fsencode(warehouse.name)):08x}"


def spill_of(draft: Path) -> Path:
    """The folder into which DuckDB puts what does not fit into memory while it fills a draft."""
    return draft.with_name(draft.name + _SPILL)


def logs_of(database: Path) -> list[Path]:
    """The logs that lie beside a database now."""
    return [log for end in LOGS if (log := database.with_name(database.name + end)).is_file()]


def clear_draft(draft: Path) -> None:
    """Remove a draft with all that DuckDB makes beside it."""
    for path in (draft, spill_of(draft), *(draft.with_name(draft.name + end) for end in LOGS)):
        remove(path)


def clear_litter(warehouse: Path) -> None:
    """Remove what killed runs left; whoever holds the lock knows that no draft is being written.

    A private copy may still be read: where the system lets it be removed, its reader goes on all the same.
    """
    for path in _litter(warehouse):
        remove(path)


def _litter(warehouse: Path) -> Iterator[Path]:
    drafts = "|".join(re.escape(_DRAFT + end) for end in ("", _SPILL, *LOGS))
    ends = f"({drafts}|{re.escape(_NOTE)}|{re.escape(_HASHES)}|-[0-9a-f]+{re.escape(_COPY)})"
    pattern = re.compile(rf"{re.escape(f'.{warehouse.name}.')}\d+-{_mark(warehouse)}{ends}")
    with os.scandir(warehouse.parent) as entries:
        yield from [Path(entry.path) for entry in entries if pattern.fullmatch(entry.name)]


def remove(path: Path) -> None:
    """Remove a file or a folder of ours; what cannot be removed now is left for the next run."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink(missing_ok=True)
