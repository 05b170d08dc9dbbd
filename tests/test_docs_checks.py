"""``docs/checks.md`` names every check with the severity and the promise that its file has, and its examples run."""

import re
from pathlib import Path

import pytest

from etl.warehouse.check import check_warehouse
from etl.warehouse.check_files import CheckFile, built_in, own_checks
from etl.warehouse.made import SCHEMA, VIEWS
from etl.warehouse.whole import CONTENT, READABLE, RECORDS
from tests.etl.warehouse.build import five_notices, put

ROOT = Path(__file__).parents[1]
ROWS = re.findall(r"^\| `(\w+)` \| ([a-z, ]+) \| (.+?) \| (.+) \|$", (ROOT / "docs/checks.md").read_text("utf-8"), re.M)


def test_the_list_is_that_of_the_files() -> None:
    whole: tuple[CheckFile, ...] = (CONTENT, READABLE, RECORDS, SCHEMA, VIEWS)
    files = [(c.name, c.severity.value + ", structural" * c.structural, c.promise) for c in (*built_in(), *whole)]
    assert [row[:3] for row in ROWS if row[0] != "sources"] == files
    assert [row[1] for row in ROWS if row[0] == "sources"] == ["error"]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_every_check_says_what_to_do(row: tuple[str, ...]) -> None:
    assert row[3].endswith(".")


def test_the_examples_run_and_fail_nothing(tmp_path: Path) -> None:
    folder = ROOT / "examples" / "checks"
    names = {check.name for check in own_checks(folder)}
    found = {c.name: c for c in check_warehouse(put(tmp_path / "n.duckdb", five_notices()), folder)}
    assert len(names) == 2 and names <= found.keys()
    assert not any(found[name].is_error for name in names)
    assert "could not be run" not in " ".join(line for name in names for line in found[name].failures)


def test_a_default_install_has_no_checks_but_its_own() -> None:
    assert not (ROOT / "checks").exists()
