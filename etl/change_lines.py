"""Changes of a warehouse as lines for people."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from etl.console import printable
from etl.plural import counted
from etl.text_diff import difference, shortened
from schemas.change import Change, Deed

_NOTICE: Final = "notice_sheet"
_PROJECT: Final = "project_sheet"
_TASK: Final = "task_sheet"
_FINDING: Final = "finding_sheet"
_FILE: Final = "file_sheet"
_SHEETS: Final = frozenset({_NOTICE, _PROJECT, _TASK, "unit_sheet", _FINDING, _FILE})
_REASONS: Final = ("superseded_because", "reason")
_TEXTS: Final = frozenset({"target", "progress"})


def change_lines(changes: Sequence[Change]) -> list[str]:
    """A line a change. A notice that comes or goes is one line for all that is in it; amounts are not told beside the
    words that they stand in."""
    whole = {c.key for c in changes if c.table == _NOTICE and c.change is not Deed.CHANGED}
    texts = {c.key for c in changes if c.table == _TASK and c.column in _TEXTS}
    why = {c.key: c.new for c in changes if c.column in _REASONS}
    fates = {c.key for c in changes if c.table == _FILE and c.column == "outcome"}
    projects = {c.key.rpartition("t")[0] for c in changes if c.table == _TASK and c.change is not Deed.CHANGED}
    shown = [c for c in changes if c.table in _SHEETS and (c.table == _NOTICE or c.notice_id not in whole)]
    shown = [c for c in shown if not (c.table == _PROJECT and c.change is not Deed.CHANGED and c.key in projects)]
    shown = [c for c in shown if not (c.column == "quantities" and c.key in texts)]
    turned = {c.key for c in changes if c.table == _NOTICE and c.column == "is_current"}  # families are of current ones
    shown = [c for c in shown if not (c.column == "family" and c.notice_id in turned)]
    shown = [c for c in shown if not (c.column == "reason" and c.key in fates)]
    return [printable(line) for change in shown for line in _lines(change, why)]


def rest_line(changes: Sequence[Change]) -> str | None:
    """Rows that change in tables of which no line tells, counted by table; ``None`` if there are none."""
    rows = {(c.table, c.key): c.change for c in changes if c.table not in _SHEETS}
    if not rows:
        return None
    counts = Counter((table, deed) for (table, _), deed in rows.items())
    told: dict[str, list[str]] = {}
    for (table, deed), n in counts.items():
        told.setdefault(table, []).append(f"{n:,} {deed.value}")
    is_more = any(c.table in _SHEETS for c in changes)
    tables = ", ".join(f"{table} ({', '.join(parts)})" for table, parts in told.items())
    return f"{'and in other tables' if is_more else 'in tables that no line shows'}: {tables}; see --format csv"


def capped(lines: Sequence[str], most: int | None, how: str) -> Iterator[str]:
    """The first lines, and how many more there are and ``how`` to see them."""
    yield from lines[:most]
    if most is not None and len(lines) > most:
        yield f"… and {len(lines) - most} more changes; {how}"


def _lines(change: Change, why: dict[str, str | None]) -> Iterator[str]:
    if change.table == _NOTICE:
        yield from _notice(change, why)
    elif change.table == _FINDING and change.change is not Deed.CHANGED:
        come = "comes" if change.change is Deed.ADDED else "goes"
        yield f"finding {come}: {change.label}: {shortened(_row(change).get('message', ''), 120)}"
    elif change.table == _FILE and change.column == "outcome":
        yield f"{change.label}: {change.old} → {change.new}" + _because(why.get(change.key))
    elif change.table == _PROJECT and change.column == "number":
        yield f"{change.label}: number {change.old} → {change.new}"
    elif change.change is Deed.CHANGED:
        yield f"{change.label}: {change.column}: {_values(change)}"
    else:
        yield f"{change.change.value}: {change.label}{_gist(change)}"


def _notice(change: Change, why: dict[str, str | None]) -> Iterator[str]:
    if change.change is not Deed.CHANGED:
        row = _row(change)
        counts = (counted(int(row.get(f"{word}s", 0)), word) for word in ("project", "task"))
        state = "" if row.get("is_current") == "true" else ", not current"
        because = _because(row.get("superseded_because"))
        yield f"{change.change.value}: {change.label}: {', '.join(counts)}{state} ({change.key}){because}"
    elif change.column == "is_current":
        now = "is current again" if change.new == "true" else "is no longer current"
        yield f"{change.label}: {now}" + _because(why.get(change.key))
    elif change.column != "superseded_because":
        yield f"{change.label}: {change.column}: {_values(change)}"


def _values(change: Change) -> str:
    if change.old is None:
        return f"none → “{shortened(change.new or '')}”"
    if change.new is None:
        return f"“{shortened(change.old)}” → none"
    return difference(change.old, change.new)


def _gist(change: Change) -> str:
    """What a row that comes or goes is about."""
    row = _row(change)
    if change.table == _FILE:
        return f": {row.get('outcome', '')}{_because(row.get('reason'))}"
    text = row.get("target") or row.get("details") or row.get("name") or ""
    return f": “{shortened(text)}”" if text else ""


def _because(reason: str | None) -> str:
    return f": {reason}" if reason else ""


def _row(change: Change) -> dict[str, str]:
    row: dict[str, str] = json.loads(change.new or change.old or "{}")
    return row
