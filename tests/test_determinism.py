"""The same sources give the same warehouse: whatever the folder, the number of workers, the order, the machine's
settings and the day. Each build is a call of the command line in a process of its own, as users make it."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from etl import pipeline, run_record
from tests.conftest import notice_path
from tests.etl.warehouse.build import ask, emptied, notice_text, put, rows_of, run

ROOT = Path(__file__).parents[1]
FILES = (
    *(("gaoxin-2024-plan", f) for f in ("text", "docx", "pdf", "doc", "html", "ofd", "xlsx")),
    ("wulong-2024-plan", "xls"),
)
HERE = {"TZ": "UTC", "LANG": "C", "LC_ALL": "C", "PYTHONHASHSEED": "1", "USER": "one", "PYTHONUTF8": "0"}
THERE = {
    "TZ": "Pacific/Kiritimati",
    "LANG": "zh_CN.GBK",
    "PYTHONHASHSEED": "77",
    "USER": "two",
    "LOGNAME": "two",
    "PYTHONIOENCODING": "gbk:backslashreplace",
    "COLUMNS": "40",
    "OMP_NUM_THREADS": "1",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    with emptied(tmp_path_factory.mktemp("deterministic")) as folder:
        raw = folder / "here" / "data" / "raw"
        for name, file_format in FILES:
            path = notice_path(name, file_format)
            put(raw / path.name, path.read_bytes())
        put(raw / "copy.html", notice_path("gaoxin-2024-plan", "html").read_bytes())
        put(raw / "bad.pdf", b"%PDF-1.4 nothing")
        put(raw / "a.txt", notice_text())
        put(raw / "b.txt", notice_text().replace("口袋公园3个", "口袋公园5个"))
        shutil.copytree(raw, folder / "there" / "通知 2024")
        yield folder


def etl(cwd: Path, settings: dict[str, str], *arguments: str) -> list[str]:
    """Lines that a call prints on stderr."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "ETL_", "PYTHON"))}
    env = kept | settings | {"PYTHONPATH": str(ROOT), "ETL_WAREHOUSE": "w.duckdb"}
    command = [sys.executable, "-m", "etl", *arguments]
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, check=False, timeout=100)
    told = done.stderr.decode("utf-8" if settings is HERE else "gbk")
    assert done.returncode == 1, told  # one file is bad
    assert "Traceback" not in told
    return told.splitlines()


@pytest.fixture(scope="module")
def with_one(folder: Path) -> tuple[Path, list[str]]:
    lines = etl(folder / "here", HERE, "rebuild", "--workers", "1")
    return folder / "here" / "w.duckdb", lines


@pytest.fixture(scope="module")
def with_three(folder: Path) -> tuple[Path, list[str]]:
    lines = etl(folder / "there", THERE, "rebuild", "--raw", "通知 2024", "--workers", "3")
    return folder / "there" / "w.duckdb", lines


def content(path: Path) -> str:
    return str(ask(path, "SELECT content_hash FROM warehouse_info")[0][0])


def tables(path: Path) -> list[tuple[object, ...]]:
    return ask(path, "SELECT * FROM content_hashes ORDER BY table_name")


def test_workers_folder_and_settings_change_nothing(
    with_one: tuple[Path, list[str]], with_three: tuple[Path, list[str]]
) -> None:
    assert tables(with_one[0]) == tables(with_three[0])
    assert content(with_one[0]) == content(with_three[0])


def test_the_lines_are_the_same_in_the_same_order(
    with_one: tuple[Path, list[str]], with_three: tuple[Path, list[str]]
) -> None:
    assert [line.replace("通知 2024/", "data/raw/") for line in with_three[1]] == with_one[1]


def test_the_hash_is_printed(with_one: tuple[Path, list[str]]) -> None:
    assert with_one[1][-1].endswith(f"(content {content(with_one[0])[:16]})")


def test_many_runs_in_another_order_give_what_one_gives(folder: Path, with_one: tuple[Path, list[str]]) -> None:
    raw = sorted((folder / "here" / "data" / "raw").iterdir(), reverse=True)
    names = [p.relative_to(folder / "here").as_posix() for p in raw]
    bad = next(n for n in names if n.endswith("bad.pdf"))
    names.remove(bad)
    shutil.move(with_one[0], folder / "rebuilt.duckdb")
    try:
        for batch in (names[:7], names[7:]):
            etl(folder / "here", HERE, "ingest", *batch, bad, "--workers", "2")
        assert tables(folder / "here" / "w.duckdb") == tables(folder / "rebuilt.duckdb")
    finally:
        shutil.move(folder / "rebuilt.duckdb", with_one[0])


def test_another_day_changes_no_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with emptied(tmp_path):
        file = put(tmp_path / "a.txt", notice_text())
        run(tmp_path / "today.duckdb", file)
        for module in (pipeline, run_record):
            monkeypatch.setattr(module, "now", lambda: datetime(2031, 2, 28, 23, 59, 59))
        run(tmp_path / "then.duckdb", file)
        years = "SELECT year(started_at), year(finished_at), year(loaded_at) FROM runs JOIN sources USING (run_id)"
        assert ask(tmp_path / "then.duckdb", years) == [(2031, 2031, 2031)]
        assert rows_of(tmp_path / "then.duckdb") == rows_of(tmp_path / "today.duckdb")
        assert content(tmp_path / "then.duckdb") == content(tmp_path / "today.duckdb")
