"""What a publication puts into each table, and which rows of before stay: the one list that every kind of warehouse is
filled by.

Which rows stay is said in SQL over temporary tables of ids (``REPLACED`` makes them), so that it can be asked of the
old rows in another database, or of the same tables before they are changed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from schemas.base import Record
from schemas.publication import NoticeGroup, Publication, ResolvedSource

Row = dict[str, Any]


@dataclass(frozen=True)
class Table:
    """One table. ``rows`` gives the new rows of a publication. ``stays`` is the condition on an old row to stay, in
    SQL; without one no old row does. Of old and new rows that agree in ``key``, the new one counts; rows of a table
    without a key are never both."""

    name: str
    rows: Callable[[Publication], Iterable[Row]]
    stays: str | None = None
    key: tuple[str, ...] = ()


REPLACED: Final = {
    "replaced_projects": "SELECT project_id FROM {old}.projects WHERE notice_id IN (FROM replaced_notices)",
    "replaced_tasks": "SELECT task_id FROM {old}.tasks WHERE project_id IN (FROM replaced_projects)",
    "kept_regions": "SELECT region_id FROM {old}.notices WHERE notice_id NOT IN (FROM replaced_notices)",
    "kept_names": "SELECT unit_id, mention FROM {old}.task_units WHERE task_id NOT IN (FROM replaced_tasks)",
}
"""The temporary tables of ids that ``stays`` asks, each by the query that fills it from the old rows in the database
``{old}``, in their order, once ``replaced_notices`` and ``replaced_sources`` are there."""

_NOTICE: Final = "notice_id NOT IN (FROM replaced_notices)"
_SOURCE: Final = "source_id NOT IN (FROM replaced_sources)"
_PROJECT: Final = "project_id NOT IN (FROM replaced_projects)"
_TASK: Final = "task_id NOT IN (FROM replaced_tasks)"
_UNIT: Final = "unit_id IN (SELECT unit_id FROM kept_names)"
_NAME: Final = f"{_UNIT} AND (origin = 'stated' OR (unit_id, alias) IN (SELECT (unit_id, mention) FROM kept_names))"


def replaced_notices(given: Publication) -> list[str]:
    """Ids of the notices none of whose old rows stay."""
    return [*(group.notice_id for group in given.groups), *given.dropped_notices]


def replaced_sources(given: Publication) -> list[str]:
    """Ids of the files none of whose old rows stay."""
    return [s.source_id for s in _sources(given)]


def _dumped(records: Iterable[Record]) -> Iterator[Row]:
    return (record.model_dump(mode="python") for record in records)


def _of_groups(records: Callable[[NoticeGroup], Iterable[Record]]) -> Callable[[Publication], Iterable[Row]]:
    """The rows that each notice gives."""
    return lambda given: (row for group in given.groups for row in _dumped(records(group)))


def _of_sources(
    rows: Callable[[ResolvedSource, frozenset[str]], Iterable[Row]],
) -> Callable[[Publication], Iterator[Row]]:
    """The rows that each file gives, which are told the ids of the tasks that its notice has."""

    def of_all(given: Publication) -> Iterator[Row]:
        for group in given.groups:
            task_ids = frozenset(task.task_id for task in group.rows.tasks)
            for source in group.sources:
                yield from rows(source, task_ids)

    return of_all


def _runs(given: Publication) -> Iterator[Row]:
    return _dumped([*given.earlier_runs, given.run])


def _regions(given: Publication) -> Iterator[Row]:
    regions = {r.region_id: r for r in (*given.reference.regions, *(g.rows.region for g in given.groups))}
    return _dumped(regions.values())


def _notices(given: Publication) -> Iterator[Row]:
    fate = {"is_current", "superseded_by", "superseded_because", "source_id"}
    return (group.rows.notice.model_dump() | group.model_dump(include=fate) for group in given.groups)


def _sources(given: Publication) -> list[Any]:
    return [*(s.source for group in given.groups for s in group.sources), *given.quarantined]


def _projects(given: Publication) -> Iterator[Row]:
    """New projects, each with the family that it is in now."""
    family = family_of(given)
    for group in given.groups:
        for project in group.rows.projects:
            yield project.model_dump() | {"family_id": family.get(project.project_id)}


def family_of(given: Publication) -> dict[str, str]:
    """Family of each project that is in one, by id: of kept projects too, whose family may be another now."""
    return {member.project_id: member.family_id for member in given.families.members}


def _units(given: Publication) -> Iterator[Row]:
    units = {u.unit_id: u for u in (*given.reference.units, *(u for g in given.groups for u in g.rows.units))}
    return _dumped(units.values())


def _aliases(given: Publication) -> Iterator[Row]:
    aliases = {(a.region_id, a.alias, a.unit_id): a for g in given.groups for a in g.rows.aliases}
    aliases |= {(a.region_id, a.alias, a.unit_id): a for a in given.reference.aliases}
    return _dumped(aliases.values())


def _functions(given: Publication) -> Iterator[Row]:
    functions = {(f.unit_id, f.function): f for g in given.groups for f in g.rows.functions}
    functions |= {(f.unit_id, f.function): f for f in given.reference.functions}
    return _dumped(functions.values())


def _suggestions(given: Publication) -> Iterator[Row]:
    suggestions = {s.unit_id: g.rows.suggestions for g in given.groups for s in g.rows.suggestions}
    return _dumped(s for unit_id, all_of in suggestions.items() for s in all_of if s.unit_id == unit_id)


def _kinds(given: Publication) -> Iterator[Row]:
    return _dumped({(k.unit_id, k.kind): k for g in given.groups for k in g.rows.group_kinds}.values())


def _reading_rows(resolved: ResolvedSource, _: frozenset[str]) -> Iterator[Row]:
    yield {"source_id": resolved.source.source_id, "notice": resolved.notice.model_dump_json()}


def _cell_rows(resolved: ResolvedSource, task_ids: frozenset[str]) -> Iterator[Row]:
    for cell in resolved.notice.cells:
        row = cell.model_dump(exclude={"project", "part"})
        own = _task_id(resolved, cell.project, cell.part, task_ids)
        yield row | {"source_id": resolved.source.source_id, "task_id": own}


def _paragraph_rows(resolved: ResolvedSource, task_ids: frozenset[str]) -> Iterator[Row]:
    for paragraph in resolved.notice.paragraphs:
        row = paragraph.model_dump(exclude={"project", "part"})
        own = _task_id(resolved, paragraph.project, paragraph.part, task_ids)
        fields = [role.value for role in paragraph.fields]
        yield row | {"source_id": resolved.source.source_id, "task_id": own, "fields": fields}


def _task_id(resolved: ResolvedSource, project: int | None, part: int | None, task_ids: frozenset[str]) -> str | None:
    """Id of a file's task, if the notice has it: another file of the notice, whose rows are used, may not."""
    own = resolved.task_ids[project - 1][part - 1] if project and part else None
    return own if own in task_ids else None


def finding_rows(resolved: ResolvedSource) -> Sequence[Row]:
    """Findings of a file as rows; their ids count the findings of the file."""
    source = resolved.source
    return [
        finding.model_dump()
        | {
            "finding_id": f"{source.source_id}-{n:04d}",
            "source_id": source.source_id,
            "notice_id": source.notice_id,
        }
        for n, finding in enumerate(resolved.findings, 1)
    ]


TABLES: Final = (
    Table("runs", _runs, "true"),
    Table("regions", _regions, "region_id IN (FROM kept_regions)", key=("region_id",)),
    Table("region_successions", lambda given: _dumped(given.reference.successions)),
    Table("notices", _notices, _NOTICE),
    Table("sources", lambda given: _dumped(_sources(given)), _SOURCE),
    Table("readings", _of_sources(_reading_rows), _SOURCE),
    Table("families", lambda given: _dumped(given.families.families)),
    Table("projects", _projects, _PROJECT),
    Table("family_members", lambda given: _dumped(given.families.members)),
    Table("tasks", _of_groups(lambda group: group.rows.tasks), _TASK),
    Table("deadline_stages", _of_groups(lambda group: group.rows.stages), _TASK),
    Table("quantities", _of_groups(lambda group: group.rows.quantities), _TASK),
    Table("family_quantities", lambda given: _dumped(given.families.quantities)),
    Table("target_overlaps", _of_groups(lambda group: group.rows.overlaps), _NOTICE),
    Table("units", _units, _UNIT, key=("unit_id",)),
    Table("unit_aliases", _aliases, _NAME, key=("region_id", "alias", "unit_id")),
    Table("unit_functions", _functions, _UNIT, key=("unit_id", "function")),
    Table("unit_suggestions", _suggestions, _UNIT, key=("unit_id",)),
    Table("group_kinds", _kinds, _UNIT, key=("unit_id", "kind")),
    Table("task_units", _of_groups(lambda group: group.rows.task_units), _TASK),
    Table("task_leaders", _of_groups(lambda group: group.rows.task_leaders), _TASK),
    Table("progress", _of_groups(lambda group: group.rows.progress), _NOTICE),
    Table("cells", _of_sources(_cell_rows), _SOURCE),
    Table("paragraphs", _of_sources(_paragraph_rows), _SOURCE),
    Table("findings", _of_sources(lambda resolved, _: finding_rows(resolved)), _SOURCE),
)
"""Every table of notices and of reference data, parents before children. What tells of the warehouse itself
(``content_hashes``, ``checks``, ``warehouse_info``) is filled in from these."""
