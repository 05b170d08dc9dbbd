"""Characters that look alike, told apart by what the recogniser does not look at: the room around them, the thickness
of their stroke, and their neighbours.

A full-width comma and a narrow one have the same ink; the full-width one is followed by half an em of white. A dash and
the numeral 一 are both a stroke; the dash is thin from end to end. What is changed by the neighbours alone, without a
look at the ink, gets a low score, so that it is named as doubtful.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from parsers.formats._scan_engine import WIDE

_NARROW: Final = {wide: narrow for narrow, wide in WIDE.items()}
_OPENING: Final = frozenset("(（")
_CLOSING: Final = frozenset(")）")
_WHITE_EM: Final = 0.3
"""White beside a mark, in ems, from which on it is a full-width one."""
PUNCTUATION: Final = frozenset("，。、；：！？（）《》〈〉「」『』【】〔〕“”‘’—…·,.;:!?()[]-")
_STROKES: Final = frozenset("一—―─－-–_ーˉ")
_THIN_EM: Final = 0.075
"""Thickness in ems below which a lone stroke is a dash: the strokes of 一 are thicker, or thicken at their end."""
_EVEN: Final = 1.7
"""How much thicker than its middle a dash may be at its thickest place."""
_SHORT_EM: Final = 0.6
"""Length in ems below which a dash is a hyphen."""
_NUMERALS: Final = frozenset("一二三四五六七八九十〇")
_GUESSED: Final = 0.5
"""Score of what the neighbours alone decided."""


@dataclass(frozen=True, slots=True)
class Inked:
    """A recognised character with its ink, all in ems: ``middle``, ``left`` and ``right`` from the start of the line,
    ``white_before`` and ``white_after`` to the ink beside it (``None`` at the line's ends), ``gap`` the widest white
    between it and the next character, ``thickness`` of its ink as a rule and ``thickest`` at its thickest place."""

    text: str
    score: float
    middle: float
    left: float
    right: float
    white_before: float | None = None
    white_after: float | None = None
    gap: float = 0.0
    thickness: float = 0.0
    thickest: float = 0.0


def told_apart(line: Sequence[Inked]) -> list[Inked]:
    """The characters of a line with the lookalikes among them settled."""
    texts = [c.text for c in line]
    return _paired([_settled(c, texts[:n], texts[n + 1 :]) for n, c in enumerate(line)])


def _paired(line: list[Inked]) -> list[Inked]:
    """Brackets of a pair as wide as each other: where one could not be measured, it takes after the other."""
    opened: list[int] = []
    for n, char in enumerate(line):
        if char.text in _OPENING:
            opened.append(n)
        elif char.text in _CLOSING and opened:
            start = opened.pop()
            if "（" in line[start].text or "）" in char.text:
                line[start], line[n] = replace(line[start], text="（"), replace(char, text="）")
    return line


def is_chinese(char: str) -> bool:
    """Whether a character is Chinese or a full-width mark, which stand in a square of their own."""
    return len(char) == 1 and (ord(char) > 0x2E7F or char in "“”‘’—…")


def _settled(char: Inked, before: Sequence[str], after: Sequence[str]) -> Inked:
    if char.text in WIDE or char.text in _NARROW:
        return _of_right_width(char, "".join(before[-1:]), "".join(after[:1]))
    if char.text in _STROKES:
        return _stroke(char, "".join(before[-1:]), "".join(after[:1]))
    if char.text in "lI|OoQ〇○0" and len(char.text) == 1:
        return _digit(char, "".join(before[-1:]), "".join(after[:1]))
    return char


def _of_right_width(char: Inked, before: str, after: str) -> Inked:
    """A mark of punctuation by the white on its open side; beside another mark, or at a line's end, by its neighbours,
    for there typesetters leave the white out."""
    white, beside = (char.white_before, before) if char.text in _OPENING else (char.white_after, after)
    wide = WIDE.get(char.text, char.text)
    if white is not None and beside not in PUNCTUATION and beside:
        # White that is there shows a wide mark; a blot in it shows nothing, so what was recognised as wide stays wide.
        return replace(char, text=wide) if white >= _WHITE_EM else char
    if any(is_chinese(c) for c in (before, after) if c):
        return replace(char, text=wide)
    return char


def _stroke(char: Inked, before: str, after: str) -> Inked:
    """A dash, a hyphen or the numeral 一."""
    if char.thickness == 0.0:
        return char  # its ink touches other ink, or lies in pieces
    is_dash = char.thickness < _THIN_EM and char.thickest < _EVEN * char.thickness
    if not is_dash and (before or after):
        return char
    if not is_dash:
        is_brushed = char.thickest >= _EVEN * char.thickness
        return replace(char, text="一", score=char.score if is_brushed else min(char.score, _GUESSED))
    if char.text == "一" and any(is_chinese(c) and c not in PUNCTUATION for c in (before, after) if c):
        return char  # 之一, 第一批: coarse print has thin strokes too
    dash = "—" if char.right - char.left >= _SHORT_EM else "-"
    if dash == char.text:
        return char
    certain = char.text != "一" and dash == "—" and char.text != "-"
    return replace(char, text=dash, score=char.score if certain else min(char.score, _GUESSED))


def _digit(char: Inked, before: str, after: str) -> Inked:
    """1 and 0 among digits, and 〇 among Chinese numerals, for the letters that look like them."""
    in_number = any(c.isdecimal() for c in (before, after) if c) and not any(
        c.isascii() and c.isalpha() for c in (before, after)
    )
    if char.text in "OoQ○0〇" and before in _NUMERALS and after in _NUMERALS and before and after:
        return replace(char, text="〇", score=char.score if char.text == "〇" else min(char.score, _GUESSED))
    if char.text in "lI|" and (in_number or not (before or after)):
        return replace(char, text="1", score=min(char.score, _GUESSED))
    if char.text in "OoQ" and in_number:
        return replace(char, text="0", score=min(char.score, _GUESSED))
    return char
