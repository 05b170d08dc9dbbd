"""Whether a warehouse is whole: every value can be read, every table has the rows that were published, and what the
file says of itself fits together."""

from collections.abc import Iterator
from typing import Any

import duckdb

from etl.warehouse.check_files import CheckFile, built_in
from etl.warehouse.check_model import Check
from etl.warehouse.check_run import failed
from etl.warehouse.connect import first_line
from etl.warehouse.content import TableHash, content_hash, content_hashes

READABLE = CheckFile(name="readable", promise="Every value of every table can be read.", structural=True)
CONTENT = CheckFile(name="content", promise="Every table has the rows that were published.", structural=True)

RECORDS = CheckFile(
    name="records",
    promise="What the file says of itself fits together: its hashes, its runs and its list of checks.",
    structural=True,
)


def readable(connection: Any) -> Check:
    """Every value of every table, read once: a damaged file can open and still not be readable to its end."""
    failures: list[str] = []
    for (table,) in connection.execute(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() ORDER BY table_name"
    ).fetchall():
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
        hashes = content_hashes(connection)
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        return failed(CONTENT, f"the check could not be run ({first_line(error)}); run `etl rebuild`.")
    present = {h.table_name: (h.row_count, h.sha256) for h in hashes}
    tables = sorted(published.keys() | present.keys())
    return failed(
        CONTENT.model_copy(update={"note": f"content {content_hash(hashes)[:16]}"}),
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


def records(connection: Any) -> Check:
    """What the tables of the warehouse itself say, held against each other; a forgery of all of them is not found."""
    try:
        failures = list(_disagreements(connection))
    except duckdb.InterruptException:
        raise
    except duckdb.Error as error:
        failures = [f"the check could not be run ({first_line(error)})"]
    return failed(RECORDS, *(f"{failure}; run `etl rebuild`." for failure in failures))


def _disagreements(connection: Any) -> Iterator[str]:
    rows = connection.execute("SELECT table_name, row_count, sha256 FROM content_hashes").fetchall()
    total = content_hash(TableHash(table_name=name, row_count=count, sha256=sha256) for name, count, sha256 in rows)
    told = [hash_ for (hash_,) in connection.execute("SELECT content_hash FROM warehouse_info").fetchall()]
    if told != [total]:
        yield "the hash in warehouse_info is not that of content_hashes"
    # Any run and not the last: a clock that was set back must not make a good warehouse a bad one.
    elif (total,) not in connection.execute("SELECT content_hash FROM runs").fetchall():
        yield "no run in the table runs published this content"
    run = {name for (name,) in connection.execute("SELECT name FROM checks").fetchall()}
    if missing := [check.name for check in built_in() if check.name not in run]:
        yield f"the table checks does not tell of {', '.join(missing)}"
