"""Values are made ahead of who takes them: in their order, few at a time, and no longer than somebody wants them."""

import threading
from collections.abc import Generator, Iterator
from contextlib import closing
from threading import Event, current_thread

import pytest

from etl.warehouse.ahead import AHEAD, ahead

PATIENCE = 20.0
"""Seconds in which a thread comes to do what it was let do, on however crowded a machine."""


def running() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name.startswith("ahead")]


@pytest.mark.parametrize("number", [0, 1, 2, 50])
def test_all_values_come_in_their_order(number: int) -> None:
    assert list(ahead(iter(range(number)))) == list(range(number))
    assert not running()


@pytest.mark.parametrize("value", [None, False, (), ValueError("a value like another")])
def test_any_value_is_one(value: object) -> None:
    assert list(ahead([value, value])) == [value, value]


def test_the_next_is_made_while_one_is_used() -> None:
    made = {n: Event() for n in range(3)}

    def values() -> Iterator[int]:
        for n, event in made.items():
            event.set()
            yield n

    with closing(ahead(values())) as taken:
        assert next(taken) == 0
        assert made[1].wait(PATIENCE)


@pytest.mark.parametrize("most", [AHEAD, 3])
def test_few_are_made_before_they_are_asked_for(most: int) -> None:
    made: list[int] = []
    enough = Event()

    def values() -> Iterator[int]:
        for n in range(1000):
            made.append(n)
            if n == most + 1:
                enough.set()
            yield n

    with closing(ahead(values(), most)) as taken:
        assert next(taken) == 0
        assert enough.wait(PATIENCE)
        assert not Event().wait(0.05)
        assert len(made) == most + 2  # the one taken, those that wait, and the one that was made last


def test_what_making_raises_comes_at_its_turn() -> None:
    def values() -> Iterator[int]:
        yield 1
        yield 2
        raise KeyError("three")

    taken = ahead(values())
    assert [next(taken), next(taken)] == [1, 2]
    with pytest.raises(KeyError, match="three"):
        next(taken)
    assert not running()


def test_who_takes_no_more_ends_the_making() -> None:
    ended = Event()

    def values() -> Generator[int]:
        try:
            yield from range(1000)
        finally:
            ended.set()

    given = values()
    with closing(ahead(given)) as taken:
        assert next(taken) == 0
    assert not running()
    given.close()
    assert ended.is_set()


def test_an_error_of_the_taker_ends_the_making() -> None:
    with pytest.raises(ZeroDivisionError), closing(ahead(iter(range(1000)))) as taken:
        next(taken)
        raise ZeroDivisionError
    assert not running()


def test_nothing_is_made_before_the_first_is_asked_for() -> None:
    made: list[str] = []

    def values() -> Iterator[int]:
        made.append(current_thread().name)
        yield 1

    taken = ahead(values())
    assert not made
    assert next(taken) == 1
    assert made == ["ahead_0"]
    taken.close()
