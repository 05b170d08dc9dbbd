"""Which projects of all notices are one project: the same work in several regions, or carried on over the years.

A project's class follows from its name alone, so that no other notice can change it: the known family whose name it
bears, else what its name comes to without the words that say nothing (``project_names``). A class that projects of two
notices fall into is a family, a known family is one from its first project on. Being one is a matter of equal keys, so
there are no chains from one name to the next, and a hundred thousand projects take as many steps. On top come a
person's decisions.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from etl.ids import short_hash
from etl.normalise.families.project_names import Names, likeness, plain_name
from etl.normalise.families.settled import settled
from schemas.family import (
    FamilyBasis,
    FamilyDecision,
    FamilyMemberRecord,
    FamilyRecord,
    FamilyRows,
    FamilyWords,
    KnownProject,
)

ALIKE = 0.9
"""Least similarity of names that come to one; names that do not stay below it."""


@dataclass(frozen=True)
class Classed:
    """A project with the id of its class, what the class is called, and whether the reference data state it."""

    project: KnownProject
    class_id: str
    name: str
    core: str
    is_known: bool

    @property
    def rank(self) -> tuple[float, int, str]:
        """Which of several projects of one notice stands for it in its family: the name that is most like it."""
        return (-likeness(plain_name(self.project.name), plain_name(self.name)), self.project.ordinal, self.id)

    @property
    def id(self) -> str:
        """Id of the project."""
        return self.project.project_id

    @property
    def own_id(self) -> str:
        """Id of its family when it was taken out of its class."""
        return f"f-{short_hash(self.id)}"

    @property
    def age(self) -> tuple[int, str, int]:
        """Order in which a family's projects are told: by year, then by id."""
        return (self.project.year or 0, self.project.notice_id, self.project.ordinal)


def classed(project: KnownProject, names: Names) -> Classed:
    """The class that a project's name puts it in, whatever other projects there are."""
    core = names.core(project.name, project.region_names)
    if known := names.known_family(project.name, core, project.region_names):
        family, core = known
        return Classed(project, family.id, family.name, core, is_known=True)
    key = f"={plain_name(project.name).casefold()}" if names.is_a_field(core) else names.key(core)
    if names.is_an_institution(core):
        key = f"@{project.region}:{key}"
    return Classed(project, f"f-{short_hash(key)}", core, core, is_known=False)


def find_families(
    projects: Iterable[KnownProject], words: FamilyWords, decisions: Sequence[FamilyDecision] = ()
) -> FamilyRows:
    """The families among the projects of all notices, and why each project is in its own.

    Pure, and the same whatever the order of projects and decisions; decisions on projects that are not there wait, and
    those on projects that bear another number now follow their names.
    """
    names = Names(words)
    by_id = {c.id: c for p in projects for c in [classed(p, names)]}
    moves = Moves.of(by_id.values(), decisions)
    groups: dict[str, list[Classed]] = defaultdict(list)
    for one in by_id.values():
        if (family_id := moves.family_of(one)) is not None:
            groups[family_id].append(one)
    made = [found for key in sorted(groups) if (found := family_among(key, groups[key], moves))]
    members = sorted((m for _, own in made for m in own), key=lambda m: m.project_id)
    return FamilyRows(families=tuple(family for family, _ in made), members=tuple(members))


def family_among(
    family_id: str, group: Sequence[Classed], moves: "Moves"
) -> tuple[FamilyRecord, list[FamilyMemberRecord]] | None:
    """The family of a group of projects with its members; ``None`` if they are none."""
    own = [d for c in group for d in moves.same.get(c.id, ())]
    found = sorted(_one_a_notice(group, own), key=lambda c: c.age)
    if len(found) > 1 or (found and _is_stated(family_id, found[0])):
        family = _family(family_id, found, own)
        return family, [*_members(family, found, own)]
    return None


@dataclass(frozen=True)
class Moves:
    """What decisions change: projects taken ``out`` of their class, classes ``joined`` to a family, projects that are
    of none (``leaving``), and the decisions that two are the ``same``, by the id of each."""

    out: frozenset[str]
    joined: Mapping[str, str]
    leaving: frozenset[str]
    same: Mapping[str, Sequence[FamilyDecision]]

    @classmethod
    def of(cls, projects: Iterable[Classed], decisions: Sequence[FamilyDecision]) -> "Moves":
        """What is decided on projects; those that no decision names need not be among them."""
        by_id = {c.id: c for c in projects} if decisions else {}
        held = settled(decisions, (c.project for c in by_id.values()))
        out = frozenset(d.project for d in held if d.verdict == "apart" and _is_shared(d, by_id))
        own = {key: _own_class(by_id[key], out) for d in held for key in d.pair}
        joined = _joined([(own[d.project], own[d.other]) for d in held if d.verdict == "same"], by_id)
        where = {key: joined.get(class_id, class_id) for key, class_id in own.items()}
        apart = [d for d in held if d.verdict == "apart"]
        same: dict[str, list[FamilyDecision]] = defaultdict(list)
        for decision in held:
            for key in decision.pair if decision.verdict == "same" else ():
                same[key].append(decision)
        return cls(out, joined, frozenset(d.project for d in apart if where[d.project] == where[d.other]), same)

    def family_of(self, one: Classed) -> str | None:
        """The family that a project is put to, ``None`` if it is of none."""
        own = _own_class(one, self.out)
        return None if one.id in self.leaving else self.joined.get(own, own)


def _own_class(one: Classed, out: Collection[str]) -> str:
    return one.own_id if one.id in out else one.class_id


def _is_shared(decision: FamilyDecision, by_id: dict[str, Classed]) -> bool:
    return by_id[decision.project].class_id == by_id[decision.other].class_id


def _joined(edges: Sequence[tuple[str, str]], by_id: dict[str, Classed]) -> dict[str, str]:
    """The family that each class ends in which a decision joins with another: a known one, else the one that the
    others join and that joins none itself, the one of the least id where there are several or none."""
    known = {c.class_id for c in by_id.values() if c.is_known}
    sets: dict[str, frozenset[str]] = {}
    for edge in edges:
        together = frozenset().union(*(sets.get(c, frozenset({c})) for c in edge))
        sets.update(dict.fromkeys(together, together))
    joining = {one for one, other in edges if one != other}
    return {c: min(together, key=lambda x: (x not in known, x in joining, x)) for c, together in sets.items()}


def _one_a_notice(group: Sequence[Classed], decisions: Sequence[FamilyDecision]) -> Iterator[Classed]:
    """The projects of a group that are its family: one of each notice, unless a person has put more there."""
    named = {key for d in decisions for key in d.pair}
    by_notice: dict[str, list[Classed]] = defaultdict(list)
    for project in group:
        by_notice[project.project.notice_id].append(project)
    for candidates in by_notice.values():
        decided = [c for c in candidates if c.id in named]
        yield from decided or (candidates if len(candidates) == 1 else [min(candidates, key=lambda c: c.rank)])


def _is_stated(family_id: str, project: Classed) -> bool:
    """Whether the reference data state that a project is of a family, so that it needs no second one to be a family."""
    return project.is_known and project.class_id == family_id


def _family(family_id: str, found: Sequence[Classed], decisions: Sequence[FamilyDecision]) -> FamilyRecord:
    own = [c for c in found if family_id in (c.class_id, c.own_id)] or found
    if _is_stated(family_id, own[0]):
        return FamilyRecord(family_id=family_id, name=own[0].name, origin=FamilyBasis.STATED)
    counts = Counter(c.name for c in own)
    name = min(counts, key=lambda n: (-counts[n], len(n), n))
    ids = {c.id for c in found}
    decided = any(d.pair <= ids for d in decisions)
    return FamilyRecord(family_id=family_id, name=name, origin=FamilyBasis.DECIDED if decided else FamilyBasis.DERIVED)


def _members(
    family: FamilyRecord, found: Sequence[Classed], decisions: Sequence[FamilyDecision]
) -> Iterator[FamilyMemberRecord]:
    ids = {c.id: c for c in found}
    first = next((c for c in found if c.class_id == family.family_id), found[0])
    firsts: dict[str, list[Classed]] = defaultdict(list)
    for one in found:
        if len(firsts[one.class_id]) < 2:  # the second is held against the first
            firsts[one.class_id].append(one)
    for member in found:
        decision = _decision_on(member, decisions, ids)
        if decision is not None:
            yield _decided(family, member, ids[_other(decision, member.id)], decision)
        elif member.is_known and member.class_id == family.family_id:
            yield _stated(family, member)
        else:
            alike = [first] if first.class_id == member.class_id else firsts[member.class_id]
            alike = [c for c in (*alike, *firsts[member.class_id]) if c.id != member.id]
            yield _derived(family, member, next(iter(alike), first))


def _decision_on(
    member: Classed, decisions: Sequence[FamilyDecision], ids: dict[str, Classed]
) -> FamilyDecision | None:
    """The decision that put a project here: one that names it, and both of whose projects are here."""
    own = [d for d in decisions if member.id in d.pair and d.pair <= ids.keys()]
    return max(own, key=lambda d: (d.decided_on, d.project, d.other), default=None)


def _other(decision: FamilyDecision, key: str) -> str:
    return decision.other if decision.project == key else decision.project


def _decided(family: FamilyRecord, member: Classed, other: Classed, decision: FamilyDecision) -> FamilyMemberRecord:
    return FamilyMemberRecord(
        project_id=member.id,
        family_id=family.family_id,
        basis=FamilyBasis.DECIDED,
        similarity=similarity(member, other),
        other_project_id=other.id,
        because=f"{decision.decided_by} decided on {decision.decided_on} that it is the same as "
        f"“{other.project.name}”: {decision.reason}",
    )


def _stated(family: FamilyRecord, member: Classed) -> FamilyMemberRecord:
    named = plain_name(member.project.name) == plain_name(family.name)
    why = f"it is named as the known project “{family.name}” is"
    if not named:
        why = f"its name comes to “{member.core}”, a name of the known project “{family.name}”"
    return FamilyMemberRecord(
        project_id=member.id,
        family_id=family.family_id,
        basis=FamilyBasis.STATED,
        similarity=_alike(member.project.name, family.name),
        other_project_id=None,
        because=why + ".",
    )


def _derived(family: FamilyRecord, member: Classed, other: Classed) -> FamilyMemberRecord:
    its = f"that of {other.project.region} {other.project.year or '(no year)'}, “{other.project.name}”"
    if member.class_id != other.class_id:
        why = f"its class was joined with {its}"
    elif plain_name(member.project.name) == plain_name(other.project.name):
        why = f"its name is {its}"
    else:
        why = f"its name and {its}, both come to “{member.core}”"
    return FamilyMemberRecord(
        project_id=member.id,
        family_id=family.family_id,
        basis=FamilyBasis.DERIVED,
        similarity=similarity(member, other),
        other_project_id=other.id,
        because=why + ".",
    )


def similarity(one: Classed, other: Classed) -> float:
    """How alike the names of two projects are: from ``ALIKE`` on they come to one, below it they do not."""
    if one.class_id == other.class_id:
        return _alike(one.project.name, other.project.name)
    return round(ALIKE * likeness(one.core, other.core) - (one.core == other.core) * 0.01, 3)


def _alike(one: str, other: str) -> float:
    return round(ALIKE + (1 - ALIKE) * likeness(plain_name(one), plain_name(other)), 3)
