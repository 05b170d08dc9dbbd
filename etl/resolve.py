"""Several files of one notice to one notice: the file that tells most gives the rows, the others are compared.

Which file that is depends on nothing but the files: on how much their formats can tell, then on their bytes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from etl import ids
from etl.identity import Gathered, Member, gather, has_letter
from schemas.finding import Finding, Severity
from schemas.normalised import NormalisedNotice
from schemas.publication import NoticeGroup, Outcome, ResolvedSource, SourceReading

_SHOWN_DIFFERENCES = 5


def resolve(
    readings: Sequence[SourceReading],
    normalise: Callable[[SourceReading], NormalisedNotice],
    fidelity: Callable[[str], int],
    pictures: frozenset[str] = frozenset(),
) -> list[NoticeGroup]:
    """Readings grouped by the notice they are of; ``pictures`` are the formats that are read from pictures.

    A reading whose file has been replaced (outcome ``superseded`` by the pipeline) speaks for its notice only if
    no other file does, and then the notice is not current.
    """
    return [_group(one, fidelity) for one in gather([(r, normalise(r)) for r in readings], pictures)]


def _group(gathered: Gathered, fidelity: Callable[[str], int]) -> NoticeGroup:
    def rank(member: Member) -> tuple[bool, bool, bool, int, str]:
        source, written = member[0].source, member[0].notice
        told = source.source_id not in gathered.joined, has_letter(written), fidelity(source.format or "")
        return is_replaced(source.outcome, source.reason), not told[0], not told[1], -told[2], source.sha256

    (chosen, rows), *others = sorted(gathered.members, key=rank)
    compare = _Comparison(gathered, rows, chosen.source.path)
    return NoticeGroup(
        rows=rows,
        source_id=chosen.source.source_id,
        is_current=not is_replaced(chosen.source.outcome, chosen.source.reason),
        sources=(_resolved(chosen, gathered.notice_id, rows.findings), *(compare.source(*other) for other in others)),
    )


REPLACED = "the file at this path has changed since"
"""How the reason of a file begins whose path now holds other bytes."""


def is_replaced(outcome: Outcome, reason: str | None) -> bool:
    """Whether a file is no longer there as it was read."""
    return outcome is Outcome.SUPERSEDED and (reason or "").startswith(REPLACED)


@dataclass(frozen=True)
class _Comparison:
    """Files of a notice held against the rows of the one that tells most."""

    gathered: Gathered
    chosen: NormalisedNotice
    chosen_path: str

    def source(self, reading: SourceReading, rows: NormalisedNotice) -> ResolvedSource:
        """A file's fate beside the chosen one's rows."""
        joined = self.gathered.joined.get(reading.source.source_id)
        findings = (*rows.findings, *([joined] if joined else []))
        differences = [d for d in differing_fields(self.chosen, rows) if joined is None or not d.startswith("letter")]
        if not differences or is_replaced(reading.source.outcome, reading.source.reason):
            return _resolved(reading, self.gathered.notice_id, findings, keep_fate=bool(differences))
        shown = "; ".join(differences[:_SHOWN_DIFFERENCES])
        more = f"; and {len(differences) - _SHOWN_DIFFERENCES} more" if len(differences) > _SHOWN_DIFFERENCES else ""
        message = (
            f"it differs in {len(differences)} place(s) from {self.chosen_path}, whose rows are used: {shown}{more}."
        )
        source = reading.source.model_copy(update={"outcome": Outcome.SUPERSEDED, "reason": message})
        differs = Finding(severity=Severity.WARNING, rule="files_differ", message=message)
        reading = reading.model_copy(update={"source": source})
        return _resolved(reading, self.gathered.notice_id, (*findings, differs), keep_fate=True)


def _resolved(
    reading: SourceReading, notice_id: str, findings: tuple[Finding, ...], keep_fate: bool = False
) -> ResolvedSource:
    fate: dict[str, object] = {"notice_id": notice_id}
    if not keep_fate and not is_replaced(reading.source.outcome, reading.source.reason):
        fate |= {"outcome": Outcome.LOADED, "reason": None}
    source = reading.source.model_copy(update=fate)
    keys = ids.project_ids(notice_id, reading.notice.projects)
    task_ids = tuple(
        tuple(ids.task_id(key, task.part) for task in project.tasks)
        for key, project in zip(keys, reading.notice.projects, strict=True)
    )
    return ResolvedSource(source=source, notice=reading.notice, task_ids=task_ids, findings=findings)


def differing_fields(left: NormalisedNotice, right: NormalisedNotice) -> Iterator[str]:
    """Places where two readings of a notice differ, white space aside: ``project 3, part 1: target``."""
    ours, theirs = _by_place(left), _by_place(right)
    for place in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(place), theirs.get(place)
        if one is None or other is None:
            yield f"{place}: only in {'the other' if one is not None else 'this'} file"
        else:
            yield from (f"{place}: {name}" for name in one if one[name] != other.get(name))


def _by_place(rows: NormalisedNotice) -> dict[str, dict[str, str]]:
    projects = {p.project_id: p for p in rows.projects}
    units: dict[str, list[str]] = defaultdict(list)
    for unit in rows.task_units:
        units[unit.task_id].append(f"{unit.role}:{unit.mention}")
    leaders: dict[str, list[str]] = defaultdict(list)
    for leader in rows.task_leaders:
        leaders[leader.task_id].append(leader.name)
    said = {p.task_id: p for p in rows.progress}
    letter = rows.notice.model_dump(include={"title", "document_number", "issuer", "issued_on", "announced_projects"})
    found = {"letter": {name: "".join(str(value).split()) for name, value in letter.items()}}
    for task in rows.tasks:
        project = projects[task.project_id]
        values: dict[str, object] = {
            "name": project.name,
            "section": project.section,
            "level": f"{project.level}, voted {project.voted}",
            "target": task.target,
            "details": task.details,
            "deadline": f"{task.deadline} {task.deadline_text}",
            "units": " ".join(units[task.task_id]),
            "investment": task.investment_yuan,
            "leaders": " ".join(leaders[task.task_id]),
            "remark": project.remark,
        }
        progress = said.get(task.task_id)
        for name in ("progress", "status", "invested_yuan", "problems", "next_steps"):
            values[name] = getattr(progress, name) if progress else None
        place = f"project {project.ordinal:03d} ({project.seq_text or project.name[:12]}), part {task.part}"
        found[place] = {name: "".join(str(value).split()) for name, value in values.items()}
    return found
