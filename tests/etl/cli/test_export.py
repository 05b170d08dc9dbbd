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


@pytest.mark.parametrize("name", ["", " "])
def test_export_into_a_folder_without_a_name_is_a_wrong_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    answer = etl("export", name, "--warehouse", warehouse)
    assert answer.code == 2 and "the name of the folder is empty" in answer.stderr and answer.data == b""
    assert list((tmp_path / "here").iterdir()) == []
    assert etl("export", ".", "--warehouse", warehouse).code == 0


@pytest.mark.parametrize("described", ['{"name": "prices"}', "no JSON", "[1]", '"x"', "[" * 100_000])
def test_a_description_of_other_data_is_not_replaced(tmp_path: Path, described: str) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    put(tmp_path / "out" / "datapackage.json", described)
    answer = etl("export", tmp_path / "out", "--format", "csv", "--warehouse", warehouse)
    assert answer.code == 1 and "of other data, so nothing is written there; name another folder." in answer.stderr
    said_in_one_line(answer)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["datapackage.json"]
    assert (tmp_path / "out" / "datapackage.json").read_text() == described
    assert etl("export", tmp_path / "out", "--format", "xlsx", "--warehouse", warehouse).code == 0


def test_an_export_into_the_folder_of_an_earlier_one_takes_its_place(tmp_path: Path) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    for table_format in ("csv", "parquet", "csv"):
        answer = etl("export", tmp_path / "out", "--format", table_format, "--warehouse", warehouse)
        assert (answer.code, answer.stderr) == (0, "")


def test_export_is_parquet_unless_said_otherwise(tmp_path: Path) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    assert etl("export", tmp_path / "out", "--warehouse", warehouse).stdout.splitlines()[0].endswith("cells.parquet")


def test_export_into_a_file_exits_1_with_one_line(tmp_path: Path) -> None:
    warehouse = put(tmp_path / "notices.db", bare_warehouse())
    answer = etl("export", put(tmp_path / "out", "x"), "--warehouse", warehouse)
    assert answer.code in (1, 2)
    said_in_one_line(answer)
