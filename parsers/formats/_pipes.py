"""Tables that plain text draws with pipes, as Markdown does (GitHub Flavored Markdown 4.10, "Tables (extension)").

A run of lines is such a table if its second line is a row of dashes, or if every line begins and ends with a pipe and
has as many cells as the others: prose that mentions a pipe is none. Merged cells are lost and leave blank ones.
"""

import re
from collections.abc import Sequence
from html import unescape
from itertools import pairwise
from typing import Final

from schemas.document import Cell, Table

_PIPE: Final = re.compile(r"(?<!\\)(?:\\\\)*\|")
_RULE: Final = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_EMPHASIS: Final = re.compile(r"(\*\*|__)(?P<text>.+?)\1")
_HEADING: Final = re.compile(r"^\s{0,3}#{1,6}\s+|\s+#+\s*$")
_NARROWEST: Final = 3
"""Without a row of dashes, lines of fewer cells may as well be prose."""


def find(lines: Sequence[str]) -> dict[int, tuple[int, Table]]:
    """The tables among ``lines``, by the index of their first line, each with the index behind its last."""
    found: dict[int, tuple[int, Table]] = {}
    start = 0
    while start < len(lines):
        end = start
        while end < len(lines) and _PIPE.search(lines[end]):
            end += 1
        if _is_table(lines[start:end]):
            found[start] = end, _table([line for line in lines[start:end] if not _is_rule(line)])
        start = max(end, start + 1)
    return found


def plain(line: str) -> str:
    """A paragraph of Markdown without the marks of headings and emphasis."""
    return _EMPHASIS.sub(r"\g<text>", _HEADING.sub("", line))


def _is_rule(line: str) -> bool:
    return "|" in line and _RULE.fullmatch(line) is not None


def _is_table(lines: Sequence[str]) -> bool:
    if len(lines) < 2:
        return False
    if _is_rule(lines[1]):
        return len(_cells(lines[0])) == len(_cells(lines[1]))
    closed = all(line.strip().startswith("|") and line.strip().endswith("|") for line in lines)
    widths = [len(_cells(line)) for line in lines]
    return closed and widths[0] >= _NARROWEST and all(a == b for a, b in pairwise(widths))


def _cells(line: str) -> list[str]:
    """The texts between the pipes of a line; pipes at its ends are its frame."""
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    cells, at = [], 0
    for pipe in _PIPE.finditer(inner):
        cells.append(inner[at : pipe.end() - 1])
        at = pipe.end()
    return [*cells, inner[at:]]


def _text(cell: str) -> str:
    lines = _BREAK.sub("\n", cell.replace("\\|", "|")).split("\n")
    return "\n".join(t for line in lines if (t := plain(unescape(line)).replace("\xa0", " ").strip()))


def _table(lines: Sequence[str]) -> Table:
    rows = [_cells(line) for line in lines]
    width = max(map(len, rows))
    return Table(
        cells=tuple(
            Cell(row=r, column=c, text=_text(text))
            for r, row in enumerate(rows, 1)
            for c, text in enumerate((*row, *[""] * (width - len(row))), 1)
        ),
        rows=len(rows),
        columns=width,
        spans_known=False,
    )
