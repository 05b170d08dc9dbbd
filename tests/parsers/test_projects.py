"""Projects under way, and what they become."""

import pytest

from parsers.projects import ASIDE, OF_PROJECT, OF_TASK, ProjectUnderWay, finished, joined
from schemas.notice import Place, ProjectRow, Role, TaskRow

HERE = Place(table_no=1, row_no=2)


def under_way(texts: dict[Role, str], *tasks: dict[Role, str]) -> ProjectUnderWay:
    return ProjectUnderWay(texts, None, 0, list(tasks), [HERE for _ in tasks])


def named(*names: str) -> list[ProjectRow]:
    return finished([under_way({Role.NAME: name}, {Role.TARGET: "子"}) for name in names], is_joint=False)


def test_every_role_is_a_project_s_a_task_s_or_set_aside() -> None:
    assert set(OF_PROJECT) | set(OF_TASK) | set(ASIDE) == set(Role)
    assert len(OF_PROJECT) + len(OF_TASK) + len(ASIDE) == len(Role)


def test_what_is_told_of_a_part_stands_in_its_details() -> None:
    task = {
        Role.TARGET: "建成3所。",
        Role.PART_NAME: "幼儿园",
        Role.DETAILS: "学位900个",
        Role.MILESTONE: "一季度：选址",
    }
    (project,) = finished([under_way({Role.NAME: "教育"}, task)], is_joint=False)
    assert project.tasks == (
        TaskRow(part=1, place=HERE, target="建成3所。", details="幼儿园\n学位900个\n一季度：选址"),
    )


def test_a_table_without_details_has_none() -> None:
    (project,) = finished([under_way({Role.NAME: "教育"}, {Role.TARGET: "子"})], is_joint=False)
    assert project.tasks[0].details is None


@pytest.mark.parametrize(("seq", "value"), [("1", 1), ("1.2", 2), ("第3项", 3), ("★", None), ("", None)])
def test_numbers(seq: str, value: int | None) -> None:
    (project,) = finished([under_way({Role.SEQ: seq, Role.NAME: "教育"}, {})], is_joint=False)
    assert (project.seq, project.seq_text) == (value, seq)


def test_names_that_count_up_give_the_numbers() -> None:
    assert [(p.seq, p.name) for p in named("1.甲园", "2.乙园")] == [(1, "甲园"), (2, "乙园")]


@pytest.mark.parametrize("names", [("1.甲园", "3.乙园"), ("1.甲园", "乙园"), ("1.甲园",), ("甲园", "乙园")])
def test_names_that_do_not_count_up_stay_as_they_are(names: tuple[str, ...]) -> None:
    assert [(p.seq, p.name) for p in named(*names)] == [(None, n) for n in names]


@pytest.mark.parametrize(
    ("task", "is_heading"),
    [({}, True), ({Role.LEAD: "区教委"}, True), ({Role.INVESTMENT: "500"}, True), ({Role.TARGET: "3所"}, False)],
)
def test_a_row_that_gives_no_work_is_a_heading(task: dict[Role, str], is_heading: bool) -> None:
    assert under_way({}, task).is_heading is is_heading


def test_joined_leaves_out_what_is_blank() -> None:
    assert joined(("甲", " ", "", "乙")) == "甲\n乙"
