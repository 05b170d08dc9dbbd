"""When a file is given up, and what is said then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.isolated.limits import Limits
from parsers.isolated.watch import Watch, death

LIMITS = Limits(patience=20, total=600, per_step=10, memory=1024**3)
WATCH = Watch.begin(LIMITS, 1000.0)


def paced(pages: int, seconds: float) -> Watch:
    """A watch after pages of so many seconds each."""
    watch = WATCH
    for page in range(1, pages + 1):
        watch = watch.stepped(f"page {page} of {pages}", 1000.0 + page * seconds)
    return watch


@pytest.mark.parametrize("seconds", [0.0, 19.9, 20.0])
def test_a_file_may_take_its_time(seconds: float) -> None:
    assert WATCH.excess(1000.0 + seconds, 10**8) is None


def test_a_file_that_is_not_heard_of_is_given_up() -> None:
    assert WATCH.excess(1020.1, 10**8) == (
        "reading it took more than 20 s; save it anew in another format, or allow more time with --patience."
    )


def test_a_page_that_does_not_end_is_named() -> None:
    watch = WATCH.stepped("page 3 of 12", 1015.0)
    assert watch.excess(1030.0, 0) is None
    assert str(watch.excess(1036.0, 0)).startswith("reading it took more than 20 s on page 3 of 12; ")


def test_the_same_step_again_is_no_sign_of_going_on() -> None:
    watch = WATCH.stepped("page 1 of 2", 1001.0)
    assert watch.stepped("page 1 of 2", 1019.0) == watch


def test_many_pages_may_take_long_in_all() -> None:
    assert paced(500, 10).excess(1000.0 + 5001, 0) is None


def test_but_not_for_ever() -> None:
    watch = paced(60, 20)
    assert watch.excess(1000.0 + 1200, 0) is None
    assert watch.excess(1000.0 + 1201, 0) == (
        "reading it took more than 1200 s in all, being on page 60 of 60 then; save it in parts."
    )


def test_the_whole_may_end_before_the_first_step() -> None:
    watch = Watch.begin(LIMITS.model_copy(update={"patience": 1000.0}), 0.0)
    assert "600 s in all, being at its start then" in str(watch.excess(601.0, 0))


@pytest.mark.parametrize(("limit", "said"), [(1024**3, "1 GB"), (1536 * 1024**2, "1.5 GB"), (400 * 1024**2, "0.39 GB")])
def test_too_much_memory_is_told(limit: int, said: str) -> None:
    watch = Watch.begin(LIMITS.model_copy(update={"memory": limit}), 0.0)
    assert watch.excess(0.0, limit) is None
    assert watch.excess(0.0, limit + 1) == (
        f"reading it needed more than {said} of memory; save it without pictures, or in parts."
    )


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (-11, "(signal 11)"),
        (-9, "(signal 9, perhaps for want of memory)"),
        (3, "(exit code 3)"),
        (3221225477, "(exit code 3221225477)"),
        (None, "(exit code None)"),
    ],
)
def test_a_death_is_told_by_its_cause(code: int | None, said: str) -> None:
    assert death(code).startswith(f"the reader died while reading it {said}; ")


@given(st.lists(st.tuples(st.sampled_from(["page 1", "page 2"]), st.floats(0, 100)), max_size=20), st.floats(0, 10**6))
def test_whatever_happens_what_is_said_is_one_sentence(steps: list[tuple[str, float]], later: float) -> None:
    watch, now = WATCH, 1000.0
    for what, seconds in steps:
        now += seconds
        watch = watch.stepped(what, now)
    said = watch.excess(now + later, 0)
    assert said is None or (said.endswith(".") and "\n" not in said)
