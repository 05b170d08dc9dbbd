import json
from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from schemas.log import FileDone, RunStarted, line_adapter

COMMON = {"time": "2024-03-01T08:30:00.123456Z", "run_id": "20240301T083000-abcdef"}
LINES = (
    {
        **COMMON,
        "event": "run_started",
        "command": "rebuild",
        "version": "0.4.0",
        "parser_version": "4",
        "schema": 4,
        "warehouse": "data/warehouse/notices.duckdb",
        "files": 12,
    },
    {
        **COMMON,
        "event": "file",
        "path": "data/raw/a.pdf",
        "sha256": "ab" * 32,
        "outcome": "loaded",
        "reason": None,
        "projects": 3,
        "tasks": 4,
        "errors": 0,
        "warnings": 1,
        "seconds": 0.7,
    },
    {**COMMON, "event": "gone", "path": "data/raw/b.pdf"},
    {**COMMON, "event": "check", "name": "unread_cells", "severity": "error", "failures": 0, "first": None},
    {**COMMON, "event": "refused", "reason": "the rebuilt warehouse was not published."},
    {
        **COMMON,
        "event": "published",
        "content_hash": "cd" * 32,
        "notices": 5,
        "tasks": 124,
        "seconds": 1.5,
        "bytes": 2_000_000,
    },
    {
        **COMMON,
        "event": "run_ended",
        "exit_code": 0,
        "counts": {"files": 12, "loaded": 11, "unchanged": 0, "superseded": 1, "quarantined": 0, "gone": 0},
        "seconds": 20.5,
    },
)


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line["event"]))
def test_every_event_is_read_back_as_it_was_written(line: dict[str, object]) -> None:
    read = line_adapter.validate_json(json.dumps(line))
    assert json.loads(read.model_dump_json(by_alias=True)) == line


@pytest.mark.parametrize("line", LINES, ids=lambda line: str(line["event"]))
def test_a_field_that_nobody_knows_is_refused(line: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        line_adapter.validate_python(line | {"hostname": "x"})


def test_an_event_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValidationError):
        line_adapter.validate_python({**COMMON, "event": "coffee"})


def test_times_are_in_utc() -> None:
    line = RunStarted.model_validate({k: v for k, v in LINES[0].items() if k != "time"})
    assert line.time.tzinfo is UTC and (datetime.now(UTC) - line.time).total_seconds() < 60


def test_a_path_that_is_no_text_is_told_with_escapes() -> None:
    line = FileDone.model_validate(LINES[1] | {"path": "data/raw/\udcff.pdf"})
    assert line.path == "data/raw/\\udcff.pdf"
