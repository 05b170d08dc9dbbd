"""What a command writes into its log."""

from pathlib import Path

import pytest
import typer

from etl.cli.exits import fail
from etl.cli.journal import begin, log_checks, log_publish, logged
from schemas.log import AnyLine, line_adapter
from tests.etl.cli.desk import Desk
from tests.etl.warehouse.build import ROWS, ask, notice_text, put


def lines(path: Path) -> list[AnyLine]:
    return [line_adapter.validate_json(line) for line in path.read_bytes().splitlines()]


def told(path: Path, event: str) -> list[dict[str, object]]:
    return [line.model_dump() for line in lines(path) if line.event == event]


def test_an_ingest_is_logged_from_its_start_to_its_end(desk: Desk) -> None:
    log = desk.folder / "etl.jsonl"
    put(desk.raw / "a.txt", notice_text())
    put(desk.raw / "b.pdf", b"%PDF-1.4 nothing")
    assert desk.ingest(desk.raw, "--log", log).code == 1
    events = [line.event for line in lines(log)]
    assert events[:3] == ["run_started", "file", "file"] and events[-2:] == ["published", "run_ended"]
    assert set(events[3:-2]) == {"check"}
    assert {line.run_id for line in lines(log)} == {ask(desk.warehouse, "SELECT run_id FROM runs")[0][0]}
    good, bad = told(log, "file")
    assert (good["outcome"], good["projects"], good["tasks"], good["reason"]) == ("loaded", 3, 3, None)
    assert bad["outcome"] == "quarantined" and bad["sha256"] and str(bad["reason"]).endswith(".")
    (published,) = told(log, "published")
    assert (published["notices"], published["tasks"]) == (1, 3)
    assert published["bytes"] == desk.warehouse.stat().st_size
    assert (published["content_hash"],) == ask(desk.warehouse, "SELECT content_hash FROM warehouse_info")[0]
    (end,) = told(log, "run_ended")
    assert end["exit_code"] == 1


def test_what_is_unchanged_is_not_published(desk: Desk) -> None:
    log = desk.folder / "etl.jsonl"
    put(desk.raw / "a.txt", notice_text())
    desk.ingest(desk.raw)
    desk.ingest(desk.raw, "--log", log)
    assert [line.event for line in lines(log)] == ["run_started", "file", "run_ended"]
    desk.ingest(desk.raw, "--dry-run", "--log", log)
    assert told(log, "published") == []


def test_a_rebuild_that_is_refused_says_why_in_its_log(desk: Desk) -> None:
    log = desk.folder / "etl.jsonl"
    put(desk.raw / "a.txt", notice_text())
    assert desk.rebuild().code == 0
    put(desk.raw / "a.txt", notice_text(ROWS[:1]))
    answer = desk.rebuild("--log", log)
    assert answer.code == 1
    (refused,) = told(log, "refused")
    assert f"etl: {refused['reason']}" == answer.stderr.splitlines()[-1]
    (end,) = told(log, "run_ended")
    assert end["exit_code"] == 1 and told(log, "published") == []


def test_a_log_that_cannot_be_written_stops_no_run(desk: Desk) -> None:
    put(desk.raw / "a.txt", notice_text())
    answer = desk.ingest(desk.raw, "--log", desk.folder / "none" / "log")
    assert answer.code == 0 and desk.warehouse.exists()
    assert answer.stderr.count("cannot be written") == 1


def test_a_wrong_call_is_no_run(tmp_path: Path) -> None:
    with pytest.raises(typer.Exit), logged(str(tmp_path / "log")):
        fail("there is no file.", 2)
    assert list(tmp_path.iterdir()) == []


def test_a_bug_is_logged_as_an_end_too(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), logged(str(tmp_path / "log")) as log:
        begin(log, "ingest", tmp_path / "w.duckdb", 1)
        raise ZeroDivisionError
    assert [line.event for line in lines(tmp_path / "log")] == ["run_started", "run_ended"]
    assert told(tmp_path / "log", "run_ended")[0]["exit_code"] == 1


def test_nothing_is_looked_up_for_a_log_that_nobody_keeps(tmp_path: Path) -> None:
    with logged(None) as log:
        begin(log, "ingest", tmp_path / "w.duckdb", 1)
        log_checks(log, None)
        log_publish(log, tmp_path / "none.duckdb", 1.0)
    assert list(tmp_path.iterdir()) == []
