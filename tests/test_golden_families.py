"""The families of the five notices, against what a person found in them (``golden/families.yml``)."""

from itertools import combinations

import yaml

from etl.normalise.families.grouping import find_families
from tests.conftest import GOLDEN
from tests.families import label, projects_of, reference

EXPECTED: dict[str, list[str]] = yaml.safe_load((GOLDEN / "families.yml").read_text("utf-8"))


def found() -> dict[str, list[str]]:
    rows = find_families(projects_of(), reference().families)
    labels = {p.project_id: label(p) for p in projects_of()}
    names = {f.family_id: f.name for f in rows.families}
    families: dict[str, list[str]] = {}
    for member in rows.members:
        families.setdefault(names[member.family_id], []).append(labels[member.project_id])
    return {name: sorted(members) for name, members in families.items()}


def pairs(families: dict[str, list[str]]) -> set[tuple[str, str]]:
    return {pair for members in families.values() for pair in combinations(sorted(members), 2)}


def test_no_family_is_too_many_and_none_too_few() -> None:
    assert found() == {name: sorted(members) for name, members in EXPECTED.items()}


def test_no_two_projects_are_wrongly_one_or_wrongly_two() -> None:
    ours, theirs = pairs(found()), pairs(EXPECTED)
    assert (sorted(ours - theirs), sorted(theirs - ours)) == ([], [])


def test_the_golden_families_name_projects_that_are_there_once() -> None:
    named = [one for members in EXPECTED.values() for one in members]
    assert len(projects_of()) == 107
    assert set(named) <= {label(p) for p in projects_of()}
    assert len(set(named)) == len(named) == 48


def test_the_municipal_projects_of_2024_are_all_in_their_families() -> None:
    stated = [f"yubei-2024-plan {n}" for n in range(1, 16)]
    assert {m for m in found() for s in stated if s in found()[m]} == {
        name for name, members in EXPECTED.items() if any(s in members for s in stated)
    }
    assert sum("wulong-2024-plan" in one for name in EXPECTED for one in EXPECTED[name]) == 13 + 1
    assert sum("gaoxin-2024-plan" in one for name in EXPECTED for one in EXPECTED[name]) == 10 + 1
