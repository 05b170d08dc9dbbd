"""How a command ends that cannot do what it was asked: one line on stderr, and an exit code."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread
from types import FrameType
from typing import Final, NoReturn

import typer

_DUCKDB_INTERRUPTED: Final = "Query interrupted"
"""What a statement of DuckDB ends with that a signal came into, whichever it was and whoever waits for it."""


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn the errors that a file, an argument or the disk can cause into one line and an exit code."""
    from etl.reference.errors import ReferenceDataError
    from etl.warehouse.errors import WarehouseError
    from etl.warehouse.statement import StatementError
    from parsers.errors import NoReaderError

    with _stopping() as stopped:
        try:
            yield
        except StatementError as error:
            fail(str(error), 2)
        except (WarehouseError, ReferenceDataError, NoReaderError) as error:
            fail(str(error), 1)
        except KeyboardInterrupt as told:
            _interrupted(str(told), stopped)
        except RuntimeError as error:
            if str(error) != _DUCKDB_INTERRUPTED:
                raise
            _interrupted("", stopped)
        except BrokenPipeError:
            # The reader of a pipe has seen enough (… | head); Python would complain again when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OSError as error:
            # What reads files and writes warehouses has sentences of its own: this is the disk behind stdout.
            fail(f"what was asked for could not be written: {error.strerror or error}.", 1)


def _interrupted(told: str, stopped: list[int]) -> NoReturn:
    fail(f"interrupted; {told or 'the warehouse is as it was.'}", 128 + (stopped[0] if stopped else signal.SIGINT))


@contextmanager
def _stopping() -> Iterator[list[int]]:
    """While it lasts, being told to stop (systemd, a shutdown) is as Ctrl-C: what was begun is cleared away. The
    numbers of the signals that came; exit codes are 128 above them (POSIX, `sh`)."""
    came: list[int] = []

    def stop(number: int, _: FrameType | None) -> None:
        came.append(number)
        raise KeyboardInterrupt

    if current_thread() is not main_thread():
        yield came
        return
    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield came
    finally:
        signal.signal(signal.SIGTERM, before)


class Failure(typer.Exit):
    """A command that cannot do what it was asked, and the sentence that the user was told."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(code)
        self.message = message


def fail(message: str, code: int) -> NoReturn:
    """Say why on stderr and leave with an exit code."""
    typer.echo(f"etl: {message}", err=True)
    raise Failure(message, code)
