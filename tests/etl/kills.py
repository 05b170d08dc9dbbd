"""A command that is killed at a moment of its own, cheaply: forked from a process that has imported all it needs."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path


def ingest_here(arguments: Sequence[str], said: str) -> None:
    """Run a command in this process, a fork of one that has imported everything, loaded the reference data and done
    nothing else. Files are read right here."""
    import etl.reference.load
    from etl.cli.commands import app
    from etl.readers import process
    from tests.conftest import DirectReader
    from tests.etl.everything import REFERENCE

    signal.signal(signal.SIGINT, signal.default_int_handler)  # which is ignored where the tests run in the background
    process.isolated_reader = DirectReader  # type: ignore[assignment]
    etl.reference.load.load_reference = lambda *_: REFERENCE
    with Path(said).open("w") as stream:
        os.dup2(stream.fileno(), 1)
        os.dup2(stream.fileno(), 2)
        try:
            app(list(arguments), prog_name="etl")
        except SystemExit as left:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(left.code if isinstance(left.code, int) else 1)


def fork_server() -> ForkServerContext:
    """Where such processes are forked from; it ends with this one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.etl.everything"])
    return context


def forked(arguments: Sequence[object], said: Path) -> ForkServerProcess:
    """A command under way in a fork; what it says goes into a file."""
    process = fork_server().Process(target=ingest_here, args=([str(a) for a in arguments], str(said)))
    process.start()
    return process


def wait_for(what: Callable[[], bool], still: Callable[[], bool], seconds: float = 60.0) -> bool:
    """Wait until something is so, or until it cannot become so any more; whether it is."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and still():
        if what():
            return True
        time.sleep(0.0003)
    return what()
