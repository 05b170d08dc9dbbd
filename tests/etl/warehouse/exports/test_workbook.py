import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import duckdb
import pytest

from etl.warehouse.dictionary import Table, dictionary
from etl.warehouse.errors import WarehouseError
from etl.warehouse.exports import workbook
from etl.warehouse.exports.cells import joined, visible
from etl.warehouse.exports.datapackage import Origin
from etl.warehouse.exports.notes import Notes
from etl.warehouse.exports.workbook import CELL_LENGTH, CONTENTS, DICTIONARY, SteadyFile, sheet_names, write_workbook
from parsers.formats import xlsx
from tests.etl.warehouse.exports.readers import SHEET, read_workbook
from tests.etl.warehouse.exports.strange import DAYS, LONG, NUMBERS, TEXTS, strange_tables

MADE_OF = Origin(run_id="run-1", finished_at=datetime(2024, 3, 1, 8, 30), schema_version=4, content_hash="c" * 64)
Sheets = dict[str, list[list[str | None]]]


@pytest.fixture(scope="module")
def tables_and_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[tuple[Table, ...], Path, list[str]]]:
    file, notes = tmp_path_factory.mktemp("workbook") / "notices.xlsx", Notes()
    with duckdb.connect() as connection:
        tables = strange_tables(connection)
        write_workbook(connection, tables, file, MADE_OF, notes)
    yield tables, file, list(notes.lines())


@pytest.fixture(scope="module")
def sheets(tables_and_file: tuple[tuple[Table, ...], Path, list[str]]) -> Sheets:
    return read_workbook(tables_and_file[1])


def column(sheets: Sheets, sheet: str, number: int) -> list[str | None]:
    return [row[number] if number < len(row) else None for row in sheets[sheet][1:]]


def stored(text: str) -> str:
    """What a cell holds of a text: one kind of end of line, pictures of control characters, no end of what is long."""
    lines = visible(text.replace("\r\n", "\n").replace("\r", "\n"))
    # OOXML 22.4.2.4: what looks like the escape of a character is escaped itself; xlsxwriter's tags get a blank.
    escaped = re.sub("(_x[0-9a-fA-F]{4}_)", r"_x005F\1", lines)
    return f"{escaped} " if escaped.startswith("<r>") and escaped.endswith("</r>") else escaped


def test_contents_and_dictionary_come_first_then_a_sheet_a_table(sheets: Sheets) -> None:
    assert list(sheets) == [CONTENTS, DICTIONARY, "v_texts", "days", "numbers", "texts"]


def test_the_contents_list_every_sheet_with_its_rows(sheets: Sheets) -> None:
    assert [row[0] for row in sheets[CONTENTS][1:-1]] == ["v_texts", "days", "numbers", "texts"]
    assert column(sheets, CONTENTS, 2)[:-1] == [str(len(TEXTS) + 3), str(len(DAYS)), "7", str(len(TEXTS) + 3)]
    assert str(sheets[CONTENTS][-1][3]) == f"run run-1, content {'c' * 64}"


def test_the_dictionary_explains_every_column(sheets: Sheets) -> None:
    assert [tuple(row[:2]) for row in sheets[DICTIONARY][1:4]] == [
        ("v_texts", "text"),
        ("days", "day"),
        ("days", "moment"),
    ]


@pytest.mark.parametrize("text", [text for text in TEXTS if text != LONG], ids=repr)
def test_every_text_is_there(sheets: Sheets, text: str) -> None:
    row = TEXTS.index(text) + 3
    assert column(sheets, "texts", 1)[row] == stored(text)
    assert column(sheets, "texts", 2)[row] == stored(joined([text, "、", ""]))


def test_null_is_an_empty_cell(sheets: Sheets) -> None:
    assert column(sheets, "texts", 1)[:3] == [None, "", None]


def test_days_are_days_where_excel_knows_them_and_text_before(sheets: Sheets) -> None:
    found = column(sheets, "days", 0)
    for day, value in zip(DAYS, found, strict=True):
        if day >= date(1900, 3, 1):
            assert date(1899, 12, 30) + timedelta(days=int(str(value))) == day
        else:
            assert value == day.isoformat()


def test_numbers_that_would_lose_digits_are_text(sheets: Sheets) -> None:
    assert sorted(map(str, column(sheets, "numbers", 0))) == sorted(map(str, NUMBERS))


def test_a_long_text_is_cut_with_a_mark_and_told(
    sheets: Sheets, tables_and_file: tuple[tuple[Table, ...], Path, list[str]]
) -> None:
    cut = str(column(sheets, "texts", 1)[TEXTS.index(LONG) + 3])
    assert len(cut) == CELL_LENGTH
    assert cut.endswith("长……〔截断：全文40000字，见CSV或Parquet〕")
    told = [line for line in tables_and_file[2] if "cut" in line]
    assert any(line.startswith(f"texts, row {TEXTS.index(LONG) + 5}, text: cut, its 40,000") for line in told)
    assert {line.split(",")[0] for line in told} == {"texts", "v_texts"}


def test_a_cell_counts_utf_16_units_and_cuts_no_character_in_two(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t AS SELECT '1' || repeat('👍', 20000) AS text")
        write_workbook(connection, dictionary(connection), tmp_path / "a.xlsx", MADE_OF, Notes())
    text = str(column(read_workbook(tmp_path / "a.xlsx"), "t", 0)[0])
    assert CELL_LENGTH - 1 <= len(text.encode("utf-16-le")) / 2 <= CELL_LENGTH
    assert text.startswith("1👍") and "👍……〔" in text


def test_nothing_is_a_formula_or_a_link(tables_and_file: tuple[tuple[Table, ...], Path, list[str]]) -> None:
    with zipfile.ZipFile(tables_and_file[1]) as archive:
        names = archive.namelist()
        assert not any("externalLink" in name or "vbaProject" in name for name in names)
        for name in names:
            data = archive.read(name)
            assert b"<f>" not in data and b"<hyperlink" not in data and b'TargetMode="External"' not in data


def test_every_part_is_sound_xml(tables_and_file: tuple[tuple[Table, ...], Path, list[str]]) -> None:
    with zipfile.ZipFile(tables_and_file[1]) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            ElementTree.fromstring(archive.read(name))


def test_headers_stay_in_sight_and_filter(tables_and_file: tuple[tuple[Table, ...], Path, list[str]]) -> None:
    tables, file, _ = tables_and_file
    with zipfile.ZipFile(file) as archive:
        for number in range(1, len(tables) + 3):
            sheet = ElementTree.fromstring(archive.read(f"xl/worksheets/sheet{number}.xml"))
            pane = sheet.find(f".//{SHEET}pane")
            assert pane is not None and (pane.get("ySplit"), pane.get("state")) == ("1", "frozen")
            assert sheet.find(f"{SHEET}autoFilter") is not None


def test_headers_carry_notes(tables_and_file: tuple[tuple[Table, ...], Path, list[str]]) -> None:
    with zipfile.ZipFile(tables_and_file[1]) as archive:
        comments = [n for n in archive.namelist() if n.startswith("xl/comments")]
        assert len(comments) == 4


def test_our_own_reader_reads_it(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t (project VARCHAR, target VARCHAR)")
        connection.execute("INSERT INTO t VALUES ('建设城市公园', '建成' || chr(0) || '3个'), ('=1+1', NULL)")
        write_workbook(connection, dictionary(connection), tmp_path / "a.xlsx", MADE_OF, Notes())
    document = xlsx.read((tmp_path / "a.xlsx").read_bytes())
    texts = [cell.text for block in document.blocks if hasattr(block, "cells") for cell in block.cells]
    assert {"建设城市公园", "建成␀3个", "=1+1"} <= set(texts)


def test_the_same_rows_give_the_same_file(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        tables = strange_tables(connection)
        for name in ("a.xlsx", "b.xlsx"):
            write_workbook(connection, tables, tmp_path / name, MADE_OF, Notes())
    assert read_workbook(tmp_path / "a.xlsx") == read_workbook(tmp_path / "b.xlsx")


def test_names_of_sheets_are_legal_and_differ() -> None:
    names = ["a" * 40, "A" * 40, "a" * 31, "x[1]:*?/\\", "", "目录", "History", "'quoted'"]
    found = sheet_names(names)
    assert len({name.lower() for name in (*found, CONTENTS, DICTIONARY)}) == len(names) + 2
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in found)
    assert sheet_names(["tasks", "v_tasks"]) == ["tasks", "v_tasks"]


def test_more_rows_than_a_sheet_holds_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "SHEET_ROWS", 5)
    with duckdb.connect() as connection:
        tables = strange_tables(connection)
        with pytest.raises(WarehouseError, match=r"rows, more than a worksheet holds; export as parquet or csv\.$"):
            write_workbook(connection, tables, tmp_path / "a.xlsx", MADE_OF, Notes())
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_fails_once() -> None:
    with SteadyFile("/dev/full", "wb") as file:
        with pytest.raises(OSError, match="No space left"):
            file.write(b"a")
        assert file.write(b"bcd") == 3
    assert (file.seek(9), file.tell()) == (0, 0)
    file.flush()


def test_a_file_holds_all_that_was_written(tmp_path: Path) -> None:
    with SteadyFile(tmp_path / "a", "wb") as file:
        assert file.write(memoryview(b"abc")) == 3
        assert file.write(bytearray(b"de")) == 2
    assert (tmp_path / "a").read_bytes() == b"abcde"
