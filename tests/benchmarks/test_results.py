"""What a benchmark has found, shown and kept."""

from pathlib import Path

import pytest

from benchmarks.accuracy import Accuracy
from benchmarks.aims import reached
from benchmarks.measure import Cost
from benchmarks.results import Line, Results, from_json, machine, table, write_into

OURS = Line("PDF to Document", "this project", 10, "files", Cost(2, 1), Cost(2, 1), Accuracy(50, 50, 0, 4, 4))
THEIRS = Line(
    "PDF to Document", "pdfplumber, extract_tables", 10, "files", Cost(30, 8), Cost(2, 1), Accuracy(50, 40, 12, 4, 0)
)


def test_a_line_tells_the_cost_of_each_and_how_many_times_ours_it_is() -> None:
    assert OURS.cells()[2:7] == ["10 files", "200 ms", "100 ms", "1.00", "1.00"]
    assert THEIRS.cells()[2:] == ["10 files", "3.0 s", "800 ms", "15", "8.00", "40 of 50", "0 of 4", "", "12"]


def test_columns_that_nobody_fills_are_left_out() -> None:
    shown = Results("10 notices", lines=[OURS, THEIRS]).markdown()
    assert "of those a page cuts" in shown
    assert "of those in merged cells" not in shown


def test_what_was_left_out_is_said() -> None:
    found = Results("10 notices", "on a machine", [OURS], ["docling is left out"], ["a fact"], ["reached: an aim"])
    assert found.markdown().endswith(
        "\n\n- 10 notices\n- on a machine\n- a fact\n- reached: an aim\n- docling is left out\n"
    )


def test_figures_are_kept_and_shown_again() -> None:
    found = Results("10 notices", machine(), [OURS, THEIRS], ["docling is left out"], ["a fact"])
    assert from_json(found.json()) == found


def test_a_table() -> None:
    assert table(["a", "b", "c"], [["x", "y", "1"]]) == "| a | b | c |\n| :-- | :-- | --: |\n| x | y | 1 |"


def test_the_machine_is_told_without_its_name() -> None:
    import platform

    assert "cores" in machine()
    assert platform.node() not in machine().split()


def test_figures_go_between_their_markers_and_again(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- figures: a -->\n<!-- end: a -->\nafter\n", "utf-8")
    for figures in ("1\n", "2\n"):
        write_into(page, "a", figures)
    assert page.read_text("utf-8") == "before\n<!-- figures: a -->\n\n2\n\n<!-- end: a -->\nafter\n"


def test_a_page_without_markers_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing", "utf-8")
    with pytest.raises(ValueError, match="no place for the figures"):
        write_into(page, "a", "1")


def test_the_page_of_the_project_has_its_markers(tmp_path: Path) -> None:
    page = tmp_path / "performance.md"
    page.write_bytes((Path(__file__).parents[2] / "docs" / "performance.md").read_bytes())
    for name in ("stages", "growth"):
        write_into(page, name, "figures")


class TestAims:
    def test_an_aim_is_reached_or_not(self) -> None:
        assert list(reached([OURS, THEIRS])) == ["reached: PDF, times pdfplumber's loop: 0.12 (at most 0.2)"]
        slow = THEIRS.__class__(**{**THEIRS.__dict__, "ours": Cost(30, 8)})
        assert list(reached([slow])) == ["NOT reached: PDF, times pdfplumber's loop: 1.00 (at most 0.2)"]

    def test_one_that_is_a_floor(self) -> None:
        two = Line("etl ingest", "a part, 2 workers", 9, "files", Cost(1, 2), Cost(1.9, 1.9))
        assert list(reached([two])) == ["reached: two workers ingest, times as fast as one: 1.90 (at least 1.8)"]
        tasks = Line("Notice to rows", "this project", 1000, "tasks", Cost(1, 0.3))
        assert list(reached([tasks])) == [
            "reached: tasks normalised in a minute of one core: 200,000 (at least 100,000)"
        ]
