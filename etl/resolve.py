"""Several files of one notice to one notice: the file that tells most gives the rows, the others are compared.

Which file that is depends on nothing but the files: on how much their formats can tell, then on their bytes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from etl import ids
from schemas.finding import Finding, Severity
from schemas.normalised import NormalisedNotice
from schemas.publication import NoticeGroup, Outcome, ResolvedSource, SourceReading

_SHOWN_DIFFERENCES = 5


def resolve(
    readings: Sequence[SourceReading],
    normalise: Callable[[SourceReading], NormalisedNotice],
    fidelity: Callable[[str], int],
) -> list[NoticeGroup]:
    """Readings grouped by the notice they are of.

    A reading whose file has been replaced (outcome ``superseded`` by the pipeline) speaks for its notice only if
    no other file does, and then the notice is not current.
    """
    by_notice: dict[str, list[tuple[SourceReading, NormalisedNotice]]] = defaultdict(list)
    for reading in readings:
        rows = normalise(reading)
        by_notice[rows.notice.notice_id].append((reading, rows))
    return [_group(by_notice[key], fidelity) for key in sorted(by_notice)]


def _group(members: list[tuple[SourceReading, NormalisedNotice]], fidelity: Callable[[str], int]) -> NoticeGroup:
    def rank(member: tuple[SourceReading, NormalisedNotice]) -> tuple[bool, int, str]:
        source = member[0].source
        return is_replaced(source.outcome, source.reason), -fidelity(source.format or ""), source.sha256

    members = sorted(members, key=rank)
    (chosen, rows), others = members[0], members[1:]
    return NoticeGroup(
        rows=rows,
        source_id=chosen.source.source_id,
        is_current=not is_replaced(chosen.source.outcome, chosen.source.reason),
        sources=(
            _resolved(chosen, rows, ()),
            *(_compared(o, r, rows, chosen.source.path) for o, r in others),
        ),
    )


REPLACED = "the file at this path has changed since"
"""How the reason of a file begins whose path now holds other bytes."""


def is_replaced(outcome: Outcome, reason: str | None) -> bool:
    """Whether a file is no longer there as it was read."""
    return outcome is Outcome.SUPERSEDED and (reason or "").startswith(REPLACED)


def _compared(
    reading: SourceReading, rows: NormalisedNotice, chosen: NormalisedNotice, chosen_path: str
) -> ResolvedSource:
    differences = list(differing_fields(chosen, rows))
    if not differences or is_replaced(reading.source.outcome, reading.source.reason):
        return _resolved(reading, rows, (), keep_fate=bool(differences))
    shown = "; ".join(differences[:_SHOWN_DIFFERENCES])
    more = f"; and {len(differences) - _SHOWN_DIFFERENCES} more" if len(differences) > _SHOWN_DIFFERENCES else ""
    message = f"it differs in {len(differences)} place(s) from {chosen_path}, whose rows are used: {shown}{more}."
    source = reading.source.model_copy(update={"outcome": Outcome.SUPERSEDED, "reason": message})
    finding = Finding(severity=Severity.WARNING, rule="files_differ", message=message)
    return _resolved(reading.model_copy(update={"source": source}), rows, (finding,), keep_fate=True)


def _resolved(
    reading: SourceReading, rows: NormalisedNotice, extra: tuple[Finding, ...], keep_fate: bool = False
) -> ResolvedSource:
    fate: dict[str, object] = {"notice_id": rows.notice.notice_id}
    if not keep_fate and not is_replaced(reading.source.outcome, reading.source.reason):
        fate |= {"outcome": Outcome.LOADED, "reason": None}
    source = reading.source.model_copy(update=fate)
    keys = ids.project_ids(rows.notice.notice_id, reading.notice.projects)
    task_ids = tuple(
        tuple(ids.task_id(key, task.part) for task in project.tasks)
        for key, project in zip(keys, reading.notice.projects, strict=True)
    )
    return ResolvedSource(source=source, notice=reading.notice, task_ids=task_ids, findings=(*rows.findings, *extra))


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
