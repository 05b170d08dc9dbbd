"""Lines on a page back into the paragraphs they were broken from.

A line break inside a paragraph falls where the next piece of text no longer fits; a break where it would
have fitted was made on purpose. The rule of what may not be torn apart is a small part of UAX #14 and of
the 避头尾 rules of GB/T 15834: closing marks never start a line, opening marks never end one, and a word or
number in Latin letters stays whole.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from schemas.document import Box, Doubt

_CLOSING: Final = frozenset("，。、；：！？）》」』】〕〉·…—％%℃,.;:!?)]}")
_OPENING: Final = frozenset("（《「『【〔〈([{")
_QUOTES: Final = frozenset("“”‘’\"'")
_SENTENCE_ENDS: Final = ("。", "；", "：", "！", "？")
_NUMBERED: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:[、)）]|[.．](?!\d))|[①-⒇㈠-㈩]"
)
_DATE: Final = re.compile(r"(\d{4}|[二〇○零一三四五六七八九]{4})\s*年.{1,4}月.{1,4}日")
_TOLERANCE_EM: Final = 0.35
"""Slack for glyph spacing and rounding, in ems."""


@dataclass(frozen=True)
class Line:
    """One line of text; coordinates and ``size`` (of its type) in points."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    doubts: tuple[Doubt, ...] = ()


def width_of(text: str, size: float) -> float:
    """Estimated width of ``text`` in points: a full-width character is one em, any other half of one."""
    return sum(size if ord(c) > 0x2E7F or c in _QUOTES else size / 2 for c in text)


def first_chunk(text: str) -> str:
    """The part of ``text`` that a line break could not have torn: what had to fit on the line before."""
    end = 1
    while end < len(text) and _sticks(text[end - 1], text[end]):
        end += 1
    return text[:end]


def _sticks(before: str, after: str) -> bool:
    if after in _CLOSING or before in _OPENING or before in _QUOTES or after in _QUOTES:
        return True
    # 2024.12, 1,200 and 3/4 stay whole.
    return _is_word(after) and (_is_word(before) or before in ".,/:-%")


def _is_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def is_full(line: Line, right: float, following: str) -> bool:
    """Whether ``line`` ended because ``following`` did not fit before ``right`` (points)."""
    chunk = first_chunk(following)
    return right - line.x1 < width_of(chunk, line.size) + _TOLERANCE_EM * line.size


def to_paragraphs(lines: Sequence[Line], right: float, left: float) -> list[list[Line]]:
    """Lines in reading order grouped into paragraphs. ``left`` and ``right`` bound the text, in points; a line
    that starts further in than the one before it, by an em or more, starts a paragraph."""
    paragraphs: list[list[Line]] = []
    for line in lines:
        above = paragraphs[-1][-1] if paragraphs else None
        joins = above is not None and is_full(above, right, line.text) and not starts_anew(line, above, left)
        if above is not None and joins and not _is_set_apart(line, above, left, right):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return paragraphs


def _is_set_apart(line: Line, above: Line, left: float, right: float) -> bool:
    """Whether either line stands by itself whatever its width: another size of type, centred, or a date alone."""
    other_size = abs(line.size - above.size) > 0.1 * above.size
    return other_size or any(_is_centred(each, left, right) or _DATE.fullmatch(each.text) for each in (line, above))


def _is_centred(line: Line, left: float, right: float) -> bool:
    before, after = line.x0 - left, right - line.x1
    # A paragraph's first line is indented by two ems, give or take the rounding of its producer.
    return before > 2.5 * line.size and abs(before - after) < 2 * line.size


def starts_anew(line: Line, above: Line, left: float) -> bool:
    """Whether ``line`` begins a paragraph although the one above is full: it is indented further, or it is numbered
    and the one above ends a sentence."""
    indented = line.x0 - left > 0.9 * line.size and line.x0 - above.x0 > -0.9 * line.size
    return indented or (_NUMBERED.match(line.text) is not None and above.text.endswith(_SENTENCE_ENDS))


def joined(lines: Sequence[Line]) -> str:
    """Text of one paragraph's lines; a space stays between two Latin words only."""
    return to_text([lines])[0]


def to_text(paragraphs: Sequence[Sequence[Line]]) -> tuple[str, tuple[Doubt, ...]]:
    """Text of paragraphs, given as their lines, with a newline between two; and what is doubtful in it."""
    text = ""
    doubts: list[Doubt] = []
    for number, lines in enumerate(paragraphs):
        text += "\n" if number else ""
        for line in lines:
            text += " " if _needs_space(text, line.text) else ""
            doubts += [d.model_copy(update={"at": d.at + len(text)}) for d in line.doubts]
            text += line.text
    return text, tuple(doubts)


def _needs_space(before: str, after: str) -> bool:
    ends = (before[-1:], after[:1])
    return all(_is_word(c) and c.isalpha() for c in ends if c) and all(ends)


def bounds(lines: Sequence[Line]) -> Box:
    """The box around some lines."""
    return (
        min(line.x0 for line in lines),
        min(line.top for line in lines),
        max(line.x1 for line in lines),
        max(line.bottom for line in lines),
    )
