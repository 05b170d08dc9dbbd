"""What a publication puts into each table, and which rows of before stay: the one list that every kind of warehouse is
filled by.

Which rows stay is said in SQL over temporary tables of ids (``REPLACED`` makes them), so that it can be asked of the
old rows in another database, or of the same tables before they are changed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pydantic import TypeAdapter

from etl.warehouse.packed import pack
from schemas.base import Record
from schemas.normalised import NormalisedNotice
from schemas.notice import AnnouncedCount, CellReading, ParagraphReading
from schemas.publication import NoticeGroup, Publication, ResolvedSource

Row = dict[str, Any]
_ANNOUNCED: Final = TypeAdapter(tuple[AnnouncedCount, ...])


@dataclass(frozen=True)
class Given:
    """One notice of a publication, and what its rows are told of others: the family of each project that is in one."""

    group: NoticeGroup
    family: Mapping[str, str]

    @cached_property
    def task_ids(self) -> frozenset[str]:
        """Ids of the tasks that the notice has."""
        return frozenset(task.task_id for task in self.group.rows.tasks)


def _nothing(_: Publication) -> Iterable[Row]:
    return ()


@dataclass(frozen=True)
class Table:
    """One table. ``of_notice`` gives the new rows of one notice, ``of_run`` those that are of none, or of all together:
    those of a table with ``of_notice`` are put in behind, and those of one that ``is_last`` after all others. ``stays``
    is the condition on an old row to stay, in SQL; without one no old row does. Of old and new rows that agree in
    ``key``, the new one counts; rows of a table without a key are never both."""

    name: str
    of_run: Callable[[Publication], Iterable[Row]] = _nothing
    stays: str | None = None
    key: tuple[str, ...] = ()
    of_notice: Callable[[Given], Iterable[Row]] | None = None
    is_last: bool = False

    def rows(self, publication: Publication) -> Iterator[Row]:
        """All new rows of a publication."""
        yield from self.of_run(publication)
        if self.of_notice is not None:
            for given in notices(publication):
                yield from self.of_notice(given)


def notices(publication: Publication) -> Iterator[Given]:
    """The notices of a publication, each made when it is asked for."""
    family = family_of(publication)
    return (Given(group, family) for group in publication.groups)


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
    return [*given.groups.notice_ids, *given.dropped_notices]


def replaced_sources(given: Publication) -> list[str]:
    """Ids of the files none of whose old rows stay."""
    return [*given.groups.source_ids, *(s.source_id for s in given.quarantined)]


def _dumped(records: Iterable[Record]) -> Iterator[Row]:
    return map(_fields, records)


def _fields(record: Record) -> Row:
    """The fields of a record that holds plain values only, as ``model_dump`` gives them."""
    return dict(record.__dict__)


def _records(of: Callable[[NormalisedNotice], Iterable[Record]]) -> Callable[[Given], Iterable[Row]]:
    """The rows that a notice gives as they are."""
    return lambda given: _dumped(of(given.group.rows))


def _of_files(rows: Callable[[ResolvedSource, frozenset[str]], Iterable[Row]]) -> Callable[[Given], Iterator[Row]]:
    """The rows that each file of a notice gives, which are told the ids of the tasks that the notice has."""
    return lambda given: (row for source in given.group.sources for row in rows(source, given.task_ids))


def _runs(given: Publication) -> Iterator[Row]:
    return _dumped([*given.earlier_runs, given.run])


def _regions(given: Publication) -> Iterator[Row]:
    regions = {r.region_id: r for r in (*given.reference.regions, *given.groups.learnt.regions)}
    return _dumped(regions.values())


def _notice(given: Given) -> Iterator[Row]:
    fate = {"is_current", "superseded_by", "superseded_because", "source_id"}
    yield given.group.rows.notice.model_dump() | given.group.model_dump(include=fate)


def _projects(given: Given) -> Iterator[Row]:
    """New projects, each with the family that it is in now."""
    for project in given.group.rows.projects:
        yield _fields(project) | {"family_id": given.family.get(project.project_id)}


def family_of(given: Publication) -> Mapping[str, str]:
    """Family of each project that is in one, by id: of kept projects too, whose family may be another now."""
    return given.families.own


def _units(given: Publication) -> Iterator[Row]:
    units = {u.unit_id: u for u in (*given.reference.units, *given.groups.learnt.units)}
    return _dumped(units.values())


def _aliases(given: Publication) -> Iterator[Row]:
    aliases = {(a.region_id, a.alias, a.unit_id): a for a in given.groups.learnt.aliases}
    aliases |= {(a.region_id, a.alias, a.unit_id): a for a in given.reference.aliases}
    return _dumped(aliases.values())


def _functions(given: Publication) -> Iterator[Row]:
    functions = {(f.unit_id, f.function): f for f in given.groups.learnt.functions}
    functions |= {(f.unit_id, f.function): f for f in given.reference.functions}
    return _dumped(functions.values())


def _suggestions(given: Publication) -> Iterator[Row]:
    return _dumped(given.groups.learnt.suggestions)


def _kinds(given: Publication) -> Iterator[Row]:
    return _dumped(given.groups.learnt.group_kinds)


def _reading_rows(resolved: ResolvedSource, _: frozenset[str]) -> Iterator[Row]:
    packed = pack(resolved.written or resolved.notice.model_dump_json().encode())
    yield {
        "source_id": resolved.source.source_id,
        "announced": _ANNOUNCED.dump_json(resolved.notice.announced).decode(),
        "sha256": packed.sha256,
        "notice": packed.content,
    }


def _cell_rows(resolved: ResolvedSource, task_ids: frozenset[str]) -> Iterator[Row]:
    for cell in resolved.notice.cells:
        yield _of_place(cell, resolved, task_ids)


def _paragraph_rows(resolved: ResolvedSource, task_ids: frozenset[str]) -> Iterator[Row]:
    for paragraph in resolved.notice.paragraphs:
        row = _of_place(paragraph, resolved, task_ids)
        row["fields"] = [role.value for role in paragraph.fields]
        yield row


def _of_place(read: CellReading | ParagraphReading, resolved: ResolvedSource, task_ids: frozenset[str]) -> Row:
    """What a cell or a paragraph is read as, with its file and the task that it points at."""
    row = _fields(read)
    row["source_id"] = resolved.source.source_id
    row["task_id"] = _task_id(resolved, row.pop("project"), row.pop("part"), task_ids)
    return row


def _task_id(resolved: ResolvedSource, project: int | None, part: int | None, task_ids: frozenset[str]) -> str | None:
    """Id of a file's task, if the notice has it: another file of the notice, whose rows are used, may not."""
    own = resolved.task_ids[project - 1][part - 1] if project and part else None
    return own if own in task_ids else None


def finding_rows(resolved: ResolvedSource) -> Sequence[Row]:
    """Findings of a file as rows; their ids count the findings of the file."""
    source = resolved.source
    return [
        _fields(finding)
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
    Table("units", _units, _UNIT, key=("unit_id",)),
    Table("unit_aliases", _aliases, _NAME, key=("region_id", "alias", "unit_id")),
    Table("unit_functions", _functions, _UNIT, key=("unit_id", "function")),
    Table("unit_suggestions", _suggestions, _UNIT, key=("unit_id",)),
    Table("group_kinds", _kinds, _UNIT, key=("unit_id", "kind")),
    Table("families", lambda given: _dumped(given.families.families)),
    Table("notices", stays=_NOTICE, of_notice=_notice),
    Table(
        "sources",
        lambda given: _dumped(given.quarantined),
        _SOURCE,
        of_notice=lambda given: _dumped(s.source for s in given.group.sources),
    ),
    Table("readings", stays=_SOURCE, of_notice=_of_files(_reading_rows)),
    Table("projects", stays=_PROJECT, of_notice=_projects),
    Table("tasks", stays=_TASK, of_notice=_records(lambda rows: rows.tasks)),
    Table("deadline_stages", stays=_TASK, of_notice=_records(lambda rows: rows.stages)),
    Table("quantities", stays=_TASK, of_notice=_records(lambda rows: rows.quantities)),
    Table("target_overlaps", stays=_NOTICE, of_notice=_records(lambda rows: rows.overlaps)),
    Table("task_units", stays=_TASK, of_notice=_records(lambda rows: rows.task_units)),
    Table("task_leaders", stays=_TASK, of_notice=_records(lambda rows: rows.task_leaders)),
    Table("progress", stays=_NOTICE, of_notice=_records(lambda rows: rows.progress)),
    Table("cells", stays=_SOURCE, of_notice=_of_files(_cell_rows)),
    Table("paragraphs", stays=_SOURCE, of_notice=_of_files(_paragraph_rows)),
    Table("findings", stays=_SOURCE, of_notice=_of_files(lambda resolved, _: finding_rows(resolved))),
    Table("family_members", lambda given: _dumped(given.families.members), is_last=True),
    Table("family_quantities", lambda given: _dumped(given.families.quantities), is_last=True),
)
"""Every table of notices and of reference data, parents before children. What tells of the warehouse itself
(``content_hashes``, ``checks``, ``warehouse_info``) is filled in from these."""
