"""Opening a lake."""

from pathlib import Path

import duckdb
import pytest

from etl.warehouse.connect import is_there, pinned, reading, stored_bytes
from etl.warehouse.errors import WarehouseError
from etl.warehouse.lake.attach import NoLakeError, attach, literal, opened_lake, told
from etl.warehouse.location import NOTHING, Lake
from etl.warehouse.publish import publish
from tests.etl.warehouse.build import publication
from tests.etl.warehouse.lake.build import ask, needs_ducklake, new_lake

pytestmark = needs_ducklake


def test_where_there_is_none_that_is_said(tmp_path: Path) -> None:
    lake = new_lake(tmp_path)
    assert not is_there(lake)
    assert pinned(lake) == lake.at(NOTHING)
    for place in (lake, lake.at(NOTHING)):
        with pytest.raises(WarehouseError, match="there is no warehouse at ducklake:"), reading(place):
            pass
    assert list(tmp_path.iterdir()) == []


def test_a_catalogue_without_a_warehouse_is_none(tmp_path: Path) -> None:
    lake = new_lake(tmp_path)
    with opened_lake(lake, write=True) as connection:
        connection.execute("CREATE TABLE somebody_s AS SELECT 1 AS x")
    assert not is_there(lake)
    with pytest.raises(WarehouseError, match="there is no warehouse at"), reading(lake):
        pass
    publish(pinned(lake), publication("first", "a"))
    assert ask(lake, "SELECT x FROM somebody_s") == [(1,)]


def test_a_reader_has_the_version_of_its_first_look(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")
    first = pinned(lake)
    publish(first, publication("second", "b"))
    assert ask(first if isinstance(first, Lake) else lake, "SELECT count(*) FROM sources") == [(1,)]
    assert ask(lake, "SELECT count(*) FROM sources") == [(2,)]
    with pytest.raises(WarehouseError, match="has no version 99"), reading(lake.at(99)):
        pass


def test_a_reader_reads_its_own_files_and_no_other(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")
    (tmp_path / "other.csv").write_text("x\n1\n", "utf-8")
    with reading(lake) as connection:
        connection.execute("SET enable_external_access = false")
        assert connection.execute("SELECT source_id FROM sources").fetchall() == [("a",)]
        with pytest.raises(duckdb.PermissionException):
            connection.execute(f"FROM read_csv('{tmp_path / 'other.csv'}')")
    with reading(lake.at(1)) as connection:  # another connection is as free as ever
        assert connection.execute("SELECT current_setting('enable_external_access')").fetchone() == (True,)


def test_a_folder_that_is_not_its_own_is_refused(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")
    moved = Lake(lake.catalogue, str(tmp_path / "elsewhere"))
    with pytest.raises(WarehouseError, match="keeps its Parquet files elsewhere"), opened_lake(moved, write=True):
        pass


def test_what_is_no_catalogue_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "notices.ducklake").write_text("no database", "utf-8")
    with pytest.raises(WarehouseError, match="cannot be opened") as caught, reading(new_lake(tmp_path)):
        pass
    assert "\n" not in str(caught.value)
    assert not isinstance(caught.value, NoLakeError)


def test_a_server_that_does_not_answer_is_said_without_its_password() -> None:
    lake = Lake("postgres:dbname=n host=127.0.0.1 port=1", password="geheim")
    with duckdb.connect() as connection, pytest.raises(WarehouseError, match="cannot be reached") as caught:
        attach(connection, lake, "lake")
    assert "\n" not in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_errors_of_duckdb_become_sentences() -> None:
    with pytest.raises(WarehouseError, match="cannot be used: "), told(Lake("x")):
        raise duckdb.IOException("IO Error: what\nmore")
    with pytest.raises(KeyboardInterrupt), told(Lake("x")):
        raise duckdb.InterruptException("INTERRUPT Error: Interrupted!")


def test_how_large_it_is(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")
    assert 0 < stored_bytes(lake) <= sum(p.stat().st_size for p in (tmp_path / "parquet").rglob("*.parquet"))


def test_a_text_as_sql() -> None:
    assert literal("it's") == "'it''s'"
