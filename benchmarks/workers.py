"""One worker beside two: what reading takes, and the whole ingest, publishing among it.

    python -m benchmarks.workers 200

makes so many notices, DOCX and PDF by turns, and ingests them with one worker and with two in turn. The clock is worth
something on a machine that has nothing else to do; what the processors say holds on any. ``run`` is the process that
hands files out and publishes, ``readers`` are those that read.
"""

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from benchmarks.corpus import corpus
from benchmarks.measure import RUNS, Cost
from benchmarks.results import Line
from etl.cli.left_out import UNUSED, leave_out
from etl.pipeline import Run
from etl.raw_files import DiskFile
from etl.readers.process import isolated_reader
from etl.reference.load import load_reference
from schemas.reference import Reference

FILES: Final = 100
WORKERS: Final = (1, 2)
STAGE: Final = "Files to rows"


class Took(NamedTuple):
    """Seconds of one ingest: on the clock while it read and while it published, and of processors."""

    read: float
    publish: float
    run_reading: float
    run_publishing: float
    readers: float

    @property
    def whole(self) -> float:
        """Seconds on the clock."""
        return self.read + self.publish


def took(files: Sequence[Path], workers: int, reference: Reference) -> Took:
    """Ingest files into a new warehouse."""
    with tempfile.TemporaryDirectory() as folder:
        readers = [isolated_reader(reference) for _ in range(workers)]
        run = Run("ingest", Path(folder) / "notices.duckdb", reference, readers=readers)
        wall, own, children = time.perf_counter(), time.process_time(), _of_ended()
        for _ in run.read([DiskFile(file) for file in files]):
            pass
        between, own_between = time.perf_counter(), time.process_time()
        readers_took = _of_ended() - children
        run.publish()
        return Took(
            between - wall,
            time.perf_counter() - between,
            own_between - own,
            time.process_time() - own_between,
            readers_took,
        )


def _of_ended() -> float:
    """Seconds of processors that child processes which have ended took."""
    use = resource.getrusage(resource.RUSAGE_CHILDREN)
    return use.ru_utime + use.ru_stime


def middle(runs: Sequence[Took]) -> Took:
    """The median of each figure."""
    return Took(*(statistics.median(each) for each in zip(*runs, strict=True)))


def table(files: Sequence[Path], runs: int, reference: Reference) -> str:
    """Both sides in turn, their medians, and how many times as fast the second is."""
    one, two = _in_turn(files, runs, reference)
    lines = [
        "| workers | read | publish | whole | run, reading | run, publishing | readers |",
        "|---|---|---|---|---|---|---|",
        *(_line(workers, each) for workers, each in zip(WORKERS, (one, two), strict=True)),
        f"two workers read {one.read / two.read:.2f} times as fast as one, ingest {one.whole / two.whole:.2f} times",
        f"by the processors alone two can read {possible(one, two):.2f} times as fast",
    ]
    return "\n".join(lines)


def _in_turn(files: Sequence[Path], runs: int, reference: Reference) -> list[Took]:
    """The medians of each number of workers."""
    taken: dict[int, list[Took]] = {workers: [] for workers in WORKERS}
    for turn in range(runs):
        for workers in WORKERS if turn % 2 == 0 else reversed(WORKERS):
            taken[workers].append(took(files, workers, reference))
    return [middle(taken[workers]) for workers in WORKERS]


def reading(folder: Path, runs: int) -> Iterator[Line]:
    """The files of a folder to rows by one worker and by two, without what one process publishes afterwards."""
    files = sorted(folder.iterdir())
    costs = [Cost(each.read, each.run_reading + each.readers) for each in _in_turn(files, runs, load_reference())]
    for workers, cost in zip(WORKERS, costs, strict=True):
        yield Line(STAGE, f"{workers} worker{'s' if workers > 1 else ''}", len(files), "files", cost, costs[0])


def possible(one: Took, two: Took) -> float:
    """How much faster two are if nobody waits and two cores share all work evenly: what starting twice leaves."""
    return 2 * (one.run_reading + one.readers) / (two.run_reading + two.readers)


def _line(workers: int, each: Took) -> str:
    clock = f"{each.read:.2f} s | {each.publish:.2f} s | {each.whole:.2f} s"
    return f"| {workers} | {clock} | {each.run_reading:.2f} s | {each.run_publishing:.2f} s | {each.readers:.2f} s |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=int, nargs="?", default=FILES)
    parser.add_argument("--runs", type=int, default=RUNS)
    asked = parser.parse_args()
    leave_out(*UNUSED)  # as the command does
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for made in corpus(asked.files):
            files.append(Path(folder) / made.name)
            files[-1].write_bytes(made.data)
        sys.stdout.write(table(files, asked.runs, load_reference()) + "\n")


if __name__ == "__main__":
    main()
