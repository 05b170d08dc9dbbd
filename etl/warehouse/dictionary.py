"""What the tables and views of a warehouse hold: columns, types, keys and comments, as the file itself tells them.

The one source of `docs/dictionary.md`, of ``datapackage.json`` and of the contents page of a workbook. Chinese titles
come from ``titles.yml``.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

import duckdb
import yaml

from etl.warehouse.lake.kind import in_lake
from schemas.base import Record

INTERNAL: Final = frozenset({"readings", "warehouse_info"})
"""Tables that the program keeps for itself; they are described but not written out."""


class ForeignKey(Record):
    """Columns whose values are those of another table's key."""

    columns: tuple[str, ...]
    table: str
    keys: tuple[str, ...]


class Column(Record):
    """One column of a table or view."""

    name: str
    title: str
    comment: str
    type: str
    nullable: bool | None
    """Whether NULL may stand there; ``None`` for a view, which says nothing of it."""
    words: tuple[str, ...] = ()
    """The only words that the column may hold, none if it is free."""
    minimum: int | None = None
    maximum: int | None = None
    unique: bool = False


class Table(Record):
    """One table or view."""

    name: str
    title: str
    comment: str
    is_view: bool
    columns: tuple[Column, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()


class Titles(Record):
    """Chinese names of columns and tables; a table's own name for a column goes before the common one."""

    columns: dict[str, str]
    tables: dict[str, str]
    own: dict[str, dict[str, str]]

    def column(self, table: str, column: str) -> str:
        """Title of a column; its name, where nobody gave it one."""
        return self.own.get(table, {}).get(column) or self.columns.get(column, column)


@cache
def titles() -> Titles:
    """The Chinese titles, read once."""
    text = resources.files("etl.warehouse").joinpath("titles.yml").read_text("utf-8")
    return Titles.model_validate(yaml.safe_load(text))


def dictionary(connection: duckdb.DuckDBPyConnection) -> tuple[Table, ...]:
    """All tables and views: first the views, which are for people, then the tables, each by name."""
    if in_lake(connection):
        from etl.warehouse.empty import empty_warehouse

        with empty_warehouse() as ours:
            known = {table.name: table for table in _told(ours)}
        return tuple(known.get(table.name, table) for table in _told(connection))
    return _told(connection)


def _told(connection: duckdb.DuckDBPyConnection) -> tuple[Table, ...]:
    """All tables and views as the database tells them, which a lake does only in part."""
    columns, constraints = _columns(connection), _constraints(connection)
    here = "NOT internal AND database_name = current_database()"
    rows = connection.execute(
        f"SELECT table_name, comment, false FROM duckdb_tables() WHERE {here} "
        f"UNION ALL SELECT view_name, comment, true FROM duckdb_views() WHERE {here} ORDER BY 3 DESC, 1"
    ).fetchall()
    return tuple(_table(name, comment, is_view, columns[name], constraints[name]) for name, comment, is_view in rows)


_Constraint = tuple[str, str | None, list[str], str | None, list[str]]
"""Kind, expression, columns, and for a foreign key the other table and its columns."""


def _columns(connection: duckdb.DuckDBPyConnection) -> dict[str, list[Column]]:
    found: dict[str, list[Column]] = defaultdict(list)
    for table, name, comment, kind, nullable in connection.execute(
        "SELECT table_name, column_name, comment, data_type, is_nullable FROM duckdb_columns() "
        "WHERE NOT internal AND database_name = current_database() ORDER BY table_name, column_index"
    ).fetchall():
        title = titles().column(table, name)
        found[table].append(Column(name=name, title=title, comment=comment or "", type=kind, nullable=nullable))
    return found


def _constraints(connection: duckdb.DuckDBPyConnection) -> dict[str, list[_Constraint]]:
    found: dict[str, list[_Constraint]] = defaultdict(list)
    for table, *constraint in connection.execute(
        "SELECT table_name, constraint_type, expression, constraint_column_names, referenced_table, "
        "referenced_column_names FROM duckdb_constraints() ORDER BY table_name, constraint_column_names"
    ).fetchall():
        kind, expression, own, other, keys = constraint
        found[table].append((kind, expression, own, other, keys))
    return found


def _table(
    name: str, comment: str | None, is_view: bool, columns: Sequence[Column], constraints: Sequence[_Constraint]
) -> Table:
    keys = [tuple(c[2]) for c in constraints if c[0] == "PRIMARY KEY"]
    return Table(
        name=name,
        title=titles().tables.get(name, name),
        comment=comment or "",
        is_view=is_view,
        columns=tuple(_constrained(column, is_view, constraints) for column in columns),
        primary_key=keys[0] if keys else (),
        foreign_keys=tuple(
            ForeignKey(columns=tuple(c[2]), table=str(c[3]), keys=tuple(c[4]))
            for c in constraints
            if c[0] == "FOREIGN KEY"
        ),
    )


def _constrained(column: Column, is_view: bool, constraints: Sequence[_Constraint]) -> Column:
    own = [c for c in constraints if c[2] == [column.name]]
    more: dict[str, Any] = {"nullable": None} if is_view else {}
    for kind, expression, *_ in own:
        if kind == "CHECK":
            more |= _checked(str(expression))
        elif kind in ("UNIQUE", "PRIMARY KEY"):
            more["unique"] = True
    return column.model_copy(update=more)


_WORDS = re.compile(r"""\("?\w+"? IN \(('[^()]*')\)\)""")
_LEAST = re.compile(r"""\("?\w+"? >= (\d+)\)""")
_BETWEEN = re.compile(r"""\("?\w+"? BETWEEN (\d+) AND (\d+)\)""")


def _checked(expression: str) -> dict[str, Any]:
    """What a CHECK of one column says in the words of a dictionary; nothing, if it is of another shape."""
    if words := _WORDS.fullmatch(expression):
        return {"words": tuple(re.findall(r"'([^']*)'", words[1]))}
    if least := _LEAST.fullmatch(expression):
        return {"minimum": int(least[1])}
    if between := _BETWEEN.fullmatch(expression):
        return {"minimum": int(between[1]), "maximum": int(between[2])}
    return {}
