from pathlib import Path

import duckdb
import pytest

from etl.warehouse.exports.parquet import write_parquet
from tests.etl.warehouse.exports.strange import folder_of, sorted_rows, strange_tables

TYPES = {
    "texts": {"n": "int32", "text": "string", "list": "list<element: string>"},
    "days": {"day": "date32[day]", "moment": "timestamp[us]"},
    "numbers": {
        "n": "int64",
        "share": "double",
        "exact": "decimal128(24, 6)",
        "flag": "bool",
        "box": "list<element: double>",
    },
}


@pytest.mark.parametrize("name", TYPES)
def test_arrow_reads_every_type_and_value_back(tmp_path: Path, name: str) -> None:
    import pyarrow.parquet as pq

    file = folder_of(tmp_path) / f"{name}.parquet"
    with duckdb.connect() as connection:
        tables = {table.name: table for table in strange_tables(connection)}
        write_parquet(connection, tables[name], file)
        expected = sorted_rows(connection, tables[name])
    table = pq.read_table(file)
    assert {field.name: str(field.type) for field in table.schema} == TYPES[name]
    assert [tuple(row.values()) for row in table.to_pylist()] == expected


def test_a_view_keeps_its_order(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        tables = {table.name: table for table in strange_tables(connection)}
        write_parquet(connection, tables["v_texts"], tmp_path / "v.parquet")
        found = connection.execute(f"SELECT text FROM read_parquet('{tmp_path / 'v.parquet'}')").fetchall()
        assert found == connection.execute("SELECT text FROM texts ORDER BY n").fetchall()
