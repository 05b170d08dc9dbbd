"""How a lake is other than a file."""

from pathlib import Path

import duckdb
import pytest

from etl.warehouse.lake.attach import opened_lake
from etl.warehouse.lake.kind import in_lake, lake_type
from tests.etl.warehouse.lake.build import needs_ducklake, new_lake


@pytest.mark.parametrize(
    ("ours", "its"),
    [("DOUBLE[4]", "DOUBLE[]"), ("VARCHAR[]", "VARCHAR[]"), ("DECIMAL(24,6)", "DECIMAL(24,6)"), ("JSON", "JSON")],
)
def test_a_list_of_a_fixed_length_is_a_list(ours: str, its: str) -> None:
    assert lake_type(ours) == its


@needs_ducklake
def test_a_lake_is_told_from_a_file(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        assert not in_lake(connection)
    with opened_lake(new_lake(tmp_path, "a")) as connection:
        assert in_lake(connection)
