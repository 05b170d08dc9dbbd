"""What is said of a disk that is full."""

import errno
import os
import shutil
from collections import namedtuple
from pathlib import Path

import pytest

from etl.warehouse.room import NoRoomError, require_room, room_measured, scarce, without_room

Usage = namedtuple("Usage", "total used free")
Inodes = namedtuple("Inodes", "f_files f_favail")
Blocks = namedtuple("Blocks", "f_bfree f_frsize")


@pytest.fixture(autouse=True)
def disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk with 1.2 MB free."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, 1_200_000))
    monkeypatch.setattr(os, "statvfs", lambda _: Inodes(0, 0), raising=False)


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    """A draft of 1 MB, with a log and a folder for what does not fit into memory, of 1 MB together."""
    draft = tmp_path / ".notices.duckdb.1.new"
    (tmp_path / (draft.name + ".tmp")).mkdir()
    for name in ("", ".wal", ".tmp/a", ".tmp/b"):
        (tmp_path / (draft.name + name)).write_bytes(b"1" * (500_000 if name != ".wal" else 1_000_000))
    return draft


def said(draft: Path, old: Path | None, number: int = errno.ENOSPC) -> str:
    return NoRoomError.of_draft(number, draft, old).strerror or ""


def test_what_a_draft_took_was_free_for_it_too(draft: Path) -> None:
    """2.5 MB in the draft, its log and its spill, and 1.2 MB left: more than all that would have been needed."""
    old = draft.with_name("notices.duckdb")
    old.write_bytes(b"1" * 5_000_000)
    assert said(draft, old) == (
        "the disk is full: the new warehouse is filled beside the old one (5.0 MB) and needs more than the 3.7 MB free "
        f"in {draft.parent}; free some space there, then run it again"
    )


def test_without_an_old_one_none_is_named(draft: Path) -> None:
    assert "the new warehouse needs more than the 3.7 MB free" in said(draft, None)


def test_a_draft_that_was_not_even_begun_took_nothing(tmp_path: Path) -> None:
    assert "needs more than the 1.2 MB free" in said(tmp_path / "draft", tmp_path / "gone")


def test_what_is_free_on_a_disk_is_nothing_to_a_quota(draft: Path) -> None:
    message = said(draft, None, errno.EDQUOT)
    assert message.startswith("the disk quota is used up: the new warehouse needs more than the 2.5 MB that it got;")
    assert without_room(draft, errno.EDQUOT) == "the disk quota is used up; free some space there, then run it again"


def test_files_that_are_written_took_what_was_free_for_them(tmp_path: Path) -> None:
    hidden = tmp_path / ".hidden"
    hidden.mkdir()
    (hidden / "tasks.csv").write_bytes(b"1" * 500_000)
    with pytest.raises(NoRoomError) as refusal, room_measured(hidden):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    assert refusal.value.errno == errno.ENOSPC
    assert refusal.value.strerror == (
        f"the disk is full: what is written needs more than the 1.7 MB free in {tmp_path}; free some space there, then "
        "run it again"
    )


def test_a_quota_of_files_says_what_they_got(tmp_path: Path) -> None:
    with (
        pytest.raises(NoRoomError, match=r"what is written needs more than the 0\.0 MB") as refusal,
        room_measured(tmp_path / "none"),
    ):
        raise OSError(errno.EDQUOT, "Disk quota exceeded")
    assert str(refusal.value.strerror).startswith("the disk quota is used up")


def test_what_fails_for_another_reason_is_not_measured(tmp_path: Path) -> None:
    with pytest.raises(PermissionError), room_measured(tmp_path):
        raise PermissionError(errno.EACCES, "Permission denied")


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A warehouse of 5 MB, of somebody who may use no more than others."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)
    path = tmp_path / "notices.duckdb"
    path.write_bytes(b"1" * 5_000_000)
    return path


def test_a_second_warehouse_as_large_as_the_first_is_certain(warehouse: Path) -> None:
    with pytest.raises(NoRoomError) as refusal:
        require_room(warehouse)
    assert refusal.value.errno == errno.ENOSPC
    assert refusal.value.strerror == (
        "the disk is nearly full: the new warehouse is filled beside the old one (5.0 MB), and for one as large the "
        f"1.2 MB free in {warehouse.parent} are too few; free some space there, then run it again"
    )


@pytest.mark.parametrize(("free", "is_scarce"), [(0, True), (4_900_000, True), (5_100_000, False)])
def test_what_is_free_is_held_against_the_old_one(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, free: int, is_scarce: bool
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(0, 0, free))
    assert bool(scarce(warehouse)) is is_scarce


def test_a_link_is_measured_where_it_leads(warehouse: Path, tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("links need a permission elsewhere")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "link.duckdb").symlink_to(warehouse)
    said = scarce(tmp_path / "elsewhere" / "link.duckdb")
    assert said == scarce(warehouse) and f"free in {tmp_path} are" in str(said)


def test_where_there_is_no_old_one_nothing_is_certain(tmp_path: Path) -> None:
    require_room(tmp_path / "none.duckdb")
    require_room(tmp_path / "none" / "none.duckdb")


@pytest.mark.parametrize(("blocks", "is_scarce"), [(1000, True), (2000, False)])
def test_root_may_take_what_is_kept_for_root(
    warehouse: Path, monkeypatch: pytest.MonkeyPatch, blocks: int, is_scarce: bool
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(os, "statvfs", lambda _: Blocks(blocks, 4096), raising=False)
    assert bool(scarce(warehouse)) is is_scarce


def test_a_disk_that_does_not_tell_what_is_free_is_tried(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> object:
        raise OSError(errno.EIO, "odd")

    monkeypatch.setattr(shutil, "disk_usage", refuse)
    require_room(warehouse)


def test_bytes_that_were_never_written_take_no_room(tmp_path: Path) -> None:
    draft = tmp_path / "draft"
    with draft.open("wb") as file:
        file.truncate(50_000_000)
    if getattr(draft.stat(), "st_blocks", 1):
        pytest.skip("this file system has no sparse files")
    assert "needs more than the 1.2 MB free" in said(draft, None)


def test_a_place_is_a_file_or_the_folder_itself(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "notices.duckdb"):
        assert without_room(place, errno.ENOSPC) == (
            f"the disk is full, 1.2 MB are free in {tmp_path}; free some space there, then run it again"
        )


def test_a_disk_without_inodes_is_not_told_by_its_bytes_alone(draft: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "statvfs", lambda _: Inodes(1000, 0), raising=False)
    expected = (
        f"the disk is full, it takes no more files though 1.2 MB are free in {draft.parent}; remove some there, then "
        "run it again"
    )
    assert without_room(draft, errno.ENOSPC) == said(draft, None) == expected


@pytest.mark.parametrize("inodes", [Inodes(1000, 7), Inodes(0, 0)])
def test_a_disk_with_inodes_or_without_such_things_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, inodes: Inodes
) -> None:
    monkeypatch.setattr(os, "statvfs", lambda _: inodes, raising=False)
    assert "files" not in without_room(tmp_path, errno.ENOSPC)


def test_a_disk_that_cannot_be_asked_is_still_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: object) -> object:
        raise OSError(errno.EIO, "odd")

    monkeypatch.setattr(shutil, "disk_usage", refuse)
    monkeypatch.setattr(os, "statvfs", refuse, raising=False)
    assert without_room(tmp_path, errno.ENOSPC) == "the disk is full; free some space there, then run it again"
    assert said(tmp_path / "draft", None) == "the disk is full; free some space there, then run it again"
