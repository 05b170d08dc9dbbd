"""Which worker gets which file, and what becomes of a file whose worker goes; a judgement, without any network.

Every file is given to one worker by name, and no worker has more than two at a time: the one that it reads and the one
that it reads next. A worker that dies takes the files that it was given along. Those are given to others, and only the
one that it was reading counts it: a file on which two workers died is refused. A worker that was told to end counts for
nobody. Everything here happens in one thread, that of the link's event loop.
"""

import asyncio
import itertools
import pickle
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Final, Protocol
from uuid import uuid4

from etl.cluster.terms import Terms, own_terms, unlike
from etl.cluster.there import Answer
from etl.warehouse.wait import Wait
from parsers.errors import NoReaderError, UnreadableFileError
from parsers.reading import Reader

GIVEN: Final = 2
"""Files that a worker is given at a time: while it reads one, the next one is on its way."""
MOST_DEATHS: Final = 2
"""Workers that one file may cost."""
_UNLUCKY: Final = 3
"""Workers lost before they began with a file from which on it is given to one that has nothing else: if it is what is
sent that kills them, that is how it shows."""


class Link(Protocol):
    """Asks workers for the desk."""

    async def ask(self, worker: str, key: str, *told: object) -> Answer:
        """Have ``there.read`` called on the worker; cancelled where it is of no use any more."""


class WorkerUnfitError(Exception):
    """A worker cannot read at all; the message is the sentence that says why."""


class WorkerLostError(Exception):
    """The worker that was asked is gone."""


@dataclass(eq=False)
class _Worker:
    """A worker as it is known here: the files that it was given, and what it was told."""

    address: str
    given: "set[_Try]" = field(default_factory=set)
    reading: str = ""
    is_reserved: bool = False
    has_setup: bool = False
    is_ending: bool = False
    unfit: str | None = None


@dataclass(eq=False)
class _Try:
    """One file with one worker."""

    key: str
    gone: asyncio.Event = field(default_factory=asyncio.Event)
    is_last: bool = False
    counts: bool = False


class Desk:
    """Gives files to workers."""

    def __init__(self, link: Link, make: Callable[[], Reader[Any]], wait: Wait, name: str) -> None:
        """``make`` makes the reader on a worker, ``name`` is the cluster's for the user; ``wait`` is for workers."""
        self._link = link
        self._setup = pickle.dumps(make)
        self._setup_name = sha256(self._setup).hexdigest()
        self._terms: Terms = own_terms()
        self._wait = wait
        self._name = name
        self._workers: dict[str, _Worker] = {}
        self._tries: dict[str, _Try] = {}
        self._run = f"etl-{uuid4().hex}"
        self._numbers = itertools.count(1)
        self._changed = asyncio.Event()
        self._broken: str | None = None
        self._told = False

    @property
    def workers(self) -> int:
        """How many workers there are now."""
        return len(self._workers)

    # what is heard

    def joined(self, address: str) -> None:
        """A worker has come."""
        self._workers.setdefault(address, _Worker(address))
        self._told = False
        self._tell()

    def ending(self, address: str) -> None:
        """A worker has been told to end: its going is no file's doing."""
        if worker := self._workers.get(address):
            worker.is_ending = True

    def left(self, address: str, expected: bool = False) -> None:
        """A worker is gone; its files go to others."""
        worker = self._workers.pop(address, None)
        for attempt in worker.given if worker else ():
            attempt.counts = not (expected or worker is None or worker.is_ending)
            attempt.is_last = worker is not None and worker.reading == attempt.key
            attempt.gone.set()
        self._tell()

    def begun(self, address: str, key: str) -> None:
        """A worker has announced a file, perhaps that of another run."""
        if worker := self._workers.get(address):
            worker.reading = key

    def broken(self, reason: str) -> None:
        """The cluster is gone; nothing more can be read, for this reason."""
        self._broken = reason
        for attempt in self._tries.values():
            attempt.gone.set()
        self._tell()

    def _tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    # what is asked

    async def read(self, data: bytes) -> Any:
        """What a worker reads in the file's bytes. Raises ``UnreadableFileError`` if they cannot be read, for whatever
        reason, also because two workers died of them; ``NoReaderError`` if no worker is there or fit to read."""
        deaths = unlucky = 0
        while deaths < MOST_DEATHS:
            alone = unlucky >= _UNLUCKY
            worker = await (self._whole_worker() if alone else self._room())
            attempt = _Try(f"{self._run}-{next(self._numbers)}")
            try:
                answer = await self._asked(worker, attempt, data)
            except WorkerLostError:
                if attempt.is_last or alone:
                    deaths += attempt.counts
                else:
                    unlucky += 1
            except WorkerUnfitError as unfit:
                self._dismiss(worker, str(unfit))
            else:
                if answer[0] == "read":
                    return pickle.loads(answer[1])
                self._judge(worker, answer)
            finally:
                worker.is_reserved = worker.is_reserved and not alone
        raise UnreadableFileError(
            "two workers of the cluster died while they read it; save it anew in another format, and please report it."
        )

    async def _asked(self, worker: _Worker, attempt: _Try, data: bytes) -> Answer:
        setup = b"" if worker.has_setup else self._setup
        worker.has_setup = True
        worker.given.add(attempt)
        self._tries[attempt.key] = attempt
        told = (self._terms, self._setup_name, setup, attempt.key, data)
        answer = asyncio.ensure_future(self._link.ask(worker.address, attempt.key, *told))
        gone = asyncio.ensure_future(attempt.gone.wait())
        try:
            await asyncio.wait({answer, gone}, return_when=asyncio.FIRST_COMPLETED)
            if answer.done():
                return answer.result()
            raise WorkerLostError
        finally:
            for task in (answer, gone):
                task.cancel()
            await asyncio.gather(answer, gone, return_exceptions=True)
            worker.given.discard(attempt)
            del self._tries[attempt.key]
            self._tell()

    def _judge(self, worker: _Worker, answer: Answer) -> None:
        kind, what = answer
        if kind == "refused":
            raise UnreadableFileError(str(what))
        if kind == "setup":
            worker.has_setup = False
        elif kind == "terms":
            self._dismiss(worker, unlike(worker.address, what, self._terms))
        else:
            self._dismiss(worker, f"the worker {worker.address} cannot read: {what}")

    def _dismiss(self, worker: _Worker, why: str) -> None:
        """Give a worker no more files; whoever runs it is told once."""
        others = any(w.unfit is None for w in self._workers.values() if w is not worker)
        if worker.unfit is None and others:
            self._wait.say(f"{why} It is left out.")
        worker.unfit = why
        self._tell()

    async def _room(self) -> _Worker:
        """The worker that has the fewest files, once one has room."""
        without_since: float | None = None
        now = asyncio.get_running_loop().time
        while True:
            if self._broken is not None:
                raise NoReaderError(self._broken)
            if worker := self._free():
                return worker
            changed, seconds = self._changed, None
            if self._workers:
                without_since = None
            else:
                without_since = without_since or now()
                seconds = self._left(without_since, now())
            with suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), seconds)

    def _free(self) -> _Worker | None:
        unfit = [w.unfit for w in self._workers.values() if w.unfit is not None]
        if unfit and len(unfit) == len(self._workers):
            raise NoReaderError(unfit[0])
        fit = (w for w in self._workers.values() if w.unfit is None and not w.is_reserved and not w.is_ending)
        return min((w for w in fit if len(w.given) < GIVEN), key=lambda w: len(w.given), default=None)

    async def _whole_worker(self) -> _Worker:
        """A worker that has no other file and gets none."""
        while True:
            worker = await self._room()
            worker.is_reserved = True
            try:
                while worker.given and self._is_there(worker):
                    await self._changed.wait()
            except BaseException:
                worker.is_reserved = False
                raise
            if self._is_there(worker):
                return worker

    def _is_there(self, worker: _Worker) -> bool:
        return self._workers.get(worker.address) is worker

    def _left(self, since: float, now: float) -> float:
        left = since + self._wait.seconds - now
        if left <= 0:
            raise NoReaderError(
                f"{self._name} has had no worker for {self._wait.seconds:.0f} seconds; nothing was published; "
                "start workers, or wait longer with --wait SECONDS, and run the same again."
            )
        if not self._told:
            self._told = True
            self._wait.say(f"{self._name} has no worker; waiting up to {self._wait.seconds:.0f} seconds for one")
        return left
