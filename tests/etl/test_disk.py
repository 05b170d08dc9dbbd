"""A disk that is full, a folder that may not be written: one clear line each, and the warehouse as it was."""

import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.etl.cli.desk import said_in_one_line
from tests.etl.warehouse.build import UNKNOWN, Answer, ask, bare_warehouse, etl, notice_text, put, run

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
MOUNTS = pytest.mark.skipif(
    not (IS_ROOT and sys.platform == "linux"),
    reason="mounting a small disk needs root on Linux: sudo python -m pytest tests/etl/test_disk.py",
)


@contextmanager
def small_disk(folder: Path, size: str, inodes: int = 1000) -> Iterator[Path]:
    """A disk of so many bytes at ``folder``, in memory, while the block lasts."""
    folder.mkdir(exist_ok=True)
    options = f"size={size},nr_inodes={inodes}"
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"nothing can be mounted here ({mounted.stderr.decode().strip()}): run in a privileged container")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture(scope="module")
def small() -> bytes:
    """A warehouse of one small notice, a quarter of a megabyte or so."""
    return bare_warehouse()


def ingest(tmp_path: Path, warehouse: Path) -> Answer:
    return etl("ingest", put(tmp_path / "a.txt", notice_text()), "--warehouse", warehouse)


_OURS = (".notices.duckdb.lock", ".notices.duckdb.hashes")


def files_of(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.name not in _OURS}


def stderr_line(answer: Answer) -> str:
    """The one line that says what failed; the file's own line stands before it."""
    assert answer.code == 1 and "Traceback" not in answer.stderr and answer.data == b""
    (line,) = [line for line in answer.stderr.splitlines() if line.startswith("etl: ")]
    assert answer.stderr.endswith(line + "\n")
    return line


SIZES = (0, 8, 600, 1000, 1200, 1400)
"""Kilobytes that are free, from none to all but the end: for not even a second file, the fill and its log, the
checkpoint."""


@MOUNTS
def test_a_disk_that_is_full_is_one_line_wherever_it_happens(tmp_path: Path, small: bytes) -> None:
    said: list[str] = []
    told: list[tuple[float, ...]] = []
    for free in SIZES:
        with small_disk(tmp_path / "disk", f"{len(small) // 1024 + 4 + free}k") as disk:
            warehouse = put(disk / "notices.duckdb", small)
            answer = ingest(tmp_path, warehouse)
            if answer.code == 0:
                break
            line = stderr_line(answer)
            is_certain = free * 1024 < len(small)  # before anything is read
            assert (answer.stderr == line + "\n") is is_certain and ("the disk is nearly full" in line) is is_certain
            assert str(warehouse) in line and "the disk is" in line and "free some space" in line, line
            assert files_of(disk) == {"notices.duckdb": small}
            said.append(line)
            if found := re.search(r"beside the old one \((.*) MB\) and needs more than the (.*) MB free", line):
                told.append((free, *map(float, found.groups())))
    assert len(said) >= 3 and len(told) >= 2
    for spare, old, needs in told:
        assert abs(needs - spare * 1024 / 1e6) < 0.15 and abs(old - len(small) / 1e6) < 0.1, told


@MOUNTS
def test_a_run_that_finds_nothing_new_needs_no_room(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "20m") as disk:
        warehouse = disk / "notices.duckdb"
        notice = put(tmp_path / "raw" / "a.txt", notice_text())
        put(tmp_path / "raw" / "broken.pdf", b"%PDF-1.4 nothing")
        assert etl("ingest", notice.parent, "--warehouse", warehouse).code == 1
        before = warehouse.read_bytes()
        put(disk / "other", bytes(20 * 1024**2 - len(before) - 100_000))
        again = etl("ingest", notice.parent, "--warehouse", warehouse)
        assert again.code == 1 and "1 unchanged, 1 quarantined; nothing new" in again.stderr
        put(tmp_path / "raw" / "b.txt", notice_text(year=2023))
        line = stderr_line(etl("ingest", notice.parent, "--warehouse", warehouse))
        assert "the disk is nearly full" in line and f"free in {disk} are too few" in line
        dry = etl("ingest", "--dry-run", notice.parent, "--warehouse", warehouse)
        assert dry.code == 1 and "1 loaded" in dry.stderr
        assert warehouse.read_bytes() == before


@MOUNTS
def test_a_rebuild_says_at_its_beginning_that_the_disk_is_nearly_full(tmp_path: Path, small: bytes) -> None:
    with small_disk(tmp_path / "disk", f"{len(small) // 1024 + 300}k") as disk:
        warehouse = put(disk / "notices.duckdb", small)
        put(tmp_path / "raw" / "a.txt", notice_text())
        answer = etl("rebuild", "--raw", tmp_path / "raw", "--warehouse", warehouse)
        assert "the disk is full" in stderr_line(answer)
        first, second, *_ = answer.stderr.splitlines()
        assert first.startswith("the disk is nearly full: the new warehouse is filled beside the old one (")
        assert first.endswith("a rebuild that is no smaller will not be published")
        assert second.startswith("loaded ")
        assert files_of(disk) == {"notices.duckdb": small}


@MOUNTS
def test_a_disk_that_has_grown_is_published_to(tmp_path: Path, small: bytes) -> None:
    with small_disk(tmp_path / "disk", "1000k") as disk:
        warehouse = put(disk / "notices.duckdb", small)
        assert ingest(tmp_path, warehouse).code == 1
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        assert ingest(tmp_path, warehouse).code == 0
        assert ask(warehouse, "SELECT count(*) FROM tasks") == [(3,)]
        assert sorted(files_of(disk)) == ["notices.duckdb"]


@MOUNTS
def test_a_disk_that_has_no_room_for_the_lock_is_one_line(tmp_path: Path, small: bytes) -> None:
    with small_disk(tmp_path / "disk", "20m", inodes=2) as disk:
        warehouse = put(disk / "notices.duckdb", small)
        line = said_in_one_line(ingest(tmp_path, warehouse))
        assert str(warehouse) in line and "the disk is full" in line
        assert files_of(disk) == {"notices.duckdb": small}


@MOUNTS
def test_a_read_only_disk_is_one_line_and_can_be_queried(tmp_path: Path, small: bytes) -> None:
    with small_disk(tmp_path / "disk", "20m") as disk:
        warehouse = put(disk / "notices.duckdb", small)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        line = said_in_one_line(ingest(tmp_path, warehouse))
        assert str(warehouse) in line and "read-only file system" in line and "--warehouse" in line
        assert (
            etl("query", "SELECT count(*) AS n FROM runs", "--warehouse", warehouse, "--format", "csv").data
            == b"n\n1\n"
        )
        assert files_of(disk) == {"notices.duckdb": small}


@MOUNTS
def test_decisions_that_a_full_disk_does_not_hold_are_not_half_there(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk", "8k") as disk:
        warehouse = tmp_path / "notices.duckdb"
        run(warehouse, put(tmp_path / "a.txt", notice_text(UNKNOWN)))
        before = warehouse.read_bytes()
        decisions = put(disk / "decisions.yml", "# mine\n[]\n")
        put(disk / "other", bytes(4096))
        reason = "三定方案" * 2000
        answer = etl(
            *("units", "区园林专班", "--region", "渝北区", "--same-as", "500112-urban-management", "--reason", reason),
            *("--by", "me", "--warehouse", warehouse, "--decisions", decisions),
        )
        line = stderr_line(answer)
        assert str(decisions) in line and "the disk is full" in line
        assert {p.name for p in disk.iterdir()} == {"decisions.yml", "other"}
        assert decisions.read_text("utf-8") == "# mine\n[]\n"
        assert warehouse.read_bytes() == before


# without permission


WITHOUT_POWERS = """
import ctypes, os, sys
for power in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH (capability.h): root may do all that a mode forbids
    ctypes.CDLL(None).prctl(24, power, 0, 0, 0)  # PR_CAPBSET_DROP
os.execv(sys.executable, [sys.executable, "-m", "etl", *sys.argv[1:]])
"""


def as_somebody_for_whom_modes_count(*arguments: object) -> Answer:
    """The command as a user; as root without root's power to pass permissions by."""
    start = ["-c", WITHOUT_POWERS] if IS_ROOT else ["-m", "etl"]
    done = subprocess.run([sys.executable, *start, *map(str, arguments)], capture_output=True, check=False)
    return Answer(done.returncode, done.stdout, done.stderr.decode())


def forbid_folder(warehouse: Path) -> None:
    warehouse.parent.chmod(0o555)


def forbid_file(warehouse: Path) -> None:
    warehouse.chmod(0o000)


@pytest.mark.skipif(sys.platform != "linux" and (IS_ROOT or sys.platform == "win32"), reason="POSIX permissions")
@pytest.mark.parametrize("forbid", [forbid_folder, forbid_file])
def test_a_place_without_permission_is_one_line(tmp_path: Path, small: bytes, forbid: Callable[[Path], None]) -> None:
    warehouse = put(tmp_path / "warehouse" / "notices.duckdb", small)
    notice = put(tmp_path / "a.txt", notice_text())
    forbid(warehouse)
    try:
        answer = as_somebody_for_whom_modes_count("ingest", notice, "--warehouse", warehouse)
        line = said_in_one_line(answer)
        assert answer.code == 1 and str(warehouse) in line and "ermission" in line, line
    finally:
        warehouse.parent.chmod(0o755)
        warehouse.chmod(0o644)
    assert files_of(warehouse.parent) == {"notices.duckdb": small}


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("file/notices.duckdb", "file and no folder"),
        ("n" * 300, "name is too long"),
        ("n" * 240, "shorter one with --warehouse"),
        ("folder", "folder"),
    ],
)
def test_a_place_where_no_warehouse_can_be_is_one_line(tmp_path: Path, name: str, words: str) -> None:
    put(tmp_path / "file", b"")
    (tmp_path / "folder").mkdir()
    answer = ingest(tmp_path, tmp_path / name)
    line = said_in_one_line(answer)
    assert answer.code == 1 and words in line, line


@pytest.mark.skipif(sys.platform != "linux" and (IS_ROOT or sys.platform == "win32"), reason="POSIX permissions")
def test_a_folder_without_permission_is_told_and_the_rest_is_published(tmp_path: Path) -> None:
    warehouse = tmp_path / "warehouse" / "notices.duckdb"
    put(tmp_path / "raw" / "a.txt", notice_text())
    closed = put(tmp_path / "raw" / "closed" / "b.txt", notice_text(year=2023)).parent
    half = put(tmp_path / "raw" / "half" / "c.txt", notice_text(year=2022)).parent
    put(half / "below" / "d.txt", notice_text(year=2021))
    closed.chmod(0o000)
    half.chmod(0o444)
    try:
        answer = as_somebody_for_whom_modes_count("ingest", tmp_path / "raw", "--warehouse", warehouse)
    finally:
        for folder in (closed, half):
            folder.chmod(0o755)
    assert answer.code == 1 and "4 files: 1 loaded, 3 quarantined; published" in answer.stderr
    assert f"{closed}: this folder cannot be listed (Permission denied), so none of its files was read" in answer.stderr
    assert f"{half / 'below'}: this folder cannot be listed (Permission denied)" in answer.stderr
    assert f"{half / 'c.txt'}: it cannot be read: Permission denied." in answer.stderr
