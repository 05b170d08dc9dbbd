import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from parsers.isolated.limits import Limits


def test_the_limits_are_those_that_are_promised() -> None:
    limits = Limits()
    assert (limits.patience, limits.total, limits.memory) == (20.0, 600.0, 1024**3)
    assert (limits.per_step, limits.step_bytes, limits.longest) == (2.0, 200, 86_400.0)


@pytest.mark.parametrize(
    ("size", "steps", "seconds"),
    [
        (0, 0, 600),
        (0, 10**9, 600),
        (199, 10**9, 600),
        (200, 10**9, 602),
        (100_000, 12, 624),
        (100_000, 10**9, 1600),
        (200 * 1024**2, 10**9, 86_400),
    ],
)
def test_steps_count_as_far_as_the_file_has_room_for_them(size: int, steps: int, seconds: float) -> None:
    assert Limits().in_all(size, steps) == seconds


@pytest.mark.parametrize(
    ("kilobytes", "steps", "seconds"),
    [
        pytest.param(250, 9_000 // 500 + 3, 60, id="a table of 9,000 rows in a package"),
        pytest.param(500, 500, 500 * 3, id="500 pages of text, three seconds each"),
        pytest.param(1, 2, 590, id="a page that unpacks to a thousand times its size"),
        pytest.param(500 * 8, 500 * 60, 500 * 40, id="500 scanned pages of eight kilobytes, 60 lines each"),
        pytest.param(200_000, 1_000 * 80, 1_000 * 60, id="a thousand scanned pages, a minute each"),
    ],
)
def test_no_large_notice_on_a_slow_machine_comes_near_the_end(kilobytes: int, steps: int, seconds: float) -> None:
    assert Limits().in_all(kilobytes * 1000, steps) > seconds


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**6))
def test_more_bytes_or_more_steps_give_no_less_time(size: int, steps: int, more: int) -> None:
    limits = Limits()
    least = limits.in_all(size, steps)
    assert limits.total <= least <= limits.longest
    assert limits.in_all(size + more, steps) >= least <= limits.in_all(size, steps + more)


@pytest.mark.parametrize(
    "wrong",
    [
        *({"patience": 0}, {"total": -1}, {"memory": 0}, {"per_step": -1}, {"start": 0}),
        *({"step_bytes": 0}, {"longest": 0}),
    ],
)
def test_limits_that_nothing_can_keep_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Limits.model_validate(wrong)
