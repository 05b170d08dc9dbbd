"""Filling a new warehouse file: what stays is copied from the old one, what a run changes comes from Arrow."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from graphlib import TopologicalSorter
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from etl.warehouse.connect import SCHEMA_VERSION
from etl.warehouse.content import content_hash, content_hashes
from etl.warehouse.opened import opened
from schemas.base import Record
from schemas.publication import Publication, ResolvedSource

Rows = list[dict[str, Any]]


def fill(connection: duckdb.DuckDBPyConnection, publication: Publication, old: Path | None) -> None:
    """Make the schema in an empty file and fill it, with the old warehouse's rows that the run leaves alone."""
    package = files("etl.warehouse")
    connection.execute((package / "schema.sql").read_text("utf-8"))
    with nullcontext() if old is None else _attached(connection, old):
        _Filling(connection, publication, has_old=old is not None).run()
    for view in view_texts():
        connection.execute(view)


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, old: Path) -> Iterator[None]:
    """The old warehouse as the database ``old`` while the block lasts, whoever else has it open."""
    with opened(old, lambda file: connection.execute(f"ATTACH {_literal(str(file))} AS old (READ_ONLY)")):
        yield
        connection.execute("DETACH old")


def view_texts() -> list[str]:
    """The SQL of every view, each after those that it reads."""
    folder = files("etl.warehouse") / "views"
    texts = {p.name.removesuffix(".sql"): p.read_text("utf-8") for p in folder.iterdir() if p.name.endswith(".sql")}
    needs = {name: set(re.findall(r"\bv_\w+", text)) & texts.keys() - {name} for name, text in texts.items()}
    return [texts[name] for name in TopologicalSorter(dict(sorted(needs.items()))).static_order()]


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _dumped(records: Iterable[Record]) -> Rows:
    return [r.model_dump(mode="python") for r in records]


class _Filling:
    """The tables one by one, parents before children."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, publication: Publication, has_old: bool) -> None:
        self._connection = connection
        self._publication = publication
        self._has_old = has_old
        groups = publication.groups
        replaced = [g.notice_id for g in groups] + list(publication.dropped_notices)
        sources = [s.source.source_id for g in groups for s in g.sources]
        sources += [s.source_id for s in publication.quarantined]
        for name, values in (("replaced_notices", replaced), ("replaced_sources", sources)):
            table = pa.table({"id": pa.array(values, pa.string())})
            connection.register("given", table)
            connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM given")
            connection.unregister("given")

    def run(self) -> None:
        """Fill every table."""
        given = self._publication
        groups = given.groups
        kept_notice = "notice_id NOT IN (FROM replaced_notices)"
        kept_source = "source_id NOT IN (FROM replaced_sources)"
        kept_project = f"project_id IN (SELECT project_id FROM old.projects WHERE {kept_notice})"
        kept_task = f"task_id IN (SELECT task_id FROM old.tasks WHERE {kept_project})"
        self._table("runs", "true", _dumped([given.run]))
        regions = {r.region_id: r for r in (*given.reference.regions, *(g.rows.region for g in groups))}
        self._table(
            "regions",
            f"region_id IN (SELECT region_id FROM old.notices WHERE {kept_notice})",
            _dumped(regions.values()),
            key="region_id",
        )
        self._table("region_successions", None, _dumped(given.reference.successions))
        fate = {"is_current", "superseded_by", "superseded_because", "source_id"}
        notices = [g.rows.notice.model_dump() | g.model_dump(include=fate) for g in groups]
        self._table("notices", kept_notice, notices)
        resolved = [s for g in groups for s in g.sources]
        self._table("sources", kept_source, _dumped([*(s.source for s in resolved), *given.quarantined]))
        self._table(
            "readings",
            kept_source,
            [{"source_id": s.source.source_id, "notice": s.notice.model_dump_json()} for s in resolved],
        )
        self._table("families", None, _dumped(given.families.families))
        self._projects(kept_notice)
        self._table("tasks", kept_project, _dumped(t for g in groups for t in g.rows.tasks))
        self._table("deadline_stages", kept_task, _dumped(x for g in groups for x in g.rows.stages))
        self._table("quantities", kept_task, _dumped(q for g in groups for q in g.rows.quantities))
        self._table("family_quantities", None, _dumped(given.families.quantities))
        self._table("target_overlaps", kept_notice, _dumped(o for g in groups for o in g.rows.overlaps))
        self._units(kept_task)
        self._table("task_units", kept_task, _dumped(u for g in groups for u in g.rows.task_units))
        self._table("task_leaders", kept_task, _dumped(x for g in groups for x in g.rows.task_leaders))
        self._table("progress", kept_notice, _dumped(p for g in groups for p in g.rows.progress))
        with_tasks = [(s, {t.task_id for t in g.rows.tasks}) for g in groups for s in g.sources]
        self._table("cells", kept_source, [row for s, tasks in with_tasks for row in _cell_rows(s, tasks)])
        self._table("paragraphs", kept_source, [row for s, tasks in with_tasks for row in _paragraph_rows(s, tasks)])
        self._table("findings", kept_source, [row for s in resolved for row in finding_rows(s)])
        self._content()

    def _content(self) -> None:
        """What was filled in, in figures that say the same on every machine."""
        hashes = content_hashes(self._connection)
        total = content_hash(hashes)
        self._table("content_hashes", None, _dumped(hashes))
        self._connection.execute(
            "UPDATE runs SET content_hash = ? WHERE run_id = ?", [total, self._publication.run.run_id]
        )
        digest = self._publication.reference.digest
        info = {"schema_version": SCHEMA_VERSION, "reference_digest": digest, "content_hash": total}
        self._table("warehouse_info", None, [info])

    def _projects(self, kept: str) -> None:
        """New and kept projects, each with the family that it is in now."""
        members = self._publication.families.members
        family = {m.project_id: m.family_id for m in members}
        projects = [p for g in self._publication.groups for p in g.rows.projects]
        self._table("projects", None, [p.model_dump() | {"family_id": family.get(p.project_id)} for p in projects])
        if self._has_old:
            ids = pa.table({"id": pa.array(family, pa.string()), "now": pa.array(family.values(), pa.string())})
            self._connection.register("given", ids)
            self._connection.execute(
                "INSERT INTO projects BY NAME SELECT p.* REPLACE (given.now AS family_id) "
                f"FROM old.projects AS p LEFT JOIN given ON given.id = p.project_id WHERE {kept}"
            )
            self._connection.unregister("given")
        self._table("family_members", None, _dumped(members))

    def _units(self, kept_task: str) -> None:
        given = self._publication
        used = f"unit_id IN (SELECT unit_id FROM old.task_units WHERE {kept_task})"
        units = {u.unit_id: u for u in (*given.reference.units, *(u for g in given.groups for u in g.rows.units))}
        self._table("units", used, _dumped(units.values()), key="unit_id")
        aliases = {(a.region_id, a.alias, a.unit_id): a for g in given.groups for a in g.rows.aliases}
        aliases |= {(a.region_id, a.alias, a.unit_id): a for a in given.reference.aliases}
        written = (
            f"EXISTS (FROM old.task_units AS tu WHERE tu.mention = alias AND tu.unit_id = unit_id AND {kept_task})"
        )
        kept_alias = f"{used} AND (origin = 'stated' OR {written})"
        self._table("unit_aliases", kept_alias, _dumped(aliases.values()), key="region_id, alias, unit_id")
        functions = {(f.unit_id, f.function): f for g in given.groups for f in g.rows.functions}
        functions |= {(f.unit_id, f.function): f for f in given.reference.functions}
        self._table("unit_functions", used, _dumped(functions.values()), key="unit_id, function")
        suggestions = {s.unit_id: g.rows.suggestions for g in given.groups for s in g.rows.suggestions}
        waiting = [s for key, all_of in suggestions.items() for s in all_of if s.unit_id == key]
        self._table("unit_suggestions", used, _dumped(waiting), key="unit_id")
        kinds = {(k.unit_id, k.kind): k for g in given.groups for k in g.rows.group_kinds}
        self._table("group_kinds", used, _dumped(kinds.values()), key="unit_id, kind")

    def _table(self, name: str, kept: str | None, rows: Rows, key: str | None = None) -> None:
        """Put new rows in, then the old ones that stay; with a ``key``, old rows that new ones replace do not."""
        if rows:
            self._connection.register("given", pa.Table.from_pylist(rows))
            self._connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM given")
            self._connection.unregister("given")
        if self._has_old and kept is not None:
            unless = f" AND ({key}) NOT IN (SELECT ({key}) FROM main.{name})" if key else ""
            self._connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM old.{name} WHERE {kept}{unless}")


def _cell_rows(resolved: ResolvedSource, task_ids: set[str]) -> Iterator[dict[str, Any]]:
    for cell in resolved.notice.cells:
        row = cell.model_dump(exclude={"project", "part"})
        own = _task_id(resolved, cell.project, cell.part, task_ids)
        yield row | {"source_id": resolved.source.source_id, "task_id": own}


def _paragraph_rows(resolved: ResolvedSource, task_ids: set[str]) -> Iterator[dict[str, Any]]:
    for paragraph in resolved.notice.paragraphs:
        row = paragraph.model_dump(exclude={"project", "part"})
        own = _task_id(resolved, paragraph.project, paragraph.part, task_ids)
        fields = [role.value for role in paragraph.fields]
        yield row | {"source_id": resolved.source.source_id, "task_id": own, "fields": fields}


def _task_id(resolved: ResolvedSource, project: int | None, part: int | None, task_ids: set[str]) -> str | None:
    """Id of a file's task, if the notice has it: another file of the notice, whose rows are used, may not."""
    own = resolved.task_ids[project - 1][part - 1] if project and part else None
    return own if own in task_ids else None


def finding_rows(resolved: ResolvedSource) -> Sequence[dict[str, Any]]:
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
