"""Two notices held against each other: last year's plan and this year's, or an earlier edition and the present one.

Their projects have ids of their own, so they are paired first: by name, then by family, then, where both are of one
year, by number.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

import duckdb

from etl.warehouse.diff import compared_sheets, table_changes, with_the_rest
from etl.warehouse.errors import WarehouseError
from etl.warehouse.location import Location
from etl.warehouse.pairing import Pairs, give, pair_projects, pair_tasks
from etl.warehouse.sheets import NOTICES, TASKS
from etl.warehouse.sides import OLD, Sides, two_sides
from schemas.change import Change

_NUMBER: Final = re.compile(r"(.+?)[〔\[(【［（]?((?:19|20)\d\d)[〕\])】］）]?第?0*(\d+)号")
_TABLES: Final = (
    *("notices", "projects", "tasks", "deadline_stages", "task_units", "task_leaders", "quantities", "progress"),
)
_PLACES: Final = frozenset(
    {"place", "ordinal", "source_id", "is_current", "superseded_by", "superseded_because", "family", "family_id"}
)
"""Columns that differ between any two notices and say nothing of what they set; families are of current ones only."""


def compare_notices(warehouse: Location, old: str, new: str, *, by_sheets: bool) -> list[Change]:
    """What differs between two notices of a warehouse, each named by its id or its 文号; ``by_sheets`` for people, else
    table by table.

    Raises ``LookupError`` with a sentence if a name is none of one notice, ``WarehouseError`` as ``two_sides`` does.
    """
    with _paired(warehouse, old, new) as sides:
        tables = [t for t in sides.tables if t.name in _TABLES]
        rows = (change for table in tables for change in table_changes(sides, table, _PLACES))
        if by_sheets:
            return with_the_rest(compared_sheets(sides, (NOTICES, TASKS), _PLACES), rows)
        return list(rows)


def document_number(text: str) -> str | None:
    """A 文号 with the brackets of GB/T 9704, whichever it was written with; ``None`` if ``text`` is none."""
    match = _NUMBER.fullmatch("".join(text.split()))
    return f"{match[1]}〔{match[2]}〕{int(match[3])}号" if match else None


def find_notice(connection: duckdb.DuckDBPyConnection, text: str) -> str:
    """Id of the notice that a person names by its id or its 文号: of several editions the present one.

    Raises ``LookupError`` with a sentence if there is none, or more than one.
    """
    if connection.execute("SELECT 1 FROM old.notices WHERE notice_id = ?", [text]).fetchone():
        return text
    rows = connection.execute(
        "SELECT notice_id FROM old.notices WHERE document_number = ? AND superseded_because IS NULL ORDER BY notice_id",
        [document_number(text)],
    ).fetchall()
    if not rows:
        rows = connection.execute(
            "SELECT notice_id FROM old.notices WHERE document_number = ? AND NOT contains(notice_id, '@') "
            "ORDER BY notice_id",
            [document_number(text)],
        ).fetchall()
    if len(rows) == 1:
        return str(rows[0][0])
    if rows:
        raise LookupError(
            f"“{text}” is the 文号 of several notices; name one by its id: {', '.join(r[0] for r in rows)}."
        )
    raise LookupError(
        f"“{text}” is no warehouse file, nor the id or the 文号 of a notice; v_tasks and notices have them."
    )


@contextmanager
def _paired(warehouse: Location, old: str, new: str) -> Iterator[Sides]:
    """The two notices as the two sides, the old one under the ids that the new one has for the same."""
    with two_sides(warehouse, warehouse) as sides:
        connection = sides.connection
        ids = find_notice(connection, old), find_notice(connection, new)
        if ids[0] == ids[1]:
            raise LookupError(f"“{old}” and “{new}” are one notice, {ids[0]}; name two.")
        projects = _pair_projects(connection, *ids)
        tasks = _pair_tasks(connection, *ids, projects)
        give(connection, "project_pairs", projects)
        give(connection, "task_pairs", tasks)
        try:
            for name in _TABLES:
                _narrow(connection, name, *ids)
        except duckdb.Error as error:
            raise WarehouseError(f"{warehouse} cannot be compared: {error}") from error
        yield sides


def _pair_projects(connection: duckdb.DuckDBPyConnection, old: str, new: str) -> Pairs:
    columns = "project_id, name, family_id, section, seq, n.year"
    ours, theirs = (
        _rows(connection, columns, "notices AS n JOIN old.projects USING (notice_id)", i) for i in (old, new)
    )
    return pair_projects(ours, theirs, by_number=bool(ours and theirs and ours[0][5] == theirs[0][5]))


def _pair_tasks(connection: duckdb.DuckDBPyConnection, old: str, new: str, projects: Pairs) -> Pairs:
    columns = "task_id, project_id, target, part"
    source = "notices AS n JOIN old.projects USING (notice_id) JOIN old.tasks USING (project_id)"
    ours, theirs = (_rows(connection, columns, source, i) for i in (old, new))
    return pair_tasks(ours, theirs, projects)


def _rows(connection: duckdb.DuckDBPyConnection, columns: str, source: str, notice: str) -> list[Any]:
    order = columns.partition(",")[0]
    sql = f"SELECT {columns} FROM old.{source} WHERE n.notice_id = ? ORDER BY {order}"
    return connection.execute(sql, [notice]).fetchall()


def _narrow(connection: duckdb.DuckDBPyConnection, name: str, old: str, new: str) -> None:
    """Leave of a table on each side the rows of its notice, and on the old side the new one's ids."""
    columns = {row[0] for row in connection.execute(f"DESCRIBE {OLD}.{name}").fetchall()}
    for side, notice in (("new", new), ("old", old)):
        catalog = "old_file.main"
        if "notice_id" in columns:
            mine = f"t.notice_id = '{_quoted(notice)}'"
        elif "project_id" in columns:
            mine = f"t.project_id IN ({_projects(catalog, notice)})"
        else:
            mine = (
                f"t.task_id IN (SELECT task_id FROM {catalog}.tasks WHERE project_id IN ({_projects(catalog, notice)}))"
            )
        shown = _under_new_ids(columns, new) if side == "old" else "t.*"
        connection.execute(
            f"CREATE OR REPLACE VIEW {side}.{name} AS SELECT {shown} FROM {catalog}.{name} AS t WHERE {mine}"
        )


def _under_new_ids(columns: set[str], new: str) -> str:
    values = {
        "notice_id": f"'{_quoted(new)}'",
        "project_id": "coalesce((SELECT now FROM project_pairs WHERE was = t.project_id), t.project_id)",
        "task_id": "coalesce((SELECT now FROM task_pairs WHERE was = t.task_id), t.task_id)",
        "progress_id": "coalesce((SELECT now FROM task_pairs WHERE was = t.task_id), t.task_id) || '/progress'",
    }
    return f"t.* REPLACE ({', '.join(f'{v} AS {c}' for c, v in values.items() if c in columns)})"


def _projects(catalog: str, notice: str) -> str:
    return f"SELECT project_id FROM {catalog}.projects WHERE notice_id = '{_quoted(notice)}'"


def _quoted(text: str) -> str:
    return text.replace("'", "''")
