"""Whether a warehouse is made as the program makes one: its tables, their columns, and the views, which people read.

A view is a query and has no rows to hash, so it is held, as DuckDB tells it, against that of a warehouse made for this.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

from etl.warehouse.check_files import CheckFile
from etl.warehouse.check_model import Check
from etl.warehouse.check_run import failed
from etl.warehouse.empty import empty_warehouse
from etl.warehouse.lake.kind import in_lake, lake_type
from schemas.base import Record

SCHEMA = CheckFile(name="schema", promise="Every table has the columns that this etl gives it.", structural=True)
VIEWS = CheckFile(name="views", promise="Every view reads what it reads in this etl.", structural=True)

_QUOTED: Final = re.compile(r"""'(?:[^']|'')*'|"(\w+)\"""")
_HERE: Final = "NOT internal AND database_name = current_database()"
_MAIN: Final = f"{_HERE} AND schema_name = 'main'"
_TO_DO: Final = "it was changed, or another version of etl made it; run `etl rebuild`."

Columns = dict[str, tuple[str, str | None]]
"""Type and comment of each column, in their order."""


class Relation(Record):
    """A table or a view as DuckDB tells it: its SQL, its comment, and type and comment of each column."""

    sql: str
    comment: str | None
    columns: Columns


class Made(Record):
    """What a file is made of. ``added`` are macros and types by kind and name; the program makes none."""

    tables: dict[str, Relation]
    views: dict[str, Relation]
    added: tuple[str, ...] = ()


def schema(connection: Any) -> Check:
    """The tables as they are held against those that the program makes. One more is told by ``content``."""
    present, ours = _made(connection).tables, _ours_in(connection).tables
    return failed(SCHEMA, *(f for name in sorted(ours) for f in _differences("table", name, ours[name], present)))


def views(connection: Any) -> Check:
    """The views as they are held against those that the program makes; a view of somebody's own may be there too. A
    macro or a type may not: it can take the place of one that the views use."""
    present, ours = _made(connection), _ours_in(connection).views
    changed = [f for name in sorted(ours) for f in _differences("view", name, ours[name], present.views)]
    return failed(
        VIEWS, *changed, *(f"{what} is none of etl and can change what views say; drop it." for what in present.added)
    )


def _differences(kind: str, name: str, ours: Relation, present: dict[str, Relation]) -> Iterator[str]:
    """How a table or view differs from ours, in a sentence: what matters most, and that alone."""
    found = present.get(name)
    if found is None:
        yield f"{kind} {name} is gone; run `etl rebuild`."
    elif found != ours:
        told = ", ".join(_of_columns(ours.columns, found.columns))
        if not told and found.sql != ours.sql:
            told = "it reads something else" if kind == "view" else "its keys, constraints or order of columns differ"
        yield f"{kind} {name} is not as this etl makes it: {told or _of_comments(ours, found)}; {_TO_DO}"


def _of_columns(ours: Columns, found: Columns) -> Iterator[str]:
    for name in (*ours, *(n for n in found if n not in ours)):
        if name not in found:
            yield f"column {name} is gone"
        elif name not in ours:
            yield f"column {name} is added"
        elif found[name][0] != ours[name][0]:
            yield f"column {name} is {found[name][0]} and not {ours[name][0]}"


def _of_comments(ours: Relation, found: Relation) -> str:
    names = [name for name, column in ours.columns.items() if found.columns.get(name) != column]
    return f"the comment of column {', '.join(names)} differs" if names else "its comment differs"


@cache
def _ours() -> Made:
    """What the program makes, by making it."""
    with empty_warehouse() as connection:
        return _made(connection)


def _ours_in(connection: Any) -> Made:
    """What the program makes where a connection is: in a lake without keys, lists of a fixed length, and comments on
    the columns of views."""
    ours = _ours()
    if not in_lake(connection):
        return ours
    return Made(
        tables={name: _in_lake(table, sql="") for name, table in ours.tables.items()},
        views={name: _in_lake(view, sql=view.sql, comments=False) for name, view in ours.views.items()},
    )


def _in_lake(relation: Relation, sql: str, comments: bool = True) -> Relation:
    columns = {n: (lake_type(kind), said if comments else None) for n, (kind, said) in relation.columns.items()}
    return relation.model_copy(update={"sql": sql, "columns": columns})


def _made(connection: Any) -> Made:
    added = connection.execute(
        f"SELECT DISTINCT 'macro ' || function_name FROM duckdb_functions() WHERE {_HERE} "
        f"UNION SELECT 'type ' || type_name FROM duckdb_types() WHERE {_HERE} ORDER BY 1"
    ).fetchall()
    return Made(
        tables=_relations(connection, "table"), views=_relations(connection, "view"), added=[name for (name,) in added]
    )


def _relations(connection: Any, kind: str) -> dict[str, Relation]:
    """Tables or views by name."""
    columns: dict[str, Columns] = {}
    for relation, *column in _rows(
        connection, "table_name, column_name, data_type, comment", "columns", "column_index"
    ):
        columns.setdefault(relation, {})[column[0]] = (column[1], column[2])
    sql = "''" if kind == "table" and in_lake(connection) else "sql"
    found = _rows(connection, f"{kind}_name, {sql}, comment", f"{kind}s", f"{kind}_name")
    return {
        name: Relation(sql=_unquoted(sql), comment=comment, columns=columns.get(name, {}))
        for name, sql, comment in found
    }


def _rows(connection: Any, names: str, function: str, order: str) -> Iterable[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = connection.execute(
        f"SELECT {names} FROM duckdb_{function}() WHERE {_MAIN} ORDER BY {order}"
    ).fetchall()
    return rows


def _unquoted(sql: str) -> str:
    """SQL without the quotes of names: DuckDB writes some in a view that was just made and not in one that it read
    from a file (``CAST(x AS "DATE")``)."""
    return _QUOTED.sub(lambda found: found[1] or found[0], sql)
