"""Notices in ZIPs through the whole of a run: ingest again, change, check, inspect, rebuild; with real readers."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from etl.files import find_files
from tests.conftest import notice_path
from tests.etl.warehouse.build import Answer, ask, emptied, etl, notice_text, put, rows_of
from tests.etl.zips import locked, put_zip, zipped

OTHER = notice_text(number="渝北府办发〔2024〕9号")


class Desk:
    """A folder of notices and a warehouse, and the commands run on them."""

    def __init__(self, folder: Path) -> None:
        self.raw = folder / "raw"
        self.bundle = self.raw / "bundle.zip"
        self.warehouse = folder / "notices.duckdb"

    def ingest(self, *arguments: object) -> Answer:
        return etl("ingest", *(arguments or (self.raw,)), "--warehouse", self.warehouse)

    def check(self) -> Answer:
        return etl("check", "--warehouse", self.warehouse)

    def sources(self) -> dict[str, str]:
        found = ask(self.warehouse, "SELECT path, outcome FROM sources")
        return {path.split("/raw/")[1]: outcome for path, outcome in found}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with emptied(tmp_path):
        yield Desk(tmp_path)


def test_every_member_is_a_source_of_its_own(desk: Desk) -> None:
    put_zip(desk.bundle, {"内/通知.txt": notice_text(), "b.zip": zipped({"c.txt": OTHER}), "__MACOSX/._a": "x"})
    answer = desk.ingest()
    assert answer.code == 0, answer.stderr
    assert "2 files: 2 loaded" in answer.stderr
    assert desk.sources() == {"bundle.zip/内/通知.txt": "loaded", "bundle.zip/b.zip/c.txt": "loaded"}
    assert ask(desk.warehouse, "SELECT count(DISTINCT source_path) FROM v_tasks") == [(2,)]


def test_a_zip_loaded_again_is_unchanged_and_a_rebuild_gives_the_same_rows(desk: Desk) -> None:
    put_zip(desk.bundle, {"a.txt": notice_text(), "b.txt": OTHER})
    desk.ingest()
    before = rows_of(desk.warehouse)
    again = desk.ingest()
    assert again.code == 0 and "2 files: 2 unchanged; nothing new" in again.stderr
    assert desk.check().code == 0
    assert etl("rebuild", "--raw", desk.raw, "--warehouse", desk.warehouse).code == 0
    assert rows_of(desk.warehouse) == before


def test_a_member_and_the_same_file_beside_the_zip_are_one_source(desk: Desk) -> None:
    put_zip(desk.bundle, {"a.txt": notice_text()})
    put(desk.raw / "a.txt", notice_text())
    assert "1 loaded, 1 unchanged" in desk.ingest().stderr


def test_a_changed_member_takes_the_place_of_the_old_one(desk: Desk) -> None:
    put_zip(desk.bundle, {"a.txt": notice_text(), "b.txt": OTHER})
    desk.ingest()
    put_zip(desk.bundle, {"a.txt": notice_text().replace("3个", "5个"), "b.txt": OTHER})
    failed = desk.check()
    assert failed.code == 1 and "bundle.zip/a.txt has changed since it was read; run `etl ingest" in failed.stdout
    answer = desk.ingest(desk.bundle / "a.txt")
    assert "1 file: 1 loaded" in answer.stderr
    assert sorted(ask(desk.warehouse, "SELECT outcome FROM sources")) == [("loaded",), ("loaded",), ("superseded",)]
    assert desk.check().code == 0


def test_a_member_that_has_gone_is_told_by_the_check(desk: Desk) -> None:
    put_zip(desk.bundle, {"a.txt": notice_text(), "b.txt": OTHER})
    desk.ingest()
    put_zip(desk.bundle, {"b.txt": OTHER})
    assert "bundle.zip/a.txt is gone; put it back" in desk.check().stdout
    desk.bundle.unlink()
    assert desk.check().stdout.count("is gone") == 2


def test_bad_members_are_quarantined_and_the_good_ones_loaded(desk: Desk) -> None:
    put_zip(desk.bundle, {"a.txt": notice_text(), "empty.docx": "", "locked.zip": locked(zipped({"c.txt": "x"}))})
    put_zip(desk.raw / "empty.zip", {})
    answer = desk.ingest()
    assert answer.code == 1
    assert "4 files: 1 loaded, 3 quarantined" in answer.stderr
    assert "locked.zip/c.txt: c.txt in locked.zip is locked with a password; " in answer.stderr
    assert "raw/empty.zip: it is an empty ZIP (no document is in it); ask for it again." in answer.stderr
    assert sorted(desk.sources().values()) == ["loaded"] + ["quarantined"] * 3
    again = desk.ingest()
    assert again.code == 1 and "nothing new" in again.stderr


def test_a_zip_that_was_empty_and_is_mended_is_quarantined_no_longer(desk: Desk) -> None:
    put_zip(desk.bundle, {})
    desk.ingest()
    put_zip(desk.bundle, {"a.txt": notice_text()})
    assert desk.ingest().code == 0
    assert desk.sources() == {"bundle.zip": "superseded", "bundle.zip/a.txt": "loaded"}
    assert "nothing new" in desk.ingest().stderr


def test_a_path_may_lead_into_a_zip(desk: Desk) -> None:
    put_zip(desk.bundle, {"内/a.txt": notice_text(), "内/b.txt": OTHER, "内部.txt": "x"})
    found = [f.path.split("bundle.zip/")[1] for f in find_files([desk.bundle / "内"])]
    assert found == ["内/a.txt", "内/b.txt"]
    assert "1 file: 1 loaded" in desk.ingest("--dry-run", desk.bundle / "内" / "a.txt").stderr


@pytest.mark.parametrize("name", ["none.txt", "内/none.txt", "a.txt/below"])
def test_what_is_not_in_the_zip_is_a_wrong_call(desk: Desk, name: str) -> None:
    put_zip(desk.bundle, {"a.txt": "x"})
    assert desk.ingest(desk.bundle / name).code == 2
    assert etl("inspect", desk.bundle / name).code == 2


def test_inspect_lists_what_is_in_a_zip_and_reads_what_is_named(desk: Desk) -> None:
    put_zip(desk.bundle, {"内/通知.txt": notice_text(), "deep.zip": zipped({"b.zip": zipped({"c.zip": zipped({})})})})
    listed = etl("inspect", desk.bundle)
    assert (listed.code, listed.stderr) == (0, "")
    first, second = sorted(listed.stdout.splitlines())
    assert "c.zip: it lies in 3 ZIPs already" in first
    answer = etl("inspect", second)
    assert answer.code == 0 and answer.stdout.startswith("LETTER (read as text)")


def test_inspect_of_a_zip_that_cannot_be_looked_into_says_why(desk: Desk) -> None:
    answer = etl("inspect", put_zip(desk.bundle, {}))
    assert answer.code == 1 and "it is an empty ZIP" in answer.stderr


# readers in processes of their own


@pytest.mark.usefixtures("isolation")
def test_a_batch_is_read_by_a_process_of_its_own(desk: Desk) -> None:
    before = set(psutil.Process().children())  # such as what other tests have started
    put(desk.raw / "a.txt", notice_text())
    put(desk.raw / "b.docx", notice_path("gaoxin-2024-plan", "docx").read_bytes())
    put(desk.raw / "c.pdf", b"%PDF-1.4 nothing")
    answer = desk.ingest()
    assert (answer.code, answer.data) == (1, b"")
    assert "3 files: 2 loaded, 1 quarantined" in answer.stderr
    assert set(psutil.Process().children()) <= before


@pytest.mark.usefixtures("isolation")
def test_no_process_starts_where_nothing_is_new(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    put(desk.raw / "a.txt", notice_text())
    assert desk.ingest().code == 0
    monkeypatch.setattr(subprocess, "Popen", None)
    assert "1 unchanged" in desk.ingest().stderr


@pytest.mark.usefixtures("isolation")
def test_a_system_without_a_process_left_ends_the_run_with_one_line(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)
    answer = desk.ingest(put(desk.raw / "a.txt", notice_text()))
    assert answer.code == 1
    assert answer.stderr == (
        "etl: no process could be started to read files: Resource temporarily unavailable; try again later.\n"
    )
    assert not desk.warehouse.exists()


@pytest.mark.usefixtures("isolation")
def test_inspect_reads_in_a_process_of_its_own(tmp_path: Path) -> None:
    before = set(psutil.Process().children())
    answer = etl("inspect", put(tmp_path / "a.txt", notice_text()))
    assert answer.code == 0 and "TASKS" in answer.stdout
    assert set(psutil.Process().children()) <= before


SLOW = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it, and so would a child
from etl.readers import process
process.isolated_reader.__defaults__ = (None, "tests.etl.readers.naughty")
from etl.cli.app import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_ends_the_run_and_its_reader(desk: Desk) -> None:
    put(desk.raw / "a.txt", b"hang")
    command = [sys.executable, "-c", SLOW, "ingest", str(desk.raw), "--warehouse", str(desk.warehouse)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as run:
        until = time.monotonic() + 60
        while not (readers := psutil.Process(run.pid).children()) and time.monotonic() < until:
            time.sleep(0.05)
        time.sleep(1.5)
        os.killpg(run.pid, signal.SIGINT)
        assert run.stderr
        assert run.stderr.read() == "etl: interrupted; the warehouse is as it was.\n"
    assert run.returncode == 130
    assert psutil.wait_procs(readers, timeout=10)[1] == []
