"""The page of all tables in the documentation, made from the schema's comments: ``python -m tests.dictionary_page``."""

from importlib.resources import files
from pathlib import Path

import duckdb

from etl.warehouse.dictionary import INTERNAL, Column, Table, dictionary
from etl.warehouse.empty import view_texts

PAGE = Path(__file__).parents[1] / "docs" / "dictionary.md"
HEAD = """# Every table and column

Made from the comments that each warehouse itself carries, by `python -m tests.dictionary_page`; a test fails when this
page is stale. How the tables are asked: [queries.md](queries.md). How they are written out: [export.md](export.md).

A view (`v_…`) is for people, a table is for joins. **NULL** says whether a value may be missing; where it may, the
description says what that means, or it means that the notice does not say it. In a view every column may be NULL that
may be in the tables below it. **Key**: `PK` is part of the primary key, `→ table` points to a row of that table.

"""


def page() -> str:
    """The page as it should be."""
    tables = described()
    views = [t for t in tables if t.is_view]
    own = [t for t in tables if not t.is_view and t.name not in INTERNAL]
    internal = [t for t in tables if t.name in INTERNAL]
    listed = "".join(f"| [{t.name}](#{t.name}) | {t.title} | {_line(t.comment)} |\n" for t in tables)
    return (
        f"{HEAD}| table | 名称 | what a row is |\n|---|---|---|\n{listed}"
        "\n## Views for people\n"
        + "".join(map(_view, views))
        + "\n## Tables\n"
        + "".join(map(_table, own))
        + "\n## What the program keeps for itself\n\nNot written out by `etl export`.\n"
        + "".join(map(_table, internal))
    )


def described() -> tuple[Table, ...]:
    """All tables and views of an empty warehouse."""
    with duckdb.connect() as connection:
        connection.execute((files("etl.warehouse") / "schema.sql").read_text("utf-8"))
        for text in view_texts():
            connection.execute(text)
        return dictionary(connection)


def _view(table: Table) -> str:
    head = f"\n### {table.name}\n\n{table.title}. {table.comment}.\n\n"
    head += "| column | 名称 | type | description |\n|---|---|---|---|\n"
    return head + "".join(f"| `{c.name}` | {c.title} | {c.type} | {_line(c.comment)} |\n" for c in table.columns)


def _table(table: Table) -> str:
    head = f"\n### {table.name}\n\n{table.title}. {table.comment}.\n\n"
    head += "| column | 名称 | type | NULL | key | description |\n|---|---|---|---|---|---|\n"
    return head + "".join(_row(table, column) for column in table.columns)


def _row(table: Table, column: Column) -> str:
    keys = ["PK"] * (column.name in table.primary_key)
    keys += [f"→ [{key.table}](#{key.table})" for key in table.foreign_keys if column.name in key.columns]
    null = "yes" if column.nullable else "no"
    return (
        f"| `{column.name}` | {column.title} | {column.type} | {null} | {', '.join(keys)} | {_line(column.comment)} |\n"
    )


def _line(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), "utf-8")
