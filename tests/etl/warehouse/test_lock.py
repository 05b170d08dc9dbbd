import threading
from pathlib import Path

import pytest

from etl.warehouse.errors import WarehouseError
from etl.warehouse.lock import writing


def test_a_writer_alone_waits_for_nobody(tmp_path: Path) -> None:
    said: list[str] = []
    with writing(tmp_path / "notices.duckdb", said.append):
        pass
    assert said == []


def test_writers_after_one_another_do_not_wait(tmp_path: Path) -> None:
    said: list[str] = []
    for _ in range(3):
        with writing(tmp_path / "notices.duckdb", said.append, wait_seconds=0):
            pass
    assert said == []


def test_a_second_writer_is_told_whom_it_waits_for(tmp_path: Path) -> None:
    said: list[str] = []
    path = tmp_path / "notices.duckdb"
    with writing(path, said.append), pytest.raises(WarehouseError), writing(path, said.append, wait_seconds=0):
        pass
    (line,) = said
    assert str(path) in line and "waiting" in line


def test_a_writer_that_waited_too_long_gives_up_with_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "notices.duckdb"
    with (
        writing(path, lambda _: None),
        pytest.raises(WarehouseError, match=r"another run .* try again when it has ended\.$") as refused,
        writing(path, lambda _: None, wait_seconds=0),
    ):
        pass
    assert "\n" not in str(refused.value)


def test_a_second_writer_goes_on_when_the_first_is_done(tmp_path: Path) -> None:
    path = tmp_path / "notices.duckdb"
    waiting = threading.Event()
    done: list[str] = []

    def second() -> None:
        with writing(path, lambda _: waiting.set(), wait_seconds=20):
            done.append("second")

    thread = threading.Thread(target=second)
    with writing(path, lambda _: None):
        thread.start()
        assert waiting.wait(20)
        done.append("first")
    thread.join(20)
    assert done == ["first", "second"]


def test_two_warehouses_have_two_writers(tmp_path: Path) -> None:
    said: list[str] = []
    with writing(tmp_path / "a.duckdb", said.append), writing(tmp_path / "b.duckdb", said.append, wait_seconds=0):
        pass
    assert said == []


def test_a_failing_writer_leaves_the_way_free(tmp_path: Path) -> None:
    path = tmp_path / "notices.duckdb"
    with pytest.raises(RuntimeError), writing(path, lambda _: None):
        raise RuntimeError
    with writing(path, lambda _: None, wait_seconds=0):
        pass


def test_the_folder_is_made(tmp_path: Path) -> None:
    with writing(tmp_path / "new" / "notices.duckdb", lambda _: None):
        assert (tmp_path / "new").is_dir()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with (
        pytest.raises(WarehouseError, match="cannot be written"),
        writing(tmp_path / "file" / "notices.duckdb", lambda _: None),
    ):
        pass


def test_a_link_to_a_warehouse_shares_its_lock(tmp_path: Path) -> None:
    (tmp_path / "link.duckdb").symlink_to(tmp_path / "notices.duckdb")
    with (
        writing(tmp_path / "notices.duckdb", lambda _: None),
        pytest.raises(WarehouseError),
        writing(tmp_path / "link.duckdb", lambda _: None, wait_seconds=0),
    ):
        pass


def test_drafts_of_killed_writers_are_cleared_by_the_next(tmp_path: Path) -> None:
    litter = [tmp_path / ".notices.duckdb.8123.new", tmp_path / ".notices.duckdb.8123.new.wal"]
    other = tmp_path / ".other.duckdb.8123.new"
    for file in (*litter, other):
        file.touch()
    with writing(tmp_path / "notices.duckdb", lambda _: None):
        assert [file for file in litter if file.exists()] == []
    assert other.exists()
