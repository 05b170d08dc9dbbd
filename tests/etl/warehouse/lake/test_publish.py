"""Publishing to a lake, its catalogue in a file."""

from pathlib import Path

import duckdb
import pytest

from etl.warehouse.connect import pinned
from etl.warehouse.content import stored_content
from etl.warehouse.diff import compare
from etl.warehouse.errors import ConflictError, WarehouseError
from etl.warehouse.lake.attach import opened_lake
from etl.warehouse.lake.differences import put_differences
from etl.warehouse.publish import publish
from tests.etl.warehouse.build import publication
from tests.etl.warehouse.lake.build import ask, needs_ducklake, new_lake

pytestmark = needs_ducklake


def test_a_lake_says_the_same_as_a_file(tmp_path: Path) -> None:
    lake, file = new_lake(tmp_path, "a"), tmp_path / "notices.duckdb"
    publish(pinned(lake), publication("second", "b"))
    for run, source in (("first", "a"), ("second", "b")):
        publish(file, publication(run, source))
    assert stored_content(lake) == stored_content(file)
    assert compare(file, lake, by_sheets=False) == ([], None)


def test_a_state_that_is_not_the_last_is_a_conflict(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")
    seen = pinned(lake)
    publish(seen, publication("second", "b"))
    with pytest.raises(ConflictError):
        publish(seen, publication("third", "c"))
    assert ask(lake, "SELECT count(*) FROM sources") == [(2,)]


def test_two_who_both_find_nothing_are_a_conflict(tmp_path: Path) -> None:
    lake = new_lake(tmp_path)
    seen = pinned(lake)
    publish(seen, publication("first", "a"))
    with pytest.raises(ConflictError):
        publish(seen, publication("second", "b"))


def test_who_is_asked_may_stop_it(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")

    def no(_: duckdb.DuckDBPyConnection) -> None:
        raise WarehouseError("no.")

    with pytest.raises(WarehouseError, match=r"no\."):
        publish(pinned(lake), publication("second", "b"), accept=no)
    assert ask(lake, "SELECT count(*) FROM sources") == [(1,)]


def test_a_failure_in_the_middle_leaves_the_lake_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = new_lake(tmp_path, "a")
    before = pinned(lake)

    def broken(connection: duckdb.DuckDBPyConnection, *, fresh: bool) -> None:
        put_differences(connection, fresh=fresh)
        raise duckdb.IOException("IO Error: No space left on device")

    monkeypatch.setattr("etl.warehouse.lake.publish.put_differences", broken)
    with pytest.raises(WarehouseError, match="No space left on device"):
        publish(before, publication("second", "b"))
    assert pinned(lake) == before


def test_what_other_hands_changed_is_not_added_to(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")
    with opened_lake(lake, write=True) as connection:
        connection.execute("UPDATE sources SET reason = 'it was nice'")
    with pytest.raises(WarehouseError, match="was changed by other hands"):
        publish(pinned(lake), publication("second", "b"))


def test_rows_that_break_a_key_are_refused(tmp_path: Path) -> None:
    lake = new_lake(tmp_path, "a")
    with pytest.raises(WarehouseError, match="Constraint"):
        publish(pinned(lake), publication("second", "b", "b"))
    assert ask(lake, "SELECT count(*) FROM sources") == [(1,)]
