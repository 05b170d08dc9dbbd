"""How the cost grows with the number of notices: an ingest of 100, of 1,000, of 10,000, each into a new warehouse.

    python -m benchmarks.growth 100 1000 10000 --write docs/performance.md

prints, for each number, what a file costs, the most memory that all processes held together, the warehouse's size, and
what an ingest of everything again takes where nothing has changed.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.accuracy import all_accuracy
from benchmarks.corpus import SEED, corpus, write
from benchmarks.measure import RUNS, Cost, ratio
from benchmarks.results import Line, machine, table, write_into
from benchmarks.whole import OURS, ingest, rows_of, unchanged

NUMBERS = (100, 1_000, 10_000)
HEADS = (
    *("files", "wall a file", "processor a file", "peak of memory", "warehouse", "of it a file"),
    *("unchanged again, a file", "times sha256sum, wall", "rows right"),
)


class Grown(NamedTuple):
    """One line: so many files, what their ingest took, and what it left."""

    files: int
    cost: Cost
    peak: int
    size: int
    again: Cost
    hashed: Cost | None
    rows: int
    right: int

    def cells(self) -> list[str]:
        """The line of the table."""
        wall, cpu = (f"{1000 * clock / self.files:,.1f} ms" for clock in self.cost)
        return [
            *(f"{self.files:,}", wall, cpu, f"{self.peak / 2**20:,.0f} MiB", f"{self.size / 2**20:,.1f} MiB"),
            *(f"{self.size / 2**10 / self.files:,.0f} KiB", f"{1000 * self.again.cpu / self.files:,.2f} ms"),
            f"{ratio(self.again, self.hashed).wall:,.1f}" if self.hashed else "",
            f"{self.right:,} of {self.rows:,}",
        ]


def grown(number: int, seed: int, folder: Path, workers: int) -> Grown:
    """The line of so many files."""
    truth = write(folder / "files", corpus(number, seed))
    done = ingest(folder / "files", folder / "warehouse", workers)
    right = all_accuracy(truth, rows_of(done.warehouse))
    found = unchanged(folder / "files", done.warehouse, number, RUNS)
    costs = {line.what: line.cost for line in found if isinstance(line, Line)}
    spent, size = done.spent, done.size
    return Grown(*(number, spent.cost, spent.peak, size, costs[OURS], costs.get("sha256sum"), right.rows, right.right))


def shown(lines: Sequence[Grown], workers: int) -> str:
    """The table, and what it was measured on."""
    return f"{table(HEADS, [line.cells() for line in lines])}\n\n- {workers} workers; {machine()}\n"


def main(words: Sequence[str] | None = None) -> None:
    """Print the table; lines appear as they are measured."""
    parser = argparse.ArgumentParser("python -m benchmarks.growth", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("numbers", type=int, nargs="*", default=list(NUMBERS))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures")
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the table into a page, between its markers")
    asked = parser.parse_args(words)
    lines = []
    for number in asked.numbers:
        with tempfile.TemporaryDirectory() as folder:
            lines.append(grown(number, asked.seed, Path(folder), asked.workers))
        sys.stderr.write(" | ".join(lines[-1].cells()) + "\n")
    sys.stdout.write(shown(lines, asked.workers))
    if asked.json:
        asked.json.write_text(json.dumps([line._asdict() for line in lines], indent=1) + "\n", "utf-8")
    if asked.write:
        write_into(asked.write, "growth", shown(lines, asked.workers))


if __name__ == "__main__":
    main()
