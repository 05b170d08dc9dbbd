from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from etl.warehouse.beside import draft_of
from etl.warehouse.errors import WarehouseError
from etl.warehouse.publish import drafted, publish
from tests.etl.warehouse.build import ask, bare_warehouse, publication, put


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "notices.duckdb"
    yield path
    path.unlink(missing_ok=True)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_the_first_publication_makes_the_file_and_nothing_beside_it(path: Path) -> None:
    publish(path, publication())
    assert names(path.parent) == ["notices.duckdb"]
    assert ask(path, "SELECT run_id FROM runs") == [("first",)]


def test_what_was_published_before_stays(path: Path) -> None:
    put(path, bare_warehouse())
    publish(path, publication("second", "b"))
    publish(path, publication("third", "b", "c"))
    assert ask(path, "SELECT run_id FROM runs ORDER BY 1") == [("first",), ("second",), ("third",)]
    assert ask(path, "SELECT source_id, run_id FROM sources ORDER BY 1") == [("b", "third"), ("c", "third")]


def test_without_the_old_one_nothing_of_it_stays(path: Path) -> None:
    put(path, bare_warehouse())
    publish(path, publication("second", "b"), keep_old=False)
    assert ask(path, "SELECT run_id FROM runs") == [("second",)]


def test_a_reader_keeps_the_version_it_opened(path: Path) -> None:
    put(path, bare_warehouse())
    with duckdb.connect(str(path), read_only=True) as reader:
        publish(path, publication("second"))
        assert reader.execute("SELECT run_id FROM runs").fetchall() == [("first",)]
        assert reader.execute("SELECT count(*) FROM v_tasks").fetchall() == [(0,)]
    assert len(ask(path, "FROM runs")) == 2


def test_the_folder_is_made(tmp_path: Path) -> None:
    publish(tmp_path / "new" / "deep" / "notices.duckdb", publication())
    assert names(tmp_path / "new" / "deep") == ["notices.duckdb"]


def test_what_a_query_frees_is_given_back_to_the_system_and_not_kept_for_the_next(path: Path) -> None:
    names = ("allocator_flush_threshold", "allocator_bulk_deallocation_flush_threshold")
    with drafted(path, publication(), None) as connection:
        kept = [connection.execute(f"SELECT current_setting('{name}')").fetchone() for name in names]
    assert kept == [("976.5 KiB",)] * 2


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    real, link = tmp_path / "store" / "notices.duckdb", tmp_path / "link.duckdb"
    link.symlink_to(real)
    publish(link, publication())
    assert link.is_symlink() and real.is_file()


@pytest.mark.parametrize("name", ["渝北.duckdb", "it's mine; a b.duckdb", "no ending", ".hidden"])
def test_the_file_may_have_any_name(tmp_path: Path, name: str) -> None:
    put(tmp_path / name, bare_warehouse())
    publish(tmp_path / name, publication("second"))
    assert names(tmp_path) == [name]
    assert len(ask(tmp_path / name, "FROM runs")) == 2


FAILURES = {
    "duckdb": duckdb.ConstraintException("Constraint Error: duplicate key\nmore"),
    "disk": OSError(28, "No space left on device"),
    "judge": WarehouseError("the rebuilt warehouse was not published: it fails unread_cells."),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_a_failing_publish_leaves_the_old_file_and_no_litter(path: Path, failure: str) -> None:
    put(path, bare_warehouse())

    def refuse(_: object) -> None:
        raise FAILURES[failure]

    with pytest.raises(WarehouseError) as refused:
        publish(path, publication(), accept=refuse)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == bare_warehouse()
    assert names(path.parent) == ["notices.duckdb"]


@pytest.mark.parametrize("surprise", [RuntimeError(), KeyboardInterrupt(), MemoryError()], ids=repr)
def test_whatever_stops_a_publish_leaves_no_litter(path: Path, surprise: BaseException) -> None:
    def stop(_: object) -> None:
        raise surprise

    with pytest.raises(type(surprise)):
        publish(path, publication(), accept=stop)
    assert names(path.parent) == []


def test_rows_that_the_schema_refuses_are_one_sentence_and_no_change(path: Path) -> None:
    put(path, bare_warehouse())
    twice = publication("first", "a", "a")
    with pytest.raises(WarehouseError, match="cannot be built") as refused:
        publish(path, twice)
    assert "\n" not in str(refused.value)
    assert path.read_bytes() == bare_warehouse()
    assert names(path.parent) == ["notices.duckdb"]


def test_what_a_run_that_was_killed_left_is_no_obstacle(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.warehouse.beside.os.getpid", lambda: 4711)
    put(draft_of(path), b"half a file")
    put(draft_of(path).with_name(draft_of(path).name + ".wal"), b"half a log")
    publish(path, publication())
    assert names(path.parent) == ["notices.duckdb"]


def test_the_new_file_is_judged_whole(path: Path) -> None:
    seen: list[Any] = []
    publish(
        path,
        publication("first", "a"),
        accept=lambda connection: seen.extend(connection.execute("SELECT source_id FROM sources").fetchall()),
    )
    assert seen == [("a",)]


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(WarehouseError, match="cannot be written") as refused:
        publish(tmp_path / "file" / "notices.duckdb", publication())
    assert "\n" not in str(refused.value)


def test_a_folder_in_the_place_of_the_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "notices.duckdb").mkdir()
    with pytest.raises(WarehouseError):
        publish(tmp_path / "notices.duckdb", publication(), keep_old=False)
    assert names(tmp_path) == ["notices.duckdb"]
