"""The note in which a writer says who it is, so that the next one knows for whom it waits."""

import os
import socket
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final

from pydantic import AwareDatetime, Field, ValidationError

from etl.warehouse.beside import note_draft_of, note_of, remove
from schemas.base import Record

_LONGEST: Final = 4096
"""Bytes of a note that are looked at; ours has about 150."""

Word = Annotated[str, Field(min_length=1, max_length=255)]


class Holder(Record):
    """A process that writes a warehouse: its command, its number on its host, and since when by that host's clock."""

    command: Word
    pid: int = Field(ge=0)
    host: Word
    since: AwareDatetime

    def __str__(self) -> str:
        """The writer in words; its clock may be another than ours, so no time is counted from it."""
        since = f"{self.since:%Y-%m-%d %H:%M:%S %Z}"
        return f"`etl {_plain(self.command)}` (process {self.pid} on {_plain(self.host)}, since {since})"


def this_process(command: str) -> Holder:
    """This process as the writer."""
    return Holder(
        command=command or "…",
        pid=os.getpid(),
        host=(socket.gethostname() or "this machine")[:255],
        since=datetime.now(UTC).replace(microsecond=0),
    )


def leave_note(warehouse: Path, holder: Holder) -> None:
    """Write the note whole or not at all; on a full disk there is none, and the run says itself what is wrong."""
    note = note_of(warehouse)
    draft = note_draft_of(warehouse)
    try:
        draft.write_text(holder.model_dump_json(), "utf-8")
        draft.replace(note)
    except OSError:
        pass
    finally:
        remove(draft)


def take_note_away(warehouse: Path) -> None:
    """Remove the note, before the lock is let go."""
    remove(note_of(warehouse))


def read_note(warehouse: Path) -> Holder | None:
    """Who writes a warehouse whose lock is held; ``None`` if the note says nothing that can be trusted.

    A note outlives a writer that was killed, and the next has the lock a moment before its own note is there.
    """
    try:
        with note_of(warehouse).open("rb") as file:
            holder = Holder.model_validate_json(file.read(_LONGEST))
    except (OSError, ValidationError):
        return None
    return None if _is_dead(holder) else holder


def _is_dead(holder: Holder) -> bool:
    """Whether the writer was of this machine and is no more; only where asking does a process no harm."""
    if os.name != "posix" or holder.host != socket.gethostname() or not 0 < holder.pid < 2**31:
        return False
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text)
