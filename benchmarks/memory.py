"""How the most memory of an ingest grows with the number of notices: of the process that writes, and of all together.

    python -m benchmarks.memory 100 400 1600

reads made notices, text and DOCX by turns, each number into a new warehouse, and prints for each number what the
writing process held at most, what all processes held, and how many times as much that is as for the number before.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from time import sleep
from typing import Final, NamedTuple

from benchmarks.corpus import SEED, corpus, write
from benchmarks.measure import LOOK_EVERY, peak_memory
from benchmarks.results import machine, table
from benchmarks.whole import ETL

NUMBERS: Final = (100, 400, 1_600)
FORMATS: Final = ("txt", "docx")
HEADS: Final = ("files", "peak of the writer", "times the line before", "peak of all processes", "warehouse")


class Held(NamedTuple):
    """One line: so many files, the most bytes of the writing process and of all, and the warehouse's."""

    files: int
    writer: int
    every: int
    size: int

    def cells(self, before: "Held | None") -> list[str]:
        """The line of the table, beside the one before it."""
        times = f"{self.writer / before.writer:.2f}" if before and before.writer else ""
        writer, every, size = (f"{held / 2**20:,.0f} MiB" for held in (self.writer, self.every, self.size))
        return [f"{self.files:,}", writer, times, every, size]


def held(number: int, seed: int, folder: Path, workers: int) -> Held:
    """What an ingest of so many files holds. Raises ``RuntimeError`` if it fails."""
    write(folder / "files", corpus(number, seed, FORMATS))
    warehouse = folder / "notices.duckdb"
    words = (*ETL, "ingest", str(folder / "files"), "--warehouse", str(warehouse), "--workers", str(workers))
    with (
        subprocess.Popen(words, cwd=Path(__file__).parents[1], stdout=subprocess.DEVNULL) as process,
        peak_memory(process.pid) as most,
    ):
        writer = _peak(process)
    if process.returncode:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}")
    return Held(number, writer, most(), warehouse.stat().st_size)


def _peak(process: subprocess.Popen[bytes]) -> int:
    """The most bytes that a process alone held until it ended, by the system's own account."""
    most = 0
    while process.poll() is None:
        most = max(most, high_water(process.pid))
        sleep(LOOK_EVERY)
    return most


def high_water(pid: int) -> int:
    """The most bytes of memory that a process has held so far; 0 if it has ended, or the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text("ascii", "replace").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def shown(lines: Sequence[Held], workers: int) -> str:
    """The table, and what it was measured on."""
    cells = [line.cells(before) for line, before in zip(lines, (None, *lines), strict=False)]
    return f"{table(HEADS, cells)}\n\n- {workers} workers; {machine()}\n"


def main(words: Sequence[str] | None = None) -> None:
    """Print the table; lines appear as they are measured."""
    parser = argparse.ArgumentParser("python -m benchmarks.memory", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("numbers", type=int, nargs="*", default=list(NUMBERS))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--workers", type=int, default=2)
    asked = parser.parse_args(words)
    lines: list[Held] = []
    for number in asked.numbers:
        with tempfile.TemporaryDirectory() as folder:
            lines.append(held(number, asked.seed, Path(folder), asked.workers))
        sys.stderr.write(" | ".join(lines[-1].cells(None)) + "\n")
    sys.stdout.write(shown(lines, asked.workers))


if __name__ == "__main__":
    main()
