"""Ids that stay the same whatever machine, order or file a thing came from."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import ids
from schemas.notice import Notice, NoticeKind
from tests.etl.build import notice, project, task


def test_a_hash_is_ten_digits_and_the_same_on_every_machine() -> None:
    assert ids.short_hash("abc") == "ba7816bf8f"
    assert ids.short_hash("区教委") == "e16430d096"


def test_a_hash_tells_where_its_parts_begin() -> None:
    assert len({ids.short_hash("渝北", "教委"), ids.short_hash("渝北教委"), ids.short_hash("渝北教", "委")}) == 3


def test_a_source_is_named_by_the_head_of_its_digest() -> None:
    assert ids.source_id("0123456789abcdef" * 4) == "0123456789abcdef"


def test_a_notice_id_says_region_year_and_kind() -> None:
    assert ids.notice_id("500112", notice()).startswith("500112-2024-plan-")
    assert ids.notice_id("500112", notice(kind=NoticeKind.REPORT)).startswith("500112-2024-report-")
    assert ids.notice_id("500112", notice(year=None)).startswith("500112-undated-plan-")


@pytest.mark.parametrize(
    "same",
    [
        notice(document_number="渝北府办发〔2024〕5号"),
        notice(document_number="渝北府办发〔2024〕 5号"),
        notice(title="关于印发2024年重点民生实事工作目标任务的通 知"),
        notice(title=None),
        notice(captions=("渝北区2024年重点民生实事项目实施方案",)),
        notice(project(1), project(2)),
        notice(issuer=None),
        notice(money_measure="万元"),
    ],
)
def test_a_document_number_is_all_that_identifies_its_notice(same: Notice) -> None:
    assert ids.notice_id("500112", same) == ids.notice_id("500112", notice())


def test_without_a_number_the_title_identifies_white_space_aside() -> None:
    spaced = notice(document_number=None, title="关于印发2024年 重点民生实事\n工作目标任务的通　知")
    plain = notice(document_number=None, title="关于印发2024年重点民生实事工作目标任务的通知")
    assert ids.notice_id("500112", spaced) == ids.notice_id("500112", plain)


@pytest.mark.parametrize(
    "other",
    [
        notice(document_number="渝北府办发〔2024〕6号"),
        notice(year=2023),
        notice(kind=NoticeKind.REPORT),
        notice(document_number=None),
        notice(document_number=None, title="关于印发2024年民生实事的通知"),
        notice(document_number=None, captions=("附表",)),
    ],
)
def test_another_notice_has_another_id(other: Notice) -> None:
    assert ids.notice_id("500112", other) != ids.notice_id("500112", notice())


def test_the_same_number_in_two_regions_is_two_notices() -> None:
    assert ids.notice_id("500112", notice()) != ids.notice_id("500156", notice())


def test_projects_are_named_by_section_and_serial_number() -> None:
    projects = (project(1), project(2), project(1, section="区级", section_no=2))
    assert ids.project_ids("n", projects) == ["n/p1", "n/p2", "n/s2p1"]


def test_a_project_keeps_its_id_when_another_is_put_in_before_it() -> None:
    short = ids.project_ids("n", (project(1), project(3)))
    full = ids.project_ids("n", (project(1), project(2), project(3)))
    assert set(short) < set(full)


def test_a_number_given_twice_gives_two_ids_and_the_first_is_unharmed() -> None:
    found = ids.project_ids("n", (project(1), project(2), project(2), project(3)))
    assert len(set(found)) == 4
    assert (found[0], found[1], found[3]) == ("n/p1", "n/p2", "n/p3")


def test_projects_without_numbers_are_named_by_their_place() -> None:
    found = ids.project_ids("n", (project(None), project(None)))
    assert len(set(found)) == 2


NUMBERED = st.tuples(st.none() | st.integers(1, 5), st.integers(0, 3))


@settings(deadline=None, derandomize=True)
@given(st.lists(NUMBERED, max_size=12))
def test_no_two_projects_of_a_notice_share_an_id(numbers: list[tuple[int | None, int]]) -> None:
    projects = tuple(project(seq, section_no=section) for seq, section in numbers)
    found = ids.project_ids("n", projects)
    assert len(set(found)) == len(projects)


def test_a_well_numbered_project_has_one_id_in_any_order() -> None:
    projects = (project(1), project(2), project(3))
    for order in permutations(projects):
        by_seq = dict(zip([p.seq for p in order], ids.project_ids("n", order), strict=True))
        assert by_seq == {1: "n/p1", 2: "n/p2", 3: "n/p3"}


def test_what_a_project_says_does_not_change_its_id() -> None:
    said = project(1, task(target="新目标"), task(part=2), name="另一个名称", level="市级", remark="备注")
    assert ids.project_ids("n", (said,)) == ids.project_ids("n", (project(1),))


def test_parts_are_counted_under_their_project() -> None:
    assert [ids.task_id("n/p1", part) for part in (1, 2)] == ["n/p1t1", "n/p1t2"]


def test_an_unknown_region_has_an_id_of_its_name_alone() -> None:
    assert ids.region_id("綦江区") == ids.region_id("綦江区") != ids.region_id("江北区")
    assert ids.region_id("綦江区").startswith("x-")


def test_a_unit_is_named_within_its_region() -> None:
    assert ids.unit_id("500112", "education") == "500112-education" != ids.unit_id("500156", "education")


def test_where_no_region_or_no_year_is_known_the_projects_tell_notices_apart() -> None:
    one = notice(project(1, name="建设公园"), document_number=None, title="民生实事项目清单")
    other = notice(project(1, name="新建学校"), document_number=None, title="民生实事项目清单")
    assert ids.notice_id("x", one, is_named=False) != ids.notice_id("x", other, is_named=False)
    assert ids.notice_id("x", one) == ids.notice_id("x", other)
    undated = [n.model_copy(update={"year": None}) for n in (one, other)]
    assert ids.notice_id("x", undated[0]) != ids.notice_id("x", undated[1])
    assert ids.notice_id("x", one, is_named=False) == ids.notice_id("x", one.model_copy(), is_named=False)
