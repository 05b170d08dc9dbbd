"""A project under way while its rows are read, and the project as written that it becomes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from parsers.joint import heading_of, leading_number
from parsers.words import serial, squeeze, sub_number
from schemas.notice import Place, ProjectRow, Role, TaskRow

OF_PROJECT: Final = (Role.SEQ, Role.NAME, Role.LEVEL, Role.REMARK, Role.DOMAIN)
ASIDE: Final = (*(Role.CONTACT, Role.SITE, Role.NATURE, Role.FUNDING, Role.SOURCE, Role.START, Role.OTHER_INVESTMENT),)
"""Columns whose cells are kept with their task and stand in no field of it."""
OF_TASK: Final = tuple(r for r in Role if r not in (*OF_PROJECT, *ASIDE))
_TOLD_IN_DETAILS: Final = (Role.PART_NAME, Role.DETAILS, Role.MILESTONE)


@dataclass
class ProjectUnderWay:
    """A project under way: the texts of its first row, and its tasks with their places.

    ``sub_numbers`` are how many of its tasks had a number inside the project's, as in 1.1 or (1).
    """

    texts: dict[Role, str]
    section: str | None
    section_no: int
    tasks: list[dict[Role, str]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    sub_numbers: int = 0

    @property
    def is_heading(self) -> bool:
        """Whether its only row so far names it and says nothing of what is to be done."""
        said = (Role.TARGET, Role.DETAILS, Role.PROGRESS, Role.PART_NAME, Role.MILESTONE)
        return len(self.tasks) == 1 and not any(self.tasks[0].get(role, "").strip() for role in said)


def finished(projects: Sequence[ProjectUnderWay], is_joint: bool) -> list[ProjectRow]:
    """The projects as written. ``is_joint`` where one column gives name and target together: the name is then the
    heading of its text. Where no column gives numbers and every name opens with the next one, those are the numbers."""
    rows = [_finished(p, is_joint) for p in projects]
    numbers = [leading_number(p.texts.get(Role.NAME, "")) for p in projects]
    if any(Role.SEQ in p.texts for p in projects) or len(rows) < 2 or [n for n, _, _ in numbers] != _up_to(len(rows)):
        return rows
    return [
        row.model_copy(update={"seq": n, "seq_text": written, "name": row.name if is_joint else rest})
        for row, (n, written, rest) in zip(rows, numbers, strict=True)
    ]


def _up_to(count: int) -> list[int | None]:
    return list(range(1, count + 1))


def _finished(project: ProjectUnderWay, is_joint: bool) -> ProjectRow:
    seq_text = project.texts.get(Role.SEQ, "").strip()
    name = project.texts.get(Role.NAME, "").strip()
    sub = sub_number(seq_text)
    return ProjectRow(
        seq_text=seq_text,
        seq=sub[1] if sub else serial(seq_text),
        name=heading_of(name) if is_joint else name,
        section=project.section,
        section_no=project.section_no,
        level=project.texts.get(Role.LEVEL) or None,
        remark=project.texts.get(Role.REMARK) or None,
        tasks=tuple(
            TaskRow(part=part, place=place, **_fields(task))
            for part, (task, place) in enumerate(zip(project.tasks, project.places, strict=True), 1)
        ),
    )


def _fields(task: Mapping[Role, str]) -> dict[str, str]:
    fields = {role.value: text for role, text in task.items() if role not in _TOLD_IN_DETAILS}
    told = [task[role] for role in _TOLD_IN_DETAILS if role in task]
    return fields | ({Role.DETAILS.value: joined(told)} if told else {})


def joined(texts: Iterable[str]) -> str:
    """Texts that are not blank, a line each."""
    return "\n".join(t for t in texts if squeeze(t))
