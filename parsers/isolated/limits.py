"""How much time and memory one file may take."""

from pydantic import Field

from schemas.base import Record


class Limits(Record):
    """Times are in seconds, memory in bytes.

    ``patience`` is how long nothing may be heard from the reader of a file between two of its steps (pages, sheets,
    tables, lines of a scan); the time that it takes to hand it the file counts too. ``total`` with ``per_step`` for
    each step taken is how long it may take in all. A reader gone wild can tell steps for ever, so no more of them count
    than the file has room for, at ``step_bytes`` bytes each (the most compact page of a PDF has some hundred, a line of
    a scan too), and ``longest`` is the end in any case.
    ``memory`` is the resident memory of the whole process, which is about 0.1 GB before it reads anything.
    ``start`` is how long the process may take to start, which on a cold disk with a virus scanner is many seconds.
    """

    patience: float = Field(default=20.0, gt=0)
    total: float = Field(default=600.0, gt=0)
    per_step: float = Field(default=2.0, ge=0)
    step_bytes: int = Field(default=200, gt=0)
    longest: float = Field(default=86_400.0, gt=0)
    memory: int = Field(default=1024**3, gt=0)
    start: float = Field(default=120.0, gt=0)

    def in_all(self, size: int, steps: int) -> float:
        """Seconds that a file of so many bytes may take after so many steps."""
        return min(self.total + self.per_step * min(steps, size // self.step_bytes), self.longest)
