"""What a statement may not reach through a lake."""

from collections.abc import Iterator

import duckdb
import pytest

from etl.warehouse.lake.attach import opened_lake
from etl.warehouse.lake.locked import require_locked
from etl.warehouse.statement import StatementError
from tests.etl.warehouse.lake.build import needs_ducklake, new_lake

pytestmark = needs_ducklake


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    with opened_lake(new_lake(tmp_path_factory.mktemp("lake"), "a")) as opened:
        yield opened


@pytest.mark.parametrize(
    "sql",
    [
        "FROM postgres_query('x', 'y')",
        "FROM Postgres_Query /* so */ ('x', 'y')",
        'FROM "postgres_scan"(1, 2, 3)',
        "SELECT (SELECT count(*) FROM postgres_scan_pushdown(1, 2, 3))",
        "SELECT 1 WHERE EXISTS (WITH x AS (FROM pg_clear_cache()) FROM x)",
        "FROM ducklake_expire_snapshots('lake', versions => [1])",
        "FROM ducklake_cleanup_old_files('lake')",
        "FROM __ducklake_metadata_lake.ducklake_table",
        'FROM "__DuckLake_metadata_lake".main.ducklake_table',
        "DESCRIBE __ducklake_metadata_lake.main.ducklake_table",
        "FROM query('FROM x')",
        "FROM query_table('x')",
        "PIVOT (FROM postgres_query('x', 'y')) ON a",
        "FROM lake.merge_adjacent_files()",
        "FROM merge_adjacent_files()",
        'FROM "LAKE"."main" . "Merge_Adjacent_Files" ()',
        "FROM lake.set_option('parquet_compression', 'zstd')",
        "FROM lake.main.set_commit_message('a', 'b')",
        "SELECT 1 WHERE EXISTS (FROM main.expire_snapshots(versions => [1]))",
        "PIVOT (FROM lake.merge_adjacent_files()) ON schema_name",
        'PIVOT (FROM lake."MERGE_adjacent_files" /* so */ ()) ON schema_name',
        "FROM json_execute_serialized_sql(json_serialize_sql('FROM x'))",
        "FROM histogram('__ducklake_' || 'metadata_lake.ducklake_table', 'x')",
        "FROM read_parquet('x')",
    ],
)
def test_what_reaches_beyond_is_refused(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    with pytest.raises(StatementError, match="reaches beyond it"):
        require_locked(connection, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "FROM v_tasks",
        "SELECT 'postgres_query(1)' AS query",
        "FROM lake.snapshots()",
        "FROM ducklake_snapshots('lake')",
        'FROM "lake".Table_Info()',
        "FROM lake.table_changes('tasks', 1, 2)",
        "FROM duckdb_columns(), range(3), json_each('[1]')",
        "PIVOT (FROM lake.snapshots()) ON author USING count(*)",
        "FROM tasks AT (VERSION => 1)",
        "FROM range(3) AS query",
        "DESCRIBE tasks",
        "SUMMARIZE tasks",
        "PIVOT tasks ON deadline_basis USING count(*)",
    ],
)
def test_what_stays_within_is_not(connection: duckdb.DuckDBPyConnection, sql: str) -> None:
    require_locked(connection, sql)


def test_a_statement_too_deep_to_be_looked_at_is_refused(connection: duckdb.DuckDBPyConnection) -> None:
    deep = "SELECT " + "(" * 900 + "1" + ")" * 900 + " FROM postgres_query('x', 'y')"
    with pytest.raises(StatementError):
        require_locked(connection, deep)


def test_a_file_reaches_nothing_anyway() -> None:
    with duckdb.connect() as connection:
        require_locked(connection, "FROM query('FROM x')")
