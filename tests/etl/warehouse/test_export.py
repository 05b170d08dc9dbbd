import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from etl.warehouse.errors import WarehouseError
from etl.warehouse.export import ExportFormat, export
from tests.etl.warehouse.build import ask, bare_warehouse, doctor, emptied, five_notices, put

SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
TABLES = [
    *("cells", "checks", "content_hashes", "deadline_stages", "families", "family_members", "family_quantities"),
    *("findings", "group_kinds"),
    *("notices", "paragraphs", "progress", "projects", "quantities", "region_successions", "regions", "runs"),
    *("sources", "target_overlaps", "task_leaders", "task_units", "tasks", "unit_aliases", "unit_functions"),
    *("unit_suggestions", "units"),
    *("v_binding_targets", "v_families", "v_function_tasks", "v_group_members", "v_region_compare", "v_tasks"),
    *("v_units_to_decide",),
]
LOOKALIKES = ("=1+1", "{=1+1}", "+86", "-", "http://a.cn", "mailto:a@b.cn", "internal:A1", "007", "@x")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("export")) as folder:
        put(folder / "notices.duckdb", five_notices())
        yield folder


@pytest.fixture
def lean(tmp_path: Path) -> Path:
    """A warehouse of few rows, which is written out in no time."""
    return put(tmp_path / "lean.duckdb", bare_warehouse())


@pytest.fixture(scope="module", params=[ExportFormat.PARQUET, ExportFormat.CSV])
def exported(request: pytest.FixtureRequest, folder: Path) -> tuple[Path, ExportFormat]:
    wanted: ExportFormat = request.param
    written = export(folder / "notices.duckdb", folder / wanted, wanted)
    assert written == [folder / wanted / f"{table}.{wanted}" for table in TABLES]
    return folder, wanted


@pytest.fixture(scope="module")
def sheets(folder: Path) -> dict[str, list[list[str | None]]]:
    (file,) = export(folder / "notices.duckdb", folder / "xlsx", ExportFormat.XLSX)
    return read_workbook(file)


def read_workbook(file: Path) -> dict[str, list[list[str | None]]]:
    """Cells of every sheet, by Python's own ZIP and XML."""
    with zipfile.ZipFile(file) as archive:
        strings = [
            "".join(t.text or "" for t in item.iter(f"{SHEET}t"))
            for item in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
        ]
        book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
        names = [str(sheet.get("name")) for sheet in book.iter(f"{SHEET}sheet")]
        return {
            name: read_sheet(archive.read(f"xl/worksheets/sheet{n}.xml"), strings) for n, name in enumerate(names, 1)
        }


def read_sheet(xml: bytes, strings: list[str]) -> list[list[str | None]]:
    rows: list[list[str | None]] = []
    for row in ElementTree.fromstring(xml).iter(f"{SHEET}row"):
        cells: dict[int, str | None] = {}
        for cell in row.iter(f"{SHEET}c"):
            value = cell.findtext(f"{SHEET}v")
            shared = cell.get("t") == "s" and value is not None
            cells[column_of(str(cell.get("r")))] = strings[int(value or 0)] if shared else value
        rows.append([cells.get(n) for n in range(max(cells, default=-1) + 1)])
    return rows


def column_of(reference: str) -> int:
    number = 0
    for letter in reference.rstrip("0123456789"):
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


@pytest.fixture(scope="module")
def connection(folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(folder / "notices.duckdb"), read_only=True) as connection:
        yield connection


def source(connection: duckdb.DuckDBPyConnection, file: Path, table: str) -> str:
    """What DuckDB reads a file with, a CSV with the types of its table."""
    if file.suffix == ".parquet":
        return f"read_parquet('{file}')"
    types = connection.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? ORDER BY column_index", [table]
    ).fetchall()
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in types)
    return f"read_csv('{file}', header = true, columns = {{{columns}}}, allow_quoted_nulls = false)"


@pytest.mark.parametrize("table", TABLES)
def test_what_is_written_reads_back_equal(
    exported: tuple[Path, ExportFormat], connection: duckdb.DuckDBPyConnection, table: str
) -> None:
    folder, wanted = exported
    file = source(connection, folder / wanted / f"{table}.{wanted}", table)
    for one, other in ((table, file), (file, table)):
        assert connection.execute(f"FROM {one} EXCEPT ALL FROM {other}").fetchall() == []


def test_every_table_and_view_has_its_file_and_no_internal_one(exported: tuple[Path, ExportFormat]) -> None:
    folder, wanted = exported
    assert sorted(p.name for p in (folder / wanted).iterdir()) == [f"{table}.{wanted}" for table in TABLES]


def test_csv_is_utf_8_with_a_header(lean: Path, tmp_path: Path) -> None:
    doctor(lean, "INSERT INTO families VALUES ('x', '“厕所革命”', 'stated')")
    export(lean, tmp_path, ExportFormat.CSV)
    assert (tmp_path / "families.csv").read_bytes() == "family_id,name,origin\nx,“厕所革命”,stated\n".encode()


def test_a_workbook_has_a_sheet_a_table(sheets: dict[str, list[list[str | None]]]) -> None:
    assert sorted(sheets) == TABLES


@pytest.mark.parametrize("table", TABLES)
def test_a_sheet_has_the_header_and_every_row(
    sheets: dict[str, list[list[str | None]]], connection: duckdb.DuckDBPyConnection, table: str
) -> None:
    result = connection.execute(f"FROM {table}")
    assert sheets[table][0] == [column[0] for column in result.description]
    assert len(sheets[table]) == 1 + len(result.fetchall())


@pytest.mark.parametrize("column", ["project", "target", "details", "deadline_text", "document_number", "source_path"])
def test_text_in_a_sheet_is_as_it_was(sheets: dict[str, list[list[str | None]]], folder: Path, column: str) -> None:
    place = sheets["v_tasks"][0].index(column)
    found = [row[place] if place < len(row) else None for row in sheets["v_tasks"][1:]]
    expected = [value for (value,) in ask(folder / "notices.duckdb", f"SELECT {column} FROM v_tasks")]
    assert sorted(map(str, found)) == sorted(map(str, expected))


def test_a_sheet_shows_days_lists_and_numbers_for_people(sheets: dict[str, list[list[str | None]]]) -> None:
    header = [str(name) for name in sheets["v_tasks"][0]]
    rows = [dict(zip(header, row, strict=False)) for row in sheets["v_tasks"][1:]]
    (row,) = [r for r in rows if r["document_number"] == "渝北府办发〔2024〕5号" and r["project"] == "建设城市公园"]
    assert row["deadline"] == "2024-12-31"
    assert row["supporting_mentions"] == "城市更新公司、空港新城公司"
    assert row["seq"] == "3"


def test_text_that_looks_like_a_formula_stays_text(tmp_path: Path, lean: Path) -> None:
    doctor(lean, *(f"INSERT INTO families VALUES ('{n}', '{text}', 'stated')" for n, text in enumerate(LOOKALIKES)))
    (file,) = export(lean, tmp_path / "out", ExportFormat.XLSX)
    assert [row[1] for row in read_workbook(file)["families"][1:]] == list(LOOKALIKES)
    with zipfile.ZipFile(file) as archive:
        assert not any(b"<f>" in archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/sheet"))


def test_a_text_longer_than_a_cell_holds_is_cut(tmp_path: Path, lean: Path) -> None:
    doctor(lean, "INSERT INTO families VALUES ('x', repeat('区', 40000), 'stated')")
    (file,) = export(lean, tmp_path / "out", ExportFormat.XLSX)
    assert len(str(read_workbook(file)["families"][1][1])) == 32_767


def test_more_rows_than_a_sheet_holds_is_one_sentence(
    tmp_path: Path, lean: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.warehouse.export._SHEET_ROWS", 0)
    with pytest.raises(WarehouseError, match=r"more than a worksheet holds; export as parquet or csv\.$"):
        export(lean, tmp_path, ExportFormat.XLSX)


@pytest.mark.parametrize("wanted", ExportFormat)
def test_writing_again_replaces_what_was_written(tmp_path: Path, lean: Path, wanted: ExportFormat) -> None:
    first = export(lean, tmp_path / "out", wanted)
    assert export(lean, tmp_path / "out", wanted) == first
    assert sorted((tmp_path / "out").iterdir()) == sorted(first)


@pytest.mark.parametrize("wanted", ExportFormat)
def test_folders_of_any_name_are_made(tmp_path: Path, lean: Path, wanted: ExportFormat) -> None:
    assert all(file.is_file() for file in export(lean, tmp_path / "it's new" / "输出 1", wanted))


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


def test_a_damaged_warehouse_is_not_blamed_on_the_folder(tmp_path: Path) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "notices.duckdb", five_notices()[: len(five_notices()) * 7 // 10])
        with pytest.raises(WarehouseError, match=r"notices\.duckdb cannot be (read|opened)"):
            export(path, tmp_path / "out", ExportFormat.CSV)
