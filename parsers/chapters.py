"""Chapters in prose about the projects of a table: 重点民生实事（一） / its name / （牵头单位：…） / 一、目标任务 …

A chapter begins with a line that is the name of one row and nothing else, and says something under labels or under
headings that are labels. It adds no project. Where its row leaves a value empty, the chapter gives it; where both say
something and not the same, the row is kept and the chapter's words are told.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from parsers.labels import UNITS, Labels, settled
from parsers.letter import is_attachment_mark, is_date
from parsers.outline import Line, Mark, read_mark
from parsers.prose_items import Told, is_status
from parsers.words import squeeze
from schemas.finding import Finding, Severity
from schemas.notice import ProjectRow, Role
from schemas.reference import Vocabulary

_SHORT: Final = 30
"""A heading, and a line above a chapter's name, are no longer than this, in characters."""
_SENTENCE: Final = re.compile(r"[。；;，,：:！!]$")
_NUMBER: Final = re.compile(r"[\d一二三四五六七八九十]+")
_OF_ONE_TASK: Final = (Role.TARGET, Role.PROGRESS, Role.STATUS)
_TAKEN: Final = (*UNITS, Role.LEADER, Role.DEADLINE, *_OF_ONE_TASK)


@dataclass(frozen=True)
class Part:
    """The lines of what may be a chapter: ``name_at`` is the index of its name among them, 1 where a line above counts
    it, and ``project`` the number of the row of that name, from 1."""

    lines: tuple[Line, ...]
    name_at: int
    project: int


@dataclass
class Chapter:
    """What a chapter says by role, and by paragraph number what each of its paragraphs gives."""

    project: int
    first: int
    told: dict[int, Told] = field(default_factory=dict)
    said: dict[Role, str] = field(default_factory=dict)


@dataclass
class ChaptersReading:
    """The projects with what chapters gave them, what the chapters' paragraphs tell, and what there is to say."""

    projects: list[ProjectRow]
    told: dict[int, Told] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def read_chapters(
    lines: Sequence[Line], projects: Sequence[ProjectRow], vocabulary: Vocabulary, pages: Mapping[int, int | None]
) -> ChaptersReading:
    """Chapters among ``lines`` about ``projects``; ``pages`` gives the page of a paragraph by its number. Of two
    chapters with the name of one row neither counts."""
    labels = Labels(vocabulary)
    spoken = [c for c in (_read(part, labels) for part in _parts(lines, projects, labels, vocabulary)) if c.said]
    times = Counter(chapter.project for chapter in spoken)
    reading = ChaptersReading(list(projects))
    for chapter in spoken:
        if times[chapter.project] == 1:
            _join(reading, chapter, vocabulary.prose.statuses, pages.get(chapter.first))
    return reading


# where chapters are


def _parts(
    lines: Sequence[Line], projects: Sequence[ProjectRow], labels: Labels, vocabulary: Vocabulary
) -> Iterator[Part]:
    """What may be a chapter, for each line that is the name of a row."""
    rows: dict[str, list[int]] = defaultdict(list)
    for number, project in enumerate(projects, 1):
        rows[squeeze(project.name)].append(number)
    found = ((at, _row_named(lines, at, projects, rows)) for at in range(len(lines)))
    heads = [(at, number) for at, number in found if number is not None]
    for (at, number), (end, _) in pairwise([*heads, (len(lines), 0)]):
        counted = at > 0 and _counts(lines[at - 1], vocabulary)
        above = lines[at - 1] if counted else None
        body = lines[at + 1 : at + 1 + _length(lines[at + 1 : end], above, lines[at], labels)]
        yield Part((*([above] if above else []), lines[at], *body), int(counted), number)


def _row_named(
    lines: Sequence[Line], at: int, projects: Sequence[ProjectRow], rows: Mapping[str, list[int]]
) -> int | None:
    """Number of the one project whose name a line is; of several with that name, the one that the line's own number,
    or that of the line above, tells."""
    mark, text = _marked(lines[at].text)
    name = squeeze(text).rstrip(":。")
    named = rows.get(name, [])
    if len(named) < 2:
        return named[0] if named else None
    number = mark.number if mark else _last_number(lines[at - 1].text if at else "")
    numbered = [n for n in named if projects[n - 1].seq == number]
    return numbered[0] if len(numbered) == 1 else None


def _marked(text: str) -> tuple[Mark | None, str]:
    found = read_mark(text)
    return found if found else (None, text)


def _last_number(text: str) -> int | None:
    found = re.search(r"[（(](.+)[)）]$", squeeze(text))
    marked = read_mark(f"({found[1]})") if found else None
    return marked[0].number if marked else None


def _counts(line: Line, vocabulary: Vocabulary) -> bool:
    """Whether a line only counts the chapter below it: 重点民生实事（一）, 项目一."""
    text = squeeze(line.text)
    named = any(word in text for word in (*vocabulary.notice.subject, "项目"))
    return len(text) <= _SHORT and named and _NUMBER.search(text) is not None and _SENTENCE.search(text) is None


def _length(body: Sequence[Line], above: Line | None, name: Line, labels: Labels) -> int:
    """How many of the lines below a chapter's name are its own. One of another name may begin at a line like the one
    above this name, at the number that follows this name's, at an attachment, and where labels come again."""
    own = read_mark(name.text)
    given: set[Role] = set()
    for offset, line in enumerate(body):
        found = read_mark(line.text)
        is_next = own and found and (found[0].shape, found[0].number) == (own[0].shape, own[0].number + 1)
        is_end = is_attachment_mark(line.text) or is_date(line.text)
        if is_next or is_end or (above and _shape(line.text) == _shape(above.text)):
            return offset
        roles = set(_roles(line, labels))
        if roles & given:
            return _heading_above(body, offset)
        given |= roles
    return len(body)


def _shape(text: str) -> str:
    return _NUMBER.sub("#", squeeze(text))


def _roles(line: Line, labels: Labels) -> list[Role]:
    heading = _heading_role(line, labels)
    leads = any(Role.LEAD in settled(said.fields) for said in labels.read(line.text) if not said.text)
    return ([heading] if heading else []) + ([Role.LEAD] if leads else [])


def _heading_above(body: Sequence[Line], offset: int) -> int:
    """Where the short lines above a label begin, which name the chapter that it opens."""
    while offset and len(body[offset - 1].text) <= _SHORT and not _SENTENCE.search(body[offset - 1].text.strip()):
        offset -= 1
    return offset


# what a chapter says


def _heading_role(line: Line, labels: Labels) -> Role | None:
    """Role of a heading that is a label: 一、目标任务."""
    _, text = _marked(line.text)
    return labels.role(squeeze(text).rstrip(":")) if len(text) <= _SHORT else None


def _is_heading(line: Line) -> bool:
    found = read_mark(line.text)
    return found is not None and len(line.text) <= _SHORT and _SENTENCE.search(line.text.strip()) is None


def _read(part: Part, labels: Labels) -> Chapter:
    lines, at = part.lines, part.name_at
    chapter = Chapter(part.project, lines[0].no)
    for line in lines[:at]:
        chapter.told[line.no] = Told(part.project, 1, is_heading=True)
    chapter.told[lines[at].no] = Told(part.project, 1, (Role.NAME,))
    under: Role | None = None
    shape: str | None = None  # of the chapter's own headings; others are of what stands under those
    has_heading = False
    for line in lines[at + 1 :]:
        found = read_mark(line.text)
        role = _heading_role(line, labels)
        is_heading = _is_heading(line) and (shape is None or (found is not None and found[0].shape == shape))
        if role is not None or is_heading:
            under, has_heading, shape = role, True, found[0].shape if found else shape
            chapter.told[line.no] = Told(part.project, 1, is_heading=True)
        else:
            _take(chapter, line, _fields(line, under, labels) if under or not has_heading else {})
    return chapter


def _fields(line: Line, under: Role | None, labels: Labels) -> dict[Role, str]:
    """What a line says: under a heading that is a label its words, elsewhere what stands under labels of its own."""
    if under is not None:
        return {Role.PROGRESS if under is Role.STATUS and not is_status(line.text) else under: line.text}
    fields: dict[Role, str] = {}
    for said in labels.read(line.text):
        fields |= settled(said.fields)
    if Role.STATUS in fields and not is_status(fields[Role.STATUS]):
        fields[Role.PROGRESS] = fields.pop(Role.STATUS)
    return fields


def _take(chapter: Chapter, line: Line, fields: Mapping[Role, str]) -> None:
    for role, text in fields.items():
        chapter.said[role] = "\n".join(t for t in (chapter.said.get(role, ""), text) if t)
    above = chapter.told[line.no].fields if line.no in chapter.told else ()
    chapter.told[line.no] = Told(chapter.project, 1, tuple(dict.fromkeys((*above, *fields))))


# the chapter beside its row


def _join(reading: ChaptersReading, chapter: Chapter, statuses: Sequence[str], page: int | None) -> None:
    """Put a chapter to its row."""
    row = reading.projects[chapter.project - 1]
    taken = [role for role in _TAKEN if chapter.said.get(role) and _is_missing(row, role)]
    reading.told |= chapter.told
    reading.projects[chapter.project - 1] = _filled(row, {role: chapter.said[role] for role in taken})
    said = {role: text for role, text in chapter.said.items() if role not in taken}
    remarks = [(Severity.INFO, "taken_from_chapter", f"its row gives no {role.value}") for role in taken]
    remarks += [(severity, "chapter_differs", words) for severity, words in _differences(row, said, statuses)]
    for severity, rule, words in remarks:
        message = f"the chapter of “{squeeze(row.name)[:20]}”: {words}; " + (
            "the chapter's words were taken." if rule == "taken_from_chapter" else "the row is kept."
        )
        reading.findings.append(
            Finding(severity=severity, rule=rule, message=message, paragraph_no=chapter.first, page=page)
        )


def _is_missing(row: ProjectRow, role: Role) -> bool:
    """Whether no task of a row says anything under a role, so that the chapter's words can be put there: those of the
    work itself only where there is one task."""
    if role in _OF_ONE_TASK and len(row.tasks) > 1:
        return False
    return not any((getattr(task, role.value) or "").strip() for task in row.tasks)


def _filled(row: ProjectRow, texts: Mapping[Role, str]) -> ProjectRow:
    update = {role.value: text for role, text in texts.items()}
    return row.model_copy(update={"tasks": tuple(task.model_copy(update=update) for task in row.tasks)})


def _differences(row: ProjectRow, said: Mapping[Role, str], statuses: Sequence[str]) -> Iterator[tuple[Severity, str]]:
    """What a chapter says that its row does not: other units, another status, figures."""
    units = "".join(_row_text(row, role) for role in UNITS)
    others = [n for role in UNITS for n in _names(said.get(role, "")) if n not in units]
    if others:
        yield Severity.WARNING, f"it names {'、'.join(others)}, which its row does not"
    work = "".join(_row_text(row, role) for role in (Role.STATUS, Role.PROGRESS))
    told = squeeze(said.get(Role.STATUS, "") + said.get(Role.PROGRESS, ""))
    for status in statuses:
        if status in told and status not in work and any(s in work for s in statuses):
            yield Severity.INFO, f"it says {status}, which its row does not"
    for role in (Role.TARGET, Role.PROGRESS, Role.DEADLINE):
        figures = _figures(said.get(role, "")) - _figures(_row_text(row, role))
        if figures and _row_text(row, role):
            yield Severity.INFO, f"its {role.value} has {', '.join(sorted(figures))}, which its row's has not"


def _row_text(row: ProjectRow, role: Role) -> str:
    return squeeze("\n".join(getattr(task, role.value) or "" for task in row.tasks))


def _names(text: str) -> list[str]:
    return [squeeze(name) for name in re.split(r"[、，,；;\s]", text) if name.strip()]


def _figures(text: str) -> set[str]:
    """The figures of a text, its years aside."""
    return set(re.findall(r"\d+(?:\.\d+)?(?!\d|年)", squeeze(text)))
