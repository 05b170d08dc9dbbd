"""Where two readings of one notice differ, white space aside."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from hashlib import sha256
from json import dumps
from typing import Final, NamedTuple

from schemas.normalised import NormalisedNotice

_SHOWN: Final = 5
_MEASURED: Final = ("target", "progress")
LETTER: Final = "letter"
"""How the places begin that stand in the letter and not in a project."""


class Prints(NamedTuple):
    """What stands for all that is compared of a notice: ``letter`` and ``projects`` of two are the same where
    ``differing_fields`` tells no difference there."""

    letter: str
    projects: str


def prints_of(rows: NormalisedNotice) -> Prints:
    """The prints of a notice, by which many are held against each other without comparing each with each."""
    places = _by_place(rows)
    letter = places.pop(LETTER)
    return Prints(*(sha256(dumps(x, sort_keys=True).encode()).hexdigest() for x in (letter, places)))


def differing_fields(left: NormalisedNotice, right: NormalisedNotice) -> Iterator[str]:
    """Places where two readings of a notice differ, white space aside: ``project 3, part 1: target``."""
    ours, theirs = _by_place(left), _by_place(right)
    for place in sorted(ours.keys() | theirs.keys()):
        one, other = ours.get(place), theirs.get(place)
        if one is None or other is None:
            yield f"{place}: only in {'the other' if one is not None else 'this'} file"
        else:
            differing = [name for name in one if one[name] != other.get(name)]
            told = any(name in _MEASURED for name in differing)  # then the amounts in it go without saying
            yield from (f"{place}: {name}" for name in differing if not (told and name == "quantities"))


def _by_place(rows: NormalisedNotice) -> dict[str, dict[str, str]]:
    projects = {p.project_id: p for p in rows.projects}
    units: dict[str, list[str]] = defaultdict(list)
    for unit in rows.task_units:
        units[unit.task_id].append(f"{unit.role}:{unit.mention}")
    leaders: dict[str, list[str]] = defaultdict(list)
    for leader in rows.task_leaders:
        leaders[leader.task_id].append(leader.name)
    said = {p.task_id: p for p in rows.progress}
    amounts: dict[str, list[str]] = defaultdict(list)
    for amount in rows.quantities:
        amounts[amount.task_id].append(
            f"{amount.field}:{amount.comparator}{amount.value:f}{amount.measure}{amount.per}"
        )
    letter = rows.notice.model_dump(include={"title", "document_number", "issuer", "issued_on", "announced_projects"})
    found = {LETTER: {name: "".join(str(value).split()) for name, value in letter.items()}}
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
            "quantities": " ".join(amounts[task.task_id]),
        }
        progress = said.get(task.task_id)
        for name in ("progress", "status", "invested_yuan", "problems", "next_steps"):
            values[name] = getattr(progress, name) if progress else None
        place = f"project {project.ordinal:03d} ({project.seq_text or project.name[:12]}), part {task.part}"
        found[place] = {name: "".join(str(value).split()) for name, value in values.items()}
    return found


def told(differences: Sequence[str]) -> str:
    """Differences in one clause: how many places, and the first of them."""
    shown = "; ".join(differences[:_SHOWN])
    more = f"; and {len(differences) - _SHOWN} more" if len(differences) > _SHOWN else ""
    return f"{shown}{more}"
