"""The words and signs by which a cell of units gives roles: 牵头单位：, A牵头, （牵头）, A会同B, ★."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from etl.normalise.remembered import MadeOnce
from etl.normalise.units.cell_text import CLOSE, HAN, OPEN, fold, pairs
from etl.normalise.units.name_shapes import SIGNS, shapes_of
from schemas.normalised import UnitRole
from schemas.reference import CellWords, RoleWords

_O, _C = re.escape(OPEN), re.escape(CLOSE)
_ENDS: Final = rf"(?=[\s、,;。{_C}]|$)"
_BEHIND_NAMES: Final = ("behind", "front")
_LONGEST_NAME: Final = 30
"""Characters before a word of a role that are read as the name it may stand in."""
_NAME_BEFORE: Final = re.compile(rf"[{HAN}]{{0,{_LONGEST_NAME}}}$")
STARS: Final = "★☆▲△●◆■※*"


@dataclass(frozen=True)
class Mark:
    """A word or a sign by which a cell gives roles; ``role`` is ``None`` where it leaves them as they are."""

    start: int
    end: int
    kind: str
    role: UnitRole | None = None


def marks_in(text: str, words: RoleWords, cells: CellWords) -> list[Mark]:
    """The marks of a cell in order, with the brackets that hold some of them."""
    folded = fold(text)
    if _needles_of(words).search(folded) is None:
        return []
    pattern, roles = _patterns_of(words)(cells)
    found = _labels([_mark(match, roles) for match in _matches(pattern, folded, cells)], text)
    held = [m for m in found if m.kind not in ("bracket", "star")]
    around = list(_brackets(pairs(text), [m.start for m in held]))
    inner = {at for one in found if one.kind == "bracket" for at in (one.start,)}
    opened = [Mark(o, o + 1, "open") for o, _ in around if o not in inner]
    closed = [Mark(c, c + 1, "close") for o, c in around if o not in inner]
    return sorted([*found, *opened, *closed], key=lambda m: (m.start, m.end))


def _matches(pattern: re.Pattern[str], text: str, cells: CellWords) -> Iterator[re.Match[str]]:
    """The marks of a folded cell, without words of a role that begin inside a name."""
    at = 0
    while match := pattern.search(text, at):
        kind = str(match.lastgroup)
        at = match.end()
        if kind in _BEHIND_NAMES and match.start(kind) == match.start() and _in_name(text, match.start(), cells):
            at = match.start() + 1
        else:
            yield match


def _in_name(text: str, at: int, cells: CellWords) -> bool:
    """Whether the first character of a word still ends the name before it: 区政协|办, not 区政|协办; 电信|协办."""
    before = _NAME_BEFORE.search(text[max(0, at - _LONGEST_NAME) : at])
    name = before[0] if before else ""
    shapes = shapes_of(cells)
    if not name or not shapes.is_whole(name + text[at]):
        return False
    if (name + text[at]).endswith(shapes.organs):
        return True
    told = (name + text[at]).endswith(shapes.long_endings) or any(s in name for s in SIGNS)
    return told and not name.endswith(cells.endings)


def _brackets(closing: dict[int, int], starts: list[int]) -> Iterator[tuple[int, int]]:
    """The brackets that hold a mark, the marks' places in order."""
    for opened, closed in closing.items():
        after = bisect_right(starts, opened)
        if after < len(starts) and starts[after] < closed:
            yield opened, closed


def _labels(marks: list[Mark], text: str) -> list[Mark]:
    """``marks``, their brackets as labels in front if the cell opens with one: 【牵头单位】A【配合单位】B."""
    first = next((m for m in marks if m.kind == "bracket"), None)
    if first is None or any(char.isalnum() for char in text[: first.start]):
        return marks
    return [replace(m, kind="front") if m.kind == "bracket" else m for m in marks]


def _mark(match: re.Match[str], roles: dict[str, UnitRole]) -> Mark:
    kind = str(match.lastgroup)
    word = match[kind]
    if kind == "star":
        return Mark(*match.span(), kind, UnitRole.LEAD)
    return Mark(*match.span(), kind.rstrip("2"), roles.get(word))


@MadeOnce
def _needles_of(words: RoleWords) -> re.Pattern[str]:
    """One word or sign of each mark: most cells have none, and need no look at the pattern of all marks."""
    told = (*words.all, "负责", *words.persons, *words.watching, *words.scopes, *words.jointly, *words.doing)
    return re.compile(_any({*told, *words.dutiful, *words.alone, *STARS}))


@MadeOnce
def _patterns_of(words: RoleWords) -> MadeOnce[CellWords, tuple[re.Pattern[str], dict[str, UnitRole]]]:
    return MadeOnce(lambda cells: _patterns(words, cells))


def _patterns(words: RoleWords, cells: CellWords) -> tuple[re.Pattern[str], dict[str, UnitRole]]:
    """The pattern of every mark in a folded cell, and the roles of its words."""
    role, doing = _any(words.all), _any(words.doing)
    before, behind = f"(?:{_any(words.adverbs)}){{0,3}}", f"(?:{_any(words.deeds)}){{0,3}}"
    bearer = _any(words.bearers)
    level = f"(?:{_any(words.scopes)}|主要|具体|项目|工作|落实|实施|共同|第[一二三]){{0,3}}"
    more = rf"(?:[、及与和/(]?(?:{role})\)?){{0,3}}"
    label = rf"{more}(?:责任)?(?:{bearer})?(?:及职责)?"
    ended = rf"(?<=[{''.join(sorted({e[-1] for e in cells.endings}))}等{_C}])"
    opens = rf"(?:^|(?<=[\s、,;。:{_O}]))"
    parts = (
        rf"[{_O}]\s*{level}{before}(?P<bracket>{role}){more}{behind}(?:责任)?(?:{bearer})?\s*[{_C}]",
        rf"{opens}(?:{level})(?:{_any(words.persons)})(?:[及、]?(?:{_any(words.persons)}))*\s*(?P<persons>:)",
        rf"{opens}(?:{level})(?:{_any(words.watching)})(?:责任)?(?:{bearer}|领导)?\s*(?P<watching>:)",
        rf"{level}{before}(?P<front>{role}|负责){label}\s*:",
        rf"{opens}{level}{before}(?P<front2>{role}){more}(?:责任)?(?:{bearer})(?:\s+|(?=[区县市]))(?=\S)",
        rf"{opens}(?:{_any(words.scopes)})(?:层面|责任)?(?:{bearer})?\s*(?P<scope>:)",
        rf"(?:(?<=[\s、,;。])|{ended})(?P<joint>{_any(words.jointly)})(?=[{HAN}]{{2}})(?![会社体办])",
        rf"{before}(?P<behind>{role}){behind}{_ENDS}",
        rf"{ended}{before}(?P<behind2>{role}){behind}(?=[区县市各][{HAN}]{{2}})",
        rf"{before}(?P<doing>{doing}){behind}{_ENDS}",
        rf"{ended}{before}(?P<deed>{_any(words.dutiful)})(?![区县市各])[{HAN}]{{2,20}}{_ENDS}",
        rf"(?P<alone>{_any(words.alone)}){_ENDS}",
        rf"(?P<star>[{re.escape(STARS)}]+)",
    )
    return re.compile("|".join(parts)), {w: words.role_of(w) for w in (*words.all, "负责")}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
