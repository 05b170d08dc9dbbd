"""The pages of ``docs/`` are true: their commands run, their queries find something, their lists are current."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from etl.cli import app
from parsers.formats import formats
from parsers.isolated.limits import Limits
from tests import gallery_page

ROOT = Path(__file__).parents[1]
PAGES = sorted((ROOT / "docs").glob("*.md"))


def text_of(page: Path) -> str:
    return page.read_text("utf-8")


def test_the_page_of_the_gallery_is_current() -> None:
    assert text_of(gallery_page.PAGE) == gallery_page.page(), "make it anew: python -m tests.gallery_page"


def test_every_format_is_named() -> None:
    page = text_of(ROOT / "docs" / "formats.md").lower()
    words = {"wordml": "word 2003", "flatopc": "flat opc", "scan": "scans"}
    assert [f.NAME for f in formats() if words.get(f.NAME, f.NAME) not in page] == []


def test_the_limits_are_those_of_the_program() -> None:
    page = text_of(ROOT / "docs" / "formats.md")
    limits = Limits()
    assert f"{limits.patience:.0f} seconds" in page
    assert (limits.total, limits.per_step, limits.memory) == (600, 10, 1024**3)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)\)", text_of(page))
    assert [link for link in links if "://" not in link and not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_command_shown_runs(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    for block in re.findall(r"```console\n\$ etl (.*?)\n```", text_of(page), re.S):
        result = CliRunner().invoke(app, shlex.split(block))
        assert result.exit_code == 0, result.output
        assert result.stdout


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_every_query_shown_finds_something(page: Path, tmp_path: Path) -> None:
    queries = re.findall(r"```sql\n(.*?)```", text_of(page), re.S)
    warehouse = str(tmp_path / "w.duckdb")
    runner = CliRunner()
    if queries:
        assert runner.invoke(app, ["ingest", str(ROOT / "data" / "raw"), "--warehouse", warehouse]).exit_code == 0
    for sql in queries:
        result = runner.invoke(app, ["query", sql, "--warehouse", warehouse])
        assert result.exit_code == 0, result.output
        assert "(0 rows)" not in result.stdout
