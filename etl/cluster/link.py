"""The connection to a Dask cluster: what is heard of its workers, and files sent to them."""

import asyncio
import logging
import warnings
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from typing import Any, Final

from etl.cluster.desk import Desk, WorkerLostError, WorkerUnfitError, WorkerUnreachedError
from etl.cluster.hub import keep_from_keyboard
from etl.cluster.terms import lacking
from etl.cluster.there import TOPIC, Answer
from etl.warehouse.wait import Wait
from parsers.errors import NoReaderError
from parsers.reading import Reader

LOCAL: Final = "local"
"""The address that starts a cluster here."""
CONNECT_SECONDS: Final = 10.0
"""How long a scheduler may take to answer."""
_LOOK_SECONDS: Final = 0.5
"""How often is looked whether the scheduler is still there."""
_RETURN_SECONDS: Final = 1.0
"""How long a worker told to end gets, before it is ended."""
_LOGGERS: Final = ("distributed", "distributed.client", "distributed.nanny", "tornado", "asyncio")


def there() -> Callable[..., Answer]:
    """``there.read`` as it is sent: by its name, so that the scheduler need not have etl, and a worker that has none is
    told from a file that cannot be read."""

    def read_there(*told: Any) -> Any:
        from importlib import import_module

        return import_module("etl.cluster.there").read(*told)

    return read_there


class DaskLink:
    """A connection to a scheduler, and the desk that it serves."""

    def __init__(self, client: Any, make: Callable[[], Reader[Any]], wait: Wait, name: str) -> None:
        self._client = client  # of Dask, whose methods have no types
        self._name = name
        self._read = there()
        self._answers: set[asyncio.Future[Answer]] = set()
        self.desk = Desk(self, make, wait, name)

    async def follow(self) -> None:
        """Hear from now on what becomes of the workers."""
        self._client.subscribe_topic("all", self._heard)
        self._client.subscribe_topic(TOPIC, lambda event: self.desk.begun(*event[1]))
        for address in (await self._client.scheduler.identity(n_workers=-1))["workers"]:
            self._joined(address)

    def _heard(self, event: tuple[float, Any]) -> None:
        told = event[1] if isinstance(event[1], dict) else {}
        if told.get("action") == "add-worker":
            self._joined(told["worker"])
        elif told.get("action") == "remove-worker":
            self.desk.left(told["worker"], bool(told.get("expected")))
            self._client.unsubscribe_topic(told["worker"])

    def _joined(self, address: str) -> None:
        def heard(event: tuple[float, Any]) -> None:
            if isinstance(event[1], dict) and event[1].get("action") == "closing-worker":
                self.desk.ending(address)

        self._client.subscribe_topic(address, heard)
        self.desk.joined(address)

    async def watch(self) -> None:
        """Tell the desk when the scheduler is gone."""
        while self._client.status == "running":
            await asyncio.sleep(_LOOK_SECONDS)
        self._gone()

    def _gone(self) -> None:
        self.desk.broken(
            f"{self._name} is gone; nothing was published, and the warehouse is as it was; start it anew and run the "
            "same again."
        )

    async def ask(self, worker: str, key: str, *told: object) -> Answer:
        """Have ``there.read`` called on a worker. Raises ``WorkerLostError``, ``WorkerUnreachedError`` and
        ``WorkerUnfitError``."""
        from distributed import KilledWorker

        future = self._client.submit(self._read, *told, key=key, workers=[worker], pure=False)
        try:
            answer = await self._answer(future)
        except KilledWorker:
            never: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
            return await never  # the desk hears that the worker is gone, and whether it was told to go
        except ImportError as error:
            raise WorkerUnfitError(lacking(worker)) from error
        except RuntimeError as error:
            if "deserialization of the task graph" not in str(error):
                raise
            raise NoReaderError(f"{self._name} runs another Python than this; install the same there.") from error
        except OSError as error:  # of the network; if the worker is gone, the desk hears that meanwhile
            await asyncio.sleep(_LOOK_SECONDS)
            raise WorkerUnreachedError(str(error)) from error
        except Exception as error:
            if not _is_cancelled(error):
                raise
            if self._client.status != "running":
                self._gone()
            await asyncio.sleep(_LOOK_SECONDS)
            raise WorkerLostError from error
        finally:
            future.release()
        return answer

    async def _answer(self, future: Any) -> Answer:
        """What a task of Dask gives. Who breaks this off breaks off nothing of Dask's, as ``Client._gather`` has all
        that wait for answers at one time wait for one task, and would break that off for the others too."""
        answer: asyncio.Future[Answer] = asyncio.ensure_future(future)
        self._answers.add(answer)  # the event loop itself would let go of it
        answer.add_done_callback(self._answers.discard)
        return await asyncio.shield(answer)


def _is_cancelled(error: BaseException) -> bool:
    from concurrent.futures import CancelledError

    return isinstance(error, CancelledError)


class Opened:
    """A desk, and what is to be closed with it."""

    def __init__(self) -> None:
        self._open = AsyncExitStack()

    async def open(self, address: str, make: Callable[[], Reader[Any]], wait: Wait, workers: int) -> Desk:
        """Connect to the scheduler at ``address``, or start one here with so many ``workers``.

        Raises ``NoReaderError`` if that cannot be done.
        """
        be_quiet()
        name = "the cluster started here" if address == LOCAL else f"the scheduler at {address}"
        client = await (self._started(workers) if address == LOCAL else self._reached(address))
        link = DaskLink(client, make, wait, name)
        await link.follow()
        watching = asyncio.ensure_future(link.watch())
        self._open.callback(watching.cancel)
        return link.desk

    async def _reached(self, address: str) -> Any:
        if address.startswith("tls:"):
            _require_certificates(address)
        try:
            return await self._entered(address)
        except OSError as error:
            raise NoReaderError(
                f"no scheduler answers at {address} within {CONNECT_SECONDS:.0f} seconds; start one there "
                "(`dask scheduler`), or name another with --cluster."
            ) from error

    async def _entered(self, where: Any) -> Any:
        from distributed import Client

        client: Any = Client(where, asynchronous=True, timeout=CONNECT_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
        self._open.push_async_callback(client.close)
        return await client

    async def _started(self, workers: int) -> Any:
        from distributed import LocalCluster

        keep_from_keyboard()
        try:
            cluster = await self._open.enter_async_context(
                LocalCluster(  # type: ignore[no-untyped-call]
                    n_workers=workers,
                    threads_per_worker=1,
                    processes=True,
                    host="127.0.0.1",
                    dashboard_address="127.0.0.1:0",
                    worker_dashboard_address="127.0.0.1:0",
                    silence_logs=logging.CRITICAL,
                    memory_limit=0,
                    asynchronous=True,
                )
            )
            return await self._entered(cluster)
        except (OSError, RuntimeError) as error:
            raise NoReaderError(f"no cluster could be started here: {' '.join(str(error).split())}.") from error

    async def close(self) -> None:
        """Leave the cluster; one that was started here ends."""
        with suppress(OSError, TimeoutError):
            await self._open.aclose()


def _require_certificates(address: str) -> None:
    """Certificates are named as Dask names them everywhere, by its files of settings or its variables."""
    from distributed.security import Security

    try:
        missing = Security().get_connection_args("client").get("ssl_context") is None  # type: ignore[no-untyped-call]
        what = "none is named"
    except OSError as error:
        missing, what = True, f"those named cannot be used ({error.strerror or error})"
    if missing:
        names = " and ".join(f"DASK_DISTRIBUTED__COMM__TLS__{n}" for n in ("CA_FILE", "CLIENT__CERT", "CLIENT__KEY"))
        raise NoReaderError(f"{address} wants certificates, and {what}; name files in {names}.")


def be_quiet() -> None:
    """Keep what Dask says to itself from the user, and from warning of files, which are large by its measure.

    What the user must know is said by the desk.
    """
    import dask

    dask.config.set({"distributed.admin.large-graph-warning-threshold": "1 TiB"})
    import distributed

    warnings.filterwarnings("ignore", category=distributed.versions.VersionMismatchWarning)
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
