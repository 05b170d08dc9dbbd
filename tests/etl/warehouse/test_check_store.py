from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.check_model import Check, CheckSeverity
from etl.warehouse.check_store import newly_failing_first, passed_before, store_checks
from etl.warehouse.errors import WarehouseError
from etl.warehouse.publish import publish
from tests.etl.warehouse.build import ask, bare_warehouse, doctor, emptied, five_notices, publication, put

UNREAD = "UPDATE cells SET disposition = 'unread' WHERE disposition = 'header'"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield tmp_path


def stored(path: Path, own: Path | None = None, present: Path | None = None) -> list[str]:
    with duckdb.connect(str(path)) as connection:
        connection.execute("DELETE FROM checks")
        return [check.name for check in store_checks(connection, own, present or path.with_name("none.duckdb"))]


def test_what_every_check_found_is_kept_with_the_warehouse(folder: Path) -> None:
    path = doctor(put(folder / "n.duckdb", five_notices()), UNREAD)
    assert stored(path) == ["unread_cells"]
    ((severity, failures, first),) = ask(
        path, "SELECT severity, failures, first_failure FROM checks WHERE name = 'unread_cells'"
    )
    assert (severity, failures) == ("error", 5) and first.endswith(".")
    assert ask(path, "SELECT DISTINCT failures, first_failure FROM checks WHERE name <> 'unread_cells'") == [(0, None)]


def test_a_publish_leaves_them_and_a_users_too(folder: Path) -> None:
    put(folder / "own" / "runs.sql", "-- No run is.\nFROM runs")
    failing = publish(folder / "n.duckdb", publication(), checks=folder / "own")
    assert [check.name for check in failing] == ["runs"]
    assert ask(folder / "n.duckdb", "SELECT promise, failures FROM checks WHERE name = 'runs'") == [("No run is.", 1)]
    assert passed_before(folder / "n.duckdb") >= {"orphans", "serial_numbers"}


def test_a_structural_failure_publishes_nothing(folder: Path) -> None:
    path = put(folder / "n.duckdb", five_notices())
    doctor(path, "UPDATE units SET successor_id = 'gone' WHERE unit_id = (SELECT min(unit_id) FROM task_units)")
    before = path.read_bytes()
    with pytest.raises(WarehouseError, match=r"was not published, it stays as it was: .* fails orphans") as refusal:
        publish(path, publication("second", "a"))
    assert "\n" not in str(refusal.value) and str(refusal.value).endswith("run `etl rebuild`.")
    assert path.read_bytes() == before
    assert [p.name for p in folder.iterdir()] == ["n.duckdb"]


def test_a_users_check_may_be_structural(folder: Path) -> None:
    put(folder / "own" / "runs.sql", "-- kind: structural\nFROM runs")
    with pytest.raises(WarehouseError, match="fails runs"):
        publish(folder / "n.duckdb", publication(), checks=folder / "own")


def test_a_users_check_can_let_a_structural_failure_pass(folder: Path) -> None:
    path = put(folder / "n.duckdb", five_notices())
    doctor(path, "UPDATE units SET successor_id = 'gone' WHERE unit_id = (SELECT min(unit_id) FROM task_units)")
    put(folder / "own" / "orphans.sql", "-- It is known.\nSELECT 1 WHERE false")
    publish(path, publication("second", "a"), checks=folder / "own")
    assert ask(path, "SELECT promise FROM checks WHERE name = 'orphans'") == [("It is known.",)]


def test_what_passed_before_is_told_first() -> None:
    a, b, c = (Check(name=name, promise="p", failures=("x",), count=1) for name in "abc")
    warned = Check(name="w", promise="p", severity=CheckSeverity.WARNING, failures=("x",), count=1)
    assert [x.name for x in newly_failing_first([warned, a, b, c], {"b", "w"})] == ["b", "a", "c", "w"]


def test_no_warehouse_passed_nothing(folder: Path) -> None:
    assert passed_before(folder / "none.duckdb") == frozenset()
    assert passed_before(put(folder / "bad.duckdb", b"no warehouse")) == frozenset()
    assert passed_before(put(folder / "n.duckdb", bare_warehouse())) != frozenset()
