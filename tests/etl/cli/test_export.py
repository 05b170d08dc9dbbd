"""``etl export``: the files it writes and says."""

from pathlib import Path

import pytest

from tests.etl.cli.desk import said_in_one_line
from tests.etl.warehouse.build import (
    bare_warehouse,
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
    assert all(file.suffix == f".{table_format}" for file in written)


def test_export_is_parquet_unless_said_otherwise(tmp_path: Path) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    assert etl("export", tmp_path / "out", "--warehouse", warehouse).stdout.splitlines()[0].endswith("cells.parquet")


def test_export_into_a_file_exits_1_with_one_line(tmp_path: Path) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    answer = etl("export", put(tmp_path / "out", "x"), "--warehouse", warehouse)
    assert answer.code in (1, 2)
    said_in_one_line(answer)
