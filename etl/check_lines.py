"""Checks as lines for a person, and as JSON for a program."""

import json
from collections.abc import Iterable, Iterator

from etl.console import printable
from etl.warehouse.check_model import Check, CheckSeverity

_INDENT = " " * 9


def check_lines(checks: Iterable[Check]) -> Iterator[str]:
    """Every check with its promise, and below it what it found."""
    for check in checks:
        note = f" ({printable(check.note)})" if check.note else ""
        yield f"{_mark(check):<8} {printable(check.name)}: {printable(check.promise)}{note}"
        yield from (_INDENT + printable(line) for line in check.lines)


def _mark(check: Check) -> str:
    if not check.failures:
        return "ok"
    return "FAILED" if check.is_error else "warning"


def checks_as_json(checks: Iterable[Check]) -> str:
    """A list of objects: name, severity, promise, failures (their number), told (the first of them) and
    note."""
    return json.dumps([_object(check) for check in checks], ensure_ascii=False, indent=1)


def _object(check: Check) -> dict[str, object]:
    return {
        "name": check.name,
        "severity": check.severity.value,
        "promise": check.promise,
        "failures": check.count,
        "told": list(check.failures),
        "note": check.note,
    }


def failed_lines(checks: Iterable[Check]) -> Iterator[str]:
    """One line for each check of severity error that failed when a run published: its first failure, and how many."""
    for check in checks:
        if check.severity is CheckSeverity.ERROR and check.failures:
            more = (
                f" ({'at least ' if check.at_least else ''}{check.count:,} in all; see them with `etl check`)"
                if check.count > 1
                else ""
            )
            yield f"FAILED       {printable(check.name)}: {printable(check.failures[0])}{more}"
