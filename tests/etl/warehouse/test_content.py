from pathlib import Path

import duckdb
import pytest

from etl.warehouse.content import TableHash, content_hash, content_hashes
from tests.etl.warehouse.build import ask, bare_warehouse, doctor, put


def hashes(path: Path) -> dict[str, TableHash]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return {h.table_name: h for h in content_hashes(connection)}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return put(tmp_path / "w.duckdb", bare_warehouse())


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
