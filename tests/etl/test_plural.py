"""Counts in sentences."""

import pytest

from etl.plural import counted


@pytest.mark.parametrize(("n", "told"), [(0, "0 places"), (1, "1 place"), (2, "2 places"), (1200, "1,200 places")])
def test_a_count_has_the_number_of_its_noun(n: int, told: str) -> None:
    assert counted(n, "place") == told
