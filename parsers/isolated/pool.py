"""Several files at a time, each in the hands of one reader, and what comes of them in the order of the files.

A job is a function of a reader; what it needs of the file it fetches itself, in a thread, so that files are fetched
and hashed side by side too. A reader starts its process when a job first asks it to read, so a pool whose jobs find
nothing to read starts none.
"""

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from queue import LifoQueue
from typing import Any, Final, TypeVar

from parsers.reading import Reader

T = TypeVar("T")

MOST_WORKERS: Final = 4
"""As many as are taken without being asked for: each may use a gigabyte (see ``Limits.memory``)."""
FILES_EACH: Final = 4
"""Files from which on one more worker is worth the second that its process takes to start."""
_AHEAD: Final = 8
"""Jobs begun or done before their turn for each reader: enough that the others have work while one reads a file that
takes ten times as long as most, and few enough that results, which wait in memory, stay some megabytes."""
_LOOK_SECONDS: Final = 0.2
"""How often a wait is broken off to see whether the keyboard interrupts; Windows lets no other wait be interrupted."""


class ReaderPool:
    """Runs jobs with some readers, one of which serves one job at a time."""

    def __init__(self, readers: Sequence[Reader[Any]]) -> None:
        """``readers`` are the pool's own from now on: it closes them."""
        self._readers = tuple(readers)
        self._idle: LifoQueue[Reader[Any]] = LifoQueue()  # whose process runs already is taken first
        for reader in reversed(self._readers):
            self._idle.put(reader)

    def run(self, jobs: Iterable[Callable[[Reader[Any]], T]]) -> Generator[T]:
        """What jobs give, in their order. With one reader each is done when its result is asked for, right here.

        What a job raises is raised at its turn. However this ends, in the end every reader is closed and nothing runs.
        """
        try:
            if len(self._readers) == 1:
                yield from (job(self._readers[0]) for job in jobs)
            else:
                yield from self._run_ahead(jobs)
        finally:
            for reader in self._readers:
                reader.close()

    def _run_ahead(self, jobs: Iterable[Callable[[Reader[Any]], T]]) -> Generator[T]:
        begun: deque[Future[T]] = deque()
        threads = ThreadPoolExecutor(len(self._readers), "reader")
        try:
            for job in jobs:
                begun.append(threads.submit(self._lend, job))
                if len(begun) >= _AHEAD * len(self._readers):
                    yield _next(begun)
            while begun:
                yield _next(begun)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            self._break_off(begun)

    def _lend(self, job: Callable[[Reader[Any]], T]) -> T:
        reader = self._idle.get()
        try:
            return job(reader)
        finally:
            self._idle.put(reader)

    def _break_off(self, begun: Iterable[Future[T]]) -> None:
        """End what still runs: a job whose process is ended from under it fails, and what it raises is of no use. One
        that was just about to start a process is met on the next round."""
        while running := [f for f in begun if not f.done()]:
            for reader in self._readers:
                with suppress(OSError):
                    reader.close()
            wait(running, _LOOK_SECONDS)


def _next(begun: "deque[Future[T]]") -> T:
    """The result of the first job; while it is waited for, that job is among those that may have to be broken off."""
    while not begun[0].done():
        wait([begun[0]], _LOOK_SECONDS)
    return begun.popleft().result()


def default_workers(files: int) -> int:
    """How many readers serve so many files if nobody says: one for every few files, up to one a core that this process
    may use, and no more than ``MOST_WORKERS``."""
    return max(1, min(cores(), MOST_WORKERS, files // FILES_EACH))


def cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
