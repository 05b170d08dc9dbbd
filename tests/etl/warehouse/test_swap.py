import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from etl.warehouse import swap as module
from etl.warehouse.errors import WarehouseError
from etl.warehouse.published import published
from etl.warehouse.swap import clear_stray_logs, swap
from etl.warehouse.wait import Wait
from tests.etl.warehouse.build import ask, bare_warehouse, doctor, put
from tests.etl.warehouse.strangers import stranger

ADD = "INSERT INTO runs SELECT * REPLACE ('stranger' AS run_id) FROM runs LIMIT 1"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return put(tmp_path / "notices.duckdb", bare_warehouse())


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    return doctor(put(tmp_path / "draft", bare_warehouse()), "UPDATE runs SET command = 'new'")


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_PAUSES", (0.0,))


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def test_the_draft_becomes_the_warehouse(path: Path, draft: Path) -> None:
    content = draft.read_bytes()
    swap(draft, path, Wait())
    assert path.read_bytes() == content
    assert names(path.parent) == ["notices.duckdb"]


def test_the_order_is_safe_at_every_moment(path: Path, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(path.with_name("notices.duckdb.wal"), b"log")
    steps: list[str] = []
    fsync, replace, unlink = os.fsync, Path.replace, Path.unlink

    def synced(handle: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(handle).st_mode)
        steps.append("sync folder" if is_folder else "sync file")
        fsync(handle)

    def replaced(self: Path, target: Path) -> Path:
        steps.append("replace")
        return replace(self, target)

    def removed(self: Path, missing_ok: bool = False) -> None:
        steps.append("remove log")
        unlink(self, missing_ok)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(Path, "unlink", removed)
    swap(draft, path, Wait())
    assert steps == ["sync file", "remove log", "replace", *(["sync folder"] if os.name == "posix" else [])]


def test_a_draft_that_is_not_finished_is_not_published(path: Path, draft: Path) -> None:
    put(draft.with_name(draft.name + ".wal"), b"log")
    with pytest.raises(WarehouseError, match="was not published"):
        swap(draft, path, Wait())
    assert path.read_bytes() == bare_warehouse()


@POSIX
def test_the_new_file_is_for_whom_the_old_one_was(path: Path, draft: Path) -> None:
    path.chmod(0o640)
    before = path.stat()
    swap(draft, path, Wait())
    after = path.stat()
    assert (stat.S_IMODE(after.st_mode), after.st_uid, after.st_gid) == (0o640, before.st_uid, before.st_gid)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="root gives files away; run as root")
def test_a_group_that_may_read_it_still_may(path: Path, draft: Path) -> None:
    os.chown(path, 65534, 65534)
    swap(draft, path, Wait())
    assert (path.stat().st_uid, path.stat().st_gid) == (65534, 65534)


# what other programs left


@POSIX
def test_a_log_that_somebody_still_writes_is_not_for_the_new_file(path: Path, draft: Path) -> None:
    said: list[str] = []
    with stranger(path) as other:
        other.run(ADD)
        swap(draft, path, Wait(say=said.append))
        assert ask(path, "SELECT command FROM runs") == [("new",)]
        assert other.run("SELECT count(*) FROM runs") == "[(2,)]"
    assert len(said) == 1 and "notices.duckdb.wal" in said[0]
    assert names(path.parent) == ["notices.duckdb"]
    assert ask(path, "SELECT command FROM runs") == [("new",)]


@POSIX
def test_a_log_written_after_the_swap_is_gone_with_the_next_run(path: Path, draft: Path) -> None:
    """What DuckDB 1.5.5 makes of it: it replays the log of the old file onto the new one."""
    with stranger(path) as other:
        swap(draft, path, Wait())
        other.run(ADD)
        assert len(ask(path, "FROM runs")) == 2
        said: list[str] = []
        clear_stray_logs(path, said.append)
        assert len(said) == 1
        assert ask(path, "SELECT command FROM runs") == [("new",)]


@POSIX
def test_the_log_of_a_program_that_has_this_very_file_is_its_own(path: Path) -> None:
    with stranger(path) as other:
        other.run(ADD)
        said: list[str] = []
        clear_stray_logs(path, said.append)
        assert said == []
        assert names(path.parent) == ["notices.duckdb", "notices.duckdb.wal"]


def test_an_empty_log_is_removed_without_a_word(path: Path) -> None:
    put(path.with_name("notices.duckdb.wal"), b"")
    clear_stray_logs(path, lambda line: pytest.fail(line))
    assert names(path.parent) == ["notices.duckdb"]


def test_a_log_without_a_warehouse_does_not_wait_for_the_first(path: Path) -> None:
    path.unlink()
    put(path.with_name("notices.duckdb.wal"), b"of a warehouse that somebody deleted")
    clear_stray_logs(path, lambda _: None)
    assert names(path.parent) == []


# where a file that is open cannot be replaced


class Windows:
    """``Path.replace`` as Windows does it for a file that somebody has open for the next few tries."""

    def __init__(self, tries: int, winerror: int) -> None:
        self.left = tries
        self._winerror = winerror
        self._replace = Path.replace

    def __call__(self, source: Path, target: Path) -> Path:
        if self.left:
            self.left -= 1
            error = PermissionError(errno.EACCES, "Access is denied")
            error.winerror = self._winerror  # type: ignore[attr-defined, unused-ignore]
            raise error
        return self._replace(source, target)


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_scanner_that_looks_in_for_a_moment_is_not_worth_a_line(
    path: Path, draft: Path, monkeypatch: pytest.MonkeyPatch, winerror: int
) -> None:
    windows = Windows(2, winerror)
    monkeypatch.setattr(Path, "replace", lambda source, target: windows(source, target))
    swap(draft, path, Wait(0, lambda line: pytest.fail(line)))
    assert ask(path, "SELECT command FROM runs") == [("new",)]


def test_somebody_who_has_it_open_is_waited_for_with_one_line(
    path: Path, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows, said = Windows(50, 32), list[str]()
    monkeypatch.setattr(Path, "replace", lambda source, target: windows(source, target))
    swap(draft, path, Wait(60, said.append))
    assert ask(path, "SELECT command FROM runs") == [("new",)]
    (line,) = said
    assert str(path) in line and "close it there" in line


def test_somebody_who_never_closes_it_is_one_sentence(path: Path, draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    windows, said = Windows(10**9, 32), list[str]()
    monkeypatch.setattr(Path, "replace", lambda source, target: windows(source, target))
    with pytest.raises(WarehouseError) as refused:
        swap(draft, path, Wait(0.05, said.append))
    message = str(refused.value)
    assert str(path) in message and "close it there" in message and "--wait" in message and "\n" not in message
    assert len(said) == 1
    assert path.read_bytes() == bare_warehouse()


def test_a_folder_that_may_not_be_changed_is_not_waited_for(
    path: Path, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(PermissionError):
        swap(draft, path, Wait(60, lambda line: pytest.fail(line)))


# what the disk says of the folder


def folder_sync(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    fsync = os.fsync

    def synced(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise error
        fsync(handle)

    monkeypatch.setattr(os, "fsync", synced)


@POSIX
@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP])
def test_a_network_folder_that_cannot_be_synced_is_no_fault(
    path: Path, draft: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    folder_sync(monkeypatch, OSError(number, os.strerror(number)))
    swap(draft, path, Wait())
    assert ask(path, "SELECT command FROM runs") == [("new",)]


@POSIX
def test_a_disk_that_fails_after_the_swap_is_said_and_that_it_was_published(
    path: Path, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_sync(monkeypatch, OSError(errno.EIO, "Input/output error"))
    with pytest.raises(WarehouseError, match="was published, but the disk reports: Input/output error"):
        swap(draft, path, Wait())


@POSIX
def test_an_interrupt_after_the_swap_says_that_it_was_published(
    path: Path, draft: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder_sync(monkeypatch, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        swap(draft, path, Wait())
    assert published() == str(path)
