"""How the benchmarks measure."""

import os
import sys

import pytest

from benchmarks.measure import Cost, command, in_turn, median, peak_memory, ratio, resident, spent


def test_sides_take_turns_and_every_other_round_goes_the_other_way_about() -> None:
    ran: list[str] = []
    in_turn({"ours": lambda: ran.append("ours"), "theirs": lambda: ran.append("theirs")}, runs=3)
    assert ran == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]


def test_each_side_has_its_median() -> None:
    assert set(in_turn({"a": lambda: None, "b": lambda: None}, runs=1)) == {"a", "b"}
    assert median([Cost(3, 1), Cost(1, 2), Cost(2, 9)]) == Cost(2, 2)


def test_a_ratio_is_how_many_times_as_much_the_other_took() -> None:
    assert ratio(Cost(10, 6), Cost(2, 3)) == Cost(5, 2)


def test_a_clock_that_did_not_move_divides_nothing_by_zero() -> None:
    assert ratio(Cost(1, 1), Cost(0, 0)) == Cost(1e6, 1e6)


def test_an_action_is_run_once_and_costs_something() -> None:
    ran: list[int] = []
    cost = spent(lambda: ran.append(sum(range(1000))))
    assert len(ran) == 1
    assert cost.wall > 0
    assert cost.cpu >= 0


def test_memory_of_a_process_and_of_one_that_is_gone() -> None:
    assert resident(os.getpid()) > 1_000_000
    assert resident(2**22 + 1) == 0


def test_the_peak_is_what_was_held_meanwhile() -> None:
    before = resident(os.getpid())
    with peak_memory(os.getpid()) as most:
        pass
    assert most() > before / 2


def test_a_command_has_its_cost_and_its_peak() -> None:
    took = command([sys.executable, "-S", "-c", "sum(range(100000))"])
    assert took.cost.wall > 0
    assert took.cost.cpu > 0
    assert took.peak > 0


def test_a_command_that_fails_says_so_in_its_own_words() -> None:
    with pytest.raises(RuntimeError, match="no such luck"):
        command([sys.executable, "-S", "-c", "raise SystemExit('no such luck')"])
    assert command([sys.executable, "-S", "-c", "raise SystemExit(1)"], accepted=(0, 1)).cost.wall > 0
