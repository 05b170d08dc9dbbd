"""What the quantities of a family count, by one name in all its regions and years, so that they stand side by side.

托位数 of one notice and 累计托位 of another are one topic, counted in the words that most of the family's notices use.
Each topic has a leading subject, and every quantity in it is held against that one: there are no chains.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from etl.normalise.families.counted import LIKE, Counted, Counting, Deeds, alike, opposed
from etl.normalise.families.project_names import Names
from schemas.family import FamilyQuantityRecord, FamilyRecord, FamilyRows, FamilyWords, KnownTask, OverlapWords
from schemas.normalised import MeasuredField

Entry = tuple[KnownTask, Counted]


@dataclass
class _Topic:
    """Quantities that count one thing; ``leader`` is the one that others are held against."""

    leader: Counted
    entries: list[tuple[Entry, str]] = field(default_factory=list)

    @property
    def counted(self) -> list[Entry]:
        return [entry for entry, _ in self.entries]

    @property
    def tasks(self) -> set[str]:
        return {task.task_id for (task, _), _ in self.entries}

    @property
    def name(self) -> str:
        """The leading subject as most notices write it, the shortest of those written as often."""
        written = Counter(c.subject or "" for (_, c), _ in self.entries if c.core == self.leader.core)
        return min(written, key=lambda s: (-written[s], len(s), s))


def with_topics(rows: FamilyRows, tasks: Iterable[KnownTask], names: FamilyWords, words: OverlapWords) -> FamilyRows:
    """Families with the quantities of their tasks, each with its topic. Pure, whatever the order of the tasks."""
    counting, cores = Counting(names, words), Names(names)
    own = {m.project_id: m.family_id for m in rows.members}
    by_family: dict[str, list[KnownTask]] = defaultdict(list)
    for task in tasks:
        by_family[own[task.project_id]].append(task)
    found = [
        record
        for family in rows.families
        for record in _of_family(family, by_family[family.family_id], counting, cores.core(family.name))
    ]
    return rows.model_copy(update={"quantities": tuple(found)})


def _of_family(
    family: FamilyRecord, tasks: Sequence[KnownTask], counting: Counting, core: str
) -> Iterator[FamilyQuantityRecord]:
    entries = list(_entries(sorted(tasks, key=lambda t: t.task_id), counting, core))
    taken: dict[str, list[Counted]] = defaultdict(list)
    for topic in _topics(entries, core):
        name = topic.name
        if any(opposed(topic.leader, other) for other in taken[name]):
            name = (topic.leader.deeds.word or "累计") + name
        taken[name].append(topic.leader)
        for (task, counted), why in topic.entries:
            yield FamilyQuantityRecord(
                family_id=family.family_id,
                topic=name,
                task_id=task.task_id,
                field=counted.quantity.field,
                ordinal=counted.quantity.ordinal,
                because=f"{why}.",
            )


def _entries(tasks: Iterable[KnownTask], counting: Counting, core: str) -> Iterator[Entry]:
    """The quantities of a family's tasks; one whose text names nothing counts what the family is about."""
    for task in tasks:
        for measured, text in sorted(task.texts.items()):
            for counted in counting.read(text, [q for q in task.quantities if q.field is measured]):
                yield task, counted if counted.core else replace(counted, subject=core, core=core)


def _topics(entries: Sequence[Entry], context: str) -> list[_Topic]:
    """The topics of a family, those that most notices have first."""
    alike_subjects: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        alike_subjects[entry[1].size, entry[1].core, _deeds(entry)].append(entry)
    topics: list[_Topic] = []
    for same in sorted(alike_subjects.values(), key=_first_the_common):
        leader = same[0][1]
        best = _best_topic([c for _, c in same], {task.task_id for task, _ in same}, topics, context)
        topic, why = best or (_Topic(leader), f"it counts {leader.core}")
        if best is None:
            topics.append(topic)
        topic.entries += [(entry, why) for entry in same]
    return topics


def _deeds(entry: Entry) -> tuple[tuple[int, ...], bool]:
    """What is done with what a target counts; progress tells of whatever was done."""
    deeds = entry[1].deeds if entry[1].quantity.field is MeasuredField.TARGET else Deeds()
    return (tuple(sorted(deeds.kinds)), deeds.is_stock)


def _first_the_common(same: Sequence[Entry]) -> tuple[int, int, str, str, object]:
    core = same[0][1].core or ""
    return (-len({task.project_id for task, _ in same}), len(core), core, str(same[0][1].size), _deeds(same[0]))


def _best_topic(
    same: Sequence[Counted], tasks: set[str], topics: Sequence[_Topic], context: str
) -> tuple[_Topic, str] | None:
    """The topic that quantities are of, and why; a task that counts two things tells them apart."""
    counted = same[0]
    free = [t for t in topics if not any(opposed(c, own) for c in same for _, own in t.counted)]
    free = [t for t in free if not tasks & t.tasks or t.leader.core == counted.core]
    found = [(alike(topic.leader, counted, context), topic) for topic in free]
    like = [(likeness[0], -n, likeness[1], topic) for n, (likeness, topic) in enumerate(found) if likeness]
    if not like or max(like, key=lambda x: x[:2])[0] < LIKE:
        return None
    _, _, why, topic = max(like, key=lambda x: x[:2])
    return topic, why
