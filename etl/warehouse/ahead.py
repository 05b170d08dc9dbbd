"""Making the next values while the last ones are used: in a thread, few values ahead, in their order."""

from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

T = TypeVar("T")

AHEAD: Final = 1
"""Values that wait for whoever takes them; while one waits, one more is made."""
_LOOK_SECONDS: Final = 0.2
"""How often a wait is broken off to see whether the keyboard interrupts; Windows lets no other wait be interrupted."""


@dataclass(frozen=True)
class _Made(Generic[T]):
    """One value, whatever it is."""

    value: T


def ahead(values: Iterable[T], most: int = AHEAD) -> Generator[T]:
    """``values`` in their order, each made before it is asked for, though no more than ``most`` wait.

    What making one raises is raised at its turn. Whoever takes them closes this in the end: then nothing runs any more.
    It is worth it where the taker leaves Python to work, as who has DuckDB take rows in.
    """
    given = iter(values)
    thread = ThreadPoolExecutor(1, "ahead")
    try:
        begun = deque(thread.submit(_make, given) for _ in range(most + 1))
        while (made := _taken(begun.popleft())) is not None:
            begun.append(thread.submit(_make, given))
            yield made.value
    finally:
        thread.shutdown(cancel_futures=True)


def _make(values: Iterator[T]) -> _Made[T] | None:
    """The next value; ``None`` behind the last one."""
    return next((_Made(value) for value in values), None)


def _taken(making: "Future[_Made[T] | None]") -> _Made[T] | None:
    while not making.done():
        wait([making], _LOOK_SECONDS)
    return making.result()
