import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.warehouse.beside import (
    clear_draft,
    clear_litter,
    copy_name,
    draft_of,
    hashes_draft_of,
    hashes_of,
    lock_of,
    logs_of,
    longest_of,
    note_draft_of,
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
    drafts = [hashes_draft_of(warehouse), note_draft_of(warehouse)]
    for path in drafts:
        path.write_text("{")
    return [*files, *folders, *drafts]


def kept_of(warehouse: Path) -> list[Path]:
    """What lies beside a warehouse as long as that is there, and the warehouse."""
    files = [warehouse, lock_of(warehouse), note_of(warehouse), hashes_of(warehouse)]
    for file in files:
        file.write_bytes(b"kept")
    return files


@pytest.mark.parametrize("name", NAMES)
def test_all_that_a_killed_run_leaves_is_cleared(tmp_path: Path, name: str) -> None:
    warehouse = tmp_path / name
    warehouse.touch()
    lock_of(warehouse).touch()
    litter = litter_of(warehouse)
    clear_litter(warehouse)
    assert [path for path in litter if path.exists()] == []
    assert sorted(tmp_path.iterdir()) == sorted([warehouse, lock_of(warehouse)])


OTHERS = (
    *("notices.duckdb.old", "other.duckdb", "notices", "notices.duckdb2"),
    *("notices.duckdb.123.new", "notices.duckdb.123.new.tmp", "notices.duckdb.123-ab.copy", "notices.duckdb.writer"),
    *(".notices.duckdb.123.new", ".notices.duckdb.123.new.wal", ".notices.duckdb.123-ab.copy"),
    *(".notices.duckdb.writer.new", ".notices.duckdb.123-0badcafe.new", "notices.duckdb.new-hashes"),
)


@pytest.mark.parametrize("other", OTHERS)
def test_another_warehouse_of_the_folder_is_left_alone(tmp_path: Path, other: str) -> None:
    files = [*litter_of(tmp_path / other), *kept_of(tmp_path / other)]
    clear_litter(tmp_path / "notices.duckdb")
    assert [path for path in files if not path.exists()] == []


def ends_of(name: str) -> list[str]:
    """What is behind the name of a warehouse in the names of all that can lie beside it."""
    warehouse = Path(name)
    draft = draft_of(warehouse)
    beside = [lock_of(warehouse), note_of(warehouse), hashes_of(warehouse), draft, spill_of(draft)]
    beside += [draft.with_name(draft.name + end) for end in (".wal", ".wal.checkpoint", ".wal.recovery")]
    beside += [hashes_draft_of(warehouse), note_draft_of(warehouse), Path(copy_name(warehouse))]
    return [path.name.removeprefix(f".{name}") for path in beside]


@pytest.mark.parametrize("end", range(len(ends_of("w"))))
def test_one_named_like_anything_that_lies_beside_another_is_left_alone_with_its_own(tmp_path: Path, end: int) -> None:
    """The name is the other's with its very process and mark behind it."""
    other = tmp_path / f"notices.duckdb{ends_of('notices.duckdb')[end]}"
    files = [*litter_of(other), *kept_of(other)]
    mine = litter_of(tmp_path / "notices.duckdb")
    clear_litter(tmp_path / "notices.duckdb")
    assert [path for path in files if not path.exists()] == []
    assert [path for path in mine if path.exists()] == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=100)
@given(st.lists(st.sampled_from(["w", *ends_of("w"), ".1.new", ".new"]), min_size=1, max_size=4).map("".join))
def test_no_two_warehouses_have_anything_in_common(tmp_path: Path, name: str) -> None:
    other = tmp_path / f"w{name}"
    files = [*litter_of(other), *kept_of(other)]
    clear_litter(tmp_path / "w")
    assert [path for path in files if not path.exists()] == []
    clear_litter(other)
    assert sorted(tmp_path.iterdir()) == sorted(kept_of(other))
    for path in kept_of(other):
        path.unlink()


@pytest.mark.parametrize("name", NAMES)
def test_nothing_beside_a_warehouse_has_a_longer_name_than_the_longest(name: str) -> None:
    longest = longest_of(Path(name)).name
    assert max(len(name) + 1 + len(end) for end in ends_of(name)) == len(longest)


@pytest.mark.parametrize(
    "name",
    [
        "notices.duckdb",
        ".notices.duckdb.lock",
        ".notices.duckdb.new",
        ".notices.duckdb.mine.new",
        ".notices.duckdb.8123.new",
        ".notices.duckdb.8123-00000000.new",
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
    *litter, copy, hashes, note = litter_of(warehouse)
    clear_draft(draft_of(warehouse))
    assert sorted(tmp_path.iterdir()) == sorted([copy, hashes, note])
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
