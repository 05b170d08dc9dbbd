"""Which notices of a region, year and kind take the place of others under another 文号.

A notice ends another one by saying so in its letter, by a title that corrects or adjusts while it lists most of the
other's projects, or by settling what the other was a draft of. What adjusts only some projects leaves both current, and
says so in a finding; so do two notices that list the same without a word on each other.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Final

from etl.citations import Named, ending, names, parts_of
from etl.ids import region_id
from etl.normalise.regions import UNNAMED
from etl.plural import counted
from schemas.editions import EditionWords
from schemas.facts import FileFacts
from schemas.finding import Finding, Severity
from schemas.normalised import NoticeRecord
from schemas.notice import NoticeKind

_HALF: Final = 0.5
_SAME: Final = 0.8
"""Share of projects from which on two notices that say nothing of each other may be one work counted twice."""
_NOWHERE: Final = region_id(UNNAMED)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an edition of a notice stands among others: ``facts`` are those of the file that gives its rows, ``because``
    says why another took its place, and ``finding`` what its file is to be told."""

    notice: NoticeRecord
    facts: FileFacts
    is_current: bool = True
    superseded_by: str | None = None
    because: str | None = None
    finding: Finding | None = None

    @property
    def notice_id(self) -> str:
        """Id of the notice."""
        return self.notice.notice_id


@dataclass(frozen=True)
class _Known:
    """A notice and what is asked of it again and again."""

    standing: Standing

    @property
    def id(self) -> str:
        return self.standing.notice_id

    @property
    def facts(self) -> FileFacts:
        return self.standing.facts

    @property
    def day(self) -> date | None:
        return self.standing.notice.issued_on

    @property
    def order(self) -> tuple[date, str]:
        return self.day or date.min, self.id

    @cached_property
    def projects(self) -> frozenset[str]:
        return self.facts.keys

    @cached_property
    def named(self) -> Named:
        return Named(self.facts.notice.document_number, self.facts.titles)

    @property
    def called(self) -> str:
        return self.standing.notice.document_number or f"“{self.standing.notice.title or self.id}”"

    def share_of(self, other: "_Known") -> float:
        """Share of the other's projects, from 0 to 1, that this one lists too."""
        return len(self.projects & other.projects) / max(len(other.projects), 1)


@dataclass(frozen=True)
class _Claim:
    """One notice that takes the place of another, and why."""

    newer: _Known
    because: str
    is_stated: bool


def superseded(standings: Sequence[Standing], words: EditionWords) -> list[Standing]:
    """Notices with the one that took the place of each, in their order. Earlier editions keep what they have.

    Depends on the set of notices alone.
    """
    buckets: dict[tuple[object, ...], list[_Known]] = defaultdict(list)
    for standing in standings:
        notice = standing.notice
        if standing.superseded_by is None and notice.year is not None and notice.region_id != _NOWHERE:
            buckets[notice.region_id, notice.year, notice.kind].append(_Known(standing))
    changed: dict[str, Standing] = {}
    for bucket in buckets.values():
        if len(bucket) > 1:
            changed |= _settled(sorted(bucket, key=lambda k: k.id), words)
    return [changed.get(s.notice_id, s) for s in standings]


def _settled(bucket: Sequence[_Known], words: EditionWords) -> dict[str, Standing]:
    claiming = [k for k in bucket if k.facts.citing or k.facts.is_adjusted]  # others take but a draft's place
    found = {k.id: _claim_on(k, bucket if k.facts.is_draft else claiming, words) for k in bucket}
    claims = _without_cycles({older: claim for older, claim in found.items() if claim}, bucket)
    current = [k for k in bucket if k.standing.is_current and k.id not in claims]
    changed = {
        k.id: replace(k.standing, is_current=False, superseded_by=c.newer.id, because=c.because)
        for k in bucket
        if (c := claims.get(k.id))
    }
    taken = {c.newer.id for c in claims.values()}
    for known in current:
        finding = (None if known.id in taken else _amends(known, current)) or _lists_the_same(known, current)
        if finding:
            changed[known.id] = replace(known.standing, finding=finding)
    return changed


def _claim_on(older: _Known, bucket: Sequence[_Known], words: EditionWords) -> _Claim | None:
    """The first notice that takes the place of ``older``; a later one takes that one's."""
    claims = [c for k in bucket if k is not older and (c := _claim(k, older, words))]
    return min(claims, key=lambda c: (c.newer.day or date.max, not c.is_stated, c.newer.id), default=None)


def _claim(newer: _Known, older: _Known, words: EditionWords) -> _Claim | None:
    if not newer.standing.is_current or (newer.facts.is_draft and not older.facts.is_draft):
        return None
    if quote := ending(newer.facts.citing, older.named, words):
        return _Claim(newer, f"the letter of {newer.called} says “{quote}”.", is_stated=True)
    if older.standing.notice.kind is not NoticeKind.PLAN and newer.facts.about != older.facts.about:
        return None  # of another part of the year
    settles = older.facts.is_draft and not newer.facts.is_draft
    adjusts = newer.facts.is_adjusted and newer.facts.is_of_congress == older.facts.is_of_congress
    if not (settles or adjusts) or newer.share_of(older) < _HALF or not _is_later(newer, older):
        return None
    both = f"lists {len(newer.projects & older.projects)} of its {counted(len(older.projects), 'project')}"
    if settles:
        return _Claim(newer, f"it is a draft, and {newer.called} settles it: that {both}.", is_stated=False)
    return _Claim(newer, f"{newer.called} corrects or adjusts it by its title, and {both}.", is_stated=False)


def _is_later(newer: _Known, older: _Known) -> bool:
    """By the days of issue, else by the running numbers of one office; where neither tells, what corrects or settles
    is later than what does not."""
    if newer.day and older.day and newer.day != older.day:
        return newer.day > older.day
    ours, theirs = (parts_of(k.named.number or "") for k in (newer, older))
    if ours and theirs and ours["prefix"] == theirs["prefix"]:
        return (ours["year"], int(ours["number"])) > (theirs["year"], int(theirs["number"]))
    ours_is, theirs_is = newer.facts, older.facts
    return (ours_is.is_adjusted and not theirs_is.is_adjusted) or (theirs_is.is_draft and not ours_is.is_draft)


def _without_cycles(claims: dict[str, _Claim], bucket: Sequence[_Known]) -> dict[str, _Claim]:
    """Claims of which none comes back to where it began: the latest notice of a circle, by its day and then its id,
    has no later one."""
    order = {k.id: k.order for k in bucket}
    for start in sorted(claims):
        circle = _circle(start, claims)
        if circle:
            claims = {older: c for older, c in claims.items() if older != max(circle, key=order.__getitem__)}
    return claims


def _circle(start: str, claims: Mapping[str, _Claim]) -> list[str]:
    path = [start]
    while (claim := claims.get(path[-1])) is not None:
        if claim.newer.id == start:
            return path
        if claim.newer.id in path:
            return []
        path.append(claim.newer.id)
    return []


def _amends(known: _Known, current: Sequence[_Known]) -> Finding | None:
    """What a notice that adjusts a part of another is told; of several that one it names, then shares most with."""
    if not known.facts.is_adjusted or known.facts.is_draft or known.standing.notice.kind is not NoticeKind.PLAN:
        return None
    found = [
        (names(known.facts.citing, k.named), known.share_of(k), k.order, k)
        for k in current
        if k is not known and not k.facts.is_draft and _is_later(known, k)
    ]
    found = [f for f in found if f[0] or f[1] > 0]
    if not found:
        return None
    other = max(found, key=lambda f: f[:3])[3]
    both = f"{len(known.projects & other.projects)} of {counted(len(other.projects), 'project')}"
    message = (
        f"it adjusts {other.called} ({other.id}) and lists {both} of it, so both are current; where the two differ, "
        "this one is the later."
    )
    return Finding(severity=Severity.WARNING, rule="amends_notice", message=message)


def _lists_the_same(known: _Known, current: Sequence[_Known]) -> Finding | None:
    """What the later of two notices is told that list the same projects and do not say which of them holds."""
    if known.standing.notice.kind is not NoticeKind.PLAN:
        return None
    for other in current:
        if other.order >= known.order or known.facts.is_of_congress != other.facts.is_of_congress:
            continue
        if min(known.share_of(other), other.share_of(known)) >= _SAME:
            message = (
                f"it lists the same projects as {other.called} ({other.id}), and neither says that it takes the "
                "other's place, so both are current and what they say counts twice."
            )
            return Finding(severity=Severity.WARNING, rule="same_projects", message=message)
    return None
