"""``etl inspect --at``: what stands at a place, on stdout; its picture in a file."""

import re
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from etl.cli.commands import app
from tests.conftest import notice_path


def inspect(name: str, file_format: str, *more: str) -> Result:
    return CliRunner().invoke(app, ["inspect", str(notice_path(name, file_format)), *more])


def test_a_cell_of_a_page_is_shown_with_its_place_on_the_page() -> None:
    result = inspect("gaoxin-2024-plan", "pdf", "--at", "table 1, row 9, column 4")
    assert result.exit_code == 0, result.output
    head, text = result.stdout.splitlines()
    assert head.startswith("page 2, table 1, row 9, column 4 (")
    assert head.endswith("): field lead")
    assert text == "  公共服务局"


@pytest.mark.parametrize(
    ("file_format", "place"),
    [("html", r"line \d+"), ("docx", "table 1, row 8, cell 4"), ("xlsx", ".+!D9"), ("text", r"line \d+")],
)
def test_a_cell_of_another_format_is_shown_with_its_place_in_the_text(file_format: str, place: str) -> None:
    at = "table 1, row 8, column 4" if file_format != "xlsx" else "table 1, row 7, column 4"
    result = inspect("gaoxin-2024-plan", file_format, "--at", at)
    assert result.exit_code == 0, result.output
    assert re.fullmatch(rf"table 1, row \d, column 4 \({place}\): field lead", result.stdout.splitlines()[0])


def test_the_place_that_a_task_names_can_be_asked_for(tmp_path: Path) -> None:
    warehouse = str(tmp_path / "w.duckdb")
    path = str(notice_path("yubei-2024-plan", "pdf"))
    runner = CliRunner()
    assert runner.invoke(app, ["ingest", path, "--warehouse", warehouse]).exit_code == 0
    sql = "SELECT place FROM v_tasks WHERE seq = 20 LIMIT 1"
    place = runner.invoke(app, ["query", sql, "--format", "csv", "--warehouse", warehouse]).stdout.splitlines()[1]
    result = runner.invoke(app, ["inspect", path, "--at", place.strip('"')])
    assert result.exit_code == 0, result.output
    assert "field seq\n  20\n" in result.stdout


def test_the_page_is_drawn_into_the_file_that_is_named(tmp_path: Path) -> None:
    target = tmp_path / "page.png"
    result = inspect("gaoxin-2024-plan", "pdf", "--at", "table 1, row 9", "--picture", str(target))
    assert result.exit_code == 0, result.output
    with Image.open(target) as drawn:
        assert drawn.width > 1000
    assert "drawn: " in result.stderr
    assert "drawn" not in result.stdout


@pytest.mark.parametrize(
    ("at", "code", "said"),
    [
        ("table 99", 1, "has nothing at “table 99”"),
        ("B12", 2, "is no place"),
        ("paragraph 9999", 1, "has nothing at"),
    ],
)
def test_a_place_that_is_not_there_is_one_sentence(at: str, code: int, said: str) -> None:
    result = inspect("gaoxin-2024-plan", "text", "--at", at)
    assert result.exit_code == code
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_format_without_pages_says_that_it_has_none(tmp_path: Path) -> None:
    target = tmp_path / "page.png"
    result = inspect("gaoxin-2024-plan", "text", "--at", "table 1, row 8", "--picture", str(target))
    assert result.exit_code == 1
    assert "has no pages to draw" in result.stderr
    assert not target.exists()


def test_a_picture_needs_a_place() -> None:
    result = inspect("gaoxin-2024-plan", "pdf", "--picture", "page.png")
    assert result.exit_code == 2
    assert "name one with --at" in result.stderr


def test_a_picture_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    target = tmp_path / "none" / "page.png"
    result = inspect("gaoxin-2024-plan", "pdf", "--at", "table 1, row 9", "--picture", str(target))
    assert result.exit_code == 1
    assert "cannot be written" in result.stderr
    assert len(result.stderr.splitlines()) == 1
