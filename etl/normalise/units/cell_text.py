"""A cell's text made ready for reading: unseen characters gone, look-alikes folded, brackets and separators found."""

import re
from collections.abc import Iterator
from typing import Final

from etl.normalise.narrow import Table, narrow

OPEN: Final = "([〔【{「"
CLOSE: Final = ")]〕】}」"
SEPARATORS: Final = "、,;/|。"
"""Characters between names, as ``fold`` leaves them."""
HAN: Final = "㐀-鿿"
_DEEPEST: Final = 20
"""Brackets around one text that are taken off."""
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe0f]")
_WORD: Final = re.compile(r"[^\d\W_]")
_LINE_ENDS: Final = re.compile("\r\n?|[\u2028\u2029\x0b\x0c\x85]")


def clean(text: str) -> str:
    """``text`` without characters that nobody sees, every line end a newline."""
    return text if _FOLDED_ALREADY.fullmatch(text) else _LINE_ENDS.sub("\n", _UNSEEN.sub("", text))


def fold(text: str) -> str:
    """``text`` with full-width and other look-alike characters folded (Unicode NFKC), character for character, so
    that what is found in it stands at the same place in ``text``."""
    return text if _FOLDED_ALREADY.fullmatch(text) else _FOLDED.folded(text)


def _folded(char: str) -> str:
    if char.isspace():
        return "\n" if char == "\n" else " "
    return "、" if char == "﹑" else narrow(char)


_FOLDED: Final = Table(_folded)
_FOLDED_ALREADY: Final = re.compile("[一-鿿、 -~\n]*")
"""Texts of which every character is itself when it is folded, as most names are."""
_NO_BRACKET: Final = re.compile("[一-鿿、 \n0-9A-Za-z]*")
"""Texts without brackets and without characters that any would be folded to."""
_SEPARATOR: Final = re.compile(f"[{re.escape(SEPARATORS)}]")
_PARTING: Final = re.compile(f"[{re.escape(SEPARATORS + OPEN)}]")
_ANY_BRACKET: Final = re.compile(f"[{re.escape(OPEN + CLOSE)}]")


def pairs(text: str) -> dict[int, int]:
    """Where each bracket of ``text`` that opens closes, for those that do."""
    if _NO_BRACKET.fullmatch(text):
        return {}
    found: dict[int, int] = {}
    opened: list[int] = []
    for bracket in _ANY_BRACKET.finditer(fold(text)):
        if bracket[0] in OPEN:
            opened.append(bracket.start())
        elif opened:
            found[opened.pop()] = bracket.start()
    return found


def chunks(text: str) -> Iterator[str]:
    """The pieces of ``text`` between separators that stand outside of brackets; one that never closes holds nothing."""
    folded = fold(text)
    if folded is text and _ANY_BRACKET.search(text) is None:
        yield from _SEPARATOR.split(text)
        return
    closing = pairs(text)
    begun = at = 0
    for mark in _PARTING.finditer(folded):
        if mark.start() < at:
            continue
        if mark[0] in SEPARATORS:
            yield text[begun : mark.start()]
            begun = mark.end()
        at = closing.get(mark.start(), mark.start()) + 1
    yield text[begun:]


def trailing_bracket(text: str) -> tuple[str, str] | None:
    """What stands before a bracket that ends ``text`` and what in it; ``None`` where none does."""
    opened = next((at for at, closed in pairs(text).items() if closed == len(text) - 1), None)
    return None if opened is None else (text[:opened], text[opened + 1 : -1])


def unbracketed(text: str) -> str:
    """``text`` without white space around it and without brackets around all of it or halves of brackets at its
    ends."""
    text = text.strip()
    if _NO_BRACKET.fullmatch(text) or _ANY_BRACKET.search(fold(text)) is None:
        return text
    for _ in range(_DEEPEST):
        if not text:
            break
        closing = pairs(text)
        folded = fold(text)
        whole = closing.get(0) == len(text) - 1
        if whole or (folded[0] in OPEN and 0 not in closing) or folded[0] in CLOSE:
            text = (text[1:-1] if whole else text[1:]).strip()
        elif folded[-1] in OPEN or (folded[-1] in CLOSE and len(text) - 1 not in closing.values()):
            text = text[:-1].strip()
        else:
            break
    return text


def despaced(pieces: list[str]) -> list[str]:
    """Pieces between white space, single characters in a row put together again: 区 教 委."""
    joined: list[str] = []
    in_row = False
    for at, piece in enumerate(pieces):
        single = len(piece) == 1
        if single and in_row:
            joined[-1] += piece
        else:
            joined.append(piece)
            in_row = single and len(pieces[at + 1 : at + 2] and pieces[at + 1]) == 1
    return joined


def fold_ends(name: str) -> str:
    """``name`` without the marks that a list leaves at its ends."""
    return name.strip(" .．·:：-—–+*“”\"'‘’")


def is_han(text: str) -> bool:
    """Whether ``text`` is Chinese characters alone."""
    return all("㐀" <= char <= "鿿" for char in text)


def is_word(text: str) -> bool:
    """Whether ``text`` says anything: a mark or a bare number does not."""
    return _WORD.search(text) is not None
