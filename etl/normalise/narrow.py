"""Look-alike characters folded one for one, so that what is found in the folded text stands at the same place."""

import unicodedata
from collections.abc import Callable


def narrow(char: str) -> str:
    """The compatible form of a character (Unicode NFKC) where that is one character, else the character itself."""
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


class Table(dict[int, str]):
    """A table for ``str.translate`` that asks ``fold`` once for each character that it meets.

    Filling one for all of Unicode takes longer than most runs; folding a character each time it comes is most of what
    reading a cell would cost.
    """

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._fold = fold

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded
