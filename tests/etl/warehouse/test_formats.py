"""The formats that the command line offers are those that are written."""

from pathlib import Path

from etl.warehouse.formats import ExportFormat, ResultFormat

ROOT = Path(__file__).parents[3]


def test_the_formats_are_those_of_the_contract() -> None:
    assert list(ResultFormat) == ["table", "csv", "json", "parquet"]
    assert list(ExportFormat) == ["parquet", "csv", "xlsx"]


def test_naming_the_formats_loads_no_library() -> None:
    text = (ROOT / "etl" / "warehouse" / "formats.py").read_text("utf-8")
    assert "duckdb" not in text.split('"""', 2)[2]
