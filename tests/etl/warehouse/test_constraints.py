"""Every constraint of the schema, tried with a row that breaks it."""

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import duckdb
import pytest

from tests.etl.warehouse.build import doctor, emptied, five_notices, put

BROKEN = {
    "warehouse_info": ["schema_version = -1", "content_hash = 'x'"],
    "content_hashes": ["row_count = -1", "sha256 = upper(sha256)"],
    "checks": ["severity = 'info'", "failures = -1", "first_failure = 'x'"],
    "runs": [*(f"{c} = -1" for c in ("files", "loaded", "unchanged", "quarantined", "gone")), "content_hash = 'x'"],
    "regions": ["valid_from = DATE '2024-02-02', valid_to = DATE '2024-02-01'"],
    "region_successions": ["predecessor_id = region_id"],
    "notices": [
        "kind = 'letter'", "year = 20240", "year = 24", "announced_projects = -1", "superseded_by = 'x'",
        "superseded_by = 'x', superseded_because = 'y', is_current = true",
    ],
    "sources": [
        "outcome = 'lost'", "outcome = 'quarantined', reason = NULL", "sha256 = 'abc'", "pages = -1", "format = NULL",
    ],
    "families": ["origin = 'x'"],
    "projects": ["ordinal = 0", "seq = -1", "level = 'x'"],
    "family_members": ["basis = 'x'", "similarity = 1.5"],
    "tasks": [
        "part = 0", "deadline_precision = 'week'", "deadline_basis = 'x'", "investment_yuan = -1",
        "deadline = DATE '2024-12-31', deadline_basis = 'open'",
    ],
    "deadline_stages": ["ordinal = 0", "precision = 'week'"],
    "units": ["kind = 'ministry'", "origin = 'x'"],
    "unit_aliases": ["origin = 'x'"],
    "unit_suggestions": ["ordinal = 0", "score = 101"],
    "group_kinds": ["kind = 'company'"],
    "task_units": ["role = 'leader'", "ordinal = 0", "basis = 'x'"],
    "task_leaders": ["ordinal = 0"],
    "quantities": ["ordinal = 0", "field = 'name'", "comparator = '<'", "si_value = 1, si_measure = NULL"],
    "target_overlaps": ["municipal_ordinal = 0", "district_ordinal = 0", "municipal_task_id = district_task_id"],
    "progress": ["invested_yuan = -1"],
    "cells": [
        "table_no = 0", "row_no = 0", "column_no = 0", "row_span = 0", "column_span = 0", "page = 0",
        "disposition = 'x'",
    ],
    "paragraphs": ["paragraph_no = 0", "page = 0", "disposition = 'header'"],
    "findings": ["severity = 'x'", "table_no = 0", "row_no = 0", "paragraph_no = 0", "page = 0"],
}  # fmt: skip
SCHEMA = (files("etl.warehouse") / "schema.sql").read_text("utf-8")
CASES = [(table, change) for table, changes in BROKEN.items() for change in changes]
EMPTY = {
    "checks": "'a', 'error', 'p', 0, NULL",
    "region_successions": "'r', 'x', NULL",
    "deadline_stages": "'t1', 99, 't', NULL, NULL, DATE '2024-06-30', 'month'",
    "unit_suggestions": "'u', 99, 'u', 80, 'why'",
    "target_overlaps": "'n', 't1', 99, 't2', 99, 'why'",
    "findings": "'x', 's', NULL, 'info', 'r', 'm', NULL, NULL, NULL, NULL",
}


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("five")) as folder:
        yield put(folder / "notices.duckdb", five_notices())


@pytest.fixture(scope="module")
def connection(five: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Empty tables without the keys between them, beside a warehouse that gives the rows."""
    with duckdb.connect() as opened:
        opened.execute(re.sub(r" REFERENCES \w+ \(\w+\)|,\n    FOREIGN KEY .*", "", SCHEMA))
        opened.execute(f"ATTACH '{five}' AS five (READ_ONLY)")
        yield opened


@pytest.mark.parametrize(("table", "change"), CASES, ids=lambda word: word)
def test_a_row_that_breaks_it_is_refused(connection: duckdb.DuckDBPyConnection, table: str, change: str) -> None:
    """A good row goes in; the same row with the change does not."""
    row = f"VALUES ({EMPTY[table]})" if table in EMPTY else f"FROM five.{table} LIMIT 1"
    connection.execute("BEGIN")
    connection.execute(f"INSERT INTO {table} {row}")
    connection.execute(f"CREATE TEMP TABLE good AS FROM {table}; DELETE FROM {table}; COMMIT")
    replaced = ", ".join(f"{value} AS {column}" for column, value in _settings(change))
    try:
        with pytest.raises(duckdb.ConstraintException, match="CHECK constraint"):
            connection.execute(f"INSERT INTO {table} SELECT * REPLACE ({replaced}) FROM good")
    finally:
        connection.execute("DROP TABLE good")


@pytest.mark.parametrize("table", ["cells", "paragraphs"])
def test_what_belongs_to_a_task_needs_the_task(five: Path, tmp_path: Path, table: str) -> None:
    with emptied(tmp_path), pytest.raises(duckdb.ConstraintException, match="foreign key"):
        doctor(put(tmp_path / "n.duckdb", five.read_bytes()), f"UPDATE {table} SET task_id = 'gone'")


def _settings(change: str) -> list[tuple[str, str]]:
    return [(c, v) for c, v in re.findall(r"(\w+) = (DATE '[^']*'|[^,]+)", change)]


def test_every_rule_of_the_schema_is_tried() -> None:
    for table, body in re.findall(r"CREATE TABLE (\w+) \((.*?)\n\);", SCHEMA, re.S):
        columns = re.findall(r"^    (\w+) [^\n]*?CHECK \(", body, re.M)
        tried = {column for change in BROKEN.get(table, []) for column, _ in _settings(change)}
        assert set(columns) <= tried, table
