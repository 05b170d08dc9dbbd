"""``etl rebuild``: when it publishes and when it does not."""

import json

import pytest

from tests.etl.cli.desk import Desk, said_in_one_line
from tests.etl.closed import close
from tests.etl.warehouse.build import (
    ROWS,
    ask,
    bare_warehouse,
    five_notices,
    notice_text,
    put,
)


def test_a_rebuild_that_newly_fails_a_check_is_refused(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text([ROWS[0], ("5", *ROWS[1][1:])]))
    before = put(desk.warehouse, bare_warehouse()).read_bytes()
    answer = desk.rebuild()
    assert answer.code == 1
    assert "was not published: it fails serial_numbers" in answer.stderr.splitlines()[-1]
    assert desk.warehouse.read_bytes() == before
    assert not any(p.name.endswith((".new", ".wal")) for p in desk.folder.iterdir())


def test_a_rebuild_without_its_folder_exits_2(desk: Desk) -> None:
    desk.filled()
    assert desk.rebuild().code == 2
    assert desk.warehouse.read_bytes() == five_notices()


def test_a_rebuild_from_an_empty_folder_exits_2_and_leaves_the_warehouse(desk: Desk) -> None:
    desk.filled().raw.mkdir()
    answer = desk.rebuild()
    assert answer.code == 2
    assert f"there is no file in {desk.raw}" in said_in_one_line(answer)
    assert desk.warehouse.read_bytes() == five_notices()


def test_a_rebuild_from_litter_alone_leaves_the_warehouse(desk: Desk) -> None:
    desk.filled()
    put(desk.raw / "~$plan.docx", b"x")
    assert desk.rebuild().code == 2
    assert desk.warehouse.read_bytes() == five_notices()


def test_a_rebuild_of_which_no_file_can_be_read_leaves_the_warehouse(desk: Desk) -> None:
    desk.filled()
    put(desk.raw / "a.docx", b"")
    answer = desk.rebuild()
    assert answer.code == 1
    assert "no file gave a notice" in answer.stderr.splitlines()[-1]
    assert desk.warehouse.read_bytes() == five_notices()


def test_a_rebuild_that_would_lose_tasks_is_refused_until_that_is_accepted(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text())
    desk.rebuild()
    before = desk.warehouse.read_bytes()
    put(desk.raw / "a.txt", notice_text(ROWS[:2]))
    refused = desk.rebuild()
    assert refused.code == 1
    assert "1 of 3 tasks (33.3 %) would be lost, more than --max-loss 5 allows" in refused.stderr.splitlines()[-1]
    assert desk.warehouse.read_bytes() == before
    accepted = desk.rebuild("--accept")
    assert accepted.code == 0 and "\naccepted: 1 of 3 tasks (33.3 %) would be lost" in accepted.stderr
    assert desk.rebuild().code == 0
    records = [record for (record,) in ask(desk.warehouse, "SELECT accepted FROM runs ORDER BY started_at")]
    assert (records[0], records[2]) == (None, None)
    assert records[1] is not None and records[1].startswith("1 of 3 tasks")


@pytest.mark.parametrize(("limit", "code"), [("33", 1), ("34", 0), ("100", 0)])
def test_how_much_may_go_can_be_said(desk: Desk, limit: str, code: int) -> None:
    put(desk.raw / "a.txt", notice_text())
    desk.rebuild()
    put(desk.raw / "a.txt", notice_text(ROWS[:2]))
    assert desk.rebuild("--max-loss", limit).code == code


@pytest.mark.parametrize("wrong", [("--max-loss", "101"), ("--max-loss", "few"), ("--workers", "0")])
def test_a_wrong_limit_is_a_wrong_call(desk: Desk, wrong: tuple[str, str]) -> None:
    put(desk.raw / "a.txt", notice_text())
    assert desk.rebuild(*wrong).code == 2
    assert not desk.warehouse.exists()


def test_a_refused_rebuild_says_what_is_gone_before_it_says_no(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text())
    gone = put(desk.raw / "b.txt", notice_text(ROWS[:1], number="渝北府办发〔2023〕9号", year=2023))
    desk.rebuild()
    gone.unlink()
    log = desk.folder / "log.jsonl"
    answer = desk.rebuild("--log", log)
    lines = answer.stderr.splitlines()
    assert answer.code == 1 and "was not published" in lines[-1]
    assert sum(line.startswith("GONE") for line in lines[:-1]) == 2
    events = [json.loads(line) for line in log.read_text("utf-8").splitlines()]
    names = [event["event"] for event in events if event["event"] != "check"]
    assert names == ["run_started", "file", "gone", "refused", "run_ended"]
    assert events[-1]["counts"]["gone"] == 1


def test_a_rebuild_does_not_drop_what_lies_in_a_folder_that_cannot_be_listed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk.raw / "a.txt", notice_text())
    put(desk.raw / "2023" / "b.txt", notice_text(year=2023))
    assert desk.rebuild().code == 0
    before = desk.warehouse.read_bytes()
    close(monkeypatch, desk.raw / "2023")
    answer = desk.rebuild("--max-loss", "100")
    assert answer.code == 1 and "GONE" not in answer.stderr
    assert "QUARANTINED" in answer.stderr and "this folder cannot be listed" in answer.stderr
    assert f"{desk.warehouse} has 1 file below a folder that could not be read, " in answer.stderr.splitlines()[-1]
    assert desk.warehouse.read_bytes() == before
    accepted = desk.rebuild("--max-loss", "100", "--accept")
    assert accepted.code == 1 and "accepted: " in accepted.stderr
    assert ask(desk.warehouse, "SELECT count(*) FROM notices") == [(1,)]
    ((recorded,),) = ask(desk.warehouse, "SELECT accepted FROM runs ORDER BY started_at DESC LIMIT 1")
    assert "below a folder that could not be read" in str(recorded)


def test_a_copy_of_a_file_in_a_closed_folder_is_enough_for_a_rebuild(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk.raw / "2023" / "b.txt", notice_text())
    assert desk.rebuild().code == 0
    put(desk.raw / "copy.txt", notice_text())
    close(monkeypatch, desk.raw / "2023")
    answer = desk.rebuild()
    assert answer.code == 1 and "1 loaded, 1 quarantined; published" in answer.stderr


def test_a_rebuild_from_a_folder_that_cannot_be_listed_says_so(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.filled()
    put(desk.raw / "a.txt", notice_text())
    close(monkeypatch, desk.raw)
    answer = desk.rebuild()
    assert answer.code == 2
    first, last = answer.stderr.splitlines()
    assert "this folder cannot be listed (Permission denied)" in first
    assert f"there is no file in {desk.raw}" in last
    assert desk.warehouse.read_bytes() == five_notices()
