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
            match = next((at for at in reversed(opened) if text[at] in _CLOSING[char]), None)
            if match is not None:
                del opened[opened.index(match) :]
                found = [f for f in found if f.start < match]
                found.append(Bracket(match, index + 1, text[match + 1 : index]))
    yield from found


def is_open(text: str) -> bool:
    """Whether ``text`` ends inside a bracket: more of it must follow."""
    rest = text
    for bracket in reversed(list(brackets(text))):
        rest = rest[: bracket.start] + rest[bracket.end :]
    return any(char in PAIRS for char in rest)
