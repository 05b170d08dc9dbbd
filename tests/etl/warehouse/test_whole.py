from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.whole import content, readable, records
from tests.etl.warehouse.build import bare_warehouse, emptied, put


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with emptied(tmp_path), duckdb.connect(str(put(tmp_path / "n.duckdb", bare_warehouse()))) as opened:
        yield opened


def test_a_whole_warehouse_passes(connection: duckdb.DuckDBPyConnection) -> None:
    for check in (content, readable, records):
        assert check(connection).failures == ()


def test_the_content_is_told_in_sixteen_digits(connection: duckdb.DuckDBPyConnection) -> None:
    row = connection.execute("SELECT content_hash FROM warehouse_info").fetchone()
    assert row is not None and content(connection).note == f"content {row[0][:16]}"


NONE = "repeat('0', 64)"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (f"UPDATE warehouse_info SET content_hash = {NONE}", "the hash in warehouse_info is not that of"),
        ("INSERT INTO warehouse_info FROM warehouse_info", "the hash in warehouse_info is not that of"),
        (f"UPDATE content_hashes SET sha256 = {NONE} WHERE table_name = 'tasks'", "is not that of content_hashes"),
        ("DELETE FROM content_hashes", "is not that of content_hashes"),
        (f"UPDATE runs SET content_hash = {NONE}", "no run in the table runs published this content"),
        ("DELETE FROM runs", "no run in the table runs published this content"),
        ("DELETE FROM checks WHERE name IN ('orphans', 'ordinals')", "checks does not tell of ordinals, orphans;"),
        ("DROP TABLE checks", "the check could not be run"),
    ],
)
def test_what_the_file_says_of_itself_is_held_together(
    connection: duckdb.DuckDBPyConnection, change: str, said: str
) -> None:
    connection.execute(change)
    (failure,) = records(connection).failures
    assert said in failure and failure.endswith("run `etl rebuild`.") and "\n" not in failure


def test_a_run_of_a_clock_that_was_ahead_is_no_failure(connection: duckdb.DuckDBPyConnection) -> None:
    ahead = "'b' AS run_id, TIMESTAMP '2099-01-01' AS finished_at, NULL AS content_hash"
    connection.execute(f"INSERT INTO runs SELECT * REPLACE ({ahead}) FROM runs")
    assert records(connection).failures == ()


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
