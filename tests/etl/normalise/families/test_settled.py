"""Which projects decisions are on, once files have been corrected."""

import pytest

from etl.normalise.families.settled import named, settled
from tests.families import decision, project

NAMED = decision("a/p1", "b/p1", project_name="修路", other_name="修桥")
BRIDGE = project("修桥", "b")


@pytest.mark.parametrize(("name", "ordinal"), [("修路", 1), ("“修” 路", 1), ("修路", 2), ("修路", 9)])
def test_a_decision_is_on_the_project_that_bears_the_name(name: str, ordinal: int) -> None:
    there = [project(name, "a", ordinal), project("修渠", "a", 3), BRIDGE]
    assert [(d.project, d.other) for d in settled([NAMED], there)] == [(f"a/p{ordinal}", "b/p1")]


@pytest.mark.parametrize("names", [["修渠"], ["修渠", "修路", "修路"], []])
def test_a_decision_waits_for_a_name_that_none_bears_or_two(names: list[str]) -> None:
    assert settled([NAMED], [*(project(n, "a", i) for i, n in enumerate(names, 1)), BRIDGE]) == ()


def test_the_name_is_looked_for_in_the_same_notice_only() -> None:
    assert settled([NAMED], [project("修渠", "a"), project("修路", "c"), BRIDGE]) == ()


def test_of_two_projects_of_a_name_the_one_of_the_id_is_meant() -> None:
    there = [project("修路", "a", 1), project("修路", "a", 2), BRIDGE]
    assert [d.project for d in settled([NAMED], there)] == ["a/p1"]


def test_without_names_a_decision_is_on_what_has_the_id() -> None:
    bare = decision("a/p1", "b/p1")
    assert settled([bare], [project("修渠", "a"), BRIDGE]) == (bare,)
    assert settled([bare], [BRIDGE]) == ()


def test_the_later_of_two_that_come_to_be_on_the_same_projects_counts() -> None:
    later = decision("b/p1", "a/p2", "apart", decided_on="2024-06-01")
    there = [project("修路", "a", 2), BRIDGE]
    assert settled([later, NAMED], there) == settled([NAMED, later], there) == (later,)


@pytest.mark.parametrize(
    ("name", "notice", "ordinal", "expected"),
    [
        ("修路", "a", 9, True),
        ("“修” 路", "a", 2, True),
        ("修渠", "a", 1, True),
        ("修渠", "a", 2, False),
        ("修路", "c", 2, False),
        ("修桥", "b", 7, True),
    ],
)
def test_what_decisions_may_be_on_is_known_without_the_others(
    name: str, notice: str, ordinal: int, expected: bool
) -> None:
    assert named([NAMED])(project(name, notice, ordinal)) is expected
    assert named([])(project(name, notice, ordinal)) is False


def test_a_decision_without_names_is_on_ids_alone() -> None:
    is_named = named([decision("a/p1", "b/p1")])
    assert is_named(project("修渠", "a", 1)) and not is_named(project("修路", "a", 2))
