from collections.abc import Sequence

import pytest

from etl.normalise.families.grouping import ALIKE, find_families
from etl.normalise.families.near_misses import NEAR, find_near_misses
from schemas.family import FamilyDecision, KnownProject, NearMiss
from tests.families import decision, project, projects_of, reference
from tests.growth import grows_no_faster

WORDS = reference().families


def near(projects: Sequence[KnownProject], *decisions: FamilyDecision) -> list[NearMiss]:
    return find_near_misses(projects, find_families(projects, WORDS, decisions), WORDS, decisions)


def names(found: Sequence[NearMiss]) -> set[frozenset[str]]:
    return {frozenset((n.project.name, n.other.name)) for n in found}


ONE, OTHER = project("青少年健康教育行动", "a"), project("开展青少年心理健康教育", "b")


def test_near_names_of_two_notices_are_shown_with_why() -> None:
    (miss,) = near([ONE, OTHER])
    assert {miss.project.project_id, miss.other.project_id} == {"a/p1", "b/p1"}
    assert NEAR <= miss.similarity < ALIKE
    assert "青少年健康教育" in miss.because and "pairs of characters" in miss.because


def test_names_that_share_little_are_not_shown() -> None:
    assert near([project("建设城市公园", "a"), project("城市老旧供水管网改造", "b")]) == []


def test_projects_of_one_notice_or_one_family_are_not_shown() -> None:
    assert near([ONE, OTHER.model_copy(update={"notice_id": "a"})]) == []
    assert near([project("建设城市公园", "a"), project("城市公园建设", "b")]) == []


@pytest.mark.parametrize("verdict", ["same", "apart"])
def test_what_is_decided_is_not_asked_again(verdict: str) -> None:
    assert near([ONE, OTHER], decision("a/p1", "b/p1", verdict)) == []


def test_a_name_is_shown_once_for_all_projects_that_have_it() -> None:
    many = [OTHER.model_copy(update={"notice_id": n, "project_id": f"{n}/p1"}) for n in "cdefgh"]
    assert len(near([ONE, OTHER, *many])) == 1


def test_a_notice_that_has_both_names_hides_no_other() -> None:
    both = project("开展青少年心理健康教育", "a", 2)
    (miss,) = near([ONE, both, OTHER])
    assert {miss.project.project_id, miss.other.project_id} == {"a/p1", "b/p1"}


def test_the_nearest_come_first_and_the_order_of_projects_changes_nothing() -> None:
    there = list(projects_of())
    found = near(there)
    assert [n.similarity for n in found] == sorted((n.similarity for n in found), reverse=True)
    assert near(there[::-1]) == found


def test_the_five_notices_leave_two_to_a_person() -> None:
    assert names(near(projects_of())) == {
        frozenset(("失能特困人员集中照护工程", "失能特困人员集中照护及残疾人服务")),
        frozenset(("青少年健康教育行动", "开展青少年心理健康教育")),
    }


def test_many_names_that_are_near_each_other_take_no_square() -> None:
    there = [project(f"推进社区养老服务第{n}期全覆盖", f"n{n}") for n in range(3000)]
    assert grows_no_faster(lambda count: near(there[:count]), 300, 3000)
