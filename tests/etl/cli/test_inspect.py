"""``etl inspect``: the stages of one file on stdout."""

from pathlib import Path

import pytest

from tests.conftest import notice_path
from tests.etl.cli.desk import said_in_one_line
from tests.etl.warehouse.build import (
    etl,
    notice_text,
    put,
)


def test_inspect_shows_every_stage_on_stdout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = notice_path("gaoxin-2024-plan", "text").resolve()
    monkeypatch.chdir(tmp_path)
    answer = etl("inspect", path)
    assert (answer.code, answer.stderr) == (0, "")
    for part in ("LETTER", "COLUMNS", "ROWS", "PARAGRAPHS", "TASKS", "FINDINGS"):
        assert part in answer.stdout
    assert list(tmp_path.iterdir()) == []


def test_inspect_of_a_file_that_cannot_be_read_exits_1_with_the_reason(tmp_path: Path) -> None:
    answer = etl("inspect", put(tmp_path / "a.docx", b""))
    assert answer.code == 1
    assert "the file is empty" in said_in_one_line(answer)


@pytest.mark.parametrize("name", ["none.txt", "", "民" * 300], ids=["missing", "folder", "too long"])
def test_inspect_of_no_file_exits_2(tmp_path: Path, name: str) -> None:
    answer = etl("inspect", tmp_path / name)
    assert answer.code == 2
    said_in_one_line(answer)


@pytest.mark.parametrize("surprise", [RuntimeError("what now"), PermissionError(13, "Permission denied")], ids=repr)
def test_inspect_of_a_file_that_surprises_exits_1_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, surprise: Exception
) -> None:
    def surprising(_: bytes) -> None:
        raise surprise

    monkeypatch.setattr("parsers.reading.read_document", surprising)
    answer = etl("inspect", put(tmp_path / "a.txt", notice_text()))
    assert answer.code == 1
    said_in_one_line(answer)
