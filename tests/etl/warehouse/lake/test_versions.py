"""Versions that a lake does not have."""

import io
import re

import pytest

from etl.warehouse.errors import WarehouseError
from etl.warehouse.formats import ResultFormat
from etl.warehouse.lake.versions import no_version
from etl.warehouse.location import Lake
from etl.warehouse.query import run_query
from etl.warehouse.statement import StatementError
from tests.etl.warehouse.lake.build import ask, needs_ducklake, new_lake


def test_other_errors_are_not_about_versions() -> None:
    assert no_version(Lake("n"), ValueError("No snapshot")) is None


@pytest.fixture(scope="module")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    return new_lake(tmp_path_factory.mktemp("lake"), "a")


@needs_ducklake
def test_what_was_before_the_first_publish_is_told(lake: Lake) -> None:
    with pytest.raises(WarehouseError, match=r"version 0 of ducklake:.* is from before the first publish"):
        ask(lake.at(0), "SELECT 1")


@needs_ducklake
@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("version => 999", "has no version 999; `FROM lake.snapshots()` lists"),
        ("timestamp => TIMESTAMPTZ '2001-02-03 00:00:00+00'", "has no version of 2001-02-03 "),
    ],
)
def test_a_statement_about_a_version_that_is_not_there_is_told_so(lake: Lake, at: str, told: str) -> None:
    for table in ("tasks", "v_tasks"):
        with pytest.raises(StatementError, match=re.escape(told)) as caught:
            run_query(lake, f"SELECT count(*) FROM {table} AT ({at})", ResultFormat.CSV, io.BytesIO())
        assert "\n" not in str(caught.value) and "Error" not in str(caught.value)


@needs_ducklake
def test_a_place_at_a_version_that_is_not_there_says_the_same(lake: Lake) -> None:
    with pytest.raises(WarehouseError, match=r"has no version 999; `FROM lake.snapshots\(\)` lists"):
        ask(lake.at(999), "SELECT 1")


@needs_ducklake
def test_a_pivot_that_names_no_values_is_run_on_a_lake_too(lake: Lake) -> None:
    out = io.BytesIO()
    run_query(lake, "PIVOT sources ON outcome USING count(*) GROUP BY parser_version", ResultFormat.CSV, out)
    assert out.getvalue() == b"parser_version,quarantined\n1,1\n"


@needs_ducklake
@pytest.mark.parametrize(
    "sql",
    [
        "PIVOT (FROM lake.merge_adjacent_files()) ON schema_name",
        "PIVOT __ducklake_metadata_lake.ducklake_snapshot ON snapshot_id USING count(*)",
    ],
)
def test_such_a_pivot_reaches_nothing_beyond_it(lake: Lake, sql: str) -> None:
    with pytest.raises(StatementError, match="reaches beyond it"):
        run_query(lake, sql, ResultFormat.CSV, io.BytesIO())
