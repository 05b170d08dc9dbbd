"""Two texts of which only what differs is shown, each piece with a few words around it.

The cost is bounded: what both begin and end with is cut off first, in one pass, and only what is left and short enough
is compared word by word.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

_WHOLE: Final = 60
"""Texts up to this length are shown whole."""
_AROUND: Final = 8
_LONGEST: Final = 40
_COMPARABLE: Final = 600
"""Longest rest that is compared word by word; the comparison takes time in the square of it."""
_PIECES: Final = 3
_WORD: Final = re.compile(r"\d[\d,.]*|[A-Za-z]+|.", re.DOTALL)


def difference(old: str, new: str) -> str:
    """``“建成3个” → “建成5个”``: both texts where they are short, else the places where they differ."""
    if max(len(old), len(new)) <= _WHOLE:
        return f"“{one_line(old)}” → “{one_line(new)}”"
    pieces = list(_pieces(old, new))
    shown = "; ".join(f"“{one_line(a)}” → “{one_line(b)}”" for a, b in pieces[:_PIECES])
    return shown + (f"; and {len(pieces) - _PIECES} more" if len(pieces) > _PIECES else "")


def shortened(text: str, length: int = _WHOLE) -> str:
    """The beginning of a text on one line."""
    line = one_line(text[: length * 2])
    return line if len(line) <= length and len(text) <= length * 2 else line[: length - 1] + "…"


def one_line(text: str) -> str:
    """A text with its white space as single spaces."""
    return " ".join(text.split())


def _pieces(old: str, new: str) -> Iterator[tuple[str, str]]:
    start = _shared(old, new)
    rest = _shared(old[start:][::-1], new[start:][::-1])
    ends = len(old) - rest, len(new) - rest
    if max(ends) - start > _COMPARABLE:
        yield _around(old, start, ends[0]), _around(new, start, ends[1])
        return
    ours, theirs = _WORD.findall(old[start : ends[0]]), _WORD.findall(new[start : ends[1]])
    for left, right in _changed(ours, theirs):
        yield (
            _around(old, start + left[0], start + left[1]),
            _around(new, start + right[0], start + right[1]),
        )


def _shared(old: str, new: str) -> int:
    """Number of characters that both texts begin with, found by halving: comparing slices is quick."""
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _changed(ours: list[str], theirs: list[str]) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Spans of characters that differ, those with fewer than a few characters between them as one."""
    spans: list[tuple[int, int, int, int]] = []
    for tag, *at in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if spans and at[0] - spans[-1][1] < _AROUND:
            spans[-1] = (spans[-1][0], at[1], spans[-1][2], at[3])
        else:
            spans.append((at[0], at[1], at[2], at[3]))
    lengths = [_lengths(ours), _lengths(theirs)]
    for a, b, c, d in spans:
        yield (lengths[0][a], lengths[0][b]), (lengths[1][c], lengths[1][d])


def _lengths(words: list[str]) -> list[int]:
    at = [0]
    for word in words:
        at.append(at[-1] + len(word))
    return at


def _around(text: str, start: int, end: int) -> str:
    """A span of a text with a few characters on both sides, its middle left out where it is long."""
    before, after = max(start - _AROUND, 0), min(end + _AROUND, len(text))
    span = text[start:end]
    if len(span) > _LONGEST:
        span = f"{span[: _LONGEST // 2]}…{span[-_LONGEST // 2 :]}"
    opening, closing = "…" if before else "", "…" if after < len(text) else ""
    return f"{opening}{text[before:start]}{span}{text[end:after]}{closing}"
