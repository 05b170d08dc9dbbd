"""What a made notice promises: its projects, and the rows of work of each."""

import math
from random import Random
from typing import Final, NamedTuple

from benchmarks.corpus.words import District, Topic, between, filled, one_of, shuffled, topics, words

FEWEST, MOST = 10, 60
"""Rows of a notice."""

_OFTEN: Final = 23
"""Half of the notices have fewer rows, half more."""


class Work(NamedTuple):
    """One row of work; ``deadline`` as it is written."""

    target: str
    deadline: str
    supporting: str
    money: int


class Project(NamedTuple):
    """A numbered project; several units in one cell stand apart as ``separator`` says."""

    seq: int
    name: str
    lead: str
    leader: str
    level: str
    works: tuple[Work, ...]


def projects(district: District, year: int, random: Random, *, alone: bool) -> list[Project]:
    """The projects of a notice, until it has its rows; where ``alone``, each has one row."""
    rows = min(MOST, max(FEWEST, round(_OFTEN * math.exp(0.5 * _normal(random)))))
    made: list[Project] = []
    dates = _manner(year, random)
    separator = one_of(random, ("、", "、", "、", "\n"))
    municipal, voted = between(random, 5, 15), between(random, 5, 15)
    for name, topic in _names(district, random):
        if rows <= 0:
            return made
        parts = 1 if alone or random.random() < 0.75 else between(random, 2, 3)
        works = tuple(_work(topic, district, dates, random, n) for n in range(min(parts, rows)))
        rows -= len(works)
        seq = len(made) + 1
        level = "市级" if seq <= municipal else "人大票决" if seq <= municipal + voted else "区级"
        leads = _units(topic.of, district, random, separator)
        made.append(Project(seq, name, leads, one_of(random, words()["leaders"]), level, works))
    return made


def _normal(random: Random) -> float:
    """A draw from the normal distribution, as Box and Muller make it."""
    return math.sqrt(-2 * math.log(1 - random.random())) * math.cos(2 * math.pi * random.random())


def _names(district: District, random: Random) -> list[tuple[str, Topic]]:
    """Names that come once each: the projects of everywhere, then some of a town alone."""
    everywhere = [(topic.name, topic) for topic in shuffled(random, topics())]
    local = [(town + topic.name, topic) for town in district.towns for topic in shuffled(random, topics())]
    return everywhere + local


def _units(of: str, district: District, random: Random, separator: str) -> str:
    units: dict[str, str] = words()["units"][district.style]
    lead = units[of]
    if random.random() < 0.12:
        other = one_of(random, sorted(set(units.values()) - {lead}))
        return f"{lead}{separator}{other}"
    return lead


def _work(topic: Topic, district: District, dates: list[str], random: Random, part: int) -> Work:
    template = topic.targets[part % len(topic.targets)]
    target = filled(template, district, random)
    if part >= len(topic.targets):  # another place's share of the same work
        target = f"在{one_of(random, district.towns)}，{target}"
    target = target.removesuffix("。") + one_of(random, words()["tails"])
    return Work(target, one_of(random, dates), _supporting(district, random), between(random, 2, 480) * 10)


def _supporting(district: District, random: Random) -> str:
    if random.random() < 0.25:
        return "—"
    units = sorted(set(words()["units"][district.style].values()))
    near = [*units, *district.towns, *words()["companies"], "相关镇街"]
    return "、".join(shuffled(random, near)[: between(random, 1, 6)])


def _manner(year: int, random: Random) -> list[str]:
    """How one notice writes its deadlines, the likely ones more often."""
    manners = (
        ([f"{year}.12"] * 8, [f"{year}.{m:02}" for m in (6, 8, 10, 11)]),
        ([f"{year}年12月"] * 6, [f"{year}年{m}月" for m in (6, 9, 10)]),
        ([f"{year}年12月底前"] * 6, [f"{year}年6月底前", f"{year}年9月底前", "全年坚持"]),
        (["12月底前"] * 6, ["6月底前", "9月底前", "11月底前", "长期坚持"]),
        ([f"{year}年12月31日"] * 6, [f"{year}年6月30日", f"{year}年10月31日"]),
        ([f"{year}年底"] * 4, [f"{year}年第三季度", f"{year}年上半年"]),
    )
    likely, seldom = one_of(random, manners)
    return likely + seldom
