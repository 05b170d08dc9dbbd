"""Making the next values while the last ones are used: in a thread, few values ahead, in their order."""

from collections.abc import Generator, Iterable
from queue import Empty, Full, Queue
from threading import Event, Thread
from typing import Final, Generic, TypeVar

T = TypeVar("T")

AHEAD: Final = 1
"""Values that wait for whoever takes them; while one waits, one more is made."""
_LOOK_SECONDS: Final = 0.2
"""How often a wait is broken off to see whether it is still for something."""


def ahead(values: Iterable[T], most: int = AHEAD) -> Generator[T]:
    """``values`` in their order, each made before it is asked for, though no more than ``most`` wait.

    What making one raises is raised at its turn. Whoever takes them closes this in the end: then nothing runs any more.
    It is worth it where the taker leaves Python to work, as who has DuckDB take rows in.
    """
    making = _Making(values, most)
    try:
        yield from making.taken()
    finally:
        making.end()


class _Made(Generic[T]):
    """One value."""

    def __init__(self, value: T) -> None:
        self.value = value


class _Making(Generic[T]):
    """The thread that makes values."""

    def __init__(self, values: Iterable[T], most: int) -> None:
        self._values = values
        self._made: Queue[_Made[T] | BaseException | None] = Queue(most)
        self._is_over = Event()
        self._thread = Thread(target=self._make, name="ahead", daemon=True)
        self._thread.start()

    def taken(self) -> Generator[T]:
        """The values as they come; waiting for one can be interrupted on every system."""
        while (made := self._next()) is not None:
            if isinstance(made, BaseException):
                raise made
            yield made.value

    def end(self) -> None:
        """Make no more, and wait for the value that is being made."""
        self._is_over.set()
        self._thread.join()

    def _next(self) -> _Made[T] | BaseException | None:
        while True:
            try:
                return self._made.get(timeout=_LOOK_SECONDS)
            except Empty:
                continue

    def _make(self) -> None:
        try:
            for value in self._values:
                if not self._put(_Made(value)):
                    return
        except BaseException as error:  # it is the taker's, whatever it is
            self._put(error)
        else:
            self._put(None)

    def _put(self, made: _Made[T] | BaseException | None) -> bool:
        """Hand one over; whether anybody wants more."""
        while not self._is_over.is_set():
            try:
                self._made.put(made, timeout=_LOOK_SECONDS)
            except Full:
                continue
            return True
        return False
