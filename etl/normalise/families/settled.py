"""The projects that decisions are on now: a file that is corrected may put another one in a project's place."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence

from etl.normalise.families.project_names import plain_name
from schemas.family import FamilyDecision, KnownProject


class Places:
    """Where the projects of all notices stand, by their ids and by their names."""

    def __init__(self, projects: Iterable[KnownProject]) -> None:
        self._names: dict[str, str] = {}
        self._named: dict[tuple[str, str], list[str]] = defaultdict(list)
        for project in projects:
            name = plain_name(project.name)
            self._names[project.project_id] = name
            self._named[project.notice_id, name].append(project.project_id)

    def settle(self, decision: FamilyDecision) -> FamilyDecision | None:
        """A decision with the ids that its projects have now; ``None`` if it has to wait for one of them."""
        project = self._find(decision.project, decision.project_name)
        other = self._find(decision.other, decision.other_name)
        if project is None or other is None or project == other:
            return None
        return decision.model_copy(update={"project": project, "other": other})

    def _find(self, project_id: str, name: str | None) -> str | None:
        """The project of an id while it bears the name, else the only one of its notice that does."""
        there = self._names.get(project_id)
        if there is not None and (name is None or there == plain_name(name)):
            return project_id
        if name is None:
            return None
        found = self._named.get((project_id.rpartition("/")[0], plain_name(name)), [])
        return found[0] if len(found) == 1 else None


def named(decisions: Sequence[FamilyDecision]) -> Callable[[KnownProject], bool]:
    """Whether a project may be one that decisions are on, by its id or by its name in its notice."""
    places = [(d.project, d.project_name) for d in decisions] + [(d.other, d.other_name) for d in decisions]
    ids = {project_id for project_id, _ in places}
    names = {(project_id.rpartition("/")[0], plain_name(name)) for project_id, name in places if name is not None}
    notices = {notice_id for notice_id, _ in names}

    def is_named(project: KnownProject) -> bool:
        is_near = project.notice_id in notices and (project.notice_id, plain_name(project.name)) in names
        return is_near or project.project_id in ids

    return is_named


def settled(decisions: Iterable[FamilyDecision], projects: Iterable[KnownProject]) -> Sequence[FamilyDecision]:
    """The decisions whose projects are there, with the ids that these have now; of two that come to be on the same
    projects the later one."""
    places = Places(projects)
    found = [now for d in decisions if (now := places.settle(d)) is not None]
    return tuple({d.pair: d for d in sorted(found, key=lambda d: d.decided_on)}.values())
