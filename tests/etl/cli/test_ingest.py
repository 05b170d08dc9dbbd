"""``etl ingest``: what is printed where, and the exit codes."""

import errno
import os
import re
from pathlib import Path
from typing import BinaryIO

import pytest

from etl.raw_files import DiskFile
from tests.conftest import notice_path
from tests.etl.cli.desk import TARGET, Desk, said_in_one_line
from tests.etl.closed import close
from tests.etl.warehouse.build import (
    TEXTS,
    altered,
    ask,
    bare_warehouse,
    doctor,
    emptied,
    etl,
    five_notices,
    notice_text,
    put,
    rows_of,
)


def test_ingest_tells_each_file_and_the_end_on_stderr(desk: Desk) -> None:
    for path in TEXTS:
        put(desk.raw / path.name, path.read_bytes())
    answer = desk.ingest(desk.raw)
    assert (answer.code, answer.data) == (0, b"")
    lines = answer.stderr.splitlines()
    assert [line.split()[0] for line in lines] == ["loaded"] * 5 + ["5"]
    (content,) = ask(desk.warehouse, "SELECT content_hash[:16] FROM warehouse_info")[0]
    assert lines[-1] == f"5 files: 5 loaded; published {desk.warehouse} (content {content})"
    again = desk.ingest(desk.raw)
    assert again.code == 0 and "5 unchanged; nothing new" in again.stderr
    check = etl("check", "--warehouse", desk.warehouse)
    assert check.code == 0
    before = rows_of(desk.warehouse)
    rebuilt = desk.rebuild()
    assert (rebuilt.code, rebuilt.data) == (0, b"")
    assert rows_of(desk.warehouse) == before
    assert rebuilt.stderr.splitlines()[-1].endswith(f"(content {content})")
    told = ask(desk.warehouse, "SELECT command, loaded, content_hash[:16] FROM runs ORDER BY started_at")
    assert told == [("ingest", 5, content), ("rebuild", 5, content)]


def test_ingest_of_bad_files_exits_1_and_says_why_for_each(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text())
    put(desk.raw / "empty.docx", b"")
    put(desk.raw / "picture.docx", b"\x89PNG\r\n\x1a\n" + bytes(100))
    answer = desk.ingest(desk.raw)
    assert answer.code == 1
    assert len(re.findall(r"^QUARANTINED  \S+/(?:empty|picture)\.docx: .+\.$", answer.stderr, re.MULTILINE)) == 2
    assert "3 files: 1 loaded, 2 quarantined; published" in answer.stderr
    again = desk.ingest(desk.raw)
    assert again.code == 1 and again.stderr.count("QUARANTINED") == 2
    assert ask(desk.warehouse, "SELECT count(*) FROM sources") == [(3,)]


def test_a_changed_file_is_told_as_loaded_and_nothing_else(desk: Desk) -> None:
    path = put(desk.raw / "a.txt", notice_text())
    desk.ingest(path)
    put(path, notice_text().replace("3个", "4个"))
    answer = desk.ingest(path)
    assert answer.code == 0
    assert [line.split()[0] for line in answer.stderr.splitlines()] == ["loaded", "1"]
    assert "1 file: 1 loaded;" in answer.stderr


def test_a_copy_that_differs_is_told_with_the_place(desk: Desk) -> None:
    copy = put(desk.raw / "copy.txt", altered("yubei-2024-plan", TARGET, "建成渝湖路大游园"))
    answer = desk.ingest("--dry-run", notice_path("yubei-2024-plan", "text"), copy)
    assert answer.code == 0
    assert re.search(r"^superseded .*it differs in 1 place from .*project 0*3\b.*: target", answer.stderr, re.MULTILINE)


def test_files_of_odd_names_have_a_line_each(desk: Desk) -> None:
    for n, name in enumerate(("two\nlines.txt", "a b.txt", "it's.txt", "关于通知.txt")):
        put(desk.raw / name, notice_text(number=f"渝北府办发〔2024〕{n + 1}号"))
    put(desk.raw / "z\ncopy.txt", notice_text(number="渝北府办发〔2024〕1号"))
    put(desk.raw / "~$a b.txt", "x")
    put(desk.raw / ".hidden.txt", "x")
    answer = desk.ingest("--dry-run", desk.raw)
    assert answer.code == 0
    told = [line for line in answer.stderr.splitlines() if not line.startswith("  ")]
    assert len(told) == 6
    assert "two\\nlines.txt" in answer.stderr


@pytest.mark.parametrize("name", ["none.txt", "none/deep", "民" * 300])
def test_ingest_of_a_path_that_is_not_there_exits_2_and_reads_nothing(desk: Desk, name: str) -> None:
    good = put(desk.raw / "a.txt", notice_text())
    answer = desk.ingest(good, desk.folder / name)
    assert answer.code == 2
    assert name in said_in_one_line(answer)
    assert not desk.warehouse.exists()


def test_a_dry_run_says_what_would_change_and_changes_nothing(desk: Desk) -> None:
    desk.filled()
    new = put(desk.raw / "a.txt", notice_text(number="渝北府办发〔2024〕99号"))
    answer = desk.ingest("--dry-run", new, TEXTS[0])
    assert (answer.code, answer.data) == (0, b"")
    assert "3 projects, 3 tasks" in answer.stderr and "unchanged" in answer.stderr
    assert "nothing was written (dry run)" in answer.stderr
    assert desk.warehouse.read_bytes() == five_notices()
    assert sorted(p.name for p in desk.folder.iterdir()) == ["notices.duckdb", "raw"]


def test_a_dry_run_of_bad_files_exits_1_and_makes_no_folder(desk: Desk) -> None:
    desk.warehouse = desk.folder / "deep" / "notices.duckdb"
    answer = desk.ingest("--dry-run", put(desk.raw / "a.pdf", b""))
    assert answer.code == 1
    assert not desk.warehouse.parent.exists()


def test_ingest_of_an_empty_folder_is_done_at_once(desk: Desk) -> None:
    desk.filled().raw.mkdir()
    answer = desk.ingest(desk.raw)
    assert answer.code == 0 and "0 files" in answer.stderr
    assert desk.warehouse.read_bytes() == five_notices()


@pytest.mark.parametrize("command", ["ingest", "rebuild"])
def test_data_raw_is_read_if_nothing_else_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = etl(command)
    assert answer.code == 2 and "data/raw" in answer.stderr


def test_the_warehouse_is_in_data_warehouse_if_nothing_else_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with emptied(tmp_path):
        put(tmp_path / "data" / "warehouse" / "notices.duckdb", bare_warehouse())
        assert etl("query", "SELECT 1 AS n", "--format", "json").stdout == '[\n {"n": 1}\n]\n'


def test_an_environment_variable_names_the_warehouse(five: Path) -> None:
    assert etl("query", "SELECT 7", "--format", "csv", env={"ETL_WAREHOUSE": str(five)}).stdout == "7\n7\n"


def test_the_option_wins_over_the_environment(five: Path) -> None:
    answer = etl("query", "SELECT 7 AS n", "--warehouse", five, env={"ETL_WAREHOUSE": "/none/such.duckdb"})
    assert answer.code == 0


def test_a_dry_run_shows_field_by_field_what_would_change(desk: Desk) -> None:
    path = put(desk.raw / "a.txt", notice_text())
    assert (
        "  added: 渝北区 2024 plan 渝北府办发〔2024〕5号: 3 projects, 3 tasks" in desk.ingest("--dry-run", path).stderr
    )
    desk.ingest(path)
    put(path, notice_text().replace("建成口袋公园3个", "建成口袋公园5个"))
    before = desk.warehouse.read_bytes()
    desk.folder.chmod(0o555)
    try:
        answer = desk.ingest("--dry-run", path)
    finally:
        desk.folder.chmod(0o755)
    lines = answer.stderr.splitlines()
    assert (answer.code, answer.data) == (0, b"")
    target = "target: “建成口袋公园3个。” → “建成口袋公园5个。”"
    assert f"  渝北区 2024 plan, project 1, part 1 (建设城市公园): {target}" in lines
    assert lines[-1].endswith("nothing was written (dry run)")
    assert desk.warehouse.read_bytes() == before


def test_many_changes_are_cut_with_the_way_to_see_all(desk: Desk) -> None:
    rows = [(str(n), f"建设公园{n}", "区教委", f"建成公园{n}个。", "2024.12") for n in range(1, 80)]
    path = put(desk.raw / "a.txt", notice_text(rows))
    desk.ingest(path)
    put(path, notice_text([(*row[:3], row[3].replace("建成", "新建"), row[4]) for row in rows]))
    few, every = (desk.ingest("--dry-run", *more, path).stderr.splitlines() for more in ((), ("--all",)))
    assert few[-2].endswith("more changes; give --all to see them") and len(few) == 63
    assert len(every) > 80 and not any("more changes" in line for line in every)


def test_a_file_that_is_gone_is_told_and_keeps_its_rows(desk: Desk) -> None:
    path, other = put(desk.raw / "a.txt", notice_text()), put(desk.raw / "deep" / "b.txt", notice_text(year=2023))
    desk.ingest(desk.raw)
    other.unlink()
    answer = desk.ingest(desk.raw)
    assert answer.code == 0
    (line,) = [text for text in answer.stderr.splitlines() if text.startswith("GONE")]
    assert "deep/b.txt: its rows stay; put it back, or run `etl rebuild` to build without it" in line
    assert "1 unchanged, 1 gone; nothing new" in answer.stderr
    assert ask(desk.warehouse, "SELECT count(*) FROM notices WHERE is_current") == [(2,)]
    assert "GONE" not in desk.ingest(path).stderr
    put(desk.raw / "c.txt", notice_text(year=2022))
    desk.ingest(desk.raw)
    assert ask(desk.warehouse, "SELECT gone FROM runs ORDER BY started_at") == [(0,), (1,)]


def test_a_rebuild_tells_what_it_no_longer_has(desk: Desk) -> None:
    path, other = put(desk.raw / "a.txt", notice_text()), put(desk.raw / "b.txt", notice_text(year=2023))
    desk.ingest(desk.raw)
    other.unlink()
    put(path, notice_text().replace("3个", "5个"))
    desk.ingest(desk.raw)
    ((edition,),) = ask(desk.warehouse, "SELECT notice_id FROM notices WHERE contains(notice_id, '@')")
    told = [
        text
        for text in etl(
            *("diff", "--rebuild", "--raw", desk.raw, "--warehouse", desk.warehouse, "--decisions", desk.decisions)
        ).stderr.splitlines()
        if text.startswith("GONE")
    ]
    assert len(told) == 3
    assert "b.txt: it is not in what was built" in told[0]
    assert any(f"{edition}: no file gives this edition any more" in line for line in told)
    assert any("no file gives this notice any more" in line for line in told)


def test_a_moved_file_has_its_new_path(desk: Desk) -> None:
    path = put(desk.raw / "a.txt", notice_text())
    desk.ingest(desk.raw)
    path.rename(desk.raw / "z.txt")
    answer = desk.ingest(desk.raw)
    assert "GONE" not in answer.stderr and "published" in answer.stderr
    assert ask(desk.warehouse, "SELECT parse_filename(path), outcome FROM sources") == [("z.txt", "loaded")]
    assert ask(desk.warehouse, "SELECT DISTINCT parse_filename(source_path) FROM v_tasks") == [("z.txt",)]
    assert "nothing new" in desk.ingest(desk.raw).stderr


def test_what_a_structural_check_stops_can_be_accepted_and_is_recorded(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text())
    put(desk.folder / "own" / "none.sql", "-- No task is.\n-- kind: structural\nSELECT 'a task.' AS message FROM tasks")
    refused = desk.ingest(desk.raw, "--checks", desk.folder / "own")
    assert refused.code == 1 and not desk.warehouse.exists()
    assert "it fails none, which no notice can be at fault for; the first failure is: a task; " in refused.stderr
    assert desk.ingest(desk.raw, "--checks", desk.folder / "own", "--accept").code == 1
    ((accepted,),) = ask(desk.warehouse, "SELECT accepted FROM runs")
    assert accepted.startswith("it fails none, ")


def test_nothing_is_added_to_a_warehouse_that_other_hands_changed(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text())
    assert desk.ingest(desk.raw).code == 0
    doctor(desk.warehouse, "UPDATE tasks SET deadline = '2024-11-30' WHERE deadline IS NOT NULL")
    put(desk.raw / "b.txt", notice_text(number="渝北府办发〔2024〕6号"))
    answer = desk.ingest(desk.raw)
    assert answer.code == 1
    assert "was changed by other hands after it was published, in tasks, " in answer.stderr
    assert desk.rebuild().code in (0, 1)
    assert ask(desk.warehouse, "SELECT count(*) FROM tasks WHERE deadline = '2024-11-30'") == [(0,)]


@pytest.fixture
def long_ago(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of a test have been left alone for long."""
    monkeypatch.setattr("etl.hashes.time.time", lambda: 1e11)


def opened_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are opened from now on."""
    opened: list[str] = []
    real_open, real_sha256 = DiskFile.open, DiskFile.sha256

    def told_open(file: DiskFile) -> BinaryIO:
        opened.append(file.path)
        return real_open(file)

    def told_sha256(file: DiskFile) -> str:
        opened.append(file.path)
        return real_sha256(file)

    monkeypatch.setattr(DiskFile, "open", told_open)
    monkeypatch.setattr(DiskFile, "sha256", told_sha256)
    return opened


@pytest.mark.usefixtures("long_ago")
def test_a_file_that_has_not_changed_is_not_opened_unless_that_is_wished(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put(desk.raw / "a.txt", notice_text())
    desk.ingest(desk.raw)
    opened = opened_files(monkeypatch)
    usual = desk.ingest(desk.raw)
    assert usual.code == 0 and "1 unchanged; nothing new" in usual.stderr
    assert opened == []
    assert desk.ingest(desk.raw, "--rehash").stderr == usual.stderr
    assert set(opened) == {DiskFile(file).path}


@pytest.mark.usefixtures("long_ago")
def test_a_rebuild_opens_every_file_and_the_next_ingest_none(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    put(desk.raw / "a.txt", notice_text())
    opened = opened_files(monkeypatch)
    assert desk.rebuild().code == desk.rebuild().code == 0
    assert len(opened) >= 4
    opened.clear()
    assert "1 unchanged" in desk.ingest(desk.raw).stderr
    assert opened == []


@pytest.mark.usefixtures("long_ago")
def test_a_dry_run_remembers_nothing(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text())
    desk.ingest("--dry-run", desk.raw)
    assert [p.name for p in desk.folder.iterdir() if p.name.startswith(".")] == []
    desk.ingest(desk.raw)
    before = {p.name: p.read_bytes() for p in desk.folder.iterdir() if p.name.startswith(".")}
    assert ".notices.duckdb.hashes" in before
    put(desk.raw / "b.txt", notice_text() + " ")
    desk.ingest("--dry-run", desk.raw)
    assert {p.name: p.read_bytes() for p in desk.folder.iterdir() if p.name.startswith(".")} == before


@pytest.mark.usefixtures("long_ago")
def test_a_file_in_quarantine_is_read_again_however_well_it_is_known(desk: Desk) -> None:
    put(desk.raw / "a.docx", b"")
    first = desk.ingest(desk.raw)
    assert first.code == 1
    again = desk.ingest(desk.raw)
    assert again.code == 1 and "QUARANTINED" in again.stderr


@pytest.mark.usefixtures("long_ago")
def test_what_is_remembered_says_nothing_of_what_became_of_a_file(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text())
    desk.ingest(desk.raw)
    desk.warehouse.unlink()
    assert "1 loaded; published" in desk.ingest(desk.raw).stderr


def test_a_warehouse_below_the_folder_is_no_notice(desk: Desk) -> None:
    put(desk.folder / "a.txt", notice_text())
    desk.filled()
    answer = desk.ingest("--dry-run", desk.folder)
    assert answer.code == 0 and "1 file: " in answer.stderr
    named = desk.ingest(desk.warehouse)
    assert named.code == 2
    assert "is the warehouse itself" in said_in_one_line(named)


def test_a_pipe_is_neither_a_file_nor_a_folder(desk: Desk) -> None:
    os.mkfifo(desk.folder / "pipe")
    answer = desk.ingest(desk.folder / "pipe")
    assert answer.code == 2
    assert "is neither a file nor a folder" in said_in_one_line(answer)


def test_a_folder_that_cannot_be_listed_is_told_and_what_is_known_below_it_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk.raw / "a.txt", notice_text())
    put(desk.raw / "2023" / "b.txt", notice_text(year=2023))
    put(desk.raw / "c.txt", notice_text(year=2022))
    assert desk.ingest(desk.raw).code == 0
    before = rows_of(desk.warehouse)
    (desk.raw / "c.txt").unlink()
    with monkeypatch.context() as patch:
        close(patch, desk.raw / "2023")
        answer = desk.ingest(desk.raw)
    assert answer.code == 1
    (told,) = re.findall("^QUARANTINED .*", answer.stderr, re.MULTILINE)
    assert told.endswith(
        "/raw/2023: this folder cannot be listed (Permission denied), so none of its files was read; see to its "
        "permissions, then run it again."
    )
    assert re.findall(r"^GONE +\S+/(\S+):", answer.stderr, re.MULTILINE) == ["c.txt"]
    assert "2 files: 1 unchanged, 1 quarantined, 1 gone; nothing new" in answer.stderr
    assert rows_of(desk.warehouse) == before
    again = desk.ingest(desk.raw)
    assert again.code == 0 and "2 unchanged, 1 gone; nothing new" in again.stderr


def test_what_is_new_beside_a_folder_that_cannot_be_listed_is_published(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk.raw / "a.txt", notice_text())
    put(desk.raw / "2023" / "b.txt", notice_text(year=2023))
    close(monkeypatch, desk.raw / "2023")
    answer = desk.ingest(desk.raw)
    assert answer.code == 1 and "2 files: 1 loaded, 1 quarantined; published" in answer.stderr
    assert ask(desk.warehouse, "SELECT count(*) FROM sources") == [(1,)]
    assert ask(desk.warehouse, "SELECT files, quarantined, gone FROM runs") == [(2, 1, 0)]


@pytest.mark.skipif(os.name != "posix", reason="links need a permission elsewhere")
def test_a_linked_folder_is_read_and_what_disappears_from_it_is_told(desk: Desk) -> None:
    shared = desk.folder / "share"
    put(shared / "a.txt", notice_text())
    put(shared / "b.txt", notice_text(year=2023))
    desk.raw.mkdir()
    (desk.raw / "shared").symlink_to(shared)
    (shared / "loop").symlink_to(desk.raw)
    assert "2 files: 2 loaded; published" in desk.ingest(desk.raw).stderr
    (shared / "a.txt").unlink()
    answer = desk.ingest(desk.raw)
    assert answer.code == 0 and "1 file: 1 unchanged, 1 gone; nothing new" in answer.stderr
    shared.rename(desk.folder / "elsewhere")
    answer = desk.ingest(desk.raw)
    assert answer.code == 1 and "GONE" not in answer.stderr
    assert "/raw/shared is a link to it, and nothing is there" in answer.stderr


def test_a_file_that_may_not_be_reached_is_a_wrong_call(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    file, stat = put(desk.raw / "a.txt", notice_text()), Path.stat

    def refuse(path: Path, **how: bool) -> os.stat_result:
        if path == file:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        return stat(path, **how)

    monkeypatch.setattr(Path, "stat", refuse)
    answer = desk.ingest(file)
    assert answer.code == 2
    assert f"{file} cannot be reached (Permission denied); see to its permissions." in said_in_one_line(answer)
