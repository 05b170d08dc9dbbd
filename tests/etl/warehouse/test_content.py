import zlib
from pathlib import Path

import duckdb
import pytest

from etl.files import find_files
from etl.pipeline import Run
from etl.warehouse import bounds
from etl.warehouse.attached import open_in, reopen
from etl.warehouse.bounds import bound, limit_of
from etl.warehouse.content import (
    TableHash,
    altered_tables,
    content_hash,
    content_hashes,
    stored_content,
    table_hashes,
)
from etl.warehouse.errors import WarehouseError
from tests.etl.warehouse.build import (
    ROWS,
    ask,
    bare_warehouse,
    doctor,
    emptied,
    five_notices,
    notice_text,
    publication,
    put,
    reference,
    run,
)
from tests.etl.zips import locked, put_zip, zipped


def hashes(path: Path) -> dict[str, TableHash]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return {h.table_name: h for h in content_hashes(connection)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return put(tmp_path / "w.duckdb", bare_warehouse())


@pytest.fixture
def five(tmp_path: Path) -> Path:
    return put(tmp_path / "w.duckdb", five_notices())


def test_a_warehouse_stores_what_it_says(path: Path) -> None:
    found = hashes(path)
    stored = ask(path, "SELECT table_name, row_count, sha256 FROM content_hashes ORDER BY 1")
    assert stored == [(h.table_name, h.row_count, h.sha256) for h in found.values()]
    assert ask(path, "SELECT content_hash FROM warehouse_info") == [(content_hash(found.values()),)]
    assert ask(path, "SELECT content_hash FROM runs") == [(content_hash(found.values()),)]


def test_a_changed_cell_changes_the_hash_of_its_table_and_no_other(path: Path) -> None:
    before = hashes(path)
    doctor(path, "INSERT INTO families VALUES ('f', '公园', 'stated')")
    after = hashes(path)
    assert {name for name in before if before[name] != after[name]} == {"families"}
    assert after["families"].row_count == before["families"].row_count + 1
    assert content_hash(after.values()) != content_hash(before.values())


def test_the_order_of_rows_changes_nothing(path: Path, tmp_path: Path) -> None:
    other = put(tmp_path / "other.duckdb", bare_warehouse())
    rows = ["('f', '公园', 'stated')", "('g', '托育', 'derived')"]
    doctor(path, *(f"INSERT INTO families VALUES {row}" for row in rows))
    doctor(other, *(f"INSERT INTO families VALUES {row}" for row in reversed(rows)))
    assert hashes(path) == hashes(other)


def test_what_tells_of_the_run_is_no_content(path: Path) -> None:
    before = hashes(path)
    doctor(path, "UPDATE runs SET finished_at = '2030-01-01', content_hash = NULL")
    assert hashes(path) == before
    assert not before.keys() & {"runs", "warehouse_info", "content_hashes", "checks"}


def test_what_is_stored_can_be_asked_for(path: Path, tmp_path: Path) -> None:
    content = stored_content(path)
    assert content is not None
    assert (content.sha256,) == ask(path, "SELECT content_hash FROM warehouse_info")[0]
    assert content.rows == {name: h.row_count for name, h in hashes(path).items()}
    assert stored_content(tmp_path / "none.duckdb") is None
    with pytest.raises(WarehouseError):
        stored_content(put(tmp_path / "bad.duckdb", b"no database"))


MADE = (
    "CREATE TABLE made (n BIGINT, d DECIMAL(24, 6), f DOUBLE, day DATE, t VARCHAR, list VARCHAR[], box DOUBLE[2], "
    "yes BOOLEAN)"
)


def made(path: Path, *rows: str) -> str:
    """Hash of a table of all kinds of values."""
    with duckdb.connect(str(path)) as connection:
        connection.execute("DROP TABLE IF EXISTS made")
        connection.execute(MADE)
        for row in rows:
            connection.execute(f"INSERT INTO made VALUES ({row})")
        return next(h.sha256 for h in content_hashes(connection) if h.table_name == "made")


ROW = "1, 2.5, 0.1, DATE '2024-12-31', '公园', ['a', 'b'], [1.5, 2], true"


@pytest.mark.parametrize(
    "other",
    [
        ROW.replace("1, 2.5", "NULL, 2.5"),
        ROW.replace("2.5", "123456789012345678.000001"),
        ROW.replace("0.1,", "0.30000000000000004,"),
        ROW.replace("0.1,", "'nan'::DOUBLE,"),
        ROW.replace("DATE '2024-12-31'", "DATE '0044-03-15 (BC)'"),
        ROW.replace("DATE '2024-12-31'", "DATE '12024-12-31'"),
        ROW.replace("'公园'", "NULL"),
        ROW.replace("'公园'", "''"),
        ROW.replace("'公园'", "'公园' || chr(0)"),
        ROW.replace("'公园'", "'公园' || chr(0) || 'x'"),
        ROW.replace("'公园'", "'公园\n'"),
        ROW.replace("'公园'", "'\"公园'"),
        ROW.replace("'公园'", "'null'"),
        ROW.replace("['a', 'b']", "['a, b']"),
        ROW.replace("['a', 'b']", "['b', 'a']"),
        ROW.replace("['a', 'b']", "[]"),
        ROW.replace("['a', 'b']", "[NULL]"),
        ROW.replace("['a', 'b']", "NULL"),
        ROW.replace("[1.5, 2]", "[1.5, 2.0000000000000004]"),
        ROW.replace("true", "NULL"),
    ],
)
def test_every_value_counts(tmp_path: Path, other: str) -> None:
    assert other != ROW
    assert made(tmp_path / "w.duckdb", ROW) != made(tmp_path / "w.duckdb", other)


def test_decimals_that_are_one_as_doubles_are_two(tmp_path: Path) -> None:
    one, other = (ROW.replace("2.5", f"123456789012345678.00000{n}") for n in (1, 2))
    assert made(tmp_path / "w.duckdb", one) != made(tmp_path / "w.duckdb", other)


def test_a_value_does_not_run_into_the_next_column_and_a_row_counts_each_time(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    assert made(path, ROW, ROW) != made(path, ROW)
    assert made(path, ROW, ROW.replace("true", "false")) == made(path, ROW.replace("true", "false"), ROW)


def test_tables_are_hashed_one_by_one_and_nothing_is_in_use_between_two(tmp_path: Path) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "w.duckdb", five_notices())
        plain = hashes(path)
        with duckdb.connect() as connection:
            open_in(connection, path)
            found = {}
            for hashed in table_hashes(connection, lambda table: table != "cells"):
                found[hashed.table_name] = hashed
                reopen(connection, path)
        assert found == {name: hashed for name, hashed in plain.items() if name != "cells"}


def test_what_needs_more_than_the_limit_is_hashed_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "w.duckdb", five_notices())
        plain = hashes(path)
        monkeypatch.setattr(bounds, "LIMIT", "3.0 MiB")
        with duckdb.connect(config={"temp_directory": ""}) as connection:
            bound(connection)
            connection.execute(f"ATTACH '{path}' AS warehouse (READ_ONLY)")
            connection.execute("USE warehouse")
            assert {h.table_name: h for h in content_hashes(connection)} == plain
            assert limit_of(connection) == "3.0 MiB"


def test_time_zone_threads_and_memory_of_the_connection_change_nothing(tmp_path: Path) -> None:
    with emptied(tmp_path):
        path = put(tmp_path / "w.duckdb", five_notices())
        plain = hashes(path)
        with duckdb.connect(str(path), read_only=True, config={"threads": 1}) as connection:
            connection.execute(
                "SET TimeZone = 'Asia/Shanghai'; SET memory_limit = '200MB'; SET preserve_insertion_order = false"
            )
            assert {h.table_name: h for h in content_hashes(connection)} == plain


def _built(folder: Path, names: tuple[str, str]) -> dict[str, TableHash]:
    """A warehouse of two files of one notice that differ."""
    one = put(folder / names[0], notice_text())
    other = put(
        folder / names[1],
        notice_text([("1", "建设城市公园", "区城管局", "区财政局", "改了。", "2024年12月"), *ROWS[1:]]),
    )
    run(folder / "w.duckdb", one, other)
    return hashes(folder / "w.duckdb")


@pytest.mark.parametrize("names", [("a.txt", "b.txt"), ("b.txt", "x/a.txt"), ("1", "x/1"), ("a, b.txt", "from a.txt")])
def test_names_of_files_in_sentences_change_nothing(tmp_path: Path, names: tuple[str, str]) -> None:
    with emptied(tmp_path):
        told = _built(tmp_path / "here" / "raw", names)
        assert ask(tmp_path / "here" / "raw" / "w.duckdb", "SELECT rule FROM findings WHERE rule = 'files_differ'")
        assert told == _built(tmp_path / "elsewhere", ("plan.txt", "plan-2.txt"))


def test_a_quarantined_file_counts_with_its_reason_and_not_with_its_path(path: Path) -> None:
    assert publication("first", "a").quarantined[0].reason == "it is empty."
    values = "'a', NULL, '{}', repeat('a', 64), NULL, NULL, 'quarantined', '{}', '1', run_id, now()"
    add = f"INSERT INTO sources SELECT {values} FROM runs"
    doctor(path, add.format("x/a.pdf", "it is empty."))
    first = hashes(path)
    doctor(path, "UPDATE sources SET path = 'y/b.pdf', loaded_at = '2030-01-01'")
    assert hashes(path) == first
    doctor(path, "UPDATE sources SET reason = 'it is locked.'")
    assert {n for n in first if first[n] != hashes(path)[n]} == {"sources"}


def test_the_name_of_a_zip_changes_nothing(tmp_path: Path) -> None:
    with emptied(tmp_path):
        told = []
        for name in ("a.zip", "x/b.zip"):
            bundle = put_zip(tmp_path / name, {"c.txt": notice_text(), "d.zip": locked(zipped({"e.txt": "x"}))})
            run_all(tmp_path / f"{bundle.stem}.duckdb", bundle)
            told.append(hashes(tmp_path / f"{bundle.stem}.duckdb"))
        assert ask(tmp_path / "a.duckdb", "SELECT count(*) FROM sources WHERE reason LIKE '%in d.zip is locked%'") == [
            (1,)
        ]
        assert told[0] == told[1]


def test_the_name_of_a_zip_of_which_a_file_is_locked_changes_nothing(tmp_path: Path) -> None:
    with emptied(tmp_path):
        told = []
        for name in ("a.zip", "x/b.zip"):
            bundle = put(tmp_path / name, locked(zipped({"e.txt": "x"})))
            run_all(tmp_path / f"{bundle.stem}.duckdb", bundle)
            told.append(hashes(tmp_path / f"{bundle.stem}.duckdb"))
        assert told[0] == told[1]


def run_all(warehouse: Path, bundle: Path) -> None:
    one = Run("ingest", warehouse, reference())
    list(one.read(find_files([bundle])))
    one.publish()


def test_tables_that_were_altered_are_named(path: Path) -> None:
    with duckdb.connect(str(path)) as connection:
        assert altered_tables(connection) == []
        connection.execute("INSERT INTO families VALUES ('f', '公园', 'stated')")
        connection.execute("CREATE TABLE mine (a INTEGER)")
        assert altered_tables(connection) == ["families"]
        connection.execute("DROP TABLE progress")
        assert altered_tables(connection) == ["families", "progress"]


def test_a_reading_packed_in_other_bytes_says_the_same(five: Path) -> None:
    before = hashes(five)
    with duckdb.connect(str(five)) as connection:
        for source, packed in connection.execute("SELECT source_id, notice FROM readings").fetchall():
            other = zlib.compress(zlib.decompress(packed), 9)
            connection.execute("UPDATE readings SET notice = ? WHERE source_id = ?", [other, source])
            assert other != packed
    assert hashes(five) == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE readings SET notice = 'x'::BLOB WHERE source_id = (SELECT min(source_id) FROM readings)",
        "UPDATE readings SET notice = (SELECT r.notice FROM readings AS r ORDER BY source_id DESC LIMIT 1)",
        "UPDATE readings SET sha256 = repeat('0', 64) WHERE source_id = (SELECT min(source_id) FROM readings)",
        "UPDATE readings SET announced = '[]'",
        "ALTER TABLE readings ALTER notice TYPE VARCHAR",
    ],
    ids=["damaged", "another's", "hash", "announced", "type"],
)
def test_a_reading_that_was_altered_is_found(five: Path, change: str) -> None:
    with duckdb.connect(str(five)) as connection:
        connection.execute(change)
        assert altered_tables(connection) == ["readings"]
