"""A Dask scheduler and its workers as processes on loopback."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.services import dask_preload

ROOT = Path(__file__).parents[2]
SECONDS = 60.0
"""How long anything may take to happen."""


def wait_until(happened: Callable[[], bool]) -> None:
    end = time.monotonic() + SECONDS
    while not happened():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


@dataclass
class Cluster:
    """A scheduler without etl, as it needs none, and workers that are started and killed one by one."""

    folder: Path
    options: tuple[str, ...] = ()
    address: str = ""
    scheduler: "subprocess.Popen[bytes] | None" = None
    workers: "list[subprocess.Popen[bytes]]" = field(default_factory=list)

    def start(self) -> None:
        told = self.folder / "scheduler.json"
        told.unlink(missing_ok=True)
        self.scheduler = self._run(
            "scheduler",
            "--port",
            "0",
            "--scheduler-file",
            str(told),
            "--dashboard-address",
            "127.0.0.1:0",
            TEST_NO_ETL="1",
        )
        wait_until(lambda: told.exists() and told.read_text("utf-8").endswith("}"))
        self.address = json.loads(told.read_text("utf-8"))["address"]

    def worker(self, **environment: str) -> "subprocess.Popen[bytes]":
        """Start a worker, without waiting for it and without anybody who starts it anew."""
        hold = {dask_preload.FOLDER: str(self.folder)}
        arguments = (self.address, "--nthreads", "1", "--no-nanny", "--dashboard-address", "127.0.0.1:0")
        process = self._run("worker", *arguments, "--memory-limit", "0", **hold, **environment)
        self.workers.append(process)
        return process

    def await_workers(self) -> None:
        """Wait until all that were started have joined."""
        logs = [self.folder / f"worker{n}.log" for n in range(len(self.workers))]
        wait_until(lambda: all(b"Registered to" in log.read_bytes() for log in logs))

    def _run(self, what: str, *arguments: str, **environment: str) -> "subprocess.Popen[bytes]":
        preload = ("--preload", str(ROOT / "tests" / "services" / "dask_preload.py"))
        command = [sys.executable, "-m", f"distributed.cli.dask_{what}", "--host", "127.0.0.1", *self.options]
        with (self.folder / f"{what}{len(self.workers)}.log").open("wb") as log:
            return subprocess.Popen(
                [*command, *arguments, *preload],
                stderr=log,
                stdout=log,
                cwd=self.folder,
                env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
            )

    def holder(self) -> "subprocess.Popen[bytes]":
        """The worker that has a held file, once one has."""
        by_pid = {str(w.pid): w for w in self.workers}
        wait_until(lambda: any((self.folder / pid).exists() for pid in by_pid))
        return next(w for pid, w in by_pid.items() if (self.folder / pid).exists())

    def mend(self, workers: int) -> None:
        """Start workers until so many live, and forget what was held."""
        for file in (self.folder / "go", *(self.folder / str(w.pid) for w in self.workers)):
            file.unlink(missing_ok=True)
        for _ in range(workers - sum(w.poll() is None for w in self.workers)):
            self.worker()
        self.await_workers()

    def let_go(self) -> None:
        (self.folder / "go").touch()

    def end(self) -> None:
        for process in (*self.workers, *([self.scheduler] if self.scheduler else [])):
            process.kill()
            process.wait()


@contextmanager
def cluster(folder: Path, *options: str, workers: int = 0) -> Iterator[Cluster]:
    """A scheduler with so many workers; ``options`` are those of both."""
    started = Cluster(folder, options)
    try:
        started.start()
        for _ in range(workers):
            started.worker()
        started.await_workers()
        yield started
    finally:
        started.end()


def kill(process: "subprocess.Popen[bytes] | subprocess.Popen[str]") -> None:
    """``kill -9``."""
    process.send_signal(signal.SIGKILL)
    process.wait()
