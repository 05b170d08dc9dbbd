"""White space of a page as CSS collapses it (CSS Text Module Level 3, 4.1), so that only ends of lines are left that a
reader sees."""

import re
import unicodedata
from typing import Final

_RUN: Final = re.compile(r"[ \t\n\r\f]+")
_UNSEEN: Final = re.compile("[\u200b\u200c\u200d\u2060\ufeff\u00ad]")
_CHINESE_SIGNS: Final = frozenset("“”‘’—…·")
"""Signs whose width depends on the language, and which are wide in Chinese."""


def collapsed(text: str) -> str:
    """One line of a page: runs of white space are one space, or nothing where the source was wrapped between two
    Chinese characters (4.1.3, segment break transformation); hard spaces are spaces, the ends are trimmed."""
    return _RUN.sub(_space, _UNSEEN.sub("", text).strip()).replace("\u00a0", " ").strip()


def _space(run: re.Match[str]) -> str:
    text = run.string
    is_wrapped = "\n" in run[0] or "\r" in run[0]
    return "" if is_wrapped and _is_wide(text[run.start() - 1]) and _is_wide(text[run.end()]) else " "


def _is_wide(char: str) -> bool:
    is_hangul = "\uac00" <= char <= "\ud7af" or "\u1100" <= char <= "\u11ff"
    return char in _CHINESE_SIGNS or (unicodedata.east_asian_width(char) in "WF" and not is_hangul)


def preserved(text: str) -> list[str]:
    """The lines of preformatted text, with spaces that do not collapse."""
    hard = re.sub("[ \t]", "\u00a0", text.replace("\r\n", "\n").replace("\r", "\n"))
    return hard.split("\n")
