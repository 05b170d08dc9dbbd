import os
from pathlib import Path

import pytest

from etl.warehouse.beside import (
    clear_draft,
    clear_litter,
    copy_name,
    draft_of,
    lock_of,
    logs_of,
    note_of,
    remove,
    spill_of,
)

NAMES = ["notices.duckdb", "渝北.duckdb", "a [b]*.duckdb", "a+b(c).duckdb", ".hidden", "no ending"]


def litter_of(warehouse: Path) -> list[Path]:
    """What a killed run can leave."""
    draft = draft_of(warehouse)
    files = [draft, *(draft.with_name(draft.name + end) for end in (".wal", ".wal.checkpoint", ".wal.recovery"))]
    for file in files:
        file.write_bytes(b"half")
    folders = [spill_of(draft), warehouse.with_name(copy_name(warehouse))]
    for folder in folders:
        folder.mkdir()
        (folder / "duckdb_temp_storage_DEFAULT-0.tmp").write_bytes(b"spilt")
    note = warehouse.with_name(note_of(warehouse).name + ".new")
    note.write_text("{")
    return [*files, *folders, note]


@pytest.mark.parametrize("name", NAMES)
def test_all_that_a_killed_run_leaves_is_cleared(tmp_path: Path, name: str) -> None:
    warehouse = tmp_path / name
    warehouse.touch()
    lock_of(warehouse).touch()
    litter = litter_of(warehouse)
    clear_litter(warehouse)
    assert [path for path in litter if path.exists()] == []
    assert sorted(tmp_path.iterdir()) == sorted([warehouse, lock_of(warehouse)])


@pytest.mark.parametrize("other", ["notices.duckdb.old", "other.duckdb", "notices", "notices.duckdb2"])
def test_another_warehouse_of_the_folder_is_left_alone(tmp_path: Path, other: str) -> None:
    litter = litter_of(tmp_path / other)
    clear_litter(tmp_path / "notices.duckdb")
    assert [path for path in litter if not path.exists()] == []


@pytest.mark.parametrize(
    "name",
    [
        "notices.duckdb",
        ".notices.duckdb.lock",
        ".notices.duckdb.new",
        ".notices.duckdb.mine.new",
        "notices.csv",
        ".git",
    ],
)
def test_what_is_not_ours_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    clear_litter(tmp_path / "notices.duckdb")
    assert (tmp_path / name).exists()


def test_a_draft_goes_with_all_that_is_beside_it_and_nothing_else(tmp_path: Path) -> None:
    warehouse = tmp_path / "notices.duckdb"
    *litter, copy, note = litter_of(warehouse)
    clear_draft(draft_of(warehouse))
    assert sorted(tmp_path.iterdir()) == sorted([copy, note])
    assert len(litter) == 5


def test_names_are_of_this_process_and_copies_are_never_the_same(tmp_path: Path) -> None:
    warehouse = tmp_path / "notices.duckdb"
    assert str(os.getpid()) in draft_of(warehouse).name
    assert copy_name(warehouse) != copy_name(warehouse)


def test_logs_are_found_by_name(tmp_path: Path) -> None:
    warehouse = tmp_path / "notices.duckdb"
    assert logs_of(warehouse) == []
    (tmp_path / "notices.duckdb.wal").touch()
    (tmp_path / "notices.duckdb.wal.checkpoint").mkdir()
    assert logs_of(warehouse) == [tmp_path / "notices.duckdb.wal"]


def test_what_cannot_be_removed_is_left_for_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "draft"
    file.touch()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    remove(file)
    assert file.exists()


def test_a_link_is_removed_and_not_what_it_leads_to(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "file").touch()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "folder")
    remove(link)
    assert not link.is_symlink() and (tmp_path / "folder" / "file").exists()


def test_what_is_gone_already_is_no_fault(tmp_path: Path) -> None:
    remove(tmp_path / "nothing")
    clear_draft(tmp_path / "gone" / "draft")
