"""How a command ends that cannot do what it was asked: one line on stderr, and an exit code."""

import errno
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NoReturn

import typer

from etl.cli.interrupts import Stopping
from etl.cli.stops import AS_IT_WAS

_DUCKDB_INTERRUPTED: Final = "Query interrupted"
"""What a statement of DuckDB ends with that a signal came into, whichever it was and whoever waits for it."""

_PUBLISHED: Final = "etl.warehouse.published"
"""The module that knows what was published: a command that publishes nothing does not load it."""

_NO_THREAD: Final = "can't start new thread"
"""What Python says where the system gives no memory for one, or a limit no more of them."""


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn the errors that a file, an argument or the disk can cause into one line and an exit code."""
    _forget_published()
    with Stopping() as stopping:
        try:
            with _enough_memory():
                try:
                    stopping.begun()
                    yield
                finally:
                    stopping.over()
        except KeyboardInterrupt:
            _interrupted(stopping.came)
        except _wrong_call() as error:
            fail(str(error), 2)
        except _refusals() as error:
            fail(str(error), 1)
        except RuntimeError as error:
            if str(error) != _DUCKDB_INTERRUPTED:
                raise
            _interrupted(stopping.came)
        except ValueError as error:  # pydantic makes one of an interrupt that comes while it writes JSON
            if not stopping.came or not type(error).__module__.startswith("pydantic"):
                raise
            _interrupted(stopping.came)
        except BrokenPipeError:
            # The reader of a pipe has seen enough (… | head); Python would complain again when it flushes at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(0) from None
        except OSError as error:
            # What reads files and writes warehouses has sentences of its own: this is the disk behind stdout.
            fail(f"what was asked for could not be written: {error.strerror or error}.", 1)


def _wrong_call() -> type[Exception]:
    """The error of a call that is wrong; imported when there is an error, which is seldom."""
    from etl.warehouse.statement import StatementError

    return StatementError


def _refusals() -> tuple[type[Exception], ...]:
    """The errors that are a sentence for the user; imported when there is an error."""
    from etl.reference.errors import ReferenceDataError
    from etl.warehouse.errors import WarehouseError
    from parsers.errors import NoReaderError

    return WarehouseError, ReferenceDataError, NoReaderError


@contextmanager
def _enough_memory() -> Iterator[None]:
    """Leave with 1 where the system gives no memory, in whichever way it says so."""
    try:
        yield
    except (MemoryError, RuntimeError, OSError) as error:
        is_short = isinstance(error, MemoryError) or str(error) == _NO_THREAD
        if not is_short and getattr(error, "errno", None) != errno.ENOMEM:
            raise
        from etl.warehouse.errors import NO_MEMORY

        fail(f"{NO_MEMORY}.", 1)


def _interrupted(came: list[int]) -> NoReturn:
    fail(f"interrupted; {_stands()}", 128 + (came[0] if came else signal.SIGINT))


def _stands() -> str:
    """How the warehouse stands: as it was, unless this command has published meanwhile."""
    published = sys.modules.get(_PUBLISHED)
    name = published.published() if published else None
    return f"{name} was published." if name else AS_IT_WAS


def _forget_published() -> None:
    """Let go what an earlier command of this process has published."""
    if published := sys.modules.get(_PUBLISHED):
        published.forget()


class Failure(typer.Exit):
    """A command that cannot do what it was asked, and the sentence that the user was told."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(code)
        self.message = message


def fail(message: str, code: int) -> NoReturn:
    """Say why on stderr and leave with an exit code."""
    typer.echo(f"etl: {message}", err=True)
    raise Failure(message, code)
