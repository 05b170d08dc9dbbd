"""Which projects and tasks of two lists are the same: by name, by family, then by number.

Ids count serial numbers, so that a row that is dropped moves the ids of all below it. People are told of the row that
went, and not of every row that moved up.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

import duckdb
import pyarrow as pa

from etl.keys import unit_key
from etl.warehouse.sides import NEW, OLD, Sides

Pairs = dict[str, str]
"""Ids of the old side with those that the new one has for the same."""

_PROJECTS: Final = (
    "SELECT project_id, name, family_id, section, seq FROM {side}.projects WHERE notice_id = ? ORDER BY ordinal, 1"
)
_TASKS: Final = (
    "SELECT task_id, project_id, target, part FROM {side}.tasks JOIN {side}.projects USING (project_id) "
    "WHERE notice_id = ? ORDER BY ordinal, part, 1"
)
_MOVED: Final = (
    "WITH o AS (SELECT notice_id, list((project_id, name) ORDER BY project_id) AS rows FROM old.projects GROUP BY 1), "
    "n AS (SELECT notice_id, list((project_id, name) ORDER BY project_id) AS rows FROM new.projects GROUP BY 1) "
    "SELECT notice_id FROM o JOIN n USING (notice_id) WHERE o.rows <> n.rows ORDER BY 1"
)
"""Notices of both sides in which a project has come, gone, or stands under another id."""
_OWN_KEYS: Final = ("project_id", "other_project_id", "task_id", "municipal_task_id", "district_task_id")


def pair_sides(sides: Sides) -> bool:
    """Give the old side's projects and tasks the ids that the new one has for the same, notice by notice. Tells
    whether any has another one; what the new side does not have keeps an id that nothing else has."""
    found: Pairs = {}
    for (notice,) in sides.connection.execute(_MOVED).fetchall():
        found |= _renamed(sides, notice)
    if found:
        give(sides.connection, "id_pairs", found)
        for table in sides.tables:
            _rekey(sides.connection, table.name)
    return bool(found)


def pair_projects(ours: Sequence[Any], theirs: Sequence[Any], by_number: bool) -> Pairs:
    """Projects, each an id, a name, a family, a section and a number, that are the same in both lists."""
    keys: list[Callable[[Any], object]] = [lambda r: unit_key(r[1]), lambda r: r[2]]
    if by_number:
        keys += [lambda r: r[4] and (r[3], r[4]), lambda r: r[4]]
    return _pair(ours, theirs, keys)


def pair_tasks(ours: Sequence[Any], theirs: Sequence[Any], projects: Pairs) -> Pairs:
    """Tasks, each an id, its project's id, a target and a part, that are the same in projects that are."""
    moved = [(task, projects[project], *more) for task, project, *more in ours if project in projects]
    return _pair(moved, theirs, [lambda r: r[2] and (r[1], unit_key(r[2])), lambda r: (r[1], r[3]), lambda r: r[1]])


def give(connection: duckdb.DuckDBPyConnection, name: str, pairs: Pairs) -> None:
    """Put pairs into a table ``name`` with the columns ``was`` and ``now``."""
    connection.execute(f"CREATE TEMP TABLE {name} (was VARCHAR PRIMARY KEY, now VARCHAR)")
    given = {"was": pa.array(pairs.keys(), pa.string()), "now": pa.array(pairs.values(), pa.string())}
    connection.register("given", pa.table(given))
    connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM given")
    connection.unregister("given")


def _pair(ours: Sequence[Any], theirs: Sequence[Any], keys: Sequence[Callable[[Any], object]]) -> Pairs:
    """Rows of both that agree in a key, the earlier keys first; of several that do, in their order."""
    found: Pairs = {}
    taken: set[str] = set()
    for key in keys:
        free: dict[object, list[str]] = {}
        for row in reversed(theirs):
            if row[0] not in taken and key(row):
                free.setdefault(key(row), []).append(row[0])
        for row in ours:
            if row[0] not in found and free.get(key(row)):
                found[row[0]] = free[key(row)].pop()
                taken.add(found[row[0]])
    return found


def _renamed(sides: Sides, notice: str) -> Pairs:
    """The ids of one notice that are not the same on both sides."""
    ours, theirs = _rows(sides, _PROJECTS, notice)
    projects = pair_projects(ours, theirs, by_number=True)
    our_tasks, their_tasks = _rows(sides, _TASKS, notice)
    tasks = pair_tasks(our_tasks, their_tasks, projects)
    return dict([*_told(ours, theirs, projects), *_told(our_tasks, their_tasks, tasks)])


def _rows(sides: Sides, sql: str, notice: str) -> tuple[list[Any], list[Any]]:
    ours, theirs = (sides.connection.execute(sql.format(side=side), [notice]).fetchall() for side in (OLD, NEW))
    return ours, theirs


def _told(ours: Sequence[Any], theirs: Sequence[Any], pairs: Pairs) -> Iterator[tuple[str, str]]:
    others = {row[0] for row in theirs}
    for was, *_ in ours:
        now = pairs.get(was, _apart(was) if was in others else was)
        if now != was:
            yield was, now


def _apart(key: str) -> str:
    """An id of the old side under which the new one has something else."""
    notice, _, own = key.rpartition("/")
    return f"{notice}/before-{own}"


def _rekey(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Show a table of the old side under the new ids."""
    columns = {row[0] for row in connection.execute(f"DESCRIBE {OLD}.{table}").fetchall()}
    values = {c: f"coalesce((SELECT now FROM id_pairs WHERE was = t.{c}), t.{c})" for c in _OWN_KEYS if c in columns}
    if "progress_id" in columns:
        values["progress_id"] = f"{values['task_id']} || '/progress'"
    if values:
        shown = ", ".join(f"{value} AS {column}" for column, value in values.items())
        connection.execute(f"ALTER VIEW {OLD}.{table} RENAME TO {table}_as_it_is")
        connection.execute(
            f"CREATE VIEW {OLD}.{table} AS SELECT t.* REPLACE ({shown}) FROM {OLD}.{table}_as_it_is AS t"
        )
