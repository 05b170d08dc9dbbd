"""How much time and memory one file may take."""

from pydantic import Field

from schemas.base import Record


class Limits(Record):
    """Times are in seconds, memory in bytes.

    ``patience`` is how long nothing may be heard from the reader of a file between two of its steps (pages, sheets,
    lines of a scan). ``total`` with ``per_step`` for each step taken is how long it may take in all.
    ``memory`` is the resident memory of the whole process, which is about 0.1 GB before it reads anything.
    ``start`` is how long the process may take to start, which on a cold disk with a virus scanner is many seconds.
    """

    patience: float = Field(default=20.0, gt=0)
    total: float = Field(default=600.0, gt=0)
    per_step: float = Field(default=2.0, ge=0)
    memory: int = Field(default=1024**3, gt=0)
    start: float = Field(default=120.0, gt=0)
