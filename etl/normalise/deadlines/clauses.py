"""A phrase cut into its clauses, so that each date keeps to the words it stands beside."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

_SENTENCE: Final = re.compile(r"[^。;!?\n]+")
# 6、9月, 一、二季度 and 上、中旬 are one clause: what is counted several times is named once.
_LISTING: Final = (
    r"、(?!(?<=[\d一二三四五六七八九十]、)"
    r"(?:第?[1-4一二三四](?:[、和及]|季度)|\d{1,2}[、和及月]|[一二三四五六七八九十]{1,2}[、和及月])"
    r"|(?<=[上中]、)[中下]旬|(?<=[上中]旬、)[中下]旬)"
)
_QUOTED: Final = re.compile(r"《[^》]{0,200}》|“[^”]{0,200}”|\"[^\"]{0,200}\"")
"""Names; none is longer, and a mark that nothing closes would have the rest of the text read again for each."""


class Clause(NamedTuple):
    """A clause of a phrase, from ``start`` to ``end``; ``before`` and ``after`` are the marks at its ends, empty at the
    ends of a sentence."""

    text: str
    start: int
    end: int
    sentence: int
    before: str = ""
    after: str = ""


def clauses_of(
    phrase: str, *, is_cell: bool = False, apart: tuple[str, ...] = (), whole: re.Pattern[str] | None = None
) -> list[Clause]:
    """The clauses of a squeezed phrase in order. In a cell, brackets part clauses; words of ``apart`` are left out, and
    nothing parts what ``whole`` matches (中秋、国庆前)."""
    marks = _marks(is_cell, apart)
    kept = _Kept([found.span() for found in whole.finditer(phrase)] if whole else [])
    return [
        clause
        for number, sentence in enumerate(_SENTENCE.finditer(phrase))
        for clause in _of_sentence(sentence, number, marks, kept)
    ]


def without_names(phrase: str, keep: re.Pattern[str]) -> str:
    """A phrase of the same length in which commas stand for names of documents and for quoted names, unless all that
    is quoted is a word of time (“十一”前, “十四五”期末)."""
    return _QUOTED.sub(lambda m: m[0] if keep.fullmatch(m[0][1:-1]) else "," * len(m[0]), phrase)


@lru_cache(maxsize=8)
def _marks(is_cell: bool, apart: tuple[str, ...]) -> re.Pattern[str]:
    words = [re.escape(word) for word in sorted(apart, key=len, reverse=True)]
    return re.compile("|".join([*words, ",", _LISTING, ":", "并(?=每)", *(["[()]"] if is_cell else [])]))


def _of_sentence(sentence: re.Match[str], number: int, marks: re.Pattern[str], kept: "_Kept") -> Iterator[Clause]:
    at, before = sentence.start(), ""
    for mark in marks.finditer(sentence.string, *sentence.span()):
        if kept.holds(*mark.span()):
            continue
        if mark.start() > at:
            yield Clause(sentence.string[at : mark.start()], at, mark.start(), number, before, mark[0])
        at, before = mark.end(), mark[0]
    if at < sentence.end():
        yield Clause(sentence.string[at : sentence.end()], at, sentence.end(), number, before)


class _Kept:
    """Stretches of a phrase in order that nothing parts."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def holds(self, start: int, end: int) -> bool:
        """Whether a mark stands inside of one, and not at its beginning."""
        before = bisect_left(self._starts, start)
        return before > 0 and end <= self._ends[before - 1]
