"""What the commands write to: consoles of any code page, files, pipes, or nothing at all.

Data that is redirected is UTF-8 on every system, whatever code page it has; a console gets what its code page can show,
and escapes (``\\U0001f333``) for the rest. Windows gives a program without a console no streams at all.
"""

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO, TextIO


def prepare_streams() -> None:
    """Make stdout and stderr such that no character breaks a run; called once, before anything is written."""
    # The first free descriptor is taken, so that no file opened later stands where stdout or stderr is meant to be.
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "r+", encoding="utf-8"))  # noqa: SIM115, PTH123
    _prepare(sys.stdout, None if sys.stdout.isatty() else "utf-8")
    _prepare(sys.stderr, None)


def _prepare(stream: TextIO, encoding: str | None) -> None:
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(encoding=encoding or stream.encoding, errors="backslashreplace")


@contextmanager
def data_out() -> Iterator[BinaryIO]:
    """Where a result goes as UTF-8: stdout itself, or what a console in another encoding is given in that encoding."""
    if not sys.stdout.isatty() or is_utf8(sys.stdout.encoding):
        yield sys.stdout.buffer
    else:
        buffer = io.BytesIO()
        yield buffer
        sys.stdout.write(buffer.getvalue().decode("utf-8"))
    sys.stdout.flush()


def is_utf8(encoding: str | None) -> bool:
    """Whether an encoding by its name can write every character."""
    return (encoding or "utf-8").lower().replace("_", "-") in ("utf-8", "utf8", "utf-8-sig", "cp65001")
