"""The connection with a client that is played; ``tests/cluster`` has the real one."""

import asyncio
import logging
import subprocess
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from etl.cluster.desk import WorkerLostError, WorkerUnfitError, WorkerUnreachedError
from etl.cluster.link import DaskLink, Opened, be_quiet, there
from etl.cluster.there import TOPIC, Answer
from etl.warehouse.wait import Wait
from parsers.errors import NoReaderError
from tests.etl.cluster.makes import makes_none

distributed = pytest.importorskip("distributed", reason="needs Dask; run `make install`")


class Future:
    def __init__(self, answer: object) -> None:
        self.answer = answer
        self.released = False

    def __await__(self) -> Any:
        yield from asyncio.sleep(0).__await__()
        if isinstance(self.answer, BaseException):
            raise self.answer
        return self.answer

    def release(self) -> None:
        self.released = True


class Client:
    """What a link uses of Dask's."""

    def __init__(self, answer: object = ("read", b"")) -> None:
        self.status = "running"
        self.future = Future(answer)
        self.topics: dict[str, Callable[[tuple[float, Any]], None]] = {}
        self.submitted: list[dict[str, Any]] = []
        self.scheduler = SimpleNamespace(identity=self._identity)

    async def _identity(self, n_workers: int) -> dict[str, Any]:
        assert n_workers == -1  # Dask tells of five if it is not asked for all
        return {"workers": {f"tcp://{n}:1": {} for n in range(7)}}

    def subscribe_topic(self, topic: str, heard: Callable[[tuple[float, Any]], None]) -> None:
        self.topics[topic] = heard

    def unsubscribe_topic(self, topic: str) -> None:
        del self.topics[topic]

    def submit(self, _: Callable[..., Any], *told: object, **more: Any) -> Future:
        self.submitted.append({"told": told, **more})
        return self.future


def link(client: Client) -> DaskLink:
    return DaskLink(client, makes_none, Wait(1), "the cluster")


def test_workers_are_heard_of() -> None:
    async def work() -> None:
        client = Client()
        one = link(client)
        await one.follow()
        assert one.desk.workers == 7
        heard = client.topics["all"]
        heard((0.0, {"action": "add-worker", "worker": "tcp://new:1"}))
        heard((0.0, {"action": "gather", "count": 1}))
        heard((0.0, "what nobody knows"))
        assert one.desk.workers == 8
        client.topics["tcp://new:1"]((0.0, {"action": "closing-worker", "reason": "signal-15"}))
        client.topics["tcp://new:1"]((0.0, "what nobody knows"))
        heard((0.0, {"action": "remove-worker", "worker": "tcp://new:1", "expected": False}))
        assert one.desk.workers == 7 and "tcp://new:1" not in client.topics
        client.topics[TOPIC]((0.0, ["tcp://a:1", "a key of another run"]))

    asyncio.run(work())


def test_a_file_goes_to_one_worker_by_name_and_what_it_gave_is_released() -> None:
    async def work() -> None:
        client = Client(("read", b"pickled"))
        assert await link(client).ask("tcp://a:1", "key", b"data") == ("read", b"pickled")
        assert client.submitted == [{"told": (b"data",), "key": "key", "workers": ["tcp://a:1"], "pure": False}]
        assert client.future.released

    asyncio.run(work())


def test_a_file_that_is_taken_back_takes_no_other_along() -> None:
    """Dask fetches what several tasks gave in one go, which all of those who ask for them then wait for."""

    async def work() -> None:
        client = Client()
        one = link(client)
        fetched: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        fetching = asyncio.ensure_future(_passed_on(fetched))
        asked = []
        for key in ("lost", "other"):
            client.future = Fetched(fetching)
            asked.append((asyncio.ensure_future(one.ask("tcp://a:1", key)), client.future))
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        (lost, lost_future), (other, other_future) = asked
        lost.cancel()
        with pytest.raises(asyncio.CancelledError):
            await lost
        assert lost_future.released and not other_future.released
        fetched.set_result(("read", b"of the other"))
        assert await other == ("read", b"of the other")
        assert other_future.released and not one._answers

    asyncio.run(work())


async def _passed_on(answer: "asyncio.Future[Answer]") -> Answer:
    return await answer


class Fetched(Future):
    """A task that is done; what it gave is on its way."""

    def __await__(self) -> Any:
        return (yield from self.answer.__await__())  # type: ignore[attr-defined]


CANCELLED = distributed.client.FutureCancelledError("key", "scheduler-connection-lost", "lost")


@pytest.mark.parametrize(
    ("raised", "becomes", "why"),
    [
        (ModuleNotFoundError("No module named 'etl'"), WorkerUnfitError, "the worker tcp://a:1 has no etl"),
        (RuntimeError("Error during deserialization of the task graph. This"), NoReaderError, "runs another Python"),
        (RuntimeError("whatever"), RuntimeError, "whatever"),
        (KeyError("bug"), KeyError, "bug"),
        (CANCELLED, WorkerLostError, "^$"),
        (distributed.comm.core.CommClosedError("in <TCP>: it is closed"), WorkerUnreachedError, "it is closed"),
        (TimeoutError("no answer"), WorkerUnreachedError, "no answer"),
    ],
)
def test_what_goes_wrong_is_told_apart(raised: Exception, becomes: type[Exception], why: str) -> None:
    async def work() -> None:
        client = Client(raised)
        with pytest.raises(becomes, match=why):
            await link(client).ask("tcp://a:1", "key")
        assert client.future.released

    asyncio.run(work())


def test_a_task_that_dask_gives_up_waits_for_word_of_its_worker() -> None:
    async def work() -> None:
        killed = distributed.KilledWorker("key", None, 0)
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(link(Client(killed)).ask("tcp://a:1", "key"), 0.05)

    asyncio.run(work())


@pytest.mark.parametrize("by", ["file", "watch"])
def test_a_scheduler_that_is_gone_ends_the_desk(by: str) -> None:
    async def work() -> None:
        client = Client(CANCELLED)
        one = link(client)
        client.status = "connecting"
        if by == "watch":
            await one.watch()
        else:
            with pytest.raises(WorkerLostError):
                await one.ask("tcp://a:1", "key")
        with pytest.raises(NoReaderError, match=r"^the cluster is gone; nothing was published"):
            await one.desk.read(b"")

    asyncio.run(work())


def test_what_is_sent_needs_no_etl_to_be_passed_on() -> None:
    """A scheduler takes every task apart and puts it together again."""
    from distributed.protocol.pickle import dumps

    code = "import sys, pickle; sys.modules['etl'] = None; print(callable(pickle.loads(sys.stdin.buffer.read())))"
    sent = dumps(there())  # type: ignore[no-untyped-call]
    done = subprocess.run([sys.executable, "-c", code], input=sent, capture_output=True, check=True)
    assert done.stdout.split() == [b"True"]


def test_certificates_that_are_missing_are_told() -> None:
    async def work() -> None:
        opened = Opened()
        with pytest.raises(NoReaderError, match=r"^tls://127\.0\.0\.1:9 wants certificates, and none is named; "):
            await opened.open("tls://127.0.0.1:9", makes_none, Wait(), 1)
        await opened.close()

    asyncio.run(work())


def test_dask_keeps_to_itself_what_it_logs() -> None:
    import dask

    be_quiet()
    assert not logging.getLogger("distributed.scheduler").isEnabledFor(logging.CRITICAL)
    assert dask.config.get("distributed.admin.large-graph-warning-threshold") == "1 TiB"
