"""What stands where the warehouse should be and is none: one sentence from every command, and nothing is touched."""

from pathlib import Path

import pytest

from tests.etl.cli.desk import Desk, said_in_one_line
from tests.etl.warehouse.build import etl, notice_text, put

COMMANDS = (
    ("ingest", "raw"),
    ("ingest", "raw", "--dry-run"),
    ("rebuild", "--raw", "raw"),
    ("query", "SELECT 1"),
    ("check",),
    ("export", "out"),
    ("diff", "--raw", "raw"),
    ("diff", "--raw", "raw", "--rebuild"),
    ("units",),
    ("families",),
)


def told(desk: Desk, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> str:
    put(desk.raw / "a.txt", notice_text())
    monkeypatch.chdir(desk.folder)
    answer = etl(*command, "--warehouse", desk.warehouse)
    assert answer.code == 1 and not Path("out").exists()
    return said_in_one_line(answer)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_link_that_leads_back_to_itself(
    desk: Desk, command: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.warehouse.symlink_to(desk.warehouse)
    assert "is a symbolic link that leads back to itself" in told(desk, command, monkeypatch)


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("content", ["", "hello, this is a text and no database"], ids=["empty", "text"])
def test_a_file_that_is_no_database(
    desk: Desk, command: tuple[str, ...], content: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(desk.warehouse, content)
    line = told(desk, command, monkeypatch)
    assert "IO Error" not in line and str(desk.warehouse) in line
    assert "is no DuckDB file" in line or "is empty, so there is no warehouse in it" in line
    assert desk.warehouse.read_text() == content
