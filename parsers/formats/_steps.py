"""Where a long reading says that it goes on, so that whoever watches it can tell slow from stuck."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_listener: ContextVar[Callable[[str], None] | None] = ContextVar("listener", default=None)


def step(what: str) -> None:
    """Say that a piece of work begins: a noun that fits behind “on”, such as ``page 3 of 12``. Readers of pages say so
    for each."""
    listener = _listener.get()
    if listener is not None:
        listener(what)


@contextmanager
def listening(listener: Callable[[str], None]) -> Iterator[None]:
    """Have ``listener`` called at every step taken inside the block."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)
