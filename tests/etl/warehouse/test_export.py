import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.warehouse.dictionary import INTERNAL, Table, dictionary
from etl.warehouse.errors import WarehouseError
from etl.warehouse.export import ExportFormat, export
from etl.warehouse.exports.separated import write_csv
from tests.etl.warehouse.build import ask, bare_warehouse, doctor, emptied, five_notices, put
from tests.etl.warehouse.exports.readers import read_csv, read_workbook

Sheets = dict[str, list[list[str | None]]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("export")) as folder:
        put(folder / "notices.duckdb", five_notices())
        yield folder


@pytest.fixture
def lean(tmp_path: Path) -> Path:
    """A warehouse of few rows, which is written out in no time."""
    return put(tmp_path / "lean.duckdb", bare_warehouse())


@pytest.fixture(scope="module")
def connection(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(folder / "notices.duckdb"), read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def tables(connection: duckdb.DuckDBPyConnection) -> list[Table]:
    return [table for table in dictionary(connection) if table.name not in INTERNAL]


@pytest.fixture(scope="module")
def parquet(folder: Path) -> Path:
    export(folder / "notices.duckdb", folder / "parquet", ExportFormat.PARQUET)
    return folder / "parquet"


@pytest.fixture(scope="module")
def csv(folder: Path) -> Path:
    export(folder / "notices.duckdb", folder / "csv", ExportFormat.CSV)
    return folder / "csv"


@pytest.fixture(scope="module")
def sheets(folder: Path) -> Sheets:
    (file,) = export(folder / "notices.duckdb", folder / "xlsx", ExportFormat.XLSX).files
    return read_workbook(file)


def rows_of(connection: duckdb.DuckDBPyConnection, table: Table) -> list[tuple[object, ...]]:
    order = f"ORDER BY {', '.join(table.primary_key)}" if table.primary_key else ""
    rows = connection.execute(f"FROM {table.name} {order}").fetchall()
    return [tuple(list(v) if isinstance(v, tuple) else v for v in row) for row in rows]


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_every_table_and_view_has_its_file_and_no_internal_one(tables: list[Table], parquet: Path, csv: Path) -> None:
    assert {table.name for table in tables} >= {"tasks", "v_tasks", "cells", "runs"}
    for folder, kind in ((parquet, "parquet"), (csv, "csv")):
        assert names(folder) == sorted([*(f"{table.name}.{kind}" for table in tables), "datapackage.json"])


def test_every_csv_reads_back_equal_in_its_order(
    tables: list[Table], csv: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    for table in tables:
        assert read_csv(csv / f"{table.name}.csv", table) == rows_of(connection, table), table.name


def test_every_parquet_reads_back_equal_in_its_order(
    tables: list[Table], parquet: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    import pyarrow.parquet as pq

    for table in tables:
        found = pq.read_table(parquet / f"{table.name}.parquet").to_pylist()
        assert [tuple(row.values()) for row in found] == rows_of(connection, table), table.name


def test_duckdb_reads_the_types_of_every_parquet_back(
    tables: list[Table], parquet: Path, connection: duckdb.DuckDBPyConnection
) -> None:
    for table in tables:
        found = connection.execute(f"DESCRIBE FROM read_parquet('{parquet / table.name}.parquet')").fetchall()
        assert [(row[0], row[1]) for row in found] == [
            (column.name, column.type.replace("[4]", "[]")) for column in table.columns
        ]


def test_the_description_is_of_the_run_and_of_every_file(folder: Path, parquet: Path, csv: Path) -> None:
    ((run_id, content_hash),) = ask(
        folder / "notices.duckdb", "SELECT run_id, w.content_hash FROM runs, warehouse_info w"
    )
    for place in (parquet, csv):
        description = json.loads((place / "datapackage.json").read_text("utf-8"))
        assert (description["run_id"], description["content_hash"]) == (run_id, content_hash)
        assert {"datapackage.json", *(r["path"] for r in description["resources"])} == set(names(place))


def test_an_export_again_gives_the_same_csv_and_description(folder: Path, csv: Path, tmp_path: Path) -> None:
    export(folder / "notices.duckdb", tmp_path, ExportFormat.CSV)
    assert [name for name in names(csv) if (csv / name).read_bytes() != (tmp_path / name).read_bytes()] == []


def test_a_workbook_has_a_sheet_a_table(sheets: Sheets, tables: list[Table]) -> None:
    assert list(sheets) == ["目录", "字段说明", *(table.name for table in tables)]


def test_a_sheet_has_the_header_and_every_row(sheets: Sheets, connection: duckdb.DuckDBPyConnection) -> None:
    for table, rows in list(sheets.items())[2:]:
        result = connection.execute(f"FROM {table}")
        assert rows[0] == [column[0] for column in result.description]
        assert len(rows) == 1 + len(result.fetchall())


@pytest.mark.parametrize("column", ["project", "target", "details", "deadline_text", "document_number", "source_path"])
def test_text_in_a_sheet_is_as_it_was(sheets: Sheets, folder: Path, column: str) -> None:
    place = sheets["v_tasks"][0].index(column)
    found = [row[place] if place < len(row) else None for row in sheets["v_tasks"][1:]]
    assert found == [value for (value,) in ask(folder / "notices.duckdb", f"SELECT {column} FROM v_tasks")]


def test_a_sheet_shows_days_lists_and_numbers_for_people(sheets: Sheets) -> None:
    header = [str(name) for name in sheets["v_tasks"][0]]
    rows = [dict(zip(header, row, strict=False)) for row in sheets["v_tasks"][1:]]
    (row,) = [r for r in rows if r["document_number"] == "渝北府办发〔2024〕5号" and r["project"] == "建设城市公园"]
    assert row["deadline"] == "45657"  # days from 1899-12-30 to 2024-12-31
    assert row["supporting_mentions"] == "城市更新公司、空港新城公司"
    assert row["seq"] == "3"


def test_what_cannot_be_written_as_it_is_is_told(tmp_path: Path, lean: Path) -> None:
    doctor(lean, "INSERT INTO families VALUES ('x', repeat('区', 40000), 'stated'), ('y', 'a' || chr(0), 'stated')")
    (cut, shown) = export(lean, tmp_path / "xlsx", ExportFormat.XLSX).notes
    assert cut.startswith("families, row 2, name: cut") and shown.startswith("families, name: 1 cell has control")
    assert len(export(lean, tmp_path / "csv", ExportFormat.CSV).notes) == 1
    assert export(lean, tmp_path / "parquet", ExportFormat.PARQUET).notes == ()


@pytest.mark.parametrize("wanted", ExportFormat)
def test_writing_again_replaces_what_was_written(tmp_path: Path, lean: Path, wanted: ExportFormat) -> None:
    first = export(lean, tmp_path / "out", wanted)
    assert export(lean, tmp_path / "out", wanted) == first
    assert sorted((tmp_path / "out").iterdir()) == sorted(first.files)


@pytest.mark.parametrize("wanted", [ExportFormat.PARQUET, ExportFormat.CSV])
def test_a_table_that_is_gone_goes_and_files_of_others_stay(tmp_path: Path, lean: Path, wanted: ExportFormat) -> None:
    doctor(lean, "CREATE TABLE passing AS SELECT 1 AS a")
    export(lean, tmp_path / "out", wanted)
    mine = put(tmp_path / "out" / f"mine.{wanted}", "x")
    doctor(lean, "DROP TABLE passing")
    export(lean, tmp_path / "out", wanted)
    assert mine.exists()
    assert not (tmp_path / "out" / f"passing.{wanted}").exists()


def test_another_format_into_the_same_folder_removes_nothing(tmp_path: Path, lean: Path) -> None:
    first = export(lean, tmp_path / "out", ExportFormat.PARQUET).files
    export(lean, tmp_path / "out", ExportFormat.CSV)
    export(lean, tmp_path / "out", ExportFormat.XLSX)
    assert all(file.exists() for file in first)
    described = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    assert {resource["format"] for resource in described["resources"]} == {"csv"}


@pytest.mark.parametrize("wanted", ExportFormat)
def test_folders_of_any_name_are_made(tmp_path: Path, lean: Path, wanted: ExportFormat) -> None:
    assert all(file.is_file() for file in export(lean, tmp_path / "it's new" / "输出 1\n", wanted).files)


@pytest.mark.parametrize("wanted", ExportFormat)
def test_a_folder_that_is_a_file_is_one_sentence(tmp_path: Path, lean: Path, wanted: ExportFormat) -> None:
    (tmp_path / "out").touch()
    with pytest.raises(WarehouseError, match="cannot be written") as refused:
        export(lean, tmp_path / "out", wanted)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("wanted", "name"),
    [(ExportFormat.CSV, "cells.csv"), (ExportFormat.PARQUET, "cells.parquet"), (ExportFormat.XLSX, "notices.xlsx")],
)
def test_a_file_that_cannot_be_replaced_is_one_sentence(
    tmp_path: Path, lean: Path, wanted: ExportFormat, name: str
) -> None:
    (tmp_path / "out" / name).mkdir(parents=True)
    with pytest.raises(WarehouseError, match="cannot be written") as refused:
        export(lean, tmp_path / "out", wanted)
    assert "\n" not in str(refused.value)
    assert not (tmp_path / "out" / "datapackage.json").exists()  # what is there does not look whole
    assert not any(path.name.startswith(".") for path in (tmp_path / "out").iterdir())


@pytest.mark.parametrize("wanted", ExportFormat)
def test_a_full_disk_is_one_sentence_and_leaves_what_was_there(
    tmp_path: Path, lean: Path, wanted: ExportFormat, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {file: file.read_bytes() for file in export(lean, tmp_path / "out", wanted).files}

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for writer in ("write_parquet", "write_csv", "write_workbook"):
        monkeypatch.setattr(f"etl.warehouse.export.{writer}", full)
    for folder in ("out", "new"):
        with pytest.raises(
            WarehouseError, match=r"cannot be written: the disk is full: .* needs more than .* MB free in"
        ):
            export(lean, tmp_path / folder, wanted)
    assert {file: file.read_bytes() for file in (tmp_path / "out").iterdir()} == before
    assert not (tmp_path / "new").exists()


def test_a_file_that_somebody_has_open_is_told_how_to_help(
    tmp_path: Path, lean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def held(_: Path, target: Path) -> None:
        raise PermissionError(13, "Access is denied", str(target))

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(WarehouseError, match=r"close what has it open, or name another folder\.$"):
        export(lean, tmp_path / "out", ExportFormat.XLSX)


@pytest.mark.parametrize("wanted", ExportFormat)
def test_a_damaged_warehouse_is_not_blamed_on_the_folder(tmp_path: Path, wanted: ExportFormat) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "notices.duckdb", five_notices()[: len(five_notices()) * 7 // 10])
        with pytest.raises(WarehouseError, match=r"notices\.duckdb cannot be (read|opened)"):
            export(path, tmp_path / "out", wanted)
        assert not (tmp_path / "out").exists()


def test_a_warehouse_that_is_replaced_meanwhile_is_exported_as_it_was_opened(
    tmp_path: Path, lean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = doctor(put(tmp_path / "newer.duckdb", bare_warehouse()), "INSERT INTO families VALUES ('x', 'y', 'stated')")

    def swapping(connection: duckdb.DuckDBPyConnection, table: Table, *rest: Any) -> None:
        if newer.exists():
            shutil.move(newer, lean)
        write_csv(connection, table, *rest)

    monkeypatch.setattr("etl.warehouse.export.write_csv", swapping)
    export(lean, tmp_path / "out", ExportFormat.CSV)
    assert (tmp_path / "out" / "families.csv").read_text("utf-8-sig").splitlines() == ["family_id,name,origin"]
