"""Cells that give their units different roles by themselves, whatever their column is called."""

import re
from collections.abc import Iterator

from schemas.normalised import UnitRole
from schemas.reference import RoleWords


def split_by_role(cell: str, column: UnitRole, words: RoleWords) -> list[tuple[UnitRole, str]]:
    """The pieces of a unit cell with their roles; ``column`` is the role of whatever the cell does not label.

    牵头单位：A；配合单位：B、C labels in front, A牵头，B、C配合 behind, A（牵头）、B marks the lead and leaves the
    others to cooperate. A label 责任单位 without a 牵头单位 beside it means the lead (contract, "Words").
    """
    labelled = list(_in_front(cell, column, words)) or _behind(cell, words) or _marked(cell, column, words)
    return labelled or [(column, cell)]


def _in_front(cell: str, column: UnitRole, words: RoleWords) -> Iterator[tuple[UnitRole, str]]:
    labels = list(re.finditer(rf"({_any(words.all)})(?:责任)?(?:单位|部门)?\s*[:：]", cell))
    if not labels:
        return
    roles = [words.role_of(label[1]) for label in labels]
    if UnitRole.LEAD not in roles and column is UnitRole.LEAD:
        roles = [UnitRole.LEAD if role is UnitRole.RESPONSIBLE else role for role in roles]
    ends = [label.start() for label in labels[1:]] + [len(cell)]
    before = cell[: labels[0].start()]
    if before.strip():
        yield column, _unbracketed(before)
    for label, role, end in zip(labels, roles, ends, strict=True):
        yield role, _unbracketed(cell[label.end() : end])


def _unbracketed(piece: str) -> str:
    """A piece without the half of a bracket that its label left: 区交通局（配合：区公安分局）."""
    opened, closed = (sum(piece.count(c) for c in brackets) for brackets in ("（(【[", "）)】]"))
    if opened > closed:
        return piece.rstrip().rstrip("（(【[")
    return piece.rstrip().rstrip("）)】]") if closed > opened else piece


def _behind(cell: str, words: RoleWords) -> list[tuple[UnitRole, str]]:
    lead, cooperating = _any(words.lead), _any(words.cooperating)
    found = re.fullmatch(rf"(.+?)(?:{lead})[，,；;、\s]+(.+?)(?:{cooperating})?[。]?\s*", cell, re.DOTALL)
    if not found or "（" in found[1][-1:] or "(" in found[1][-1:]:
        return []
    return [(UnitRole.LEAD, found[1]), (UnitRole.COOPERATING, found[2])]


def _marked(cell: str, column: UnitRole, words: RoleWords) -> list[tuple[UnitRole, str]]:
    mark = rf"[（(](?:{_any(words.lead)})(?:单位|部门)?[)）]"
    if column is not UnitRole.LEAD or not re.search(mark, cell):
        return []
    pieces = [p for p in re.split(r"[、，,；;\n]", cell) if p.strip()]
    return [(UnitRole.LEAD if re.search(mark, p) else UnitRole.COOPERATING, re.sub(mark, "", p)) for p in pieces]


def _any(words: tuple[str, ...]) -> str:
    return "|".join(map(re.escape, words))
