"""A warehouse of an older program is told of, rebuilt and keeps its history; one of a newer program is left alone."""

from pathlib import Path

import pytest

from etl.warehouse.connect import SCHEMA_VERSION
from tests.etl.cli.desk import Desk, said_in_one_line
from tests.etl.warehouse.build import ROWS, ask, doctor, etl, five_notices, notice_text, put
from tests.etl.warehouse.older import schema_3

READING = (
    ("query", "SELECT 1"),
    ("check",),
    ("units",),
    ("families",),
    ("export", "out"),
    ("ingest", "raw", "--dry-run"),
    ("ingest", "raw"),
)

ANEW = (("rebuild", "--raw", "raw", "--accept"), ("diff", "--raw", "raw", "--rebuild"))


def call(desk: Desk, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> str:
    put(desk.raw / "a.txt", notice_text())
    monkeypatch.chdir(desk.folder)
    before = desk.warehouse.read_bytes()
    answer = etl(*command, "--warehouse", desk.warehouse)
    assert answer.code == 1
    assert desk.warehouse.read_bytes() == before
    assert not Path("out").exists()
    return said_in_one_line(answer)


@pytest.mark.parametrize("command", READING, ids=" ".join)
def test_of_an_older_schema_every_command_says_what_to_run(
    desk: Desk, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    schema_3(desk.warehouse)
    assert "was made by an older etl (schema 3); run `etl rebuild`" in call(desk, command, monkeypatch)


@pytest.mark.parametrize("command", [*READING, *ANEW], ids=" ".join)
def test_one_of_a_newer_schema_is_refused_by_every_command(
    desk: Desk, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    doctor(put(desk.warehouse, five_notices()), f"UPDATE warehouse_info SET schema_version = {SCHEMA_VERSION + 1}")
    told = f"was made by a newer etl (schema {SCHEMA_VERSION + 1}); update etl"
    assert told in call(desk, command, monkeypatch)


def test_a_rebuild_of_an_older_one_keeps_its_runs(desk: Desk) -> None:
    schema_3(desk.warehouse)
    put(desk.raw / "a.txt", notice_text())
    answer = desk.rebuild()
    assert answer.code == 0, answer.stderr
    assert ask(desk.warehouse, "SELECT schema_version FROM warehouse_info") == [(SCHEMA_VERSION,)]
    assert ask(desk.warehouse, "SELECT command FROM runs ORDER BY started_at") == [("ingest",), ("rebuild",)]
    assert ask(desk.warehouse, "SELECT count(*) FROM tasks") == [(3,)]


def test_a_rebuild_of_an_older_one_is_guarded(desk: Desk) -> None:
    before = schema_3(desk.warehouse).read_bytes()
    put(desk.raw / "a.txt", notice_text(ROWS[:1]))
    answer = desk.rebuild()
    assert answer.code == 1
    assert "2 of 3 tasks (66.7 %) would be lost" in answer.stderr.splitlines()[-1]
    assert "of notices/yubei-2024.txt (2 tasks)" in answer.stderr.splitlines()[-1]
    assert desk.warehouse.read_bytes() == before
