"""When a file is given up, and what is said then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parsers.isolated.limits import Limits
from parsers.isolated.watch import Use, Watch, death, not_started

LIMITS = Limits(patience=20, total=600, per_step=10, memory=1024**3)
SIZE = 500 * LIMITS.step_bytes
WATCH = Watch.begin(LIMITS, SIZE, Use(1000.0, 5.0))


def busy(seconds: float, memory: int = 10**8) -> Use:
    """What a process uses that has worked all the time for so many seconds."""
    return Use(1000.0 + seconds, 5.0 + seconds, memory)


def paced(pages: int, seconds: float) -> Watch:
    """A watch after pages of so many seconds each."""
    watch = WATCH
    for page in range(1, pages + 1):
        watch = watch.stepped(f"page {page} of {pages}", busy(page * seconds))
    return watch


@pytest.mark.parametrize("seconds", [0.0, 19.9, 20.0])
def test_a_file_may_take_its_time(seconds: float) -> None:
    assert WATCH.excess(busy(seconds)) is None


def test_a_file_that_is_not_heard_of_is_given_up() -> None:
    assert WATCH.excess(busy(20.1)) == (
        "reading it took more than 20 s; save it anew in another format, or allow more time with --patience."
    )


def test_a_page_that_does_not_end_is_named() -> None:
    watch = WATCH.stepped("page 3 of 12", busy(15))
    assert watch.excess(busy(30)) is None
    assert str(watch.excess(busy(36))).startswith("reading it took more than 20 s on page 3 of 12; ")


def test_the_same_step_again_is_no_sign_of_going_on() -> None:
    watch = WATCH.stepped("page 1 of 2", busy(1))
    assert watch.stepped("page 1 of 2", busy(19)) == watch


@pytest.mark.parametrize(
    ("passed", "worked", "given_up"),
    [(21, 21, True), (21, 5, False), (45, 11, True), (99, 9, False), (101, 9, True), (21, 0, True), (21, 0.3, True)],
)
def test_on_a_crowded_machine_it_is_the_work_that_counts(passed: float, worked: float, given_up: bool) -> None:
    """A process that wants to work and is not let is waited for; one that waits itself is not."""
    assert (WATCH.excess(Use(1000.0 + passed, 5.0 + worked)) is not None) is given_up


def test_a_process_with_many_threads_has_no_less_time() -> None:
    assert WATCH.excess(Use(1019.0, 5.0 + 8 * 19)) is None


def test_many_pages_may_take_long_in_all() -> None:
    assert paced(500, 10).excess(busy(5001)) is None


def test_but_not_for_ever() -> None:
    watch = paced(60, 20)
    assert watch.excess(busy(1200)) is None
    assert watch.excess(busy(1201)) == (
        "reading it took more than 1200 s in all, being on page 60 of 60 then; save it in parts."
    )


@pytest.mark.parametrize(("size", "seconds"), [(0, 600), (199, 600), (12_000, 1200), (SIZE, 1600)])
def test_who_tells_steps_for_ever_has_as_long_as_the_file_has_room_for(size: int, seconds: int) -> None:
    watch = Watch.begin(LIMITS, size, Use(1000.0, 5.0))
    for page in range(100):
        watch = watch.stepped(f"page {page} of 100", busy(seconds))
    assert watch.excess(busy(seconds)) is None
    assert str(watch.excess(busy(seconds + 1))).startswith(f"reading it took more than {seconds} s in all, being on ")


def test_the_whole_may_end_before_the_first_step() -> None:
    watch = Watch.begin(LIMITS.model_copy(update={"patience": 1000.0}), SIZE, Use(1000.0, 5.0))
    assert "600 s in all, being at its start then" in str(watch.excess(busy(601)))


@pytest.mark.parametrize(("limit", "said"), [(1024**3, "1 GB"), (1536 * 1024**2, "1.5 GB"), (400 * 1024**2, "0.39 GB")])
def test_too_much_memory_is_told(limit: int, said: str) -> None:
    watch = Watch.begin(LIMITS.model_copy(update={"memory": limit}), SIZE, Use(1000.0))
    assert watch.excess(busy(0, limit)) is None
    assert watch.excess(busy(0, limit + 1)) == (
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
    watch, now = WATCH, 0.0
    for what, seconds in steps:
        now += seconds
        watch = watch.stepped(what, busy(now))
    said = watch.excess(busy(now + later))
    assert said is None or (said.endswith(".") and "\n" not in said)


def test_what_was_used_when_a_step_was_heard_is_told_by_the_next_look() -> None:
    """It is a look that costs; a step is noted by its time, and counts from then."""
    watch = Watch.begin(LIMITS, SIZE, Use(1000.0)).stepped("page 2 of 3", Use(1010.0)).looked(busy(10.05))
    assert (watch.begun, watch.heard) == (Use(1000.0, 15.05), Use(1010.0, 15.05))
    assert watch.excess(busy(30.0)) is None
    assert "on page 2 of 3" in str(watch.excess(busy(30.1)))


def test_a_look_does_not_change_what_an_earlier_one_told() -> None:
    watch = WATCH.looked(busy(3)).stepped("page 2 of 3", Use(1005.0)).looked(busy(6))
    assert (watch.begun, watch.heard) == (WATCH.begun, Use(1005.0, 11.0))
    assert watch.looked(busy(19)) == watch


def test_one_that_waits_is_told_from_one_that_is_not_let_however_late_it_was_looked_at() -> None:
    waiting = Watch.begin(LIMITS, SIZE, Use(1000.0)).looked(Use(1000.05, 5.0))
    assert waiting.excess(Use(1021.0, 5.0)) is not None
    assert waiting.excess(Use(1021.0, 7.0)) is None


def test_processes_that_end_as_they_start_are_told_with_what_helps() -> None:
    assert not_started(7, 3) == "the process that reads files ended as it started (exit code 7); reinstall etl."
    assert not_started(-9, 3) == (
        "the process that reads files was ended 3 times as it started (signal 9, perhaps for want of memory); "
        "try again when the machine has less to do, or with fewer --workers."
    )
