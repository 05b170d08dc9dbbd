"""The editions of one notice: files that say different things because the notice was issued again, or corrected.

Files of one edition may differ too, because one of them was copied or read badly; then the best of them gives the
rows. What parts editions is the day of issue, a title that says so (修订版, 更正), or that a file was replaced at its
path by one that reads otherwise. Which edition is the present one is decided by the files that are there, so that a
rebuild from them comes to the same; replaced files only add earlier ones.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, NamedTuple

from etl.differences import LETTER, Prints, differing_fields, prints_of, told
from etl.identity import Gathered
from etl.plural import counted
from etl.presence import is_replaced, successor_of
from etl.read_files import ReadFile
from schemas.notice import NoticeKind

Rank = Callable[[ReadFile], Any]
_SOURCE_DIGITS: Final = 8


class _Issue(NamedTuple):
    """What tells an edition: its day of issue, and whether its title says that it is a later one."""

    day: date | None
    is_reissued: bool


@dataclass(frozen=True, slots=True)
class Edition:
    """Files of one edition, the one that gives the rows first. ``superseded_by`` is the id of the next later one."""

    notice_id: str
    members: tuple[ReadFile, ...]
    superseded_by: str | None = None
    because: str | None = None

    @property
    def is_current(self) -> bool:
        """Whether a file of it is still there and no later edition is known."""
        return self.superseded_by is None and any(not _is_gone(m) for m in self.members)


@dataclass(frozen=True)
class _Part:
    issue: _Issue
    members: list[ReadFile]
    depth: int = 0

    @property
    def head(self) -> ReadFile:
        return self.members[0]


def editions_of(gathered: Gathered, rank: Rank, pictures: frozenset[str]) -> list[Edition]:
    """The editions of a notice, later ones first. ``rank`` orders files by how much they tell.

    Depends on the set of files alone. The letters of ``pictures`` may be misread and tell no edition.
    """
    return _Splitting(gathered, rank, pictures).editions()


@dataclass(frozen=True)
class _Splitting:
    gathered: Gathered
    rank: Rank
    pictures: frozenset[str]
    _successors: dict[str, str | None] = field(default_factory=dict)
    _prints: dict[str, Prints] = field(default_factory=dict)

    def editions(self) -> list[Edition]:
        members = sorted(self.gathered.members, key=self.rank)
        self._successors.update({m.source.source_id: successor_of(m.source) for m in members})
        parts = self._present([m for m in members if not _is_gone(m)])
        gone = [m for m in members if _is_gone(m)]
        for member in sorted(gone, key=lambda m: (self._depth(m), self.rank(m))):
            self._place(member, parts)
        chains = self._chains(parts)
        return [edition for day, chain in chains for edition in self._named(day if len(chains) > 1 else None, chain)]

    # files that are there

    def _present(self, members: Sequence[ReadFile]) -> list[_Part]:
        issues = {m.source.source_id: self._issue(m) for m in members}
        dated = [i for i in issues.values() if i is not None and i.day is not None]
        telling: dict[_Issue, list[ReadFile]] = {}
        others: list[ReadFile] = []
        for member in members:
            issue = issues[member.source.source_id]
            if issue is None or (issue.day is None and any(d.is_reissued for d in dated)):
                others.append(member)
            else:
                telling.setdefault(issue, []).append(member)
        parts: list[_Part] = []
        for issue in sorted(telling, key=_age, reverse=True):
            self._add_issue(_Part(issue, telling[issue]), parts)
        if not parts:
            return [_Part(self._issue(others[0]) or _Issue(None, False), others)] if others else []
        for member in others:
            self._join(member, min(parts, key=lambda p: len(self._differences(p, member))))
        return parts

    def _issue(self, member: ReadFile) -> _Issue | None:
        """What a file says of its edition, ``None`` if it says nothing or may be misread."""
        reissued = member.facts.is_reissued
        joined = member.source.source_id in self.gathered.joined
        day = None if joined else member.facts.issued_on
        if member.source.format in self.pictures or (day is None and not reissued):
            return None
        return _Issue(day, reissued)

    def _add_issue(self, part: _Part, parts: list[_Part]) -> None:
        """A part by itself, unless it says what another one says and only the day of its letter differs."""
        for known in parts:
            if known.issue.is_reissued == part.issue.is_reissued and self._agrees(known, part.head, True):
                for member in part.members:
                    self._join(member, known)
                return
        parts.append(part)

    def _join(self, member: ReadFile, part: _Part) -> None:
        part.members.append(member)
        part.members.sort(key=self.rank)

    def _differences(self, part: _Part, member: ReadFile) -> list[str]:
        found = differing_fields(part.head.rows, member.rows)
        return [d for d in found if not (self._is_joined(part, member) and d.startswith(LETTER))]

    def _agrees(self, part: _Part, member: ReadFile, projects_only: bool = False) -> bool:
        """Whether there is no difference, without having what both say from disk again."""
        ours, theirs = self._prints_of(part.head), self._prints_of(member)
        letters = projects_only or ours.letter == theirs.letter or self._is_joined(part, member)
        return ours.projects == theirs.projects and letters

    def _is_joined(self, part: _Part, member: ReadFile) -> bool:
        return any(m.source.source_id in self.gathered.joined for m in (part.head, member))

    def _prints_of(self, member: ReadFile) -> Prints:
        if (found := self._prints.get(member.source.source_id)) is None:
            found = self._prints[member.source.source_id] = prints_of(member.rows)
        return found

    # files that were replaced

    def _depth(self, member: ReadFile) -> int:
        """How many files have stood at the path of a file since."""
        seen: set[str] = set()
        at: str | None = member.source.source_id
        while (at := self._successors.get(at or "")) is not None and at not in seen:
            seen.add(at)
        return max(len(seen), 1)

    def _place(self, member: ReadFile, parts: list[_Part]) -> None:
        """A replaced file: of an edition that it agrees with, or a copy of an earlier one, or an earlier one itself."""
        same = next((p for p in parts if self._agrees(p, member)), None)
        if same is not None:
            self._join_gone(member, same)
            return
        copies = self._copied(member, parts)
        if copies:
            self._join_gone(member, parts[min(copies)[1]])
        else:
            issue = _Issue(member.facts.issued_on, member.facts.is_reissued)
            parts.append(_Part(issue, [member], self._depth(member)))

    def _copied(self, member: ReadFile, parts: Sequence[_Part]) -> list[tuple[int, int]]:
        """Earlier editions that a file may be a copy of, since it differs less from them than from those that are
        there: in how many places, and the number of each."""
        path = member.source.path
        gone = [i for i, p in enumerate(parts) if _is_gone(p.head) and path not in {m.source.path for m in p.members}]
        if not gone:  # versions of one file are no copies, however many
            return []
        present = [len(self._differences(p, member)) for p in parts if not _is_gone(p.head)]
        limit = min(present, default=0)
        return [(n, i) for i in gone if (n := len(self._differences(parts[i], member))) < limit]

    def _join_gone(self, member: ReadFile, part: _Part) -> None:
        part.members.append(member)  # behind the others: it may be no better than the copy it is

    # names

    def _chains(self, parts: Sequence[_Part]) -> list[tuple[date | None, list[_Part]]]:
        """Editions that follow each other. Reports and forms of one name and of several days speak of several times,
        and each is current."""
        notice = self.gathered.members[0].facts.notice
        newest_first = sorted(parts, key=_standing, reverse=True)
        if notice.kind is NoticeKind.PLAN or notice.document_number:
            return [(None, newest_first)]
        chains: dict[date | None, list[_Part]] = {}
        for part in newest_first:
            chains.setdefault(part.issue.day, []).append(part)
        return list(chains.items())

    def _named(self, day: date | None, chain: Sequence[_Part]) -> list[Edition]:
        base = f"{self.gathered.notice_id}@{day}" if day else self.gathered.notice_id
        days = [p.issue.day for p in chain]
        made: list[Edition] = []
        for part in chain:
            edition = Edition(base, tuple(part.members))
            if made:
                unique = part.issue.day is not None and days.count(part.issue.day) == 1
                own = str(part.issue.day) if unique else part.head.source.source_id[:_SOURCE_DIGITS]
                edition = replace(
                    edition,
                    notice_id=f"{self.gathered.notice_id}@{own}",
                    superseded_by=made[-1].notice_id,
                    because=self._because(part, chain[len(made) - 1]),
                )
            made.append(edition)
        return made

    def _because(self, older: _Part, newer: _Part) -> str:
        differences = self._differences(newer, older.head) or ["its title"]
        where = f"{counted(len(differences), 'place')}: {told(differences)}"
        if _is_gone(older.head):
            return f"its file was replaced by one that says otherwise in {where}."
        if newer.issue.is_reissued and not older.issue.is_reissued:
            return f"another file of the notice is titled “{newer.head.facts.heading}” and differs in {where}."
        return f"the notice was issued again on {newer.issue.day} and differs in {where}."


def _is_gone(member: ReadFile) -> bool:
    return is_replaced(member.source.outcome, member.source.reason)


def _age(issue: _Issue) -> tuple[date, bool]:
    """Orders editions: a title that says it is a later one and gives no day is the latest."""
    return issue.day or (date.max if issue.is_reissued else date.min), issue.is_reissued


def _standing(part: _Part) -> tuple[bool, tuple[date, bool], int, str]:
    return not _is_gone(part.head), _age(part.issue), -part.depth, part.head.source.sha256
