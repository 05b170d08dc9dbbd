"""What reading a PDF costs beside a plain loop of pdfplumber over the same files, and whether both read the same.

    python -m benchmarks.pdf notices/*.pdf

prints the ratio of CPU times from bytes to ``Document`` for each file and for all, by the median of several runs that
alternate between the two; how many pages went the reference way; and how many cells come out as the reference way has
them. A ratio of 0.2 is a fifth of the loop's time.
"""

import argparse
import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import pdfplumber

from parsers.formats import pdf
from parsers.formats._pages import PageLayout
from parsers.formats._pdf_reference import opened_by_reference, reference_layout
from parsers.formats._pdf_ways import read_pages
from schemas.document import Cell

RUNS = 5


class Row(NamedTuple):
    """One line of the table: seconds of both, pages and those that went the reference way, cells and equal ones."""

    name: str
    loop: float
    ours: float
    pages: int
    by_reference: int
    cells: int
    equal: int

    def __str__(self) -> str:
        return (
            f"{self.name}: {self.ours / max(self.loop, 1e-9):.3f} of the loop ({self.ours * 1000:.0f} ms of"
            f" {self.loop * 1000:.0f} ms), {self.by_reference} of {self.pages} pages by the reference way,"
            f" {self.equal} of {self.cells} cells equal"
        )


def plain_loop(data: bytes) -> None:
    """What a user of pdfplumber would write."""
    with pdfplumber.open(io.BytesIO(data)) as file:
        for page in file.pages:
            page.extract_tables()


def seconds(work: Callable[[bytes], object], data: bytes) -> float:
    """CPU seconds of one piece of work."""
    before = time.process_time()
    work(data)
    return time.process_time() - before


def measured(path: Path, runs: int) -> Row:
    """A file read both ways in turn."""
    data = path.read_bytes()
    plain_loop(data), pdf.read(data)  # what is only paid once in a process
    both = [(seconds(plain_loop, data), seconds(pdf.read, data)) for _ in range(runs)]
    loop, ours = (statistics.median(times) for times in zip(*both, strict=True))
    pages = list(read_pages(data))
    with opened_by_reference(data) as reference:
        expected = cells_of([reference_layout(page) for page in reference])
    equal = sum(a == b for a, b in zip(expected, cells_of([page.layout for page in pages]), strict=False))
    return Row(path.name, loop, ours, len(pages), sum(bool(page.reason) for page in pages), len(expected), equal)


def cells_of(layouts: Sequence[PageLayout]) -> list[tuple[int, int, Cell]]:
    """All cells with page and number of their table."""
    return [
        (page.number, n, cell) for page in layouts for n, (_, table) in enumerate(page.tables) for cell in table.cells
    ]


def main(arguments: Sequence[str]) -> None:
    """Measure the files of the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args(arguments)
    rows: list[Row] = []
    for path in options.files:
        rows.append(measured(path, options.runs))
        sys.stdout.write(f"{rows[-1]}\n")
    _, *figures = zip(*rows, strict=True)
    sys.stdout.write(f"{Row('all', *(sum(column) for column in figures))}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
