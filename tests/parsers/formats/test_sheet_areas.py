"""Areas of a sheet: their names, and merges that hold."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.formats._sheet_areas import Area, Place, area_name, clipped, column_name, places, settle


@pytest.mark.parametrize(("column", "name"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (16384, "XFD")])
def test_columns_have_letters(column: int, name: str) -> None:
    assert column_name(column) == name


def test_areas_have_the_names_of_their_format() -> None:
    assert area_name("附件1", (12, 2, 12, 2)) == "附件1!B12"
    assert area_name("附件1", (12, 2, 14, 2)) == "附件1!B12:B14"


def test_places_and_what_lies_in_a_frame() -> None:
    assert list(places((1, 1, 2, 2))) == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert clipped((1, 1, 9, 9), (2, 2, 3, 3)) == (2, 2, 3, 3)


def test_a_text_under_a_merge_is_told_apart_from_the_one_that_is_shown() -> None:
    kept, covered = settle([(1, 1, 3, 1)], [(1, 1), (2, 1), (4, 1), (2, 2)])
    assert kept == [(1, 1, 3, 1)]
    assert covered == {(2, 1): (1, 1, 3, 1)}


@pytest.mark.parametrize(
    "later", [(2, 1, 2, 2), (1, 2, 1, 5), (3, 3, 9, 9), (2, 2, 2, 3)], ids=["left", "top", "corner", "inside"]
)
def test_of_merges_that_overlap_the_first_holds(later: Area) -> None:
    kept, _ = settle([later, (1, 1, 3, 3)], [])
    assert (1, 1, 3, 3) in kept
    assert later not in kept


def test_a_merge_of_one_cell_is_none() -> None:
    assert settle([(1, 1, 1, 1), (2, 2, 1, 1)], [(1, 1)]) == ([], {})


AREAS = st.tuples(*[st.integers(1, 8)] * 4)
PLACES = st.tuples(st.integers(1, 8), st.integers(1, 8))


@given(st.lists(AREAS, max_size=12), st.sets(PLACES, max_size=20))
def test_what_is_kept_overlaps_nowhere_and_covers_what_it_should(areas: list[Area], filled: set[Place]) -> None:
    kept, covered = settle(areas, filled)
    taken = [place for area in kept for place in places(area)]
    assert len(taken) == len(set(taken))
    assert set(covered) == {p for p in filled for a in kept if p in set(places(a)) and p != a[:2]}


def test_the_size_of_a_merge_costs_nothing() -> None:
    begun = time.process_time()
    columns = [(1, x, 1_048_576, x) for x in range(1, 2000)]
    kept, covered = settle(columns, [(y, 1) for y in range(1, 20_000)])
    assert (len(kept), len(covered)) == (1999, 19_998)
    assert time.process_time() - begun < 5
