"""The words of the made notices."""

from itertools import islice
from random import Random

import pytest

from benchmarks.corpus.words import YEARS, between, filled, one_of, shuffled, topics, words, years_of_districts


def test_no_district_has_two_notices_of_a_year_before_all_have_had_theirs() -> None:
    pairs = list(islice(years_of_districts(), 8_000))
    first = [(d.name, year) for d, year, before in pairs if before == 0]
    assert len(first) == len(set(first)) > 7_000
    assert all(YEARS[0] <= year <= YEARS[1] for _, year in first)


def test_what_comes_again_is_counted() -> None:
    assert {before for _, _, before in islice(years_of_districts(), 16_000)} >= {0, 1}


def test_every_district_has_units_for_every_topic() -> None:
    styles = {d.style for d, _, _ in islice(years_of_districts(), 300)}
    assert styles == words()["units"].keys()
    assert all({t.of for t in topics()} <= units.keys() for units in words()["units"].values())


@pytest.mark.parametrize(("text", "low", "high"), [("[3-40]个", 3, 40), ("[2.1-9.8]公里", 2.1, 9.8)])
def test_numbers_are_put_in(text: str, low: float, high: float) -> None:
    district = next(years_of_districts())[0]
    for seed in range(50):
        number = filled(text, district, Random(seed)).rstrip("个公里")
        assert low <= float(number) <= high


def test_towns_are_put_in_and_none_twice() -> None:
    district = next(years_of_districts())[0]
    first, second = filled("{town}、{town}", district, Random(1)).split("、")
    assert {first, second} < set(district.towns)


def test_nothing_stays_to_be_put_in() -> None:
    for district, _, _ in islice(years_of_districts(), 0, 90, 9):
        for topic in topics():
            assert not set("[]{}") & set("".join(filled(t, district, Random(2)) for t in topic.targets))


def test_draws_reach_both_ends() -> None:
    assert {between(Random(n), 1, 3) for n in range(60)} == {1, 2, 3}
    assert {one_of(Random(n), "ab") for n in range(60)} == {"a", "b"}
    assert sorted(shuffled(Random(3), range(9))) == list(range(9))
