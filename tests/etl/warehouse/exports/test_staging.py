import os
import shutil
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from etl.warehouse.errors import WarehouseError
from etl.warehouse.exports.staging import move_in, require_ours, staging


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def fill(hidden: Path, *files: str) -> None:
    for name in files:
        (hidden / name).write_text("new")


def test_what_is_moved_in_is_all_that_stays(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    with staging(folder) as hidden:
        assert hidden.parent == folder
        fill(hidden, "b.csv", "a.csv", "datapackage.json")
        assert move_in(hidden, folder, (), Path.replace) == [
            *(folder / "a.csv", folder / "b.csv"),
            folder / "datapackage.json",
        ]
    assert names(folder) == ["a.csv", "b.csv", "datapackage.json"]


def test_files_of_others_stay_and_those_named_go(tmp_path: Path) -> None:
    fill(tmp_path, "mine.txt", "a.csv", "old.csv")
    with staging(tmp_path) as hidden:
        fill(hidden, "a.csv")
        move_in(hidden, tmp_path, ["old.csv", "never.csv"], Path.replace)
    assert names(tmp_path) == ["a.csv", "mine.txt"]


def test_the_description_goes_first_and_comes_last(tmp_path: Path) -> None:
    fill(tmp_path, "datapackage.json", "a.csv")
    seen = []

    def move(one: Path, other: Path) -> None:
        seen.append((one.name, (tmp_path / "datapackage.json").exists()))
        one.replace(other)

    with staging(tmp_path) as hidden:
        fill(hidden, "datapackage.json", "z.csv", "a.csv")
        move_in(hidden, tmp_path, (), move)
    assert seen == [("a.csv", False), ("z.csv", False), ("datapackage.json", False)]


def test_a_workbook_leaves_the_description_of_others(tmp_path: Path) -> None:
    fill(tmp_path, "datapackage.json")
    with staging(tmp_path) as hidden:
        fill(hidden, "notices.xlsx")
        move_in(hidden, tmp_path, (), Path.replace)
    assert names(tmp_path) == ["datapackage.json", "notices.xlsx"]


def test_only_a_description_of_ours_is_replaced(tmp_path: Path) -> None:
    require_ours(tmp_path)
    (tmp_path / "datapackage.json").write_text('{"name": "minsheng-notices"}')
    require_ours(tmp_path)
    (tmp_path / "datapackage.json").write_text('{"name": "prices"}')
    with pytest.raises(WarehouseError, match=r"datapackage\.json of other data, .*; name another folder\.$"):
        require_ours(tmp_path)


def test_a_failure_leaves_nothing_and_takes_away_the_folders_made(tmp_path: Path) -> None:
    def fail() -> None:
        with staging(tmp_path / "a" / "b") as hidden:
            fill(hidden, "a.csv")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert names(tmp_path) == []


def test_a_failure_in_a_folder_that_was_there_leaves_it_as_it_was(tmp_path: Path) -> None:
    fill(tmp_path, "a.csv", "datapackage.json")
    with pytest.raises(OSError, match="full"), staging(tmp_path) as hidden:
        fill(hidden, "a.csv")
        raise OSError("full")
    assert names(tmp_path) == ["a.csv", "datapackage.json"]


def test_what_a_killed_export_left_is_cleared(tmp_path: Path) -> None:
    (tmp_path / ".etl-export").mkdir()
    fill(tmp_path / ".etl-export", "half.csv")
    fill(tmp_path, ".etl-export.lock")
    with staging(tmp_path) as hidden:
        assert names(hidden) == []
    assert names(tmp_path) == []


def test_two_exports_into_one_folder_are_one_too_many(tmp_path: Path) -> None:
    lock = FileLock(tmp_path / ".etl-export.lock")
    with (
        lock,
        pytest.raises(WarehouseError, match=r"another export is writing into .*; try again when it has ended\.$"),
        staging(tmp_path),
    ):
        raise AssertionError("both would write")
    with staging(tmp_path):
        pass


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_without_permission_is_an_error_of_the_system(tmp_path: Path) -> None:
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o500)
    with pytest.raises(OSError), staging(locked):
        raise AssertionError("it was written")
    shutil.rmtree(locked)
