"""What the quantities of a family count, by one name in all its regions and years, so that they stand side by side.

托位数 of one notice and 累计托位 of another are one topic, counted in the words that most of the family's notices use.
Each topic has a leading subject, and every quantity in it is held against that one: there are no chains. Nor is every
subject held against every topic, but against those that share two characters with it where likeness needs them.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from etl.normalise.families.amounts import CountedTask, counted_task
from etl.normalise.families.counted import LIKE, Counted, Deeds, alike, counting_of
from etl.normalise.families.project_names import Names
from schemas.family import FamilyQuantityRecord, FamilyRecord, FamilyRows, FamilyWords, KnownTask, OverlapWords
from schemas.normalised import MeasuredField

Entry = tuple[CountedTask, Counted]
_PAIR: Final = 2
"""Characters of the shortest piece that two subjects share, as ``counted.shared_pieces`` has it."""


@dataclass
class _Topic:
    """Quantities that count one thing; ``leader`` is the one that others are held against. ``number`` tells topics in
    the order in which they were found, ``deeds`` what is done with what they count, ``tasks`` whose they are."""

    number: int
    leader: Counted
    entries: list[tuple[Entry, str]] = field(default_factory=list)
    deeds: set[Deeds] = field(default_factory=set)
    tasks: set[str] = field(default_factory=set)

    def add(self, same: Sequence[Entry], why: str) -> None:
        """Put quantities in that are done the same with."""
        self.entries += [(entry, why) for entry in same]
        self.deeds.add(_deeds(same[0]))
        self.tasks |= {task.task_id for task, _ in same}

    @property
    def name(self) -> str:
        """The leading subject as most notices write it, the shortest of those written as often."""
        written = Counter(c.subject or "" for (_, c), _ in self.entries if c.core == self.leader.core)
        return min(written, key=lambda s: (-written[s], len(s), s))


def with_topics(rows: FamilyRows, tasks: Iterable[KnownTask], names: FamilyWords, words: OverlapWords) -> FamilyRows:
    """Families with the quantities of their tasks, each with its topic. Pure, whatever the order of the tasks."""
    own = {m.project_id: m.family_id for m in rows.members}
    by_family: dict[str, list[CountedTask]] = defaultdict(list)
    counting = counting_of(names)(words)
    for task in tasks:
        by_family[own[task.project_id]].append(counted_task(task, counting))
    found = topics_of(rows.families, lambda family_id: by_family[family_id], names)
    return rows.model_copy(update={"quantities": tuple(found)})


def topics_of(
    families: Iterable[FamilyRecord],
    tasks_of: Callable[[str], Iterable[CountedTask]],
    names: FamilyWords,
) -> Iterator[FamilyQuantityRecord]:
    """The quantities of each family, one family after the other; ``tasks_of`` gives the tasks of one by its id."""
    cores = Names(names)
    for family in families:
        yield from _of_family(family, tasks_of(family.family_id), cores.core(family.name))


def _of_family(family: FamilyRecord, tasks: Iterable[CountedTask], core: str) -> Iterator[FamilyQuantityRecord]:
    entries = list(_entries(sorted(tasks, key=lambda t: t.task_id), core))
    taken: dict[str, set[Deeds]] = defaultdict(set)
    for topic in _topics(entries, core):
        name, deeds = topic.name, _deeds(topic.entries[0][0])
        if any(deeds.oppose(other) for other in taken[name]):
            name = (topic.leader.deeds.word or "累计") + name
        taken[name].add(deeds)
        for (task, counted), why in topic.entries:
            yield FamilyQuantityRecord(
                family_id=family.family_id,
                topic=name,
                task_id=task.task_id,
                field=counted.field,
                ordinal=counted.ordinal,
                because=f"{why}.",
            )


def _entries(tasks: Iterable[CountedTask], core: str) -> Iterator[Entry]:
    """The quantities of a family's tasks; one whose text names nothing counts what the family is about."""
    for task in tasks:
        for counted in task.counted:
            yield task, counted if counted.core else replace(counted, subject=core, core=core)


def _topics(entries: Sequence[Entry], context: str) -> Sequence[_Topic]:
    """The topics of a family, those that most notices have first."""
    alike_subjects: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        deeds = _deeds(entry)
        alike_subjects[entry[1].size, entry[1].core, deeds.kinds, deeds.is_stock].append(entry)
    topics = Topics(context)
    for same in sorted(alike_subjects.values(), key=_first_the_common):
        topics.add(same)
    return topics.found


def _deeds(entry: Entry) -> Deeds:
    """What is done with what a target counts; progress tells of whatever was done."""
    deeds = entry[1].deeds if entry[1].field is MeasuredField.TARGET else Deeds()
    return Deeds(deeds.kinds, is_stock=deeds.is_stock)


def _first_the_common(same: Sequence[Entry]) -> tuple[int, int, str, str, object]:
    core, deeds = same[0][1].core or "", _deeds(same[0])
    in_order = (tuple(sorted(deeds.kinds)), deeds.is_stock)
    return (-len({task.project_id for task, _ in same}), len(core), core, str(same[0][1].size), in_order)


class Topics:
    """The topics found so far, and which of them may be like a subject.

    Subjects that are alike are the same, or the shorter is made of pieces of the longer and of words of the context;
    where one stands in the words around the other, it does so from its beginning (``counted.alike``). So one of two
    that are alike begins with two characters that stand in the other or around it, or in the context.
    """

    def __init__(self, context: str) -> None:
        """``context`` is what the family is about."""
        self.found: list[_Topic] = []
        self._context = context
        self._beginning: dict[tuple[object, str], list[_Topic]] = defaultdict(list)
        self._holding: dict[tuple[object, str], list[_Topic]] = defaultdict(list)

    def add(self, same: Sequence[Entry]) -> None:
        """Put quantities of one subject, that the same is done with, into the topic that they are of, or a new one."""
        best = self._best(same)
        topic, why = best or (self.new(same[0][1]), f"it counts {same[0][1].core}")
        topic.add(same, why)

    def new(self, leader: Counted) -> _Topic:
        """A topic that others are held against from now on."""
        topic = _Topic(len(self.found), leader)
        self.found.append(topic)
        for pair in self._beginnings(leader):
            self._beginning[leader.size, pair].append(topic)
        for pair in _pairs(leader.core or "") | _pairs(leader.clause):
            self._holding[leader.size, pair].append(topic)
        return topic

    def _beginnings(self, counted: Counted) -> set[str]:
        """The characters by which a subject is looked up in another: its first two, but any where the context has
        these, for then it need not share them."""
        core = counted.core or ""
        return _pairs(core) if core[:_PAIR] in self._context else {core[:_PAIR]}

    def near(self, counted: Counted) -> list[_Topic]:
        """Topics that may be like a subject, in the order in which they were found."""
        pairs = _pairs(counted.core or "") | _pairs(counted.clause)
        near = {t.number: t for pair in pairs for t in self._beginning.get((counted.size, pair), ())}
        near |= {t.number: t for p in self._beginnings(counted) for t in self._holding.get((counted.size, p), ())}
        return [near[number] for number in sorted(near)]

    def _best(self, same: Sequence[Entry]) -> tuple[_Topic, str] | None:
        """The topic that quantities are of, and why; a task that counts two things tells them apart."""
        counted, deeds, tasks = same[0][1], _deeds(same[0]), {task.task_id for task, _ in same}
        free = [t for t in self.near(counted) if not any(deeds.oppose(own) for own in t.deeds)]
        free = [t for t in free if t.leader.core == counted.core or tasks.isdisjoint(t.tasks)]
        found = [(alike(topic.leader, counted, self._context), topic) for topic in free]
        like = [(likeness[0], -topic.number, likeness[1], topic) for likeness, topic in found if likeness]
        if not like or max(like, key=lambda x: x[:2])[0] < LIKE:
            return None
        _, _, why, topic = max(like, key=lambda x: x[:2])
        return topic, why


def _pairs(text: str) -> set[str]:
    """Each two characters of a text that stand together; a shorter text is one."""
    return {text[at : at + _PAIR] for at in range(max(1, len(text) - 1))}
