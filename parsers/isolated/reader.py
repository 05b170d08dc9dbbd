"""The reader of a run: it keeps one process that reads, watches it, and gets a new one where that is needed."""

import time
from collections.abc import Callable
from contextlib import suppress
from queue import Empty
from typing import Final, Generic, TypeVar

from parsers.errors import NoReaderError, UnreadableFileError
from parsers.isolated.limits import Limits
from parsers.isolated.messages import Done, Ready, Refused, Step
from parsers.isolated.watch import Use, Watch, death, not_started
from parsers.isolated.worker import Worker

T = TypeVar("T")

LOOK_SECONDS: Final = 0.05
"""How often time and memory are looked at; a process fills some hundred megabytes in that."""

_KEPT_MEMORY: Final = 0.6
"""Share of the limit that a process may hold on to after a file, so that the next file is not blamed for it."""

_STARTS: Final = 3
"""Processes that may end as they start, one after the other, before none is started any more."""

_GRACE: Final = 2.0
"""Seconds that a process whose stream has ended gets to end by itself, so that its exit code is its own."""


class _DeathError(Exception):
    """The process ended while it read a file, with this exit code."""

    def __init__(self, exit_code: int) -> None:
        super().__init__()
        self.exit_code = exit_code


class _NotTakenError(_DeathError):
    """The process ended before it had taken the file."""


class IsolatedReader(Generic[T]):
    """Reads one file at a time in a process of its own; for several at a time take several of these.

    The process starts with the first file and serves all that follow. Whoever reads must ``close`` in the end; where
    that cannot be (the run was killed), the process ends by itself.
    """

    def __init__(self, child: str, given: bytes, taken: Callable[[bytes], T], limits: Limits | None = None) -> None:
        """The process runs ``main`` of the module ``child`` and is ``given`` what that needs; ``taken`` makes of its
        answers what is read, and raises ``ValueError`` for one that is none."""
        self._child = child
        self._given = given
        self._taken = taken
        self._limits = limits or Limits()
        self._worker: Worker | None = None
        self._ready = False

    def start(self) -> None:
        """Start the process if there is none, without waiting for it."""
        if self._worker is None:
            self._worker, self._ready = Worker(self._child, self._given, self._limits), False

    def read(self, data: bytes) -> T:
        """Read one file's bytes.

        A process that dies may have been ended from outside: by the system for want of memory that others took, or by
        a person. So the file is given to another one, and only if that dies too it was the file's doing.
        Raises ``UnreadableFileError`` if they cannot be read, for whatever reason, also for want of time or memory or
        because two processes died; ``NoReaderError`` if no process can be started.
        """
        with suppress(_DeathError):
            return self._read(data)
        try:
            return self._read(data)
        except _DeathError as died:
            raise UnreadableFileError(death(died.exit_code)) from None

    def _read(self, data: bytes) -> T:
        try:
            try:
                worker, answer = self._answered(data)
            except _NotTakenError:  # it ended while it had nothing to do, which is no file's doing
                self.close()
                worker, answer = self._answered(data)
            read = answer if isinstance(answer, Refused) else self._understood(worker, answer.content)
        except BaseException:  # a refusal by the watch, the keyboard: what the process does now is of no use
            self.close()
            raise
        if worker.use().memory > self._limits.memory * _KEPT_MEMORY:
            self.close()
        if isinstance(read, Refused):
            raise UnreadableFileError(read.reason)
        return read

    def close(self) -> None:
        """End the process, if there is one."""
        worker, self._worker = self._worker, None  # once taken away, no other thread ends it too
        if worker is not None:
            worker.end()

    def _answered(self, data: bytes) -> tuple[Worker, Done | Refused]:
        """What a process says to a file, and the process. To hand it over is part of the time that the file has."""
        worker = self._started()
        worker.ask(data)
        return worker, self._watched(worker, len(data))

    def _started(self) -> Worker:
        """A process that waits for a file. One that ends as it starts is replaced: something from outside may have
        ended it, the system for want of memory, say, and a run over many files is not to end for that."""
        code = 0
        for _ in range(_STARTS):
            self.start()
            assert self._worker is not None
            if self._ready or self._is_ready(self._worker):
                return self._worker
            code = self._worker.end(_GRACE)
            self.close()
        raise NoReaderError(not_started(code, _STARTS))

    def _is_ready(self, worker: Worker) -> bool:
        """Whether a process has started; not if it has ended instead."""
        try:
            self._ready = isinstance(worker.hear(self._limits.start), Ready)
        except Empty:
            raise NoReaderError(
                f"the process that reads files did not start within {self._limits.start:g} s; try again when the "
                "machine has less to do."
            ) from None
        return self._ready

    def _understood(self, worker: Worker, content: bytes) -> T:
        try:
            return self._taken(content)
        except ValueError:
            raise _DeathError(worker.end()) from None

    def _watched(self, worker: Worker, size: int) -> Done | Refused:
        now = time.monotonic()
        watch, look = Watch.begin(self._limits, size, Use(now)), now + LOOK_SECONDS
        while True:
            try:
                message = worker.hear(max(0.0, look - now))
            except Empty:
                message = Step(what=watch.step)
            if isinstance(message, Done | Refused):
                return message
            if not isinstance(message, Step):
                raise self._died(worker)
            now = time.monotonic()
            watch = watch.stepped(message.what, Use(now))
            if now >= look:  # also of one that never stops telling steps
                watch, look = _looked(watch, worker.use()), now + LOOK_SECONDS

    def _died(self, worker: Worker) -> _DeathError:
        code, has_taken = worker.end_asked(_GRACE)
        return _DeathError(code) if has_taken else _NotTakenError(code)


def _looked(watch: Watch, use: Use) -> Watch:
    """The watch after a look. Raises ``UnreadableFileError`` if the file has had its time or memory."""
    watch = watch.looked(use)
    if excess := watch.excess(use):
        raise UnreadableFileError(excess)
    return watch
