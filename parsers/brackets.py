"""Brackets of a text, whatever their shape: where they stand, and what stands in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

PAIRS: Final = {"（": "）", "(": ")", "【": "】", "[": "]", "［": "］", "〔": "〕", "〖": "〗", "{": "}", "｛": "｝"}
_CLOSING: Final = {
    "）": "（(",
    ")": "（(",
    "】": "【",
    "]": "[［",
    "］": "[［",
    "〕": "〔",
    "〗": "〖",
    "}": "{｛",
    "｝": "{｛",
}

_DEEPEST: Final = 8
"""Brackets inside one another, at most: what would close one further out closes nothing."""


@dataclass(frozen=True)
class Bracket:
    """An outermost pair of brackets: the index of the first, the one behind the last, and the text between."""

    start: int
    end: int
    inner: str


def brackets(text: str) -> Iterator[Bracket]:
    """The outermost brackets of ``text``, left to right. A half-width one may close a full-width one of its shape; a
    bracket that nothing closes is a character like any other."""
    opened: list[int] = []
    found: list[Bracket] = []
    for index, char in enumerate(text):
        if char in PAIRS:
            opened.append(index)
        elif char in _CLOSING:
            above = range(len(opened) - 1, max(-1, len(opened) - 1 - _DEEPEST), -1)
            match = next((n for n in above if text[opened[n]] in _CLOSING[char]), None)
            if match is not None:
                start = opened[match]
                del opened[match:]
                while found and found[-1].start > start:
                    found.pop()
                found.append(Bracket(start, index + 1, text[start + 1 : index]))
    yield from found


def is_open(text: str) -> bool:
    """Whether ``text`` ends inside a bracket: more of it must follow."""
    at = 0
    for bracket in brackets(text):
        if any(char in PAIRS for char in text[at : bracket.start]):
            return True
        at = bracket.end
    return any(char in PAIRS for char in text[at:])
