"""The files that hold the checks: those of the package and those of a user's folder, each a query under a few comments.

The first comment says what the check promises; ``-- severity:`` how much a failure matters (``error`` or ``warning``);
``-- kind: structural`` that a failure is never a notice's own fault, so that nothing which fails it is published.
"""

import re
import stat
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
STRUCTURAL: Final = "structural"
"""The one kind that a check can say it is of."""
NO_QUERIES: Final = frozenset({"content", "readable", "records", "schema", "sources", "views"})
"""Names of the checks of ours that are no queries: a user's file can take the place of these too."""


class CheckFile(Record):
    """One check as written. ``path`` names a user's file; ``problem`` is why it cannot be run, in one sentence;
    ``note`` says what else is to be known of it."""

    name: str
    promise: str
    severity: CheckSeverity = CheckSeverity.ERROR
    structural: bool = False
    sql: str = ""
    path: str | None = None
    problem: str | None = None
    note: str = ""


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
    """Checks named after their files; of two that come to one name (a.sql and a.SQL) the second keeps its ending. A
    name of ours is ours however its letters are written: Orphans.SQL is meant to be orphans.sql."""
    ours = {check.name for check in built_in()} | NO_QUERIES
    taken: set[str] = set()
    for path in paths:
        name = _one_line(path.stem)
        name = name.lower() if name.lower() in ours else name
        name = name if name not in taken else _one_line(path.name)
        taken.add(name)
        note = f"{_one_line(str(path))} in the place of ours" if name in ours else ""
        yield _own(name, path).model_copy(update={"note": note})


def _own(name: str, path: Path) -> CheckFile:
    shown = _one_line(str(path))
    promise = f"{_one_line(path.name)} returns no row."
    try:
        why, data = "", _bytes(path)
    except OSError as error:
        why, data = f"{shown} cannot be read ({error.strerror}); see to its permissions.", None
    if data is None:
        why = why or f"{shown} cannot be read (it is a folder, a pipe or a device and no file); take it away."
    elif len(data) > _MOST_BYTES:
        why = f"{shown} is too large to be a query."
    else:
        try:
            return parse_check(name, _decoded(data), promise=promise, path=shown)
        except UnicodeError:
            why = f"{shown} is no text in UTF-8; save it as UTF-8."
    return CheckFile(name=name, promise=promise, path=shown, problem=why)


def _bytes(path: Path) -> bytes | None:
    """What a file holds, as far as it can be a query and one byte more; ``None`` if it is none: to open a pipe waits
    for somebody to write, and a device may never end."""
    if not stat.S_ISREG(path.stat().st_mode):
        return None
    with path.open("rb") as file:
        return file.read(_MOST_BYTES + 1)


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
    severity, kind = said.get("severity", CheckSeverity.ERROR), said.get("kind", STRUCTURAL)
    known = severity in list(CheckSeverity)
    problem = None
    if not known:
        problem = f"{path or name}: a severity is “error” or “warning”, not “{severity}”; correct it."
    elif kind != STRUCTURAL:
        problem = f"{path or name}: a kind is “structural” and nothing else, not “{kind}”; correct it or leave it out."
    return CheckFile(
        name=name,
        promise=said.get("promise", promise),
        severity=CheckSeverity(severity) if known else CheckSeverity.ERROR,
        structural=said.get("kind") == STRUCTURAL,
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
