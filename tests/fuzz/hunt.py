"""The hunt: mutated files through the reader that users have, with its limits; whatever breaks them is a finding."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from parsers.errors import UnreadableFileError
from parsers.isolated.limits import Limits
from tests.fuzz.mutations import mutated
from tests.fuzz.properties import kept_reference
from tests.fuzz.seeds import seeds
from tests.parsers.isolated.plain import plain_reader

FINDINGS: Final = ("reading it took more than", "reading it needed more", "the reader died", "reading it failed unexp")
"""How the reasons begin that are no judgement on a file but a bug of its reader."""


@dataclass(frozen=True)
class Case:
    """One mutated file: which it is, and what became of it. ``seconds`` and ``memory`` (bytes) are what it took."""

    format: str
    seed: str
    number: int
    data: bytes
    reason: str
    seconds: float
    memory: int

    @property
    def is_finding(self) -> bool:
        """Whether its reader did not keep what it promises."""
        return self.reason.startswith(FINDINGS)

    @property
    def name(self) -> str:
        """What makes it again, as an argument of ``python -m tests.fuzz --case``."""
        return f"{self.format}:{self.number}"


class Hunt:
    """Reads case after case with one reader."""

    def __init__(self, salt: str = "", limits: Limits | None = None) -> None:
        self._salt = salt
        self._reader = plain_reader(kept_reference().vocabulary, limits)

    def case(self, file_format: str, number: int, most_seeds: int | None = None) -> Case:
        """The case of a number: the same one on every machine, as long as seeds and mutations are the same."""
        dice = random.Random(f"{self._salt}/{file_format}/{number}")
        chosen = seeds()[file_format][:most_seeds]
        seed, other = dice.choice(chosen), dice.choice(chosen)
        data = mutated(seed.data, other.data, dice)
        begun = time.monotonic()
        reason = self.reason(data)
        seconds = time.monotonic() - begun
        return Case(file_format, seed.name, number, data, reason, seconds, self._memory())

    def reason(self, data: bytes) -> str:
        """Why some bytes are refused; empty if they are read."""
        try:
            self._reader.read(data)
        except UnreadableFileError as refusal:
            return str(refusal)
        return ""

    def cases(self, file_format: str, most_seeds: int | None = None) -> Iterator[Case]:
        """Cases of a format, for ever."""
        number = 0
        while True:
            yield self.case(file_format, number, most_seeds)
            number += 1

    def close(self) -> None:
        """End the reader."""
        self._reader.close()

    def _memory(self) -> int:
        """The most resident memory that the reader had since this was last asked, where the system tells that."""
        worker = self._reader._worker
        if worker is None:
            return 0
        process = Path(f"/proc/{worker._process.pid}")
        try:
            lines = (process / "status").read_text("ascii").splitlines()
            peak = next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
            (process / "clear_refs").write_text("5", "ascii")
        except (OSError, StopIteration):
            return worker.use().memory
        return peak
