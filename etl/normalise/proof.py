"""The notice proves the reading: what it announces of itself is held against what was read.

Serial numbers without gaps, announced numbers of projects, subtotals and totals of money. A mismatch is a
finding that names both figures; which of the two is wrong, the notice or the reading, a person must see.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from etl.normalise.levels import Standing
from etl.normalise.money import to_yuan
from parsers.announced import outright_totals
from schemas.finding import Finding, Severity
from schemas.normalised import Level
from schemas.notice import AnnouncedCount, Notice, Place, ProjectRow, StatedSum

_SUB_NUMBER: Final = re.compile(r"\d+[.．\-—]\d+[.、．]?")
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
            if _SUB_NUMBER.fullmatch(project.seq_text.strip()):
                continue  # 1.1 counts inside 1
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
    levels_stated = any(standing.is_stated for standing in standings)
    for announced in notice.announced:
        read = _read_count(announced, notice.projects, standings)
        if read == announced.count or _is_outdone(announced, notice):
            continue
        what = {"voted": "voted by the congress", "total": "in all"}.get(announced.scope, announced.scope)
        message = f"“{announced.quote}” announces {announced.count} projects ({what}), {read} were read."
        severity = Severity.ERROR
        # A table that marks no vote or no level at all cannot be held against their number.
        if announced.scope == "voted" and read == 0:
            message, severity = message + " The table marks none of them as voted.", Severity.INFO
        elif announced.scope in (Level.MUNICIPAL, Level.DISTRICT) and announced.section is None and not levels_stated:
            message, severity = message + " The table states no level.", Severity.WARNING
        yield _finding(COUNT, message, announced.place, severity)


def _is_outdone(announced: AnnouncedCount, notice: Notice) -> bool:
    """Whether another count of all projects that the letter gives is the one to hold on to: the one behind 共, or one
    that the rows prove."""
    if announced.scope != "total" or announced.section is not None:
        return False
    outright = outright_totals(notice.announced)
    return announced not in outright or any(other.count == len(notice.projects) for other in outright)


def _read_count(announced: AnnouncedCount, projects: Sequence[ProjectRow], standings: Sequence[Standing]) -> int:
    if announced.section_no is not None:
        return sum(p.section_no == announced.section_no for p in projects)
    if announced.scope == "voted":
        return sum(s.voted for s in standings)
    if announced.scope in (Level.MUNICIPAL, Level.DISTRICT):
        return sum(s.level in (announced.scope, Level.BOTH) for s in standings)
    return len(projects)


def sums(notice: Notice, measures: Mapping[str, int]) -> Iterator[Finding]:
    """Subtotals and totals of money that differ from the sum of their rows."""
    for stated in notice.sums:
        yuan = to_yuan(stated.text, stated.money_measure or notice.money_measure, measures)
        if yuan is None:
            message = f"the sum “{stated.text}” could not be read, so it was not checked."
            yield _finding(SUM, message, stated.place, Severity.WARNING)
            continue
        read = [
            sum(_yuan(project, notice, measures) for project in projects) for projects in _summed_up(stated, notice)
        ]
        if yuan not in read:
            what = stated.section or (f"“{stated.label}”" if stated.label else "the sum")
            figures = " or ".join(f"{figure:,}" for figure in dict.fromkeys(read))
            message = f"{what} is stated as {yuan:,} yuan, its rows add up to {figures} yuan."
            yield _finding(SUM, message, stated.place)


def _yuan(project: ProjectRow, notice: Notice, measures: Mapping[str, int]) -> int:
    measure = project.money_measure or notice.money_measure
    return sum(to_yuan(task.investment or "", measure, measures) or 0 for task in project.tasks)


def _summed_up(stated: StatedSum, notice: Notice) -> list[Sequence[ProjectRow]]:
    """The projects that a sum may be of: a section row sums up its section, a 小计 its section so far or what came
    since the last sum, any other its table or the notice. A 合计 with more rows below it, or one of several that close
    sections, sums up its section too."""
    projects = notice.projects
    of_section = [p for p in projects if p.section_no == stated.section_no]
    if stated.section is not None:
        return [of_section]
    since_last = list(projects[stated.since : stated.after])
    so_far = [p for p in projects[: stated.after] if p.section_no == stated.section_no]
    of_table = [p for p in projects if p.tasks[0].place.table_no == stated.place.table_no]
    if "小计" in stated.label:
        in_section = so_far if stated.section_no is not None else []
        parts = [since_last, in_section, projects[stated.after - 1 : stated.after]]
        return [part for part in parts if part] or [of_table]
    wholes: list[Sequence[ProjectRow]] = [of_table, projects]
    closes_section = any(
        other.section is None and other.section_no != stated.section_no and "小计" not in other.label
        for other in notice.sums
    )
    is_inside = 0 < stated.after < len(projects) and of_table and of_table[0] in projects[: stated.after]
    if stated.section_no is not None and (closes_section or is_inside):
        return [of_section, *([] if is_inside else wholes)]
    return [since_last, *wholes] if is_inside and since_last else wholes


def _finding(rule: str, message: str, place: Place | None, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(severity=severity, rule=rule, message=message, **(place.model_dump() if place else {}))
