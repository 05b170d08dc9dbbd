"""Cells that give their units different roles by themselves, whatever their column is called."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Final

from etl.normalise.cell_text import CLOSE, HAN, OPEN, clean, fold, pairs, unbracketed
from schemas.normalised import UnitRole
from schemas.reference import CellWords, RoleWords

_O, _C = re.escape(OPEN), re.escape(CLOSE)
_ENDS: Final = rf"(?=[\s、,;。{_C}]|$)"
_STARS: Final = "★☆▲△●◆■※*"
_CLAUSE: Final = re.compile(r"[,;。\n]")


class Fate(StrEnum):
    """What a piece of a cell holds: units of a role, bodies that only watch over the work, persons, or what somebody
    does (负责资金保障)."""

    UNITS = "units"
    WATCHING = "watching"
    PERSONS = "persons"
    DEED = "deed"


@dataclass(frozen=True)
class RolePiece:
    """A piece of a cell, its units' role, and the role of its first or its last one where that is marked by itself."""

    role: UnitRole
    text: str
    first: UnitRole | None = None
    last: UnitRole | None = None
    fate: Fate = Fate.UNITS


@dataclass(frozen=True)
class _Mark:
    """A word or a sign by which a cell gives roles; ``role`` is ``None`` where it leaves them as they are."""

    start: int
    end: int
    kind: str
    role: UnitRole | None = None


@dataclass(frozen=True)
class _Piece:
    """A piece whose role may still hang on what the rest of the cell says."""

    text: str
    role: UnitRole | None = None
    first: UnitRole | None = None
    last: UnitRole | None = None
    fate: Fate = Fate.UNITS
    follows_lead: bool = False


@dataclass
class _Label:
    """What the last label in front said, in the bracket that is open."""

    role: UnitRole | None = None
    fate: Fate = Fate.UNITS
    joint: bool = False
    led: bool = False


def split_by_role(cell: str, column: UnitRole, words: RoleWords, cells: CellWords) -> list[RolePiece]:
    """The pieces of a unit cell with their roles; ``column`` is the role of whatever the cell does not label.

    牵头单位：A；配合单位：B、C labels in front, A牵头，B、C配合 behind, A会同B joins, A（牵头）、B and ★A、B mark the lead
    and leave the others to cooperate. A label 责任单位 without a 牵头单位 beside it means the lead (contract, "Words").
    """
    text = clean(cell)
    marks = _marks(text, _patterns(words, cells))
    if not marks:
        return [RolePiece(column, cell)]
    pieces = _Reading(text, column, marks).pieces()
    leads = any(m.role is UnitRole.LEAD for m in marks)
    marked = any(UnitRole.LEAD in (p.first, p.last) for p in pieces)
    return [_settled(p, column, leads, marked) for p in pieces]


def _settled(piece: _Piece, column: UnitRole, leads: bool, marked: bool) -> RolePiece:
    """A piece with the role that the whole cell leaves to it."""
    role = piece.role
    if role is UnitRole.RESPONSIBLE and not leads and column is UnitRole.LEAD:
        role = UnitRole.LEAD
    first, last = piece.first, piece.last
    if column is not UnitRole.LEAD:
        first = last = None
    elif role is None and (marked or piece.follows_lead):
        role = UnitRole.COOPERATING
    return RolePiece(role or column, piece.text, first, last, piece.fate)


class _Reading:
    """Walks over the marks of one cell and cuts it at them."""

    def __init__(self, text: str, column: UnitRole, marks: list[_Mark]) -> None:
        self._text = text
        self._column = column
        self._marks = marks
        self._has_lead = any(m.role is UnitRole.LEAD for m in marks)
        self._label = _Label()
        self._around: list[_Label] = []
        self._first: UnitRole | None = None
        self._pieces: list[_Piece] = []

    def pieces(self) -> list[_Piece]:
        """The cell's pieces in order, those without a word left out."""
        at = 0
        for mark in self._marks:
            self._take(self._text[at : mark.start], mark)
            at = mark.end
        self._add(self._text[at:])
        return self._pieces

    def _take(self, before: str, mark: _Mark) -> None:
        match mark.kind:
            case "front" | "watching" | "persons":
                self._add(before)
                fate = Fate.UNITS if mark.kind == "front" else Fate(mark.kind)
                self._label = replace(self._label, role=mark.role, fate=fate, joint=False)
            case "behind":
                self._behind(before, mark.role)
            case "doing":
                self._behind(before, UnitRole.RESPONSIBLE if self._has_lead and not self._label.joint else None)
            case "deed":
                self._behind(before, self._deed_role(mark))
                self._pieces.append(_Piece(self._text[mark.start : mark.end], fate=Fate.DEED))
            case "joint":
                self._add(before)
                self._label = replace(self._label, joint=True)
            case "bracket":
                self._add(before, last=mark.role)
            case "star":
                self._star(before, mark)
            case "open":
                self._add(before)
                self._around.append(self._label)
                self._label = _Label()
            case "close":
                self._add(before)
                self._label = self._around.pop()
            case _:
                self._add(before)

    def _behind(self, before: str, role: UnitRole | None) -> None:
        """Names with their role behind them: 由A牵头. B配合 reaches back to the lead before it, or else over its
        own clause."""
        if self._label.joint:
            role = None
        before = re.sub(r"^([\s、,;。]*)由", r"\1", before)
        clauses = list(_CLAUSE.finditer(fold(before).rstrip("、,; \n"))) if role is UnitRole.COOPERATING else []
        if clauses and not self._has_lead and self._column is UnitRole.LEAD:
            self._add(before[: clauses[-1].start()])
            before = before[clauses[-1].end() :]
        self._add(before, role)
        self._label = replace(self._label, joint=False, led=self._label.led or role is UnitRole.LEAD)

    def _deed_role(self, mark: _Mark) -> UnitRole | None:
        own = mark.role if mark.role is not UnitRole.RESPONSIBLE or self._has_lead else None
        return own if self._column is UnitRole.LEAD else None

    def _star(self, before: str, mark: _Mark) -> None:
        behind = before[-1:].strip() and not re.match(r"[、,;。]", fold(before[-1:]))
        ends = re.match(r"\s*(?:[、,;。]|$)", fold(self._text[mark.end : mark.end + 3]))
        if behind and ends:
            self._add(before, last=UnitRole.LEAD)
        else:
            self._add(before)
            self._first = UnitRole.LEAD

    def _add(self, text: str, role: UnitRole | None = None, last: UnitRole | None = None) -> None:
        text = unbracketed(text)
        if not any(char.isalnum() for char in text):
            return
        label = self._label
        if role is None and label.joint:
            role = UnitRole.COOPERATING if self._column is UnitRole.LEAD else None
        role = role or label.role
        self._pieces.append(_Piece(text, role, self._first, last, label.fate, label.led))
        self._first = None


def _marks(text: str, patterns: tuple[re.Pattern[str], dict[str, UnitRole]]) -> list[_Mark]:
    """The marks of a cell in order, with the brackets that hold some of them."""
    pattern, roles = patterns
    found = _labels([_mark(match, roles) for match in pattern.finditer(fold(text))], text)
    held = [m for m in found if m.kind not in ("bracket", "star")]
    around = list(_brackets(pairs(text), [m.start for m in held]))
    inner = {at for one in found if one.kind == "bracket" for at in (one.start,)}
    opened = [_Mark(o, o + 1, "open") for o, _ in around if o not in inner]
    closed = [_Mark(c, c + 1, "close") for o, c in around if o not in inner]
    return sorted([*found, *opened, *closed], key=lambda m: (m.start, m.end))


def _brackets(closing: dict[int, int], starts: list[int]) -> Iterator[tuple[int, int]]:
    """The brackets that hold a mark, the marks' places in order."""
    for opened, closed in closing.items():
        after = bisect_right(starts, opened)
        if after < len(starts) and starts[after] < closed:
            yield opened, closed


def _labels(marks: list[_Mark], text: str) -> list[_Mark]:
    """``marks``, their brackets as labels in front if the cell opens with one: 【牵头单位】A【配合单位】B."""
    first = next((m for m in marks if m.kind == "bracket"), None)
    if first is None or any(char.isalnum() for char in text[: first.start]):
        return marks
    return [replace(m, kind="front") if m.kind == "bracket" else m for m in marks]


def _mark(match: re.Match[str], roles: dict[str, UnitRole]) -> _Mark:
    kind = str(match.lastgroup)
    word = match[kind]
    if kind == "star":
        return _Mark(*match.span(), kind, UnitRole.LEAD)
    return _Mark(*match.span(), kind.rstrip("2"), roles.get(word))


@cache
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
        rf"(?P<star>[{re.escape(_STARS)}]+)",
    )
    return re.compile("|".join(parts)), {w: words.role_of(w) for w in (*words.all, "负责")}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))
