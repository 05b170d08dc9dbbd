"""Unit cells to units: names told apart, each mapped to one id for each body."""

import re
from collections.abc import Iterator
from typing import Final

from etl.keys import unit_key
from etl.normalise.lexicon import Lexicon
from etl.normalise.mentions import Mention, resolve, told_apart
from schemas.reference import NoticeWords

_SEPARATORS: Final = "、，,；;/／"
_OPEN: Final = "（([〔【"
_CLOSE: Final = "）)]〕】"
_UNIT_LIKE: Final = re.compile(r"[一-鿿（）()]{2,}(?:局|委|办|部|镇|乡|街道|公司|中心|会|院|支队|社|处|园)")
"""How names of bodies end, for telling apart those that nobody knows."""
_NUMBER: Final = re.compile(r"^[(（]?\d{1,2}[.．、)）]")
_ENUMERATOR: Final = re.compile(
    r"(?<![\d.．])(?:[(（]?(?P<number>\d{1,2})(?:[)）][.．、]?|[.．、])|(?P<circled>[①-⑳]))\s*(?=[一-鿿])"
)
_REST: Final = re.compile(
    r"等(?:\d+|[一二三四五六七八九十两]+)?个?(?:[镇乡街道（）()]{1,8}|部门|单位|企业|公司|村|社区|学校)"
)
"""The rest of a list that stands by itself: 等7个街道 belongs to the name before it."""
_ENDING: Final = re.compile(r"[。.．]+$")


def read_units(text: str | None, lexicon: Lexicon, words: NoticeWords) -> list[Mention]:
    """Units of one cell in the order written; 无 or — or an empty cell name none."""
    return told_apart([resolve(name, lexicon) for name in split_names(text or "", lexicon, words)], text or "")


def split_names(text: str, lexicon: Lexicon, words: NoticeWords) -> list[str]:
    """Names of a cell: told apart at separators outside brackets, at line ends, and where known names run together."""
    names: list[str] = []
    for chunk in _chunks(_unnumbered(text)):
        for name in _names_in(chunk, lexicon):
            if names and _REST.fullmatch(name):
                names[-1] += name
            else:
                names.append(name)
    tidied = [_ENDING.sub("", _NUMBER.sub("", n)) for n in names]
    return [n for n in tidied if _is_word(n) and n not in words.none and unit_key(n) not in lexicon.not_units]


def _is_word(name: str) -> bool:
    return any(char.isalnum() for char in name) and not name.isdecimal()


def _unnumbered(text: str) -> str:
    """A cell that counts its units, 1.区教委 2.区财政局 or ①区教委②区财政局, with separators for the numbers."""
    numbers = [
        int(n["number"]) if n["number"] else ord(n["circled"]) - ord("①") + 1 for n in _ENUMERATOR.finditer(text)
    ]
    counts_up = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return _ENUMERATOR.sub("；", text) if counts_up else text


def _chunks(text: str) -> Iterator[str]:
    """The pieces between separators that stand outside of brackets; a bracket that never closes holds nothing."""
    pairs = sum(char in _OPEN for char in text) == sum(char in _CLOSE for char in text)
    depth = 0
    chunk = ""
    for char in text:
        depth += pairs * ((char in _OPEN) - (char in _CLOSE))
        if char in _SEPARATORS and depth <= 0:
            yield chunk
            chunk = ""
        elif char != "\n" or depth <= 0:
            chunk += char
    yield chunk


def _names_in(chunk: str, lexicon: Lexicon) -> list[str]:
    """Names in a piece without separators. A line end in it may part two names or break one in two; what the
    lexicon knows decides, and where it knows nothing a line is a name."""
    whole = "".join(chunk.split())
    if not whole:
        return []
    if _is_known(whole, lexicon):
        return [whole]
    lines = ["".join(line.split()) for line in chunk.split("\n") if line.strip()]
    if len(lines) > 1 and all(_is_known(line, lexicon) or lexicon.cut(line) for line in lines):
        return [name for line in lines for name in _cut(line, lexicon)]
    cut = _cut(whole, lexicon)
    if len(cut) > 1:
        return cut
    for parts in (re.split(r"[和及与]", whole), chunk.split()):
        if len(parts) > 1 and all(_is_known(part, lexicon) or _UNIT_LIKE.fullmatch(part) for part in parts):
            return parts
    return lines


def _is_known(name: str, lexicon: Lexicon) -> bool:
    return lexicon.find(name) is not None or lexicon.is_group(name)


def _cut(name: str, lexicon: Lexicon) -> list[str]:
    """``name`` as the names that run together in it, each as written; itself if it is known or cannot be cut."""
    if _is_known(name, lexicon):
        return [name]
    tokens = lexicon.cut(name)
    if tokens is None:
        return [name]
    if sum(map(len, tokens)) != len(name):
        return tokens
    names: list[str] = []
    at = 0
    for token in tokens:
        names.append(name[at : at + len(token)])
        at += len(token)
    return names


def read_leaders(text: str | None, words: NoticeWords) -> list[str]:
    """Persons of a 牵头领导 cell in the order written; the space inside a two-character name (唐　密) is none."""
    names: list[str] = []
    for piece in re.split(r"[、，,；;/／\n]", text or ""):
        names.extend(_persons(piece.split()))
    return list(dict.fromkeys(n for n in names if _is_word(n) and n not in words.none))


def _persons(parts: list[str]) -> list[str]:
    """Names parted by spaces; two single characters in a row are the halves of one."""
    names: list[str] = []
    half = False
    for part in parts:
        if half and len(part) == 1:
            names[-1] += part
            half = False
        else:
            names.append(part)
            half = len(part) == 1
    return names
