"""What a made notice promises."""

from itertools import islice
from random import Random

import pytest

from benchmarks.corpus.words import years_of_districts
from benchmarks.corpus.works import FEWEST, MOST, Project, projects


def made(seed: int, *, alone: bool = False) -> list[Project]:
    district, year, _ = next(islice(years_of_districts(), seed, None))
    return projects(district, year, Random(seed), alone=alone)


@pytest.mark.parametrize("seed", range(8))
def test_a_notice_has_its_rows_and_its_numbers_have_no_gaps(seed: int) -> None:
    found = made(seed)
    assert FEWEST <= sum(len(p.works) for p in found) <= MOST
    assert [p.seq for p in found] == list(range(1, len(found) + 1))


def test_no_name_comes_twice() -> None:
    for seed in range(20):
        names = [p.name for p in made(seed)]
        assert len(names) == len(set(names))


def test_levels_come_one_after_the_other() -> None:
    order = ["市级", "人大票决", "区级"]
    levels = [order.index(p.level) for p in made(5)]
    assert levels == sorted(levels)


def test_where_projects_stand_alone_each_has_one_row() -> None:
    assert {len(p.works) for seed in range(6) for p in made(seed, alone=True)} == {1}
    assert {len(p.works) for seed in range(6) for p in made(seed)} > {1, 2}
