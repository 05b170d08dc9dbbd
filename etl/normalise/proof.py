"""The notice proves the reading: what it announces of itself is held against what was read.

Serial numbers without gaps, announced numbers of projects, subtotals and totals of money. A mismatch is a
finding that names both figures; which of the two is wrong, the notice or the reading, a person must see.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from etl.normalise.levels import Standing
from etl.normalise.money import to_yuan
from schemas.finding import Finding, Severity
from schemas.normalised import Level
from schemas.notice import AnnouncedCount, Notice, Place, ProjectRow, StatedSum

SERIAL, COUNT, SUM = "serial_numbers", "announced_count", "stated_sum"
"""Names of the three rules, as they stand in ``findings.rule``."""


def prove(notice: Notice, standings: Sequence[Standing], measures: Mapping[str, int]) -> list[Finding]:
    """Mismatches between what a notice says of itself and its rows; ``standings`` go with its projects."""
    return [*serial_gaps(notice.projects), *counts(notice, standings), *sums(notice, measures)]


def serial_gaps(projects: Sequence[ProjectRow]) -> Iterator[Finding]:
    """Serial numbers that do not follow on: each is one more than the last, or 1 where a section or a table begins."""
    numbered = any(p.seq is not None for p in projects)
    expected = 1
    for _, group in groupby(projects, key=lambda p: (p.tasks[0].place.table_no, p.section_no)):
        for first, project in zip([True, *[False] * len(projects)], group, strict=False):
            if first and project.seq == 1:
                expected = 1
            if numbered and project.seq != expected:
                yield _finding(
                    SERIAL,
                    f"serial number “{project.seq_text}” ({project.name[:20]}) stands where {expected} was expected.",
                    project.tasks[0].place,
                )
            expected = (project.seq or expected) + 1


def counts(notice: Notice, standings: Sequence[Standing]) -> Iterator[Finding]:
    """Announced numbers of projects that differ from those read."""
    for announced in notice.announced:
        read = _read_count(announced, notice.projects, standings)
        if read == announced.count:
            continue
        # A table that marks no vote at all cannot be held against the number of votes.
        unmarked = announced.scope == "voted" and read == 0
        what = {"voted": "voted by the congress", "total": "in all"}.get(announced.scope, announced.scope)
        message = f"“{announced.quote}” announces {announced.count} projects ({what}), {read} were read."
        if unmarked:
            message += " The table marks none of them as voted."
        yield _finding(COUNT, message, announced.place, Severity.INFO if unmarked else Severity.ERROR)


def _read_count(announced: AnnouncedCount, projects: Sequence[ProjectRow], standings: Sequence[Standing]) -> int:
    if announced.section_no is not None:
        return sum(p.section_no == announced.section_no for p in projects)
    if announced.scope == "voted":
        return sum(s.voted for s in standings)
    if announced.scope in (Level.MUNICIPAL, Level.DISTRICT):
        return sum(s.level in (announced.scope, Level.BOTH) for s in standings)
    return len(projects)


def sums(notice: Notice, measures: Mapping[str, int]) -> Iterator[Finding]:
    """Subtotals and totals of money that differ from the sum of their rows.

    A section row sums up its section. What a row of its own sums up (合计, 小计) is not always said: the notice, its
    table, its section, or what came since the last sum; it is right if one of them agrees.
    """
    for stated in notice.sums:
        yuan = to_yuan(stated.text, notice.money_measure, measures)
        if yuan is None:
            message = f"the sum “{stated.text}” could not be read, so it was not checked."
            yield _finding(SUM, message, stated.place, Severity.WARNING)
            continue
        read = [
            sum(to_yuan(t.investment or "", notice.money_measure, measures) or 0 for p in projects for t in p.tasks)
            for projects in _summed_up(stated, notice.projects)
        ]
        if yuan not in read:
            what = stated.section or "the sum"
            message = f"{what} is stated as {yuan:,} yuan, its rows add up to {read[0]:,} yuan."
            yield _finding(SUM, message, stated.place)


def _summed_up(stated: StatedSum, projects: Sequence[ProjectRow]) -> Iterator[Sequence[ProjectRow]]:
    """The projects that a sum may be of, the likeliest first."""
    of_section = [p for p in projects if p.section_no == stated.section_no]
    if stated.section is not None:
        yield of_section
        return
    since_last = projects[stated.since : stated.after]
    if 0 < stated.since < stated.after:
        yield since_last
    yield projects
    yield [p for p in projects if p.tasks[0].place.table_no == stated.place.table_no]
    yield from (group for group in (of_section, since_last, projects[stated.after - 1 : stated.after]) if group)


def _finding(rule: str, message: str, place: Place | None, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(severity=severity, rule=rule, message=message, **(place.model_dump() if place else {}))
