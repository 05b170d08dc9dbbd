"""What families are found from, of the notices that a run leaves alone: their projects, and those projects' amounts."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from typing import Any, Final

import duckdb

from etl.warehouse.connect import is_there, reading
from etl.warehouse.location import Location
from schemas.family import FamilyMemberRecord, FamilyRecord, FamilyRows, KnownProject, KnownTask
from schemas.normalised import QuantityRecord

_AT_ONCE: Final = 1_000
"""Rows that are taken from DuckDB at a time."""


def kept_projects(path: Location, replaced: Collection[str] = ()) -> Iterator[KnownProject]:
    """Projects of the current notices of the warehouse at ``path``, but for those of ``replaced`` notices, one after
    the other.

    There are none if there is no warehouse yet. Raises ``WarehouseError`` if it is unreadable.
    """
    if not is_there(path):
        return
    with reading(path) as connection:
        rows = connection.execute(
            "SELECT p.project_id, notice_id, p.ordinal, p.name, r.name AS region, "
            "[r.name, r.full_name] AS region_names, n.year "
            "FROM projects AS p JOIN notices AS n USING (notice_id) JOIN regions AS r USING (region_id) "
            "WHERE n.is_current AND notice_id NOT IN (SELECT unnest(?::VARCHAR[])) ORDER BY p.project_id",
            [list(replaced)],
        )
        yield from map(KnownProject.model_validate, _rows(rows))


def kept_members(path: Location) -> FamilyRows:
    """Families of the warehouse at ``path`` and their members, without quantities. Raises ``WarehouseError`` if there
    is none or it is unreadable."""
    with reading(path) as connection:
        families = map(FamilyRecord.model_validate, _rows(connection.execute("FROM families ORDER BY family_id")))
        found = tuple(families)
        members = map(FamilyMemberRecord.model_validate, _rows(connection.execute("FROM family_members ORDER BY 1")))
        return FamilyRows(families=found, members=tuple(members))


def kept_tasks(path: Location, project_ids: Collection[str]) -> list[KnownTask]:
    """Tasks of some projects of the warehouse at ``path`` that have quantities. Raises ``WarehouseError`` if it is
    unreadable."""
    if not project_ids or not is_there(path):
        return []
    wanted = "project_id IN (SELECT unnest(?))"
    with reading(path) as connection:
        texts: dict[str, dict[str, str]] = defaultdict(dict)
        for task_id, field, text in connection.execute(
            "SELECT task_id, 'target', target FROM tasks WHERE target IS NOT NULL AND " + wanted + " UNION ALL "
            "SELECT task_id, 'progress', string_agg(progress, '\n' ORDER BY progress_id) FROM progress "
            "JOIN tasks USING (task_id) WHERE progress IS NOT NULL AND " + wanted + " GROUP BY task_id",
            [list(project_ids)] * 2,
        ).fetchall():
            texts[task_id][field] = text
        found = connection.execute(
            "SELECT project_id, q.* FROM quantities AS q JOIN tasks USING (task_id) "
            f"WHERE {wanted} ORDER BY task_id, field, ordinal",
            [list(project_ids)],
        )
        return _tasks(_rows(found), texts)


def _tasks(rows: Iterable[dict[str, Any]], texts: dict[str, dict[str, str]]) -> list[KnownTask]:
    own: dict[tuple[str, str], list[QuantityRecord]] = defaultdict(list)
    for row in rows:
        own[row.pop("project_id"), row["task_id"]].append(QuantityRecord.model_validate(row))
    return [
        KnownTask.model_validate(
            {"task_id": task, "project_id": project, "texts": texts[task], "quantities": tuple(quantities)}
        )
        for (project, task), quantities in own.items()
    ]


def _rows(result: duckdb.DuckDBPyConnection) -> Iterator[dict[str, Any]]:
    names = [d[0] for d in result.description]
    while some := result.fetchmany(_AT_ONCE):
        yield from (dict(zip(names, row, strict=True)) for row in some)
