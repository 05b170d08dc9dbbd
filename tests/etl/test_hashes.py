"""What is known of a file's bytes without reading them, and everything that must make it be read again."""

import hashlib
import os
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest

from etl import hashes
from etl.files import find_files
from etl.hashes import Hashes, Stat, is_settled, kept_hashes
from etl.raw_files import DiskFile, RefusedFile
from etl.warehouse.beside import clear_litter, hashes_draft_of, hashes_of
from tests.etl.zips import zipped

NOW = 1_800_000_000.0
SECOND = 10**9


@pytest.fixture(autouse=True)
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file that a test makes has long been left alone."""
    real = time.time
    monkeypatch.setattr("etl.hashes.time.time", lambda: real() + 3600)


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    folder = tmp_path / "warehouse"
    folder.mkdir()
    return folder / "notices.duckdb"


@pytest.fixture
def file(tmp_path: Path) -> DiskFile:
    path = tmp_path / "raw" / "a.txt"
    path.parent.mkdir()
    path.write_bytes(b"one")
    return DiskFile(path)


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def remembered(warehouse: Path, *files: DiskFile) -> None:
    taken = kept_hashes(warehouse)
    for file in files:
        taken.sha256(file)
    taken.save(warehouse)


def test_a_file_that_was_hashed_is_known_to_the_next_run(warehouse: Path, file: DiskFile) -> None:
    first = kept_hashes(warehouse)
    assert first.known(file) is None
    assert first.sha256(file) == digest(b"one")
    first.save(warehouse)
    assert kept_hashes(warehouse).known(file) == digest(b"one")


def test_what_is_known_is_not_opened(warehouse: Path, file: DiskFile, monkeypatch: pytest.MonkeyPatch) -> None:
    remembered(warehouse, file)
    monkeypatch.setattr(DiskFile, "open", lambda _: pytest.fail("it was opened"))
    monkeypatch.setattr(DiskFile, "sha256", lambda _: pytest.fail("it was hashed"))
    kept = kept_hashes(warehouse)
    assert kept.sha256(find_files([file.disk.parent], kept)[0]) == digest(b"one")


def wait_for_the_disk(path: Path) -> None:
    """Until the clock of the disk, which goes in steps of some milliseconds, is past the last change of a file."""
    other = path.with_name(f"{path.name}.clock")
    while not other.exists() or other.stat().st_mtime_ns <= path.stat().st_ctime_ns:
        other.write_bytes(b"")
    other.unlink()


def overwrite(path: Path) -> None:
    wait_for_the_disk(path)
    path.write_bytes(b"two")


def overwrite_and_set_its_time_back(path: Path) -> None:
    wait_for_the_disk(path)
    before = path.stat()
    path.write_bytes(b"two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def put_another_of_the_same_time_in_its_place(path: Path) -> None:
    wait_for_the_disk(path)
    other = path.with_name("other")
    other.write_bytes(b"two")
    shutil.copystat(path, other)
    other.replace(path)


def copy_another_over_it_with_its_time(path: Path) -> None:
    wait_for_the_disk(path)
    other = path.with_name("other")
    other.write_bytes(b"two")
    os.utime(other, ns=(path.stat().st_atime_ns, path.stat().st_mtime_ns))
    shutil.copy2(other, path)


def let_it_be_a_link_to_another(path: Path) -> None:
    wait_for_the_disk(path)
    other = path.with_name("other")
    other.write_bytes(b"two")
    shutil.copystat(path, other)
    path.unlink()
    path.symlink_to(other)


CHANGES = (
    overwrite,
    overwrite_and_set_its_time_back,
    put_another_of_the_same_time_in_its_place,
    copy_another_over_it_with_its_time,
    let_it_be_a_link_to_another,
)


@pytest.mark.skipif(os.name != "posix", reason="elsewhere times can be set back without a trace")
@pytest.mark.parametrize("change", CHANGES)
def test_a_file_of_other_bytes_is_read(warehouse: Path, file: DiskFile, change: object) -> None:
    remembered(warehouse, file)
    assert callable(change)
    change(file.disk)
    assert file.disk.stat().st_size == len(b"two")
    assert kept_hashes(warehouse).known(file) is None
    assert kept_hashes(warehouse).sha256(file) == digest(b"two")


def test_a_file_that_is_gone_is_not_known(warehouse: Path, file: DiskFile) -> None:
    remembered(warehouse, file)
    file.disk.unlink()
    assert kept_hashes(warehouse).known(file) is None
    with pytest.raises(FileNotFoundError):
        kept_hashes(warehouse).sha256(file)


def test_a_file_that_is_changed_while_it_is_hashed_is_not_remembered(
    warehouse: Path, file: DiskFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    def changing(self: DiskFile) -> str:
        overwrite_and_set_its_time_back(self.disk)
        return digest(b"one")

    monkeypatch.setattr(DiskFile, "sha256", changing)
    remembered(warehouse, file)
    assert not hashes_of(warehouse).exists()


FINE = Stat(3, int((NOW - 60) * SECOND) + 1, int((NOW - 60) * SECOND) + 1, 7, 1)


@pytest.mark.parametrize(
    ("stat", "settled"),
    [
        (FINE, True),
        (FINE._replace(modified=int(NOW * SECOND) + 1), False),  # written as the run began
        (FINE._replace(changed=int((NOW - 1) * SECOND) + 1), False),  # put there, or its time set, just before
        (FINE._replace(modified=int((NOW + 3600) * SECOND) + 1), False),  # by a clock that is ahead
        (FINE._replace(inode=0), False),  # nothing tells it from another in its place
        (FINE._replace(modified=int(NOW - 60) * SECOND, changed=int(NOW - 60) * SECOND), False),  # whole seconds
        (FINE._replace(modified=int(NOW - 10**5) * SECOND, changed=int(NOW - 10**5) * SECOND), True),
        (FINE._replace(modified=int(NOW - 60) * SECOND), True),  # of a ZIP, say, and the system keeps more
    ],
)
def test_a_time_is_trusted_that_a_later_change_would_have_changed(stat: Stat, settled: bool) -> None:
    assert is_settled(stat, NOW) is settled


def test_a_file_that_was_only_just_made_is_not_remembered(
    warehouse: Path, file: DiskFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.hashes.time.time", lambda: file.disk.stat().st_mtime)
    remembered(warehouse, file)
    assert not hashes_of(warehouse).exists()


def test_a_run_may_trust_nothing_and_puts_right_what_is_kept(warehouse: Path, file: DiskFile) -> None:
    remembered(warehouse, file)
    place = str(file.disk.absolute())
    stat, _ = kept_hashes(warehouse)._kept[place]
    wrong = Hashes({place: (stat, "0" * 64)})
    assert wrong.known(file) == "0" * 64
    again = Hashes({place: (stat, "0" * 64)}, trusting=False)
    assert again.known(file) is None
    assert again.sha256(file) == digest(b"one")
    again.save(warehouse)
    assert kept_hashes(warehouse).known(file) == digest(b"one")


@pytest.mark.parametrize("damage", ["empty", "cut", "turned", "text", "folder"])
def test_what_is_damaged_is_as_if_it_were_not_there(warehouse: Path, file: DiskFile, damage: str) -> None:
    remembered(warehouse, file)
    kept = hashes_of(warehouse)
    data = kept.read_bytes()
    if damage == "folder":
        kept.unlink()
        kept.mkdir()
    else:
        turned = data.replace(b'"' + digest(b"one")[:1].encode(), b'"0')
        kept.write_bytes({"empty": b"", "cut": data[:-5], "turned": turned, "text": b"{}\n{}"}[damage])
        assert kept.read_bytes() != data
    assert kept_hashes(warehouse).known(file) is None
    remembered(warehouse, file)
    assert (kept_hashes(warehouse).known(file) is None) is (damage == "folder")
    assert sorted(p.name for p in warehouse.parent.iterdir()) == [kept.name]


@pytest.mark.parametrize("what", ["platform.node", "PARSER_VERSION"])
def test_another_machine_or_version_hashes_for_itself(
    warehouse: Path, file: DiskFile, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    remembered(warehouse, file)
    monkeypatch.setattr(f"etl.hashes.{what}", (lambda: "elsewhere") if what == "platform.node" else "next")
    assert kept_hashes(warehouse).known(file) is None


def test_what_is_kept_beside_another_warehouse_is_about_the_same_files(warehouse: Path, file: DiskFile) -> None:
    remembered(warehouse, file)
    other = warehouse.with_name("other.duckdb")
    assert kept_hashes(other).known(file) is None
    shutil.copy2(hashes_of(warehouse), hashes_of(other))
    assert kept_hashes(other).known(file) == digest(b"one")
    overwrite(file.disk)
    assert kept_hashes(other).known(file) is None


def test_where_nothing_can_be_written_nothing_is_remembered_and_nothing_said(tmp_path: Path, file: DiskFile) -> None:
    missing = tmp_path / "missing" / "notices.duckdb"
    remembered(missing, file)
    assert not missing.parent.exists()


def test_a_run_that_hashed_nothing_writes_nothing(warehouse: Path, file: DiskFile) -> None:
    remembered(warehouse, file)
    before = hashes_of(warehouse).stat()
    remembered(warehouse, file)
    assert hashes_of(warehouse).stat() == before


def test_a_draft_that_a_crash_left_is_litter(warehouse: Path) -> None:
    hashes_draft_of(warehouse).write_bytes(b"half")
    hashes_of(warehouse).write_bytes(b"kept")
    clear_litter(warehouse)
    assert [p.name for p in warehouse.parent.iterdir()] == [hashes_of(warehouse).name]


def test_the_files_of_other_runs_are_kept_as_far_as_there_is_room(
    warehouse: Path, file: DiskFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    others = [DiskFile(file.disk.with_name(f"{n}.txt")) for n in range(3)]
    for other in others:
        other.disk.write_bytes(b"other")
    remembered(warehouse, *others)
    remembered(warehouse, file)
    assert all(kept_hashes(warehouse).known(f) for f in (file, *others))
    monkeypatch.setattr(hashes, "MOST", 2)
    overwrite(file.disk)
    remembered(warehouse, file)
    assert [kept_hashes(warehouse).known(f) is not None for f in (file, *others)] == [True, True, False, False]


def test_a_file_in_a_zip_is_known_while_the_zip_is_as_it_was(warehouse: Path, tmp_path: Path) -> None:
    archive = tmp_path / "b.zip"
    archive.write_bytes(zipped({"a.txt": b"one", "inner.zip": zipped({"c.txt": b"three"})}))
    files = find_files([archive])
    first = kept_hashes(warehouse)
    assert [first.sha256(f) for f in files] == [digest(b"one"), digest(b"three")]
    first.save(warehouse)
    again = kept_hashes(warehouse)
    assert [again.known(f) for f in find_files([archive], again)] == [digest(b"one"), digest(b"three")]
    wait_for_the_disk(archive)
    archive.write_bytes(zipped({"a.txt": b"two", "inner.zip": zipped({"c.txt": b"three"})}))
    changed = kept_hashes(warehouse)
    assert [changed.known(f) for f in find_files([archive], changed)] == [None, None]


def test_members_of_one_name_are_not_mistaken_for_each_other(warehouse: Path, tmp_path: Path) -> None:
    archive = tmp_path / "b.zip"
    archive.write_bytes(zipped({"a.txt": b"one", "b.txt": b"two"}))
    one, two = find_files([archive])
    first = kept_hashes(warehouse)
    first.sha256(one)
    first.save(warehouse)
    assert kept_hashes(warehouse).known(replace(two, name="a.txt")) is None  # type: ignore[type-var]


def test_what_is_refused_unseen_is_hashed_every_time(warehouse: Path, file: DiskFile) -> None:
    refused = RefusedFile(file, "it is too deep.")
    taken = kept_hashes(warehouse)
    assert taken.sha256(refused) == digest(b"one")
    taken.save(warehouse)
    assert kept_hashes(warehouse).known(refused) is None
    assert kept_hashes(warehouse).known(file) is None


def test_a_file_that_becomes_a_zip_is_looked_into(warehouse: Path, file: DiskFile) -> None:
    remembered(warehouse, file)
    wait_for_the_disk(file.disk)
    file.disk.write_bytes(zipped({"a.txt": b"one"}))
    assert [f.path for f in find_files([file.disk], kept_hashes(warehouse))] == [f"{file.path}/a.txt"]
