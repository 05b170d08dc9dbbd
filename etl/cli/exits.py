"""How a command ends that cannot do what it was asked: one line on stderr, and an exit code."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer


@contextmanager
def one_line_errors() -> Iterator[None]:
    """Turn the errors that a file, an argument or the disk can cause into one line and an exit code."""
    from etl.reference.load import ReferenceDataError
    from etl.warehouse.errors import WarehouseError
    from etl.warehouse.statement import StatementError
    from parsers.errors import NoReaderError

    try:
        yield
    except StatementError as error:
        fail(str(error), 2)
    except (WarehouseError, ReferenceDataError, NoReaderError) as error:
        fail(str(error), 1)
    except KeyboardInterrupt:
        fail("interrupted; the warehouse is as it was.", 130)
    except BrokenPipeError:
        # The reader of a pipe has seen enough (… | head); Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as error:
        # What reads files and writes warehouses has sentences of its own: this is the disk behind stdout.
        fail(f"what was asked for could not be written: {error.strerror or error}.", 1)


def fail(message: str, code: int) -> NoReturn:
    """Say why on stderr and leave with an exit code."""
    typer.echo(f"etl: {message}", err=True)
    raise typer.Exit(code)
