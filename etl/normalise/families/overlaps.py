"""Where the city and the district set the same in one notice: pairs of quantities, of which the higher one binds.

Pairs are made only where the notice says that its projects overlap: 两类项目中指标任务存在重叠的，按高要求执行 in the
letter of 渝北府办发〔2024〕5号, or 市、区级民生实事存在交叉 as a remark on both projects. Where there are such remarks,
projects without one are left alone. A quantity is in one pair at most.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from etl.normalise.families.counted import LIKE, Counting, Measured, alike, counting_of
from etl.normalise.families.project_names import plain_name
from etl.normalise.remembered import squeezed_words
from parsers.words import squeeze
from schemas.family import FamilyWords, OverlapWords
from schemas.normalised import (
    Comparator,
    Level,
    MeasuredField,
    NormalisedNotice,
    OverlapRecord,
    ProjectRecord,
    TaskRecord,
)
from schemas.notice import Disposition, Notice


def with_overlaps(rows: NormalisedNotice, notice: Notice, names: FamilyWords, words: OverlapWords) -> NormalisedNotice:
    """A normalised notice with its overlaps; ``notice`` is the same as written, for its letter."""
    letter = [p.text for p in notice.paragraphs if p.disposition in (Disposition.LETTER, Disposition.NOTE)]
    found = find_overlaps(rows, letter, names, words)
    return rows.model_copy(update={"overlaps": found}) if found else rows


def find_overlaps(
    rows: NormalisedNotice, letter: Iterable[str], names: FamilyWords, words: OverlapWords
) -> tuple[OverlapRecord, ...]:
    """Pairs of a municipal and a district project's quantities that set the same, in the order of the notice."""
    overlapping = _overlapping(rows.projects, letter, words)
    if not overlapping or not rows.quantities:
        return ()
    counting = counting_of(names)(words)
    by_letter = not any(_has(p.remark or "", words.remarks) for p in rows.projects)
    municipal, district = (_counted(rows, overlapping, level, counting) for level in (Level.MUNICIPAL, Level.DISTRICT))
    reasons = {p.project_id: reason for p, reason in overlapping}
    projects = {t.task_id: reasons[t.project_id] for t in rows.tasks if t.project_id in reasons}
    abouts = {t.task_id: about for t in rows.tasks for about in [_about(t, rows)]} if by_letter else {}
    pairs = sorted(_pairs(municipal, district, counting, abouts), key=lambda pair: pair[:3])
    found = [
        OverlapRecord(
            notice_id=rows.notice.notice_id,
            municipal_task_id=one.quantity.task_id,
            municipal_ordinal=one.quantity.ordinal,
            district_task_id=other.quantity.task_id,
            district_ordinal=other.quantity.ordinal,
            because=f"{why}; {projects[one.quantity.task_id]}.",
        )
        for one, other, why in _best(pairs, municipal, district)
    ]
    return tuple(found)


def _overlapping(
    projects: Sequence[ProjectRecord], letter: Iterable[str], words: OverlapWords
) -> list[tuple[ProjectRecord, str]]:
    """Projects that the notice says overlap with others, each with its words for it."""
    remarked = [(p, f"the remark says “{p.remark}”") for p in projects if _has(p.remark or "", words.remarks)]
    if remarked:
        return remarked
    for text in letter:
        sentences = [*re.split("[。；;]", squeeze(text)), ""]
        for sentence, following in pairwise(sentences):
            if said := _announces(sentence, following, words):
                return [(p, f"the letter says “{said}”") for p in projects]
    return []


def _announces(sentence: str, following: str, words: OverlapWords) -> str | None:
    """The words of a letter that say that targets overlap and which holds; ``None`` if these do not."""
    meant = sentence
    for word in words.no_overlap:
        meant = meant.replace(word, "")
    if not _has(meant, words.overlap) or not _has(meant, words.about):
        return None
    if _has(meant, words.rule):
        return sentence
    goes_on = _has(following, words.rule) and not _has(following, words.about)
    return f"{sentence}。{following}" if goes_on else None


def _has(text: str, words: tuple[str, ...]) -> bool:
    squeezed = squeeze(text)
    return any(word in squeezed for word in squeezed_words(words))


def _counted(
    rows: NormalisedNotice, overlapping: Sequence[tuple[ProjectRecord, str]], level: Level, counting: Counting
) -> list[Measured]:
    projects = {p.project_id for p, _ in overlapping if p.level is level}
    found: list[Measured] = []
    for task in rows.tasks:
        if task.project_id in projects:
            own = [q for q in rows.quantities if q.task_id == task.task_id and q.field is MeasuredField.TARGET]
            found += counting.read(task.target or "", own)
    return found


@dataclass(frozen=True)
class _About:
    """What the project of a task is about: its name, and all that it says."""

    name: str
    words: str


def _about(task: TaskRecord, rows: NormalisedNotice) -> _About:
    name = next(p.name for p in rows.projects if p.project_id == task.project_id)
    own = [t.target or "" for t in rows.tasks if t.project_id == task.project_id]
    return _About(plain_name(name), plain_name("\n".join((name, *own))))


def _pairs(
    municipal: Sequence[Measured], district: Sequence[Measured], counting: Counting, abouts: Mapping[str, _About]
) -> Iterable[tuple[float, int, int, str]]:
    for m, one in enumerate(municipal):
        for d, other in enumerate(district):
            found = alike(one, other)
            if not found or found[0] < LIKE or _is_limit(one) is not _is_limit(other):
                continue
            if not counting.is_another(one, other) and (not abouts or _is_meant(one, other, counting, abouts)):
                yield (-found[0], m, d, found[1])


def _is_meant(one: Measured, other: Measured, counting: Counting, abouts: Mapping[str, _About]) -> bool:
    """Whether two quantities may set the same where only the letter says that any do: they count something of its own
    kind, or their projects are about the same."""
    cores = [c for c in (one.core, other.core) if c is not None]
    if cores and not any(map(counting.is_common, cores)):
        return True
    ours, theirs = abouts[one.quantity.task_id], abouts[other.quantity.task_id]
    return counting.is_of(ours.name, theirs.words) or counting.is_of(theirs.name, ours.words)


def _is_limit(counted: Measured) -> bool:
    """Whether less is better; a limit and a goal do not set the same."""
    return counted.quantity.comparator is Comparator.AT_MOST


def _best(
    pairs: Iterable[tuple[float, int, int, str]], municipal: Sequence[Measured], district: Sequence[Measured]
) -> list[tuple[Measured, Measured, str]]:
    """Each quantity with the one that is most surely the same, in the order of the municipal ones."""
    ours: dict[int, tuple[int, str]] = {}
    taken: set[int] = set()
    for _, m, d, why in pairs:
        if m not in ours and d not in taken:
            ours[m] = (d, why)
            taken.add(d)
    return [(municipal[m], district[d], why) for m, (d, why) in sorted(ours.items())]
