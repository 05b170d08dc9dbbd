"""Python's collector of garbage, asked to look less often while a great many plain values are made.

It looks for objects that hold each other, at every 700 new ones and through all that there are when these have grown by
a quarter. Rows hold no other row: they are gone when nobody holds them, and looking at them took a quarter of the time.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_EVERY: Final = 50_000
"""New objects between two looks; some megabytes, should they ever all be garbage."""


def look_seldom() -> None:
    """Have it look seldom from now on, and not at what there is already: for a process of our own."""
    gc.freeze()
    gc.set_threshold(_EVERY, *gc.get_threshold()[1:])


@contextmanager
def seldom() -> Iterator[None]:
    """Have it look seldom while the block lasts."""
    before = gc.get_threshold()
    gc.set_threshold(_EVERY, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
