"""Being told to stop, by Ctrl-C or by who ends programs (systemd, a shutdown): a line and an exit code, at any moment.

Before a command has begun there is nothing to clear away, and the program leaves at once. From then on both are an
interrupt (``etl.cli.interrupts``), after which what was begun is cleared away. Behind it there is nothing left to stop.
"""

import os
import signal
from types import FrameType

# Nothing more is imported here, neither typing nor contextlib: until this is, being told to stop is not answered.
AS_IT_WAS = "the warehouse is as it was."
STOPS = (signal.SIGINT, signal.SIGTERM)


def leave_when_told() -> None:
    """From now on until the command begins, leave at once when told to stop; called once, before anything else.

    A signal that somebody ignores (``nohup``, a shell's background job) is none.
    """
    for number in STOPS:
        if signal.getsignal(number) in (signal.SIG_DFL, signal.default_int_handler):
            signal.signal(number, leave)


def leave(number: int, _: FrameType | None) -> None:
    """Say that it was stopped, and leave with the exit code of a signal: 128 above its number (POSIX, `sh`)."""
    try:  # noqa: SIM105 - contextlib is not there yet
        os.write(2, f"etl: interrupted; {AS_IT_WAS}\n".encode())  # not print: stderr may be just in the making
    except OSError:
        pass
    os._exit(128 + number)
