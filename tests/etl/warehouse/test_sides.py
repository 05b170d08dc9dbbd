"""Two warehouses in one connection."""

import zlib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.connect import SCHEMA_VERSION
from etl.warehouse.diff import compare
from etl.warehouse.errors import WarehouseError
from etl.warehouse.sides import two_sides
from tests.etl.warehouse.build import bare_warehouse, doctor, emptied, five_notices, put


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield tmp_path


def test_every_table_of_notices_has_its_key_and_its_columns(folder: Path) -> None:
    path = put(folder / "a.duckdb", bare_warehouse())
    with two_sides(path, path) as sides:
        tables = {t.name: t for t in sides.tables}
        assert sides.note is None
    assert tables["task_units"].key == ("task_id", "role", "ordinal")
    assert tables["sources"].key == ("source_id",)
    assert not {"path", "run_id", "loaded_at"} & set(tables["sources"].columns)
    assert not {"runs", "warehouse_info", "content_hashes", "checks"} & tables.keys()
    assert {"regions", "units", "notices", "tasks", "cells", "findings", "progress", "quantities"} <= tables.keys()


def test_one_of_another_schema_is_compared_as_far_as_both_go(folder: Path) -> None:
    new = put(folder / "new.duckdb", five_notices())
    old = doctor(
        put(folder / "old.duckdb", five_notices()),
        "UPDATE warehouse_info SET schema_version = 3",
        "DROP TABLE target_overlaps",
        "ALTER TABLE progress DROP COLUMN next_steps",
        "DELETE FROM task_leaders WHERE ordinal = 2",
    )
    found, note = compare(old, new, by_sheets=False)
    assert note == f"the two are of different schemas (3 and {SCHEMA_VERSION}); what both have is compared."
    assert {c.table for c in found} == {"task_leaders"}
    people, _ = compare(old, new, by_sheets=True)
    assert {c.column for c in people} == {"leaders"}


@pytest.mark.parametrize("change", [None, "UPDATE readings SET notice = '{}' WHERE source_id = 'SOURCE'"])
def test_a_reading_that_was_kept_as_plain_text_is_compared_by_what_it_says(folder: Path, change: str | None) -> None:
    new = put(folder / "new.duckdb", five_notices())
    old = put(folder / "old.duckdb", five_notices())
    with duckdb.connect(str(old)) as connection:
        texts = [
            (source, zlib.decompress(packed).decode())
            for source, packed in connection.execute("SELECT source_id, notice FROM readings").fetchall()
        ]
        connection.execute("UPDATE warehouse_info SET schema_version = 4")
        connection.execute("CREATE OR REPLACE TABLE readings (source_id VARCHAR PRIMARY KEY, notice JSON)")
        for source, text in texts:
            connection.execute("INSERT INTO readings VALUES (?, ?)", [source, text])
        if change:
            connection.execute(change.replace("SOURCE", texts[0][0]))
    for sides in ((old, new), (new, old)):
        found, note = compare(*sides, by_sheets=False)
        assert note is not None
        assert [(c.table, c.column) for c in found] == ([("readings", "notice")] if change else [])


def test_a_file_that_is_no_warehouse_is_named(folder: Path) -> None:
    good = put(folder / "good.duckdb", bare_warehouse())
    text = put(folder / "text.duckdb", "no database at all, and long enough to be looked into")
    other = doctor(folder / "other.duckdb", "CREATE TABLE t (n INTEGER)")
    for path, reason in (
        (folder / "none.duckdb", "there is no warehouse"),
        (text, "is no DuckDB file"),
        (other, "no ware"),
    ):
        for sides in ((good, path), (path, good)):
            with pytest.raises(WarehouseError, match=reason) as refused:
                compare(*sides, by_sheets=True)
            assert path.name in str(refused.value) and "\n" not in str(refused.value)


def test_one_of_a_newer_program_is_refused(folder: Path) -> None:
    new = put(folder / "new.duckdb", bare_warehouse())
    old = doctor(put(folder / "old.duckdb", bare_warehouse()), "UPDATE warehouse_info SET schema_version = 99")
    for one, other in ((old, new), (new, old)):
        with pytest.raises(WarehouseError, match=r"made by a newer etl \(schema 99\); update etl"):
            compare(one, other, by_sheets=True)


def test_a_path_with_a_quote_is_opened(folder: Path) -> None:
    path = put(folder / "it's.duckdb", bare_warehouse())
    assert compare(path, path, by_sheets=True) == ([], None)
    assert compare(None, path, by_sheets=True) == ([], None)


def test_comparing_leaves_the_files_alone(folder: Path) -> None:
    path = put(folder / "a.duckdb", bare_warehouse())
    before = path.read_bytes(), sorted(p.name for p in folder.iterdir())
    compare(path, path, by_sheets=True)
    assert (path.read_bytes(), sorted(p.name for p in folder.iterdir())) == before
