from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.whole import content, readable
from tests.etl.warehouse.build import bare_warehouse, emptied, put


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with emptied(tmp_path), duckdb.connect(str(put(tmp_path / "n.duckdb", bare_warehouse()))) as opened:
        yield opened


def test_a_whole_warehouse_passes(connection: duckdb.DuckDBPyConnection) -> None:
    assert (content(connection).failures, readable(connection).failures) == ((), ())


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("DELETE FROM unit_functions WHERE function = '教育'", "rows and has"),
        ("UPDATE units SET short_name = 'x' WHERE unit_id = (SELECT min(unit_id) FROM units)", "not the same values"),
        ("DROP TABLE findings", "and is gone"),
        ("CREATE TABLE mine (a INTEGER)", "it was not published"),
    ],
)
def test_a_table_that_was_changed_is_named_with_what_to_do(
    connection: duckdb.DuckDBPyConnection, change: str, said: str
) -> None:
    connection.execute("INSERT INTO regions VALUES ('x', 'x', 'x', 'district', NULL, NULL)")
    connection.execute("INSERT INTO units VALUES ('u', 'x', 'u', 'u', 'town', NULL, NULL, NULL, 'stated')")
    connection.execute("INSERT INTO unit_functions VALUES ('u', '教育'), ('u', '水利')")
    from etl.warehouse.content import content_hashes

    connection.execute("DELETE FROM content_hashes")
    rows = [[h.table_name, h.row_count, h.sha256] for h in content_hashes(connection)]
    connection.executemany("INSERT INTO content_hashes VALUES (?, ?, ?)", rows)
    assert content(connection).failures == ()
    connection.execute(change)
    (failure,) = content(connection).failures
    assert said in failure and failure.startswith("table ") and failure.endswith("run `etl rebuild`.")


def test_a_warehouse_without_hashes_is_one_failure(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute("DROP TABLE content_hashes")
    assert "could not be run" in content(connection).failures[0]
