"""Cells that give their units different roles by themselves, whatever their column is called."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, NamedTuple

from etl.normalise.units.cell_text import clean, fold, unbracketed
from etl.normalise.units.role_marks import Mark, marks_in
from schemas.normalised import UnitRole
from schemas.reference import CellWords, RoleWords

_CLAUSE: Final = re.compile(r"[,;。\n]")
_LIST_END: Final = re.compile(r"[,;。]")


class Fate(StrEnum):
    """What a piece of a cell holds: units of a role, bodies that only watch over the work, persons, or what somebody
    does (负责资金保障)."""

    UNITS = "units"
    WATCHING = "watching"
    PERSONS = "persons"
    DEED = "deed"


class RolePiece(NamedTuple):
    """A piece of a cell, its units' role, and the role of its first or its last one where that is marked by itself."""

    role: UnitRole
    text: str
    first: UnitRole | None = None
    last: UnitRole | None = None
    fate: Fate = Fate.UNITS


class _Piece(NamedTuple):
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

    牵头单位：A；配合单位：B、C labels in front, A牵头，B、C配合 behind, A会同B joins; A（牵头）、B and ★A、B mark the
    lead and leave the others to cooperate. A label 责任单位 without a 牵头单位 beside it means the lead (contract,
    "Words").
    """
    text = clean(cell)
    marks = marks_in(text, words, cells)
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

    def __init__(self, text: str, column: UnitRole, marks: list[Mark]) -> None:
        self._text = text
        self._column = column
        self._marks = marks
        self._has_lead = any(m.role is UnitRole.LEAD for m in marks)
        self._contrasts = len({m.role for m in marks if m.kind == "bracket"}) > 1
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

    def _take(self, before: str, mark: Mark) -> None:
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
                self._bracketed(before, mark.role)
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

    def _bracketed(self, before: str, role: UnitRole | None) -> None:
        """Names with a role in a bracket behind the last: where other brackets give other roles, that of the whole list
        which it closes (A、B（牵头），C（配合）), else of the last name alone (A、B（牵头）、C)."""
        if self._column is not UnitRole.LEAD or not self._contrasts:
            self._add(before, last=role)
            return
        clauses = [m.end() for m in _LIST_END.finditer(fold(before)) if before[m.end() :].strip()]
        begun = clauses[-1] if clauses else 0
        self._add(before[:begun])
        self._add(before[begun:], role, role)

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

    def _deed_role(self, mark: Mark) -> UnitRole | None:
        own = mark.role if mark.role is not UnitRole.RESPONSIBLE or self._has_lead else None
        return own if self._column is UnitRole.LEAD else None

    def _star(self, before: str, mark: Mark) -> None:
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
