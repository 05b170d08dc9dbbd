"""Where the city and the district set the same in one notice: pairs of quantities, of which the higher one binds.

Pairs are made only where the notice says that its projects overlap: 两类项目中指标任务存在重叠的，按高要求执行 in the
letter of 渝北府办发〔2024〕5号, or 市、区级民生实事存在交叉 as a remark on both projects. Where there are such remarks,
projects without one are left alone. A quantity is in one pair at most.
"""

import re
from collections.abc import Iterable, Sequence

from etl.normalise.families.counted import LIKE, Counted, Counting, alike
from parsers.words import squeeze
from schemas.family import FamilyWords, OverlapWords
from schemas.normalised import Comparator, Level, MeasuredField, NormalisedNotice, OverlapRecord, ProjectRecord
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
    counting = Counting(names, words)
    municipal, district = (_counted(rows, overlapping, level, counting) for level in (Level.MUNICIPAL, Level.DISTRICT))
    reasons = {p.project_id: reason for p, reason in overlapping}
    projects = {t.task_id: reasons[t.project_id] for t in rows.tasks if t.project_id in reasons}
    pairs = sorted(_pairs(municipal, district), key=lambda pair: pair[:3])
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
        for sentence in re.split("[。；;]", squeeze(text)):
            if _has(sentence, words.overlap) and _has(sentence, words.rule):
                return [(p, f"the letter says “{sentence}”") for p in projects]
    return []


def _has(text: str, words: Sequence[str]) -> bool:
    return any(squeeze(w) in squeeze(text) for w in words)


def _counted(
    rows: NormalisedNotice, overlapping: Sequence[tuple[ProjectRecord, str]], level: Level, counting: Counting
) -> list[Counted]:
    projects = {p.project_id for p, _ in overlapping if p.level is level}
    found: list[Counted] = []
    for task in rows.tasks:
        if task.project_id in projects:
            own = [q for q in rows.quantities if q.task_id == task.task_id and q.field is MeasuredField.TARGET]
            found += counting.read(task.target or "", own)
    return found


def _pairs(municipal: Sequence[Counted], district: Sequence[Counted]) -> Iterable[tuple[float, int, int, str]]:
    for m, one in enumerate(municipal):
        for d, other in enumerate(district):
            found = alike(one, other)
            if found and found[0] >= LIKE and _is_limit(one) is _is_limit(other):
                yield (-found[0], m, d, found[1])


def _is_limit(counted: Counted) -> bool:
    """Whether less is better; a limit and a goal do not set the same."""
    return counted.quantity.comparator is Comparator.AT_MOST


def _best(
    pairs: Iterable[tuple[float, int, int, str]], municipal: Sequence[Counted], district: Sequence[Counted]
) -> list[tuple[Counted, Counted, str]]:
    """Each quantity with the one that is most surely the same, in the order of the municipal ones."""
    ours: dict[int, tuple[int, str]] = {}
    taken: set[int] = set()
    for _, m, d, why in pairs:
        if m not in ours and d not in taken:
            ours[m] = (d, why)
            taken.add(d)
    return [(municipal[m], district[d], why) for m, (d, why) in sorted(ours.items())]
