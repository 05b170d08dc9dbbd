"""The pages of ``docs/`` are true: their commands run, their queries find something, their lists are current."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from etl.cli.commands import app
from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.mentions import resolve
from etl.reference.load import load_reference, parse_region
from parsers.formats import formats
from parsers.isolated.limits import Limits
from schemas.normalised import NameBasis
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
    assert (limits.total, limits.per_step, limits.memory, limits.longest) == (600, 2, 1024**3, 24 * 60 * 60)
    assert f"at {limits.step_bytes} bytes each" in page


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


def yaml_of(page: str) -> str:
    (block,) = re.findall(r"```yaml\n(.*?)```", text_of(ROOT / "docs" / page), re.S)
    return str(block)


def test_the_district_of_the_page_loads_and_its_names_find_their_bodies() -> None:
    reference = load_reference()
    region = parse_region(yaml_of("add-a-district.md"), reference.bodies, "500110.yml")
    lexicon = Lexicon(region, reference.groups, bodies=reference.bodies, years=(2024,))
    names = ("重庆市綦江区教育委员会", "綦江区教委", "区教育局", "教体局")
    assert {resolve(name, lexicon).unit_id for name in names} == {"500110-education"}
    assert resolve("石角镇", lexicon).unit.name == "重庆市綦江区石角镇人民政府"
    assert resolve("区城管局", lexicon).unit.short_name == "区城市管理局"


def test_the_district_of_the_page_is_the_one_of_the_reference_data() -> None:
    reference = load_reference()
    of_the_page = parse_region(yaml_of("add-a-district.md"), reference.bodies, "500110.yml")
    loaded = next(r for r in reference.regions if r.id == "500110")
    same = {"name", "full_name", "kind", "valid_from", "names", "document_prefixes", "predecessors"}
    assert of_the_page.model_dump(include=same) == loaded.model_dump(include=same)


@pytest.mark.parametrize("basis", list(NameBasis))
def test_every_basis_of_a_name_is_explained(basis: NameBasis) -> None:
    assert f"| `{basis}` |" in text_of(ROOT / "docs" / "units.md")


@pytest.mark.parametrize(
    ("region", "name", "basis"),
    [
        ("500112", "区住建局", NameBasis.RULE),
        ("cq-gaoxin", "区教委", NameBasis.PROVISIONAL),
        ("500112", "县教育局", NameBasis.PROVISIONAL),
        ("500112", "区文化委", NameBasis.PROVISIONAL),
        ("500112", "相关镇街", NameBasis.GROUP),
    ],
)
def test_names_find_their_bodies_as_the_page_says(region: str, name: str, basis: NameBasis) -> None:
    reference = load_reference()
    own = next(r for r in reference.regions if r.id == region)
    assert resolve(name, Lexicon(own, reference.groups, bodies=reference.bodies, years=(2024,))).basis is basis
