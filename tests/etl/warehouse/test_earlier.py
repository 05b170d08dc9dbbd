from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl.warehouse.earlier import Comparison, compare, earlier, record_accepted, results, runs_of
from tests.etl.warehouse.build import ask, bare_warehouse, doctor, emptied, five_notices, put
from tests.etl.warehouse.older import schema_3

CHECK = "INSERT OR REPLACE INTO checks VALUES ('unread', 'warning', 'p', 2, 'a.txt: 2 cells were not read.')"


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    with emptied(tmp_path):
        yield tmp_path


def compared(present: Path, built: Path) -> Comparison:
    with duckdb.connect(str(built)) as connection:
        return compare(present, connection)


def test_there_may_be_none(folder: Path) -> None:
    with earlier(folder / "none.duckdb") as connection:
        assert connection is None
    comparison = compared(folder / "none.duckdb", put(folder / "new.duckdb", bare_warehouse()))
    assert (comparison.loss, comparison.problem, comparison.checks_before) == (None, None, {})
    assert list(folder.glob("none*")) == []


def test_what_the_checks_found_is_what_was_stored(folder: Path) -> None:
    path = doctor(put(folder / "w.duckdb", bare_warehouse()), "DELETE FROM checks", CHECK)
    with duckdb.connect(str(path)) as connection:
        (check,) = results(connection).values()
    assert (check.name, check.severity, check.failures) == ("unread", "warning", 2)
    assert check.first_failure == "a.txt: 2 cells were not read."


def test_where_nothing_was_stored_the_checks_are_run(folder: Path) -> None:
    with duckdb.connect(str(schema_3(folder / "w.duckdb"))) as connection:
        found = results(connection)
    assert found["unread_cells"].failures == 0 and "duplicate_projects" in found


def test_a_warehouse_holds_all_of_itself(folder: Path) -> None:
    path = put(folder / "w.duckdb", five_notices())
    loss = compared(path, put(folder / "same.duckdb", five_notices())).loss
    assert loss is not None
    assert (loss.tasks, loss.tasks_before, loss.notices, loss.notices_before, loss.notices_now) == (0, 124, 0, 5, 5)
    assert loss.first == ()


def test_the_notices_that_lose_most_are_named_first(folder: Path) -> None:
    loss = compared(put(folder / "w.duckdb", five_notices()), put(folder / "new.duckdb", bare_warehouse())).loss
    assert loss is not None
    assert (loss.tasks, loss.notices, loss.notices_now) == (124, 5, 0)
    assert [one.tasks for one in loss.first] == sorted((one.tasks for one in loss.first), reverse=True)
    assert len(loss.first) == 3 and all(one.path.endswith(".txt") for one in loss.first)


def test_one_of_an_older_schema_can_be_compared_with(folder: Path) -> None:
    comparison = compared(schema_3(folder / "old.duckdb"), put(folder / "new.duckdb", bare_warehouse()))
    assert comparison.problem is None
    assert comparison.loss is not None and comparison.loss.tasks == 3
    assert comparison.loss.first[0].path == "notices/yubei-2024.txt"
    assert comparison.checks_before["unread_cells"].failures == 0


@pytest.mark.parametrize("content", [b"", b"no database", b"DUCK" * 20_000])
def test_one_that_cannot_be_read_is_told(folder: Path, content: bytes) -> None:
    path = put(folder / "old.duckdb", content)
    comparison = compared(path, put(folder / "new.duckdb", bare_warehouse()))
    assert comparison.loss is None
    assert comparison.problem is not None and comparison.problem.startswith(f"{path} cannot be read (")
    assert "\n" not in comparison.problem


def test_a_damaged_one_is_told(folder: Path) -> None:
    content = five_notices()
    path = put(folder / "old.duckdb", content[: len(content) // 2])
    assert compared(path, put(folder / "new.duckdb", bare_warehouse())).problem


def test_runs_are_read_of_every_schema(folder: Path) -> None:
    (run,) = runs_of(put(folder / "w.duckdb", bare_warehouse()))
    assert (run.run_id, run.command, run.gone) == ("first", "ingest", 0)
    assert run.content_hash == ask(folder / "w.duckdb", "SELECT content_hash FROM runs")[0][0]
    (run,) = runs_of(schema_3(folder / "old.duckdb"))
    assert (run.command, run.loaded, run.gone, run.accepted, run.content_hash) == ("ingest", 1, 0, None, None)


def test_there_may_be_no_runs_to_read(folder: Path) -> None:
    assert runs_of(folder / "none.duckdb") == ()
    assert runs_of(put(folder / "bad.duckdb", b"no database")) == ()
    other = folder / "other.duckdb"
    with duckdb.connect(str(other)) as connection:
        connection.execute("CREATE TABLE t (n INTEGER)")
    assert runs_of(other) == ()


def test_what_was_accepted_is_written_into_its_run(folder: Path) -> None:
    path = put(folder / "w.duckdb", bare_warehouse())
    with duckdb.connect(str(path)) as connection:
        record_accepted(connection, "first", "it fails a\n3 of 4 tasks would be lost")
    assert ask(path, "SELECT accepted FROM runs") == [("it fails a\n3 of 4 tasks would be lost",)]


def test_who_breaks_off_does_not_get_a_comparison_without_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken_off(_: object) -> None:
        raise duckdb.InterruptException("INTERRUPT Error: Interrupted!")

    old, new = put(folder / "old.duckdb", bare_warehouse()), put(folder / "new.duckdb", bare_warehouse())
    monkeypatch.setattr("etl.warehouse.earlier.opened", lambda *_: broken_off(_))
    with duckdb.connect(str(new)) as built, pytest.raises(duckdb.InterruptException):
        compare(old, built)
    with pytest.raises(duckdb.InterruptException):
        runs_of(old)
