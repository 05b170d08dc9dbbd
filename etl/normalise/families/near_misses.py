"""Projects that are not taken for one and might be: what a person is shown to decide on.

Names are compared only where they share a pair of characters that few names have, so that the work grows with their
number and not with its square.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from etl.normalise.families.grouping import Classed, classed, similarity
from etl.normalise.families.project_names import Names, pairs
from etl.normalise.families.settled import settled
from schemas.family import FamilyDecision, FamilyRows, FamilyWords, KnownProject, NearMiss

NEAR: Final = 0.5
"""Least similarity of a suggestion."""
_FEW: Final = 40
"""Classes that may share a pair of characters for it to lead from one to the other."""
_RAREST: Final = 4
"""Pairs of a name, from the rarest on, that lead to others."""
_SHOWN: Final = 5
"""Projects of one name that are tried for one of another notice."""


def find_near_misses(
    projects: Iterable[KnownProject],
    families: FamilyRows,
    words: FamilyWords,
    decisions: Sequence[FamilyDecision] = (),
) -> list[NearMiss]:
    """Pairs of projects of different notices and families whose names are near, the nearest first; one pair stands
    for all that have the same two names, and pairs that a person has parted are left out."""
    names = Names(words)
    projects = tuple(projects)
    members = {m.project_id: m.family_id for m in families.members}
    classes: dict[str, list[Classed]] = defaultdict(list)
    for one in sorted((classed(p, names) for p in projects), key=lambda c: (c.id not in members, c.age)):
        classes[one.class_id].append(one)
    class_of = {c.id: key for key, group in classes.items() for c in group}
    decided = {frozenset(class_of.get(p, p) for p in d.pair) for d in settled(decisions, projects)}
    found = []
    for mine, theirs in _neighbours(classes):
        near = similarity(mine[0], theirs[0])
        pairs = [(a, b) for a in mine[:_SHOWN] for b in theirs[:_SHOWN] if _may_be_one(a, b, members)]
        if near >= NEAR and pairs and frozenset((mine[0].class_id, theirs[0].class_id)) not in decided:
            found.append(_near_miss(*min(pairs, key=lambda p: (p[0].age, p[1].age)), near))
    return sorted(found, key=lambda n: (-n.similarity, n.project.project_id, n.other.project_id))


def _may_be_one(one: Classed, other: Classed, members: dict[str, str]) -> bool:
    """Whether two projects are of different notices and not in one family."""
    family, others = members.get(one.id), members.get(other.id)
    return one.project.notice_id != other.project.notice_id and (family is None or family != others)


def _neighbours(classes: dict[str, list[Classed]]) -> Iterator[tuple[list[Classed], list[Classed]]]:
    """Classes whose names share a pair of characters that is rare, each two of them once."""
    firsts = {key: group[0] for key, group in classes.items()}
    postings: dict[str, list[str]] = defaultdict(list)
    for key in sorted(firsts):
        for pair in set(pairs(firsts[key].core)):
            postings[pair].append(key)
    for key in sorted(firsts):
        others = {other for pair in _rare(firsts[key], postings) for other in postings[pair] if other != key}
        for other in sorted(others):
            if key < other or not _leads(firsts[other], key, postings):
                yield classes[key], classes[other]


def _leads(one: Classed, key: str, postings: dict[str, list[str]]) -> bool:
    """Whether the search from ``one`` comes to ``key`` too, which then tells of the pair."""
    return any(key in postings[pair] for pair in _rare(one, postings))


def _rare(one: Classed, postings: dict[str, list[str]]) -> list[str]:
    few = {pair for pair in pairs(one.core) if len(postings[pair]) <= _FEW}
    return sorted(few, key=lambda pair: (len(postings[pair]), pair))[:_RAREST]


def _near_miss(one: Classed, other: Classed, near: float) -> NearMiss:
    shared = [p for p in pairs(one.core) if p in pairs(other.core)]
    words = f"“{one.core}” and “{other.core}” share {len(shared)} of {len(pairs(one.core))} pairs of characters"
    return NearMiss(project=one.project, other=other.project, similarity=near, because=words + ".")
