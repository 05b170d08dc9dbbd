"""The properties of every byte of text: pages of 512 bytes ([MS-DOC] 2.9.33, 2.9.175), found by tables."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from parsers.formats._doc_bytes import damaged, taken, u8, u16, u32
from parsers.formats._doc_file import Part, WordFile

_PAGE: Final = 512
_MOST_PAGES: Final = 10_000
"""Pages of properties that are read; one holds those of some hundred characters."""


@dataclass(frozen=True)
class Run:
    """Bytes ``start`` to ``end`` (not included) of the file, their style and the properties laid over it."""

    start: int
    end: int
    grpprl: bytes
    style: int = 0


@dataclass(frozen=True)
class Runs:
    """Runs in the order of the file, none over another."""

    runs: tuple[Run, ...]
    _starts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", [run.start for run in self.runs])

    def at(self, offset: int) -> Run | None:
        """The run that holds a byte."""
        n = bisect_right(self._starts, offset) - 1
        return self.runs[n] if n >= 0 and offset < self.runs[n].end else None

    def between(self, start: int, end: int) -> Iterator[Run]:
        """The runs that hold any byte of a range."""
        for n in range(max(bisect_right(self._starts, start) - 1, 0), len(self.runs)):
            if self.runs[n].start >= end:
                return
            if self.runs[n].end > start:
                yield self.runs[n]


def character_runs(file: WordFile) -> Runs:
    """Properties of the characters."""
    return _runs(file, Part.CHARACTER_PAGES, _character_page)


def paragraph_runs(file: WordFile) -> Runs:
    """Properties of the paragraphs; a paragraph's run is the one that holds its end mark."""
    return _runs(file, Part.PARAGRAPH_PAGES, _paragraph_page)


def _runs(file: WordFile, part: Part, runs_of_page: Callable[[bytes], Iterator[Run]]) -> Runs:
    found = (run for number in _page_numbers(file.part(part)) for run in runs_of_page(_page(file.word, number)))
    runs: list[Run] = []
    for run in sorted(found, key=lambda r: r.start):
        if run.start < run.end and (not runs or run.start >= runs[-1].end):
            runs.append(run)
    return Runs(tuple(runs))


def _page_numbers(table: bytes) -> list[int]:
    count = max((len(table) - 4) // 8, 0)
    if count > _MOST_PAGES:
        raise damaged("it has far more properties than text")
    numbers = (u32(table, 4 * (count + 1) + 4 * n) & 0x3FFFFF for n in range(count))
    return list(dict.fromkeys(numbers))


def _page(word: bytes, number: int) -> bytes:
    return taken(word, number * _PAGE, _PAGE)


def _bounds(page: bytes) -> list[tuple[int, int]]:
    return list(pairwise(u32(page, 4 * n) for n in range(page[-1] + 1)))


def _character_page(page: bytes) -> Iterator[Run]:
    bounds = _bounds(page)
    for n, (start, end) in enumerate(bounds):
        at = 2 * u8(page, 4 * (len(bounds) + 1) + n)
        yield Run(start, end, taken(page, at + 1, u8(page, at)) if at else b"")


def _paragraph_page(page: bytes) -> Iterator[Run]:
    bounds = _bounds(page)
    for n, (start, end) in enumerate(bounds):
        at = 2 * u8(page, 4 * (len(bounds) + 1) + 13 * n)
        content = _paragraph_properties(page, at) if at else b"\0\0"
        yield Run(start, end, content[2:], u16(content, 0))


def _paragraph_properties(page: bytes, at: int) -> bytes:
    """Style and properties of a paragraph: the first byte counts words, or a second one does where it is nought."""
    words = u8(page, at)
    return taken(page, at + 1, 2 * words - 1) if words else taken(page, at + 2, 2 * u8(page, at + 1))
