"""The log that a command keeps of its run, from its first line to its last."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer

from etl.cli.exits import Failure

if TYPE_CHECKING:
    from etl.run_log import RunLog
    from etl.warehouse.location import Location


@contextmanager
def logged(target: str | None) -> Iterator["RunLog"]:
    """The log in ``target``, a file or ``-``; its last line says how the command ended."""
    from etl.console import say
    from etl.run_log import RunLog, new_run_id

    log = RunLog(target, new_run_id(), say)
    code, reason = 1, None  # of what is no exit at all
    try:
        yield log
        code = 0
    except typer.Exit as ended:
        code, reason = ended.exit_code, ended.message if isinstance(ended, Failure) else None
        raise
    finally:
        log.ended(code, reason)


def begin(log: "RunLog", command: str, warehouse: "Location", files: int) -> None:
    """The first line: the call was right, and these are its files."""
    from importlib.metadata import version

    from etl.warehouse.connect import SCHEMA_VERSION
    from parsers import PARSER_VERSION
    from schemas.log import RunStarted

    if log.is_kept:
        line = RunStarted(
            run_id=log.run_id,
            command=command,
            version=version("minsheng-etl"),
            parser_version=PARSER_VERSION,
            schema=SCHEMA_VERSION,
            warehouse=str(warehouse),
            files=files,
        )
        log.write(line)


def log_checks(log: "RunLog", built: Any) -> None:
    """What the checks found in a file that is about to be published."""
    from etl.warehouse.earlier import results
    from schemas.log import CheckDone

    for check in results(built).values() if log.is_kept else ():
        told = {"severity": check.severity, "failures": check.failures, "first": check.first_failure}
        log.write(CheckDone.model_validate({"run_id": log.run_id, "name": check.name, **told}))


def log_publish(log: "RunLog", warehouse: "Location", seconds: float) -> None:
    """That a new warehouse is there, and what it holds."""
    from etl.warehouse.connect import stored_bytes
    from etl.warehouse.content import stored_content
    from schemas.log import Published

    content = stored_content(warehouse) if log.is_kept else None
    if content is not None:
        line = Published(
            run_id=log.run_id,
            content_hash=content.sha256,
            notices=content.rows["notices"],
            tasks=content.rows["tasks"],
            seconds=round(seconds, 3),
            bytes=stored_bytes(warehouse),
        )
        log.write(line)
