"""The lines of a run's log: one JSON object each, so that a scheduler's tools can count and alarm.

Names of events and of their fields are part of what users rely on: more may come, none goes or changes its meaning.
"""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, NonNegativeFloat, NonNegativeInt, TypeAdapter

from schemas.base import Record


def _told(text: object) -> object:
    """A path may hold bytes that are no text; they are told as escapes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8") if isinstance(text, str) else text


Told = Annotated[str, BeforeValidator(_told)]


class LogLine(Record):
    """What every line has: when it was written, in UTC, and in which run."""

    time: datetime = Field(default_factory=lambda: datetime.now(UTC))
    run_id: str


class RunStarted(LogLine):
    """The call was right and there are files; what follows may still have to wait for another run."""

    event: Literal["run_started"] = "run_started"
    command: str
    version: str
    parser_version: str
    schema_version: NonNegativeInt = Field(alias="schema")
    warehouse: Told
    files: NonNegativeInt


class FileDone(LogLine):
    """One file, in the order of their paths. Counts are zero unless it was loaded; ``sha256`` is missing if the disk
    did not give its bytes. A file that another one of its notice is used instead of has a second line, with the
    outcome ``superseded``."""

    event: Literal["file"] = "file"
    path: Told
    sha256: str | None
    outcome: Literal["loaded", "unchanged", "superseded", "quarantined"]
    reason: Told | None
    projects: NonNegativeInt
    tasks: NonNegativeInt
    errors: NonNegativeInt
    warnings: NonNegativeInt
    seconds: NonNegativeFloat


class Gone(LogLine):
    """A file that the warehouse knows and that is no longer where it was."""

    event: Literal["gone"] = "gone"
    path: Told


class CheckDone(LogLine):
    """What one check found before publishing."""

    event: Literal["check"] = "check"
    name: Told
    severity: Literal["error", "warning"]
    failures: NonNegativeInt
    first: Told | None


class Refused(LogLine):
    """The run could not do what it was asked; the warehouse is as it was."""

    event: Literal["refused"] = "refused"
    reason: Told


class Published(LogLine):
    """A new warehouse took the old one's place. ``bytes`` is the size of its file."""

    event: Literal["published"] = "published"
    content_hash: str
    notices: NonNegativeInt
    tasks: NonNegativeInt
    seconds: NonNegativeFloat
    bytes: NonNegativeInt


class Counts(Record):
    """Files by what became of them; ``gone`` are none of those given."""

    files: NonNegativeInt = 0
    loaded: NonNegativeInt = 0
    unchanged: NonNegativeInt = 0
    superseded: NonNegativeInt = 0
    quarantined: NonNegativeInt = 0
    gone: NonNegativeInt = 0


class RunEnded(LogLine):
    """The last line of a run that was not killed."""

    event: Literal["run_ended"] = "run_ended"
    exit_code: NonNegativeInt
    counts: Counts
    seconds: NonNegativeFloat


AnyLine = Annotated[
    RunStarted | FileDone | Gone | CheckDone | Refused | Published | RunEnded, Field(discriminator="event")
]

line_adapter: TypeAdapter[AnyLine] = TypeAdapter(AnyLine)
"""Reads any line back; strict about fields it does not know."""
