from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.dictionary import Table
from etl.warehouse.exports.cells import visible
from etl.warehouse.exports.notes import Notes
from etl.warehouse.exports.separated import is_text, write_csv
from tests.etl.warehouse.exports.readers import raw_csv, read_csv
from tests.etl.warehouse.exports.strange import LONG, NUMBERS, TEXTS, folder_of, sorted_rows, strange_tables


@pytest.fixture(scope="module")
def open_one() -> Iterator[tuple[duckdb.DuckDBPyConnection, dict[str, Table]]]:
    with duckdb.connect() as connection:
        yield connection, {table.name: table for table in strange_tables(connection)}


Open = tuple[duckdb.DuckDBPyConnection, dict[str, Table]]


def written(opened: Open, name: str, folder: Path, notes: Notes | None = None) -> Path:
    connection, tables = opened
    file = folder_of(folder) / f"{name}.csv"
    write_csv(connection, tables[name], file, notes or Notes())
    return file


def shown(value: object) -> object:
    """What is to come back: control characters are their pictures."""
    if isinstance(value, str):
        return visible(value)
    return [visible(v) if isinstance(v, str) else v for v in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["days", "numbers", "texts", "v_texts"])
def test_every_value_comes_back_in_its_place(open_one: Open, tmp_path: Path, name: str) -> None:
    connection, tables = open_one
    file = Path(str(written(open_one, name, tmp_path)).replace("'", "''"))
    expected = [tuple(map(shown, row)) for row in sorted_rows(connection, tables[name])]
    assert read_csv(file, tables[name]) == expected


def test_arrow_reads_the_same_fields(open_one: Open, tmp_path: Path) -> None:
    import pyarrow as pa
    from pyarrow import csv

    file = written(open_one, "texts", tmp_path)
    table = csv.read_csv(
        file,
        parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types={name: pa.string() for name in ("n", "text", "list")},
            null_values=[""],
            strings_can_be_null=True,
            quoted_strings_can_be_null=False,
        ),
    )
    fields = [tuple(row.values()) for row in table.to_pylist()]
    assert fields == raw_csv(Path(str(file).replace("'", "''")), open_one[1]["texts"])


def test_it_is_utf_8_with_a_mark_and_crlf(open_one: Open, tmp_path: Path) -> None:
    data = written(open_one, "days", tmp_path).read_bytes()
    assert data.startswith(b"\xef\xbb\xbfday,moment\r\n0001-01-01,0001-01-01T00:00:00\r\n")
    assert data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")


def test_texts_stand_in_quotes_and_nothing_else_does(open_one: Open, tmp_path: Path) -> None:
    lines = written(open_one, "texts", tmp_path).read_text("utf-8-sig").split("\n")
    assert lines[1].rstrip() == '-3,,""""""'
    assert lines[2].rstrip() == '-2,"",""'
    assert lines[3].rstrip() == "-1,,"


def test_a_negative_number_is_a_number(open_one: Open, tmp_path: Path) -> None:
    text = written(open_one, "numbers", tmp_path).read_text("utf-8-sig")
    assert "\n-5," in text
    assert all(f"\n{n}," in text for n in NUMBERS)


def test_no_field_begins_as_a_formula(open_one: Open, tmp_path: Path) -> None:
    file = Path(str(written(open_one, "texts", tmp_path)).replace("'", "''"))
    starts = [
        text for _, text, _ in raw_csv(file, open_one[1]["texts"]) if text and text.lstrip()[:1] in "=+-@＝＋－＠"
    ]
    assert {text.strip() for text in starts} <= {"=", "-", ""}


def test_control_characters_are_shown_and_told(open_one: Open, tmp_path: Path) -> None:
    notes = Notes()
    data = written(open_one, "texts", tmp_path, notes).read_bytes()
    assert b"\x00" not in data and b"\x0b" not in data
    lists, texts = notes.lines()
    controls = sum(visible(text) != text for text in TEXTS)
    assert texts.startswith(f"texts, text: {controls} cells have")
    assert lists.startswith(f"texts, list: {controls} cells have")


def test_a_long_text_is_whole(open_one: Open, tmp_path: Path) -> None:
    assert LONG in written(open_one, "v_texts", tmp_path).read_text("utf-8-sig")


def test_a_text_of_two_megabytes_is_whole(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE big AS SELECT repeat('区', 700000) AS text")
        tables = {table.name: table for table in strange_tables(connection)}
        file = written((connection, tables), "big", tmp_path)
    assert file.stat().st_size == 3 + 6 + 2 + 2_100_000 + 2


def test_the_same_rows_give_the_same_bytes(open_one: Open, tmp_path: Path) -> None:
    connection, tables = open_one
    with duckdb.connect() as other:
        other.execute("CREATE TABLE texts (n INTEGER PRIMARY KEY, text VARCHAR, list VARCHAR[])")
        other.executemany("INSERT INTO texts VALUES (?, ?, ?)", connection.execute("FROM texts ORDER BY -n").fetchall())
        again = written((other, tables), "texts", tmp_path / "again")
    assert again.read_bytes() == written(open_one, "texts", tmp_path).read_bytes()


def test_an_empty_table_is_its_header(tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE nothing (a VARCHAR, b INTEGER)")
        tables = {table.name: table for table in strange_tables(connection)}
        assert written((connection, tables), "nothing", tmp_path).read_bytes() == b"\xef\xbb\xbfa,b\r\n"


def test_lists_are_texts_and_days_are_none(open_one: Open) -> None:
    columns = {c.name: is_text(c) for t in open_one[1].values() for c in t.columns}
    assert {name for name, text in columns.items() if text} == {"text", "list", "box"}
