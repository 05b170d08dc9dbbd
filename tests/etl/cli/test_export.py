"""``etl export``: the files it writes and says."""

from pathlib import Path

import pytest

from tests.etl.cli.desk import said_in_one_line
from tests.etl.warehouse.build import (
    bare_warehouse,
    doctor,
    etl,
    put,
)


@pytest.mark.parametrize("table_format", ["parquet", "csv", "xlsx"])
def test_export_prints_the_files_it_wrote(tmp_path: Path, table_format: str) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    answer = etl("export", tmp_path / "out", "--format", table_format, "--warehouse", warehouse)
    assert (answer.code, answer.stderr) == (0, "")
    written = [Path(line) for line in answer.stdout.splitlines()]
    assert sorted(written) == sorted((tmp_path / "out").iterdir())
    assert {file.suffix for file in written} <= {f".{table_format}", ".json"}
    assert (tmp_path / "out" / "datapackage.json").exists() == (table_format != "xlsx")


def test_export_tells_on_stderr_what_is_not_as_it_was(tmp_path: Path) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    doctor(warehouse, "INSERT INTO families VALUES ('x', repeat('区', 40000), 'stated')")
    answer = etl("export", tmp_path / "out", "--format", "xlsx", "--warehouse", warehouse)
    assert answer.code == 0
    assert answer.stderr.startswith("families, row 2, name: cut")
    assert answer.stdout.splitlines() == [str(tmp_path / "out" / "notices.xlsx")]


def test_export_of_no_warehouse_exits_1_with_one_line_and_makes_nothing(tmp_path: Path) -> None:
    answer = etl("export", tmp_path / "out", "--warehouse", tmp_path / "none.db")
    assert answer.code == 1
    said_in_one_line(answer)
    assert not (tmp_path / "out").exists()


def test_export_is_parquet_unless_said_otherwise(tmp_path: Path) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    assert etl("export", tmp_path / "out", "--warehouse", warehouse).stdout.splitlines()[0].endswith("cells.parquet")


def test_export_into_a_file_exits_1_with_one_line(tmp_path: Path) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    answer = etl("export", put(tmp_path / "out", "x"), "--warehouse", warehouse)
    assert answer.code in (1, 2)
    said_in_one_line(answer)
