"""Look-alike characters folded one for one, so that what is found in the folded text stands at the same place."""

import re
import unicodedata
from collections.abc import Callable
from typing import Final

_UNUSUAL: Final = re.compile("[^一-鿿 -~]")
"""Characters that may be folded: all but the unified ideographs and those of ASCII, which are folded already."""
_FEW: Final = 16
"""Different characters of one text that are replaced one by one, which is quicker than to look each place up."""


def narrow(char: str) -> str:
    """The compatible form of a character (Unicode NFKC) where that is one character, else the character itself."""
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


class Table(dict[int, str]):
    """A table for ``str.translate`` that asks ``fold`` once for each character that it meets.

    ``fold`` leaves ideographs and ASCII as they are, and whatever it gives as well. Filling a table for all of Unicode
    takes longer than most runs; folding a character each time it comes is most of what reading a cell would cost.
    """

    def __init__(self, fold: Callable[[str], str]) -> None:
        super().__init__()
        self._fold = fold

    def folded(self, text: str) -> str:
        """``text`` translated: character for character, each as ``fold`` gives it."""
        unusual = set(_UNUSUAL.findall(text))
        if len(unusual) > _FEW:
            return text.translate(self)
        for char in unusual:
            text = text.replace(char, self[ord(char)])
        return text

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded
