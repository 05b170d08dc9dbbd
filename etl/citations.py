"""What the letter of a notice says of other notices: which it ends, and which it only names.

A 文号 (GB/T 9704, 7.2.5) stands after the title of what it belongs to, 《…》（渝北府办发〔2024〕5号), and its year in
whatever brackets.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from parsers.letter import DOCUMENT_NUMBER
from parsers.words import squeeze
from schemas.editions import EditionWords
from schemas.notice import Disposition, Notice

_SENTENCE: Final = re.compile(r"[。;!\n]")
_CLAUSE: Final = re.compile(r"[,:]")
_PART: Final = re.compile(r"第[\d一二三四五六七八九十、和及至\-]+[项条款号件]")
_TELLING: Final = frozenset({Disposition.LETTER, Disposition.FIELD, Disposition.NOTE, Disposition.UNREAD})
_SHOWN: Final = 60
_LONGEST: Final = 4000
"""No sentence of a letter is longer; a file whose one paragraph is a megabyte must not take minutes here."""


@dataclass(frozen=True)
class Named:
    """How a notice is named by others: its 文号, and what may stand in 《》 for it, squeezed."""

    number: str | None
    titles: frozenset[str]


def named(notice: Notice) -> Named:
    """The names of a notice: its title with and without its issuer, and the names of its tables."""
    letter = notice.letter
    title = squeeze(letter.title or "")
    titles = {title, squeeze(letter.issuer or "") + title, *map(squeeze, notice.captions)}
    return Named(letter.document_number, frozenset(_bare(t) for t in titles if len(t) > 8))


def sentences(notice: Notice) -> Iterator[str]:
    """The sentences of the paragraphs outside the tables that tell no task, squeezed."""
    for paragraph in notice.paragraphs:
        if paragraph.project is None and paragraph.disposition in _TELLING:
            yield from (
                s
                for part in paragraph.text.split("\n")
                for s in _SENTENCE.split(squeeze(part))
                if 0 < len(s) <= _LONGEST
            )


def may_name(sentence: str) -> bool:
    """Whether a sentence of a letter can name a notice at all: it does so by a 文号 or by a title in 《》."""
    return "号" in sentence or "《" in sentence


def ending(of: Iterable[str], other: Named, words: EditionWords) -> str | None:
    """The sentence that ends another notice, ``None`` if none does; ``of`` are sentences of a letter."""
    for sentence in of:
        for start, end in _places(sentence, other):
            if _ends(sentence, start, end, words):
                return sentence if len(sentence) <= _SHOWN else f"{sentence[: _SHOWN - 1]}…"
    return None


def names(of: Iterable[str], other: Named) -> bool:
    """Whether sentences of a letter name another notice at all."""
    return any(True for sentence in of for _ in _places(sentence, other))


def _places(sentence: str, other: Named) -> Iterator[tuple[int, int]]:
    if other.number and (match := parts_of(other.number)):
        prefix, year, number = match["prefix"], match["year"], int(match["number"])
        if prefix in sentence and f"{number}号" in sentence:  # no pattern is made for each of many notices
            pattern = rf"{re.escape(prefix)}[〔\[(【]?{year}[〕\])】]?第?0*{number}号"
            yield from (m.span() for m in re.finditer(pattern, sentence))
    yield from (m.span() for m in re.finditer("《([^》]+(?:《[^》]*》[^》]*)?)》", sentence) if _is_titled(m, other))


@lru_cache(maxsize=4096)
def parts_of(number: str) -> re.Match[str] | None:
    """The ``prefix``, ``year`` and ``number`` of a 文号, ``None`` if it is none."""
    return DOCUMENT_NUMBER.fullmatch(number)


def _is_titled(match: re.Match[str], other: Named) -> bool:
    """Whether a title in 《》 is the other's: it may be the city's, which bears the same, if another 文号 follows."""
    following = re.match(r"\(?([^()]{0,24}号)\)?", match.string[match.end() :])
    if following and DOCUMENT_NUMBER.search(following[1]):
        return False  # the number is held against its own by itself
    return _bare(match[1]) in other.titles


def _ends(sentence: str, start: int, end: int, words: EditionWords) -> bool:
    before = _CLAUSE.split(sentence[:start])[-1]
    if any(word in before for word in words.grounds):
        return False
    after = sentence[end:]
    fate = _first(after, (*words.repealed, *words.upheld))
    if fate is None:
        return any(word in before for word in words.repealed) and not _is_partly(before, words)
    return fate in words.repealed and not _is_partly(after[: after.index(fate)], words)


def _is_partly(text: str, words: EditionWords) -> bool:
    return _PART.search(DOCUMENT_NUMBER.sub("", text)) is not None or any(word in text for word in words.partly)


def _first(text: str, words: Collection[str]) -> str | None:
    """The word that stands first in a text; of several that begin at one place the longest."""
    found = [(text.index(word), -len(word), word) for word in words if word in text]
    return min(found)[2] if found else None


def _bare(title: str) -> str:
    return re.sub(r"[《》〈〉“”\"]", "", title)
