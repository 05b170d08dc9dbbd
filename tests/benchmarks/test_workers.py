"""The figures of one worker beside two, and not how fast anything is."""

from pathlib import Path

import pytest

from benchmarks.aims import reached
from benchmarks.measure import Cost
from benchmarks.workers import Took, middle, possible, reading, table, took
from tests.conftest import notice_path
from tests.etl.warehouse.build import reference


def test_the_middle_is_that_of_each_figure_for_itself() -> None:
    runs = [Took(1, 9, 2, 1, 5), Took(3, 7, 1, 1, 6), Took(2, 8, 3, 1, 1)]
    assert middle(runs) == Took(2, 8, 2, 1, 5)
    assert middle(runs).whole == 10


@pytest.mark.parametrize(
    ("one", "two", "times"),
    [
        (Took(10, 1, 1, 1, 9), Took(5, 1, 1, 1, 9), 2.0),  # a second reader that costs nothing to start
        (Took(10, 1, 1, 1, 9), Took(6, 1, 1, 1, 11.5), 1.6),
    ],
)
def test_what_two_can_reach_is_what_starting_twice_leaves(one: Took, two: Took, times: float) -> None:
    assert possible(one, two) == pytest.approx(times)


def test_a_file_is_ingested_and_every_process_counted() -> None:
    each = took([notice_path("gaoxin-2024-plan", "text")], 1, reference())
    assert min(each) > 0
    assert each.whole == each.read + each.publish


def test_the_table_has_a_line_for_each_number_of_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {1: Took(10, 2, 1, 1, 9), 2: Took(5, 1, 1, 1, 9)}
    asked: list[int] = []

    def counted(_files: object, workers: int, _reference: object) -> Took:
        asked.append(workers)
        return given[workers]

    monkeypatch.setattr("benchmarks.workers.took", counted)
    lines = table([Path("1.docx")], 2, reference()).splitlines()
    assert asked == [1, 2, 2, 1]
    assert lines[2].startswith("| 1 | 10.00 s | 2.00 s | 12.00 s |") and lines[3].startswith("| 2 | 5.00 s |")
    assert lines[4] == "two workers read 2.00 times as fast as one, ingest 2.00 times"


def test_reading_by_two_is_held_against_reading_by_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    given = {1: Took(10, 2, 1, 1, 9), 2: Took(5, 1, 1, 1, 9.5)}
    monkeypatch.setattr("benchmarks.workers.took", lambda _files, workers, _reference: given[workers])
    (tmp_path / "1.docx").touch()
    one, two = reading(tmp_path, 1)
    assert (one.what, one.number, one.cost) == ("1 worker", 1, Cost(10, 10))
    assert (two.what, two.cost, two.ours) == ("2 workers", Cost(5, 10.5), Cost(10, 10))
    assert "reached: two workers read, times as fast as one: 2.00 (at least 1.8)" in [*reached([one, two])]
