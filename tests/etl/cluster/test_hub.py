import asyncio
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future

import pytest

from etl.cluster.hub import Hub, awaited, keep_from_keyboard


@pytest.fixture
def hub() -> Iterator[Hub]:
    one = Hub()
    yield one
    one.stop()


async def named() -> str:
    return threading.current_thread().name


async def failing() -> None:
    raise ValueError("why")


def test_work_is_done_in_its_thread(hub: Hub) -> None:
    assert hub.call(named()) == "cluster" != threading.current_thread().name
    with pytest.raises(ValueError, match="why"):
        hub.call(failing())


def test_work_can_be_broken_off_from_another_thread(hub: Hub) -> None:
    cancelled = threading.Event()

    async def endless() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    begun = hub.begin(endless())
    threading.Timer(0.05, begun.cancel).start()
    with pytest.raises(CancelledError):
        awaited(begun)
    assert cancelled.wait(5)


def test_who_is_interrupted_breaks_the_work_off(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    future: Future[None] = Future()
    monkeypatch.setattr("etl.cluster.hub.wait", interrupted)
    with pytest.raises(KeyboardInterrupt):
        awaited(future)
    assert future.cancelled()


def test_stopping_cancels_what_still_runs() -> None:
    hub = Hub()
    endless = hub.begin(asyncio.sleep(60))
    hub.stop()
    assert endless.cancelled()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_processes_started_there_are_not_interrupted_by_the_keyboard(hub: Hub) -> None:
    code = f"import signal; print({int(signal.SIGINT)} in signal.pthread_sigmask(signal.SIG_BLOCK, ()))"

    async def started() -> str:
        keep_from_keyboard()
        return subprocess.check_output([sys.executable, "-c", code], text=True)

    assert hub.call(started()) == "True\n"
    assert subprocess.check_output([sys.executable, "-c", code], text=True) == "False\n"
