"""Cells of 牵头领导 to persons: names told apart, titles and brackets left out, halves put together."""

import re
from typing import Final

from etl.normalise.remembered import MadeOnce
from etl.normalise.units.cell_text import HAN, chunks, clean, fold, is_han, is_word, trailing_bracket, unbracketed
from etl.normalise.units.name_shapes import Shapes, shapes_of, without_phones
from schemas.reference import CellWords
from schemas.withheld import without_marks

_LABEL: Final = re.compile(rf"^[{HAN}]{{2,8}}\s*:")
_LONGEST_RUN: Final = 40


def read_leaders(text: str | None, words: CellWords) -> list[str]:
    """Persons of a 牵头领导 cell in the order written, each once. The space inside a two-character name (唐　密) is
    none, 副区长 李四 is 李四, and a name that a line end cut is whole again."""
    names: list[str] = []
    if not text:
        return names
    for chunk in chunks(without_marks(clean(text))):
        names.extend(_persons(chunk, words))
    return list(dict.fromkeys(n for n in names if is_word(n) and n not in words.none))


def _persons(chunk: str, words: CellWords) -> list[str]:
    chunk = unbracketed(without_phones(chunk)[0])
    chunk = chunk[label.end() :] if (label := _LABEL.match(fold(chunk))) else chunk
    pieces = [p for piece in chunk.split() if (p := _untitled(_unremarked(piece), words))]
    names = _halves_joined(pieces)
    shapes = shapes_of(words)
    if not names or all(map(shapes.is_person, names)) or not all(map(is_han, names)):
        return names
    runs = [_recut(name, shapes) for name in names]
    apart = [name for run in runs for name in run or ()] if all(runs) else None
    return apart or _recut("".join(names), shapes) or names


def _unremarked(piece: str) -> str:
    """A piece without a bracket behind it and without 等."""
    while (found := trailing_bracket(piece)) and found[0]:
        piece = found[0]
    return piece.removesuffix("等")


def _untitled(piece: str, words: CellWords) -> str:
    """A piece without titles; one that leaves a surname alone (张区长) is how the cell names its person."""
    bare = _titles(words).sub("", piece)
    return piece if len(bare) == 1 and bare != piece else bare


@MadeOnce
def _titles(words: CellWords) -> re.Pattern[str]:
    title, opener = (
        "|".join(sorted(map(re.escape, some), key=len, reverse=True)) for some in (words.titles, words.title_openers)
    )
    return re.compile(rf"(?:{opener}){{0,6}}(?:{title})")


def _halves_joined(parts: list[str]) -> list[str]:
    """Names parted by white space; two single characters in a row are the halves of one, and a single one behind a
    name of two its end (张广, 莉)."""
    names: list[str] = []
    half = False
    for part in parts:
        if names and len(part) == 1 and (half or len(names[-1]) == 2):
            names[-1] += part
            half = False
        else:
            names.append(part)
            half = len(part) == 1
    return names


def _recut(run: str, shapes: Shapes) -> list[str] | None:
    """Names that ``run`` is made of end to end, if there is one way only."""
    if len(run) > _LONGEST_RUN:
        return None
    ways: list[list[list[str]]] = [[[]]]
    for end in range(1, len(run) + 1):
        found = [
            [*way, run[at:end]]
            for at in range(max(0, end - 4), end)
            if shapes.is_person(run[at:end])
            for way in ways[at]
        ]
        ways.append(found[:2])
    return ways[-1][0] if len(ways[-1]) == 1 else None
