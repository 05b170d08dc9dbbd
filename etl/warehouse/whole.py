"""Whether a warehouse is whole: every value can be read, and every table has the rows that were published."""

from typing import Any

import duckdb

from etl.warehouse.check_files import CheckFile
from etl.warehouse.check_model import Check
from etl.warehouse.check_run import failed
from etl.warehouse.connect import first_line
from etl.warehouse.content import content_hashes

READABLE = CheckFile(name="readable", promise="Every value of every table can be read.", structural=True)
CONTENT = CheckFile(name="content", promise="Every table has the rows that were published.", structural=True)


def readable(connection: Any) -> Check:
    """Every value of every table, read once: a damaged file can open and still not be readable to its end."""
    failures: list[str] = []
    for (table,) in connection.execute("SELECT table_name FROM duckdb_tables() ORDER BY table_name").fetchall():
        try:
            connection.execute(f"SELECT 0 FROM {table} AS t HAVING sum(hash(t)) < 0").fetchall()
        except duckdb.InterruptException:
            raise
        except duckdb.Error as error:
            failures.append(f"table {table} cannot be read to its end ({first_line(error)}); run `etl rebuild`.")
    return failed(READABLE, *failures)


def content(connection: Any) -> Check:
    """The tables as they are held against the hashes that were published with them."""
    try:
        published = {
            name: (rows, sha256)
            for name, rows, sha256 in connection.execute(
                "SELECT table_name, row_count, sha256 FROM content_hashes"
            ).fetchall()
        }
        present = {h.table_name: (h.row_count, h.sha256) for h in content_hashes(connection)}
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        return failed(CONTENT, f"the check could not be run ({first_line(error)}); run `etl rebuild`.")
    tables = sorted(published.keys() | present.keys())
    return failed(
        CONTENT,
        *(_difference(t, published.get(t), present.get(t)) for t in tables if published.get(t) != present.get(t)),
    )


def _difference(table: str, published: tuple[int, str] | None, present: tuple[int, str] | None) -> str:
    """How a table differs from what was published, in a sentence."""
    if published is None:
        what = "it was not published"
    elif present is None:
        what = f"it was published with {published[0]:,} rows and is gone"
    elif published[0] != present[0]:
        what = f"it was published with {published[0]:,} rows and has {present[0]:,}"
    else:
        what = f"it has the {present[0]:,} rows that it was published with, but not the same values"
    return f"table {table} was changed after it was published: {what}; run `etl rebuild`."
