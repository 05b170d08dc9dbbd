import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.warehouse.connect import SCHEMA_VERSION, first_line, reading, require_replaceable
from etl.warehouse.errors import WarehouseError
from tests.etl.warehouse.build import doctor, emptied, five_notices, put
from tests.etl.warehouse.strangers import stranger


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield tmp_path


def refusal(path: Path) -> str:
    with pytest.raises(WarehouseError) as refused, reading(path):
        pass
    return str(refused.value)


def is_sentence(text: str) -> bool:
    return "\n" not in text and text != ""


def test_a_warehouse_is_opened_and_closed(folder: Path) -> None:
    path = put(folder / "notices.duckdb", five_notices())
    with reading(path) as connection:
        assert connection.execute("SELECT count(*) FROM tasks").fetchone() == (124,)
    with pytest.raises(duckdb.ConnectionException):
        connection.execute("SELECT 1")


def test_it_is_opened_to_read_only(folder: Path) -> None:
    path = put(folder / "notices.duckdb", five_notices())
    with reading(path) as connection, pytest.raises(duckdb.InvalidInputException):
        connection.execute("DELETE FROM task_leaders")


def test_reading_does_not_touch_the_file(folder: Path) -> None:
    path = put(folder / "notices.duckdb", five_notices())
    with reading(path) as connection:
        connection.execute("FROM v_tasks").fetchall()
    assert path.read_bytes() == five_notices()
    assert [p.name for p in folder.iterdir()] == ["notices.duckdb"]


def test_no_file_says_how_to_make_one(folder: Path) -> None:
    message = refusal(folder / "notices.duckdb")
    assert is_sentence(message) and "etl ingest" in message


def test_looking_for_a_warehouse_makes_none(folder: Path) -> None:
    refusal(folder / "notices.duckdb")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [b"", b"my notes\n", b"PK\x03\x04" + bytes(4000), b"SQLite format 3\x00" + bytes(8000), bytes(20_000)],
    ids=["empty", "text", "zip", "sqlite", "zeros"],
)
def test_a_file_that_is_no_duckdb_is_one_sentence_that_names_it(folder: Path, content: bytes) -> None:
    path = put(folder / "notices.duckdb", content)
    message = refusal(path)
    assert is_sentence(message) and str(path) in message
    assert path.read_bytes() == content


def test_a_folder_is_no_warehouse(folder: Path) -> None:
    assert is_sentence(refusal(folder))


def test_a_cut_off_warehouse_is_one_sentence(folder: Path) -> None:
    path = put(folder / "notices.duckdb", five_notices()[: int(len(five_notices()) * 0.02)])
    assert is_sentence(refusal(path))


@pytest.mark.parametrize("table", ["mine (a INTEGER)", "warehouse_info (a INTEGER)", "tasks (task_id VARCHAR)"])
def test_a_duckdb_without_our_tables_is_one_sentence(folder: Path, table: str) -> None:
    path = doctor(folder / "mine.duckdb", f"CREATE TABLE {table}")
    message = refusal(path)
    assert is_sentence(message) and "no warehouse of notices" in message and "--warehouse" in message


def test_a_newer_schema_asks_for_a_newer_program(folder: Path) -> None:
    path = put(folder / "notices.duckdb", five_notices())
    doctor(path, f"UPDATE warehouse_info SET schema_version = {SCHEMA_VERSION + 1}")
    message = refusal(path)
    assert is_sentence(message) and "newer etl" in message


@pytest.mark.parametrize(
    "change", [f"UPDATE warehouse_info SET schema_version = {SCHEMA_VERSION - 1}", "DELETE FROM warehouse_info"]
)
def test_an_older_schema_asks_for_a_rebuild(folder: Path, change: str) -> None:
    path = doctor(put(folder / "notices.duckdb", five_notices()), change)
    message = refusal(path)
    assert is_sentence(message) and "etl rebuild" in message


@given(st.text(min_size=1).filter(lambda t: t.strip() != ""))
def test_the_first_line_is_one_line_of_the_message(message: str) -> None:
    line = first_line(ValueError(message))
    assert "\n" not in line and line in message


def test_an_interrupt_while_reading_is_no_damage(folder: Path) -> None:
    path = put(folder / "notices.duckdb", five_notices())
    with pytest.raises(KeyboardInterrupt), reading(path):
        raise duckdb.InterruptException("INTERRUPT Error: Interrupted!")
    with pytest.raises(RuntimeError, match="ours"), reading(path):
        raise RuntimeError("ours")


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody else can read such a file at all")
def test_a_warehouse_that_somebody_has_open_to_write_is_read_and_judged_all_the_same(folder: Path) -> None:
    path = put(folder / "notices.duckdb", five_notices())
    with stranger(path) as other:
        assert other.run("DELETE FROM task_leaders") != ""
        with reading(path) as connection:
            assert connection.execute("SELECT count(*) FROM tasks").fetchone() == (124,)
        require_replaceable(path)
    doctor(path, f"UPDATE warehouse_info SET schema_version = {SCHEMA_VERSION + 1}")
    with stranger(path), pytest.raises(WarehouseError, match="newer etl"):
        require_replaceable(path)
