"""The thread in which a connection to a cluster lives, and the way from the threads that read into it."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from concurrent.futures import Future, wait
from multiprocessing import resource_tracker
from threading import Thread
from typing import Any, Final, TypeVar

T = TypeVar("T")

_LOOK_SECONDS: Final = 0.2
"""How often a wait is broken off to see whether the keyboard interrupts; Windows lets no other wait be interrupted."""


class Hub:
    """An event loop in a thread of its own, which does not keep the program from ending."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, name="cluster", daemon=True)
        self._thread.start()

    def begin(self, work: Coroutine[Any, Any, T]) -> "Future[T]":
        """Begin some work there."""
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def call(self, work: Coroutine[Any, Any, T]) -> T:
        """Do some work there and wait for it; what ends the wait ends the work too."""
        return awaited(self.begin(work))

    def stop(self) -> None:
        """End the thread; what still runs there is cancelled."""
        self.call(_cancel_all())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def keep_from_keyboard() -> None:
    """Processes that this thread starts from now on are not interrupted by Ctrl-C, which a terminal sends to all: it is
    for the run, which ends them, and not for each of them."""
    if sys.platform != "win32":
        resource_tracker.ensure_running()  # which would let the keyboard in again when the first process starts
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def awaited(future: "Future[T]") -> T:
    """What the work gives. Raises ``CancelledError`` (of ``concurrent.futures``) where it was broken off."""
    try:
        while not future.done():
            wait([future], _LOOK_SECONDS)
    except BaseException:
        future.cancel()
        raise
    return future.result()


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
