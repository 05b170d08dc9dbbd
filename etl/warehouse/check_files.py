"""The files that hold the checks: those of the package and those of a user's folder, each a query under a few comments.

The first comment says what the check promises; ``-- severity:`` how much a failure matters (``error`` or ``warning``);
``-- kind: structural`` that a failure is never a notice's own fault, so that nothing which fails it is published.
"""

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from etl.warehouse.check_model import CheckSeverity
from schemas.base import Record

_HEADER: Final = re.compile(r"(severity|kind)\s*[:：]\s*(.*)", re.IGNORECASE)
_MARKS: Final = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_MOST_BYTES: Final = 1_000_000


class CheckFile(Record):
    """One check as written. ``path`` names a user's file; ``problem`` is why it cannot be run, in one sentence."""

    name: str
    promise: str
    severity: CheckSeverity = CheckSeverity.ERROR
    structural: bool = False
    sql: str = ""
    path: str | None = None
    problem: str | None = None


@cache
def built_in() -> tuple[CheckFile, ...]:
    """The checks of the package, by name."""
    folder = files("etl.warehouse") / "checks"
    texts = {p.name.removesuffix(".sql"): p.read_text("utf-8") for p in folder.iterdir() if p.name.endswith(".sql")}
    return tuple(parse_check(name, text) for name, text in sorted(texts.items()))


def own_checks(folder: Path | None) -> tuple[CheckFile, ...]:
    """The checks of a user's folder, by name; none if there is no folder. What cannot be read is a check that fails."""
    if folder is None or not folder.exists():
        return ()
    shown = _one_line(str(folder))
    try:
        paths = sorted(p for p in folder.iterdir() if p.suffix.lower() == ".sql" and not p.name.startswith("."))
    except OSError as error:
        problem = f"the folder {shown} cannot be read ({error.strerror}); see to it, or name another with --checks."
        return (CheckFile(name="own_checks", promise="Your own checks can be read.", path=shown, problem=problem),)
    return tuple(_named(paths))


def _named(paths: list[Path]) -> Iterator[CheckFile]:
    """Checks named after their files; of two that come to one name (a.sql and a.SQL) the second keeps its ending."""
    taken: set[str] = set()
    for path in paths:
        name = _one_line(path.stem)
        name = name if name not in taken else _one_line(path.name)
        taken.add(name)
        yield _own(name, path)


def _own(name: str, path: Path) -> CheckFile:
    shown = _one_line(str(path))
    promise = f"{_one_line(path.name)} returns no row."
    try:
        if path.stat().st_size > _MOST_BYTES:
            return CheckFile(name=name, promise=promise, path=shown, problem=f"{shown} is too large to be a query.")
        text = _decoded(path.read_bytes())
    except OSError as error:
        why = f"{shown} cannot be read ({error.strerror}); see to its permissions."
        return CheckFile(name=name, promise=promise, path=shown, problem=why)
    except UnicodeError:
        why = f"{shown} is no text in UTF-8; save it as UTF-8."
        return CheckFile(name=name, promise=promise, path=shown, problem=why)
    return parse_check(name, text, promise=promise, path=shown)


def _decoded(data: bytes) -> str:
    """The text of a file in UTF-8, or in UTF-16 with a mark, as editors of Windows save it."""
    text = data.decode(next((encoding for mark, encoding in _MARKS.items() if data.startswith(mark)), "utf-8"))
    if "\0" in text:  # DuckDB would read no further
        raise UnicodeError("a file with NUL is no text")
    return text


def parse_check(name: str, text: str, promise: str = "", path: str | None = None) -> CheckFile:
    """One check from its text; ``promise`` is what it promises if no comment says so."""
    said: dict[str, str] = {}
    for comment in _comments(text):
        header = _HEADER.fullmatch(comment)
        if header:
            said.setdefault(header[1].lower(), header[2].strip().rstrip(".。").lower())
        else:
            said.setdefault("promise", comment)
    severity = said.get("severity", CheckSeverity.ERROR)
    known = severity in list(CheckSeverity)
    problem = None if known else f"{path or name}: a severity is “error” or “warning”, not “{severity}”; correct it."
    return CheckFile(
        name=name,
        promise=said.get("promise", promise),
        severity=CheckSeverity(severity) if known else CheckSeverity.ERROR,
        structural=said.get("kind") == "structural",
        sql=text,
        path=path,
        problem=problem,
    )


def _comments(text: str) -> Iterator[str]:
    """The comments that a text opens with, a line each."""
    for line in text.splitlines():
        if not line.strip():
            continue
        if not line.lstrip().startswith("--"):
            return
        comment = " ".join(line.lstrip().lstrip("-").split())
        if comment:
            yield comment


def _one_line(text: str) -> str:
    """A name as it can be printed: in one line, without what no encoding can write."""
    return " ".join(text.encode("utf-8", "backslashreplace").decode("utf-8").split())
