"""``docs/scale.md``: its table follows from what it says it is derived from, and it tells what the program does."""

import re
from importlib import import_module
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from etl.cli.commands import app
from etl.cli.options import DEFAULT_WAIT
from etl.cluster.desk import GIVEN, MOST_DEATHS
from etl.cluster.join import FEWEST, MOST
from parsers.isolated import Limits
from tests.conftest import GOLDEN, NOTICES, notice_path

PAGE = (Path(__file__).parents[1] / "docs" / "scale.md").read_text("utf-8")
LINE = " ".join(PAGE.split())
GOVERNMENTS = {"a county": 1, "a city (重庆)": 1 + 38, "a province, on average": round((31 + 330 + 2850) / 31)}
FILES_EACH = 1.5
PLANS, REPORT = [n for n in NOTICES if n.endswith("plan")], "yubei-2021-report"


def tasks(name: str) -> int:
    golden = yaml.safe_load((GOLDEN / "notices" / f"{name}.yml").read_text("utf-8"))
    return len(golden["tasks"])


def pages(name: str) -> int:
    import pypdfium2

    return len(pypdfium2.PdfDocument(notice_path(name, "pdf")))


def rows() -> dict[str, list[tuple[float, float]]]:
    """The table's figures as lower and upper case."""
    table = {}
    for line in re.findall(r"^\| (a c|the country|a province)(.*) \|$", PAGE, re.M):
        name, *cells = ("".join(line)).replace(",", "").replace("a province on", "a province, on").split(" | ")
        if len(cells) == 6:
            figures = [[float(x) for x in cell.split(" to ")] for cell in cells]
            table[name] = [(f[0], f[-1]) for f in figures]
    return table


def test_the_five_notices_are_what_the_page_says() -> None:
    assert [pages(n) for n in PLANS] == [3, 5, 4, 7] and pages(REPORT) == 17
    assert [tasks(n) for n in PLANS] == [20, 29, 21, 41] and tasks(REPORT) == 13
    assert "3, 5, 4 and 7 pages and 20, 29, 21 and 41 tasks, so 4.75 pages and 27.75 tasks" in LINE
    sizes = [notice_path(n, "pdf").stat().st_size / 1e6 for n in NOTICES]
    assert sum(sizes) / 5 == pytest.approx(0.24, abs=0.005)


@pytest.mark.parametrize("name", ["a county", "a city (重庆)", "a province, on average", "the country"])
def test_the_table_follows(name: str) -> None:
    governments = {**GOVERNMENTS, "the country": 31 + 330 + 2850}[name]
    assert rows()[name][0] == (governments, governments)
    plan_pages, report_pages, plan_tasks, report_tasks, megabytes = 4.75, 17, 27.75, 13, 0.24
    for case, monthly in enumerate((0, 12)):
        notices = governments * (2 + monthly)
        derived = (
            notices,
            notices * FILES_EACH,
            governments * (plan_pages * (1 + monthly) + report_pages),
            governments * (plan_tasks + report_tasks),
            notices * FILES_EACH * megabytes,
        )
        told = [figure[case] for figure in rows()[name][1:]]
        assert told == [pytest.approx(d, rel=0.06, abs=0.5) for d in derived]


def test_it_tells_what_the_program_does() -> None:
    assert f"no fewer than {FEWEST}, no more than {MOST}" in LINE and GIVEN == 2 and "has two files at a time" in LINE
    assert "on which two workers died" in LINE and MOST_DEATHS == 2
    assert f"({DEFAULT_WAIT:.0f} if not said)" in LINE
    assert Limits().memory == 1024**3 and "Memory is 1 GB for each process that reads" in LINE


def test_its_options_and_variables_exist() -> None:
    shown = CliRunner().invoke(app, ["ingest", "--help"]).stdout
    of_dask = {"--host", "--port", "--dashboard-address", "--nworkers", "--nthreads", "--memory-limit"}
    others = {"--pwprompt", "--owner"}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", PAGE)) - of_dask - others <= set(re.findall(r"--[a-z-]+", shown))
    assert set(re.findall(r"ETL_[A-Z_]+", PAGE)) <= set(re.findall(r"ETL_[A-Z_]+", shown))


@pytest.mark.parametrize("what", ["scheduler", "worker"])
def test_the_commands_of_dask_have_their_options(what: str) -> None:
    pytest.importorskip("distributed", reason="needs Dask; run `make install`")
    (line,) = re.findall(rf"^ +dask {what} (.*)$", PAGE, re.M)
    known = {o for p in import_module(f"distributed.cli.dask_{what}").main.params for o in (*p.opts, *p.secondary_opts)}
    assert {word for word in line.split() if word.startswith("--")} <= known
