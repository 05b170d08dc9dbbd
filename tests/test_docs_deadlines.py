"""The rules of ``docs/deadlines.md`` are those of the program: every row of its tables is run."""

import re
from pathlib import Path

import pytest

from etl.normalise.deadlines.doubts import doubts_of
from etl.normalise.deadlines.reading import read_deadline
from schemas.normalised import Deadline
from schemas.reference import Reference

PAGE = (Path(__file__).parents[1] / "docs" / "deadlines.md").read_text("utf-8")
YEAR = 2024
ROW = re.compile(r"^\| (.*) \|$", re.M)


def rows_of(*header: str) -> list[list[str]]:
    """The rows of every table with this header."""
    head = "| " + " | ".join(header) + " |\n"
    tables = [part.split("\n\n")[0] for part in PAGE.split(head)[1:]]
    return [[cell.strip() for cell in row.split("|")] for table in tables for row in ROW.findall(table)]


COLUMNS = ("deadline", "precision", "basis", "rule")
CELLS = rows_of("cell", *COLUMNS)
TARGETS = rows_of("target", *COLUMNS)
STAGES = rows_of("cell", "stages")


def told(found: Deadline) -> list[str]:
    """A deadline as the page writes it."""
    days = [str(day) for day in (found.start, found.day) if day]
    return [" → ".join(days), found.precision.value if found.precision else "", found.basis.value]


@pytest.mark.parametrize("row", CELLS, ids=lambda row: str(row[0]))
def test_a_cell_means_what_the_page_says(row: list[str], reference: Reference) -> None:
    found = read_deadline(row[0], "建成公园。", YEAR, reference.deadlines)
    assert told(found) == row[1:4]


@pytest.mark.parametrize("row", TARGETS, ids=lambda row: str(row[0]))
def test_a_target_means_what_the_page_says(row: list[str], reference: Reference) -> None:
    assert told(read_deadline(None, row[0], YEAR, reference.deadlines)) == row[1:4]


@pytest.mark.parametrize("row", STAGES, ids=lambda row: str(row[0]))
def test_stages_are_what_the_page_says(row: list[str], reference: Reference) -> None:
    found = read_deadline(row[0], None, YEAR, reference.deadlines)
    assert "; ".join(f"{stage.action or '—'} {stage.day}" for stage in found.stages) == row[1]


@pytest.mark.parametrize("row", CELLS, ids=lambda row: str(row[0]))
def test_what_is_said_to_have_a_finding_has_one(row: list[str], reference: Reference) -> None:
    found = read_deadline(row[0], None, YEAR, reference.deadlines)
    rules = {doubt.rule for doubt in doubts_of(found, reference.deadlines)}
    has_one = "with a finding" in row[4] or row[0] in ("开学前", "汛期前开工，12月底前完工")
    unread = {"unread_deadline"} if row[3] == "undetermined" and row[0] != "—" else set()
    assert rules == ({"assumed_deadline"} if has_one else unread)


def test_the_page_has_its_tables() -> None:
    assert (len(CELLS) > 50, len(TARGETS) > 10, len(STAGES) > 5) == (True, True, True)
    assert len({row[0] for row in CELLS}) == len(CELLS)


def test_every_basis_and_precision_is_shown() -> None:
    shown = {cell for row in (*CELLS, *TARGETS) for cell in row[2:4]}
    assert {"day", "month", "quarter", "half", "year"} <= shown
    assert {"stated", "text", "plan_year", "open", "undetermined"} <= shown
