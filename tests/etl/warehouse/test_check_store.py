from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.bounds import READ_LIMIT, limit_of
from etl.warehouse.check_model import Check, CheckSeverity
from etl.warehouse.check_store import (
    newly_failing_first,
    passed_before,
    require_unaltered,
    store_checks,
    structural_objection,
)
from etl.warehouse.content import altered_tables
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


NO_RUN = "-- No run is.\n-- kind: structural\nFROM runs"


def test_a_structural_failure_publishes_nothing(folder: Path) -> None:
    path = put(folder / "n.duckdb", bare_warehouse())
    put(folder / "own" / "runs.sql", NO_RUN)
    with pytest.raises(WarehouseError, match=r"was not published, it stays as it was: it fails runs, ") as refusal:
        publish(path, publication("second", "a"), checks=folder / "own")
    assert "\n" not in str(refusal.value) and str(refusal.value).endswith("with --accept.")
    assert path.read_bytes() == bare_warehouse()
    assert sorted(p.name for p in folder.iterdir()) == ["n.duckdb", "own"]


def test_a_structural_failure_that_is_let_pass_is_recorded(folder: Path) -> None:
    path = put(folder / "n.duckdb", bare_warehouse())
    put(folder / "own" / "runs.sql", NO_RUN)
    failing = publish(path, publication("second", "a"), checks=folder / "own", tolerant=True)
    assert [check.name for check in failing] == ["runs"]
    ((accepted,),) = ask(path, "SELECT accepted FROM runs WHERE run_id = 'second'")
    assert accepted.startswith("it fails runs, which no notice can be at fault for; the first failure is: ")


def test_what_no_notice_is_at_fault_for_is_named_with_its_first_failure() -> None:
    mere = Check(name="serial_numbers", promise="p", failures=("x.",), count=1)
    ours = Check(name="orphans", promise="p", structural=True, failures=("a\nb.", "c."), count=2)
    assert structural_objection([mere]) is None
    objection = structural_objection([mere, ours])
    assert objection == "it fails orphans, which no notice can be at fault for; the first failure is: a b"


@pytest.mark.parametrize(
    ("change", "table"),
    [
        ("UPDATE tasks SET deadline = '2024-11-30' WHERE task_id = (SELECT min(task_id) FROM tasks)", "tasks"),
        ("UPDATE quantities SET value = value * 1000 WHERE ordinal = 1", "quantities"),
        ("DELETE FROM task_leaders", "task_leaders"),
        ("UPDATE readings SET notice = '{}'::BLOB", "readings"),
    ],
)
def test_what_other_hands_changed_is_not_vouched_for(folder: Path, change: str, table: str) -> None:
    path = doctor(put(folder / "n.duckdb", five_notices()), change)
    before = path.read_bytes()
    with pytest.raises(WarehouseError, match=rf"was changed by other hands .*, in {table}, .*etl rebuild") as refusal:
        publish(path, publication("second", "a"))
    assert "\n" not in str(refusal.value)
    assert path.read_bytes() == before


def test_the_warehouse_of_before_is_looked_through_in_little_memory(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[str | None] = []
    look = altered_tables

    def looked(connection: duckdb.DuckDBPyConnection) -> list[str]:
        held.append(limit_of(connection))
        return look(connection)

    monkeypatch.setattr("etl.warehouse.check_store.altered_tables", looked)
    require_unaltered(put(folder / "w.duckdb", five_notices()))
    assert held == [READ_LIMIT]


def test_a_table_that_somebody_added_is_no_matter_and_is_not_kept(folder: Path) -> None:
    path = doctor(put(folder / "n.duckdb", bare_warehouse()), "CREATE TABLE mine AS SELECT 1 AS a")
    require_unaltered(path)
    publish(path, publication("second", "a"))
    assert ask(path, "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'mine'") == [(0,)]


def test_a_table_that_is_gone_was_changed(folder: Path) -> None:
    path = doctor(put(folder / "n.duckdb", bare_warehouse()), "DROP TABLE progress")
    with pytest.raises(WarehouseError, match="in progress,"):
        require_unaltered(path)


def test_a_users_check_can_let_a_structural_failure_pass(folder: Path) -> None:
    put(folder / "own" / "orphans.sql", "-- It is known.\nSELECT 1 WHERE false")
    publish(folder / "n.duckdb", publication("second", "a"), checks=folder / "own")
    assert ask(folder / "n.duckdb", "SELECT promise FROM checks WHERE name = 'orphans'") == [("It is known.",)]


def test_what_passed_before_is_told_first() -> None:
    a, b, c = (Check(name=name, promise="p", failures=("x",), count=1) for name in "abc")
    warned = Check(name="w", promise="p", severity=CheckSeverity.WARNING, failures=("x",), count=1)
    assert [x.name for x in newly_failing_first([warned, a, b, c], {"b", "w"})] == ["b", "a", "c", "w"]


def test_no_warehouse_passed_nothing(folder: Path) -> None:
    assert passed_before(folder / "none.duckdb") == frozenset()
    assert passed_before(put(folder / "bad.duckdb", b"no warehouse")) == frozenset()
    assert passed_before(put(folder / "n.duckdb", bare_warehouse())) != frozenset()
