"""A child whose reader does what the file says: hang, die, fill the memory, print. Other files it reads as usual."""

import ctypes
import os
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import count

from parsers import reading
from parsers.formats._steps import step
from parsers.isolated import child
from tests.parsers.isolated import plain


def hang() -> None:
    step("page 3 of 12")
    time.sleep(60)


def hang_at_once() -> None:
    time.sleep(60)


def hang_in_c() -> None:
    """Hold the interpreter's lock for ever, as a regular expression gone wild does."""
    step("page 1 of 1")
    ctypes.pythonapi.PyGILState_Ensure()
    ctypes.PyDLL(None).sleep(60)


def crawl() -> None:
    for page in range(1, 1000):
        step(f"page {page} of 1000")
        time.sleep(0.05)


def tread() -> None:
    """Say for ever the same, which is no sign of going on."""
    while True:
        step("page 1 of 2")
        time.sleep(0.01)


def chatter(steps: int = 5_000) -> None:
    """Say many things one after the other, and no pause between them."""
    for page in range(steps):
        step(f"page {page} of {steps}")


def never_pause() -> None:
    while True:
        chatter()


def never_the_same() -> None:
    """Find page after page, slowly enough that each may be a page."""
    for page in count(1):
        step(f"page {page}")
        time.sleep(0.01)


def fill() -> None:
    kept = []
    for page in range(1, 1000):
        step(f"page {page} of 1000")
        kept.append(b"x" * 20_000_000)
        time.sleep(0.01)


def fill_at_once() -> None:
    bytearray(40 * 1024**3)


def keep() -> None:
    sys.modules["kept"] = bytearray(270_000_000)  # type: ignore[assignment]


def crash() -> None:
    ctypes.string_at(0)


def leave() -> None:
    os._exit(3)


def print_much() -> None:
    sys.stdout.write("noise" * 100_000)
    os.write(1, b"noise" * 100_000)
    os.write(2, b"noise" * 100_000)


def talk_nonsense() -> None:
    for descriptor in range(3, 30):
        try:
            os.write(descriptor, b"\x05\x00\x00\x00\x00\x00\x00\x00hello")
        except OSError:
            continue


def fail() -> None:
    raise RuntimeError("what\nnow")


def read_stdin() -> None:
    assert sys.stdin.read() == ""


DEEDS: dict[bytes, Callable[[], None]] = {
    deed.__name__.encode(): deed
    for deed in (
        *(hang, hang_at_once, hang_in_c, crawl, tread, chatter, never_pause, never_the_same, fill, fill_at_once, keep),
        *(crash, leave, print_much, talk_nonsense, fail, read_stdin),
    )
}


def naughtily(work: child.Work, data: bytes) -> bytes:
    """Do what the file says, and then as usual."""
    name, _, rest = data.partition(b"\n")
    with reading.no_surprises():
        if name in DEEDS:
            DEEDS[name]()
    return work(rest if name in DEEDS else data)


def main() -> None:
    child.serve(lambda given: partial(naughtily, plain.work(given)))
