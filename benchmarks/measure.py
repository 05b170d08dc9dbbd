"""How the benchmarks measure: sides in turn, several runs, medians, and what a whole tree of processes held.

A clock of the wall tells what a person waits for, the processor's what the work costs whatever else the machine does;
a figure is worth quoting only as a ratio of two sides that took turns within one run.
"""

import gc
import os
import resource
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

import psutil

RUNS = 3
LOOK_EVERY = 0.05
_ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}


class Cost(NamedTuple):
    """What an action took: seconds by the wall's clock, and of processors, its ended child processes among them."""

    wall: float
    cpu: float


class Spent(NamedTuple):
    """What a command took, and the most bytes that its processes held at one moment."""

    cost: Cost
    peak: int


def spent(action: Callable[[], object]) -> Cost:
    """What one run of an action takes; garbage of earlier runs is collected before it."""
    gc.collect()
    wall, cpu = time.perf_counter(), _processor()
    action()
    return Cost(time.perf_counter() - wall, _processor() - cpu)


def _processor() -> float:
    """Seconds of processors that this process and its ended children have had."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def in_turn(sides: Mapping[str, Callable[[], object]], runs: int = RUNS) -> dict[str, Cost]:
    """The medians of several runs of each side; they take turns, every other round the other way about."""
    costs: dict[str, list[Cost]] = {name: [] for name in sides}
    for run in range(runs):
        for name in list(sides) if run % 2 == 0 else reversed(list(sides)):
            costs[name].append(spent(sides[name]))
    return {name: median(each) for name, each in costs.items()}


def median(costs: Sequence[Cost]) -> Cost:
    """The middle of the walls and the middle of the processors, each for itself."""
    return Cost(statistics.median(c.wall for c in costs), statistics.median(c.cpu for c in costs))


def ratio(other: Cost, ours: Cost) -> Cost:
    """How many times as much the other took as we, by either clock; below a microsecond neither has moved."""
    return Cost(other.wall / max(ours.wall, 1e-6), other.cpu / max(ours.cpu, 1e-6))


@contextmanager
def peak_memory(pid: int) -> Iterator[Callable[[], int]]:
    """The most bytes that a process and its descendants held together while the block lasted, looked at often.

    Pages that processes share count once for each of them, so this is never less than what was really in use.
    """
    most, done = [0], Event()

    def look() -> None:
        while True:
            most[0] = max(most[0], resident(pid))
            if done.wait(LOOK_EVERY):
                return

    thread = Thread(target=look, daemon=True)
    thread.start()
    try:
        yield lambda: most[0]
    finally:
        done.set()
        thread.join()


def resident(pid: int) -> int:
    """Bytes of memory that a process and its descendants hold now; 0 when it has ended."""
    try:
        process = psutil.Process(pid)
        return sum(_bytes_of(each) for each in (process, *process.children(recursive=True)))
    except psutil.NoSuchProcess:
        return 0


def _bytes_of(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.Error:  # ended since it was listed
        return 0


def command(words: Sequence[str], *, folder: Path | None = None, accepted: Sequence[int] = (0,)) -> Spent:
    """Run a command to its end in a folder, silently; Python in it finds the modules that this one finds.

    Raises ``RuntimeError`` with its last words where its exit code is none accepted.
    """
    wall, cpu = time.perf_counter(), _processor()
    with subprocess.Popen(
        words, cwd=folder, env=_ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        with peak_memory(process.pid) as most:
            _, errors = process.communicate()
        took = Cost(time.perf_counter() - wall, _processor() - cpu)
    if process.returncode not in accepted:
        raise RuntimeError(f"{' '.join(words)} ended with {process.returncode}: {errors.decode()[-500:]}")
    return Spent(took, most())
