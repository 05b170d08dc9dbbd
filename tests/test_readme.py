"""What the READMEs say is true: their commands run, their queries return what they print, nothing is left out."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from etl.cli.commands import COMMANDS, app
from etl.reference.load import load_reference

ROOT = Path(__file__).parents[1]
READMES = ("README.md", "README.zh-CN.md")


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("readme") / "notices.duckdb"
    result = CliRunner().invoke(app, ["ingest", str(ROOT / "data" / "raw"), "--warehouse", str(path)])
    assert result.exit_code == 0, result.output
    return path


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text_of(name), re.S)


def query(sql: str, warehouse: Path) -> Result:
    return CliRunner().invoke(app, ["query", sql, "--warehouse", str(warehouse)])


@pytest.mark.parametrize("name", READMES)
def test_every_query_shown_with_its_result_gives_it(name: str, warehouse: Path) -> None:
    shown = [block for block in blocks(name, "console") if block.startswith("$ etl query")]
    assert shown
    for block in shown:
        command, _, printed = block.partition("\n")
        assert query(shlex.split(command)[3], warehouse).stdout == printed


@pytest.mark.parametrize("name", READMES)
def test_every_sql_block_runs_and_finds_something(name: str, warehouse: Path) -> None:
    assert blocks(name, "sql")
    for sql in blocks(name, "sql"):
        result = query(sql, warehouse)
        assert result.exit_code == 0, result.output
        assert "(0 rows)" not in result.stdout


@pytest.mark.parametrize("name", READMES)
def test_every_command_is_in_the_table(name: str) -> None:
    named = re.findall(r"^\| `etl (\w+)", text_of(name), re.M)
    assert sorted(named) == sorted(COMMANDS)


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_exists(name: str) -> None:
    targets = set(re.findall(r"^([a-z]+):", text_of("Makefile"), re.M))
    named = set(re.findall(r"[`$] ?make ([a-z]+)", text_of(name)))
    assert {"demo", "test"} <= named <= targets


def test_make_demo_asks_what_the_readme_shows() -> None:
    demo = re.search(r"^DEMO := (.*?)\n\n", text_of("Makefile"), re.S | re.M)
    shown = next(b for b in blocks("README.md", "console") if b.startswith("$ etl query"))
    assert demo
    assert " ".join(demo[1].replace("\\\n", " ").split()) == shlex.split(shown.splitlines()[0])[3]


@pytest.mark.parametrize("name", READMES)
def test_the_unit_of_the_example_exists(name: str) -> None:
    found = re.search(r"--same-as (\S+)", text_of(name))
    ids = {f"{region.id}-{unit.id}" for region in load_reference().regions for unit in region.units}
    assert found
    assert found[1] in ids


def test_both_readmes_show_the_same_commands_and_queries() -> None:
    english, chinese = (blocks(n, "sql") + [b.split("#")[0] for b in blocks(n, "console")] for n in READMES)
    assert [e.split("--reason")[0] for e in english] == [c.split("--reason")[0] for c in chinese]


def test_every_path_of_the_architecture_exists() -> None:
    section = text_of("README.md").split("## Architecture")[1].split("## Develop")[0]
    paths = re.findall(r"`((?:etl|parsers|schemas|tests|data)/[\w/.-]*)`", section)
    assert len(paths) > 8
    assert [p for p in paths if not (ROOT / p).exists()] == []


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md", "CHANGELOG.md", "Makefile", "pyproject.toml"])
def test_no_registry_host_is_named(name: str) -> None:
    assert not re.search(r"pypi\.|pythonhosted|files\.python", text_of(name))


@pytest.mark.parametrize("path", sorted((ROOT / "requirements").glob("*.txt")), ids=lambda p: p.name)
def test_every_pin_has_a_hash_and_no_host(path: Path) -> None:
    text = path.read_text("utf-8")
    pins = re.findall(r"^[a-z0-9._-]+==", text, re.M)
    assert len(pins) > 10
    assert text.count("==") >= len(pins)
    assert all("--hash=sha256:" in block for block in re.split(r"^(?=[a-z0-9._-]+==)", text, flags=re.M)[1:])
    assert "://" not in text
    assert "duckdb==1.5.5" in text
