"""What the other tests hold growth against tells a square from a line."""

import pytest

from tests.growth import grows_no_faster


def linear(size: int) -> int:
    return sum(range(size * 100))


def squared(size: int) -> int:
    return sum(range(size * size))


def test_a_line_passes_and_a_square_does_not() -> None:
    assert grows_no_faster(linear, 1000, 10_000)
    assert not grows_no_faster(squared, 500, 5000)


def test_one_slow_run_is_no_growth() -> None:
    runs: list[int] = []

    def disturbed(size: int) -> None:
        runs.append(size)
        linear(size * (50 if len(runs) == 2 else 1))

    assert grows_no_faster(disturbed, 1000, 10_000)
    assert len(runs) == 4


def test_sizes_that_could_not_tell_are_refused() -> None:
    with pytest.raises(AssertionError, match="too near"):
        grows_no_faster(linear, 1000, 3000)
