"""Being told to stop, by Ctrl-C or by who ends programs (systemd, a shutdown): a line and an exit code, at any moment.

Before a command has begun there is nothing to clear away, and the program leaves at once. From then on both are an
interrupt, after which what was begun is cleared away. Behind it there is nothing left to stop.
"""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType

# Nothing more is imported here, also no typing: until this is, being told to stop is not answered.
AS_IT_WAS = "the warehouse is as it was."
_STOPS = (signal.SIGINT, signal.SIGTERM)


def leave_when_told() -> None:
    """From now on until the command begins, leave at once when told to stop; called once, before anything else.

    A signal that somebody ignores (``nohup``, a shell's background job) is none.
    """
    for number in _STOPS:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, _leave)


def _leave(number: int, _: FrameType | None) -> None:
    with suppress(OSError):  # not print: stderr may be just in the making, or there is none
        os.write(2, f"etl: interrupted; {AS_IT_WAS}\n".encode())
    os._exit(128 + number)


@contextmanager
def stopping() -> Iterator[list[int]]:
    """While it lasts, being told to stop is as Ctrl-C: what was begun is cleared away. The numbers of the signals that
    came; exit codes are 128 above them (POSIX, `sh`)."""
    from threading import current_thread, main_thread

    came: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        came.append(number)
        raise KeyboardInterrupt

    if current_thread() is not main_thread():
        yield came
        return
    before = {number: signal.getsignal(number) for number in _STOPS}
    signal.signal(signal.SIGTERM, stop)
    if before[signal.SIGINT] is _leave:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield came
    finally:
        for number, handler in before.items():
            # What is done is done: whoever would stop it now is not to be told that nothing has changed.
            signal.signal(number, signal.SIG_IGN if handler is _leave else handler)
