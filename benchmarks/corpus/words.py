"""The words of the made notices: districts, units, projects and their targets, from ``words.yml``."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, Final, NamedTuple, TypeVar

import yaml

YEARS: Final = (2018, 2026)
"""First and last year of the notices."""

T = TypeVar("T")

_NUMBER: Final = re.compile(r"\[([\d.]+)-([\d.]+)\]")


class District(NamedTuple):
    """Who issues: ``style`` names its kinds of units, ``years`` are the first and last of which it has a notice."""

    name: str
    city: str
    prefix: str
    style: str
    years: tuple[int, int]
    towns: tuple[str, ...]


class Topic(NamedTuple):
    """What a project can be: the field that leads it, its name, and what it may aim at."""

    of: str
    name: str
    targets: tuple[str, ...]


@cache
def words() -> Mapping[str, Any]:
    """All of ``words.yml``."""
    found: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yml").read_text("utf-8"))
    return found


@cache
def topics() -> tuple[Topic, ...]:
    """Every project there can be."""
    return tuple(Topic(t["of"], t["name"], tuple(t["targets"])) for t in words()["topics"])


def years_of_districts() -> Iterator[tuple[District, int, int]]:
    """A notice for every district and year: the known districts first, then the made up ones, some 7,700 in all and
    then over again; the last figure is how often the pair has come before."""
    for round_ in count():
        for district in _districts():
            first, last = district.years
            yield from ((district, year, round_) for year in range(first, last + 1))


@cache
def _districts() -> tuple[District, ...]:
    known = [
        District(d["name"], d["city"], d["prefix"], d["style"], tuple(d["years"]), tuple(d["towns"]))
        for d in words()["districts"]
    ]
    return (*known, *_made_up())


def _made_up() -> Iterator[District]:
    """Districts and counties of made-up names in real cities; every third is a county."""
    parts = words()["made_up"]
    for shift in range(len(parts["second"])):
        for place, first in enumerate(parts["first"]):
            second = parts["second"][(place + shift) % len(parts["second"])]
            if first == second:
                continue
            is_county = (place + shift) % 3 == 0
            yield District(
                name=f"{first}{second}{'县' if is_county else '区'}",
                city=parts["cities"][(place + shift) % len(parts["cities"])],
                prefix=f"{first}{second}政办发",
                style="county" if is_county else "bureau",
                years=YEARS,
                towns=tuple(parts["towns"][(place + n) % len(parts["towns"])] for n in range(8)),
            )


def filled(template: str, district: District, random: Random) -> str:
    """A template with its numbers and places put in."""

    def number(found: re.Match[str]) -> str:
        low, high = found.groups()
        if "." in low or "." in high:
            return f"{float(low) + between(random, 0, round((float(high) - float(low)) * 10)) / 10:.1f}"
        return str(between(random, int(low), int(high)))

    text = _NUMBER.sub(number, template)
    for town in shuffled(random, district.towns):
        text = text.replace("{town}", town, 1)
    return text


# ``random()`` alone is promised to give the same numbers in every version of Python; these need nothing else of it.


def between(random: Random, low: int, high: int) -> int:
    """A whole number, both ends included."""
    return low + int(random.random() * (high - low + 1))


def one_of(random: Random, choices: Sequence[T]) -> T:
    """One of some things."""
    return choices[between(random, 0, len(choices) - 1)]


def shuffled(random: Random, things: Sequence[T]) -> list[T]:
    """Things in another order."""
    return [thing for _, _, thing in sorted((random.random(), n, thing) for n, thing in enumerate(things))]
