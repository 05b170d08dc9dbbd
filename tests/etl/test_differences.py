"""Where two readings of one notice differ."""

from collections.abc import Callable
from typing import Any

import pytest

from etl.differences import differing_fields, prints_of, told
from etl.normalise.assemble import normalise
from schemas.normalised import NormalisedNotice
from schemas.reference import Reference
from tests.etl.build import notice, project, task


@pytest.fixture
def rows(reference: Reference) -> Callable[..., NormalisedNotice]:
    return lambda *projects: normalise(notice(*projects, money_measure="万元"), reference)


CELLS: dict[str, Any] = {
    "target": "建成口袋公园4个。",
    "details": "新增。",
    "deadline": "2024.6",
    "lead": "区民政局",
    "responsible": "龙山街道",
    "cooperating": "区财政局",
    "leader": "唐密",
    "investment": "500",
    "progress": "完工。",
    "status": "完成",
    "invested": "300",
    "problems": "缺地。",
    "next_steps": "加快。",
}


@pytest.mark.parametrize("cell", CELLS)
def test_no_cell_of_a_task_can_differ_unseen(cell: str, rows: Callable[..., NormalisedNotice]) -> None:
    plain: dict[str, Any] = {"progress": "开工。"}
    ours = rows(project(1, task(**plain)))
    theirs = rows(project(1, task(**(plain | {cell: CELLS[cell]}))))
    assert len(list(differing_fields(ours, theirs))) == 1
    assert prints_of(ours).projects != prints_of(theirs).projects


@pytest.mark.parametrize("said", [{"name": "另一个"}, {"level": "市级"}, {"level": "人大票决"}, {"remark": "续建"}])
def test_no_cell_of_a_project_can_differ_unseen(said: dict[str, str], rows: Callable[..., NormalisedNotice]) -> None:
    ours, theirs = rows(project(1)), rows(project(1, **said))
    assert len(list(differing_fields(ours, theirs))) == 1


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("建成 3个；\n完工。", "建成3个；完工。"),
        ("建成3个；　完工。", "建成3个；完工。"),
        ("建成3个；\n\n完工。", "建成3个；\n完工。"),
    ],
)
def test_white_space_is_no_difference(ours: str, theirs: str, rows: Callable[..., NormalisedNotice]) -> None:
    one, other = (rows(project(1, task(target=target))) for target in (ours, theirs))
    assert list(differing_fields(one, other)) == []
    assert prints_of(one) == prints_of(other)


def test_a_letter_has_a_print_of_its_own(reference: Reference) -> None:
    one, other = (normalise(notice(project(1), title=title), reference) for title in ("甲通知", "乙通知"))
    assert [d.startswith("letter") for d in differing_fields(one, other)] == [True]
    assert prints_of(one).letter != prints_of(other).letter
    assert prints_of(one).projects == prints_of(other).projects


def test_a_difference_names_its_project_and_part(rows: Callable[..., NormalisedNotice]) -> None:
    ours = rows(project(1), project(2, task(), task(part=2, target="甲")))
    theirs = rows(project(1), project(2, task(), task(part=2, target="乙")))
    (difference,) = differing_fields(ours, theirs)
    assert "(2)" in difference
    assert "part 2" in difference
    assert difference.endswith("target")


def test_a_project_that_only_one_file_has_says_which(rows: Callable[..., NormalisedNotice]) -> None:
    short, full = rows(project(1)), rows(project(1), project(2))
    assert [d.rpartition("only in ")[2] for d in differing_fields(full, short)] == ["the other file"]
    assert [d.rpartition("only in ")[2] for d in differing_fields(short, full)] == ["this file"]


def test_a_notice_does_not_differ_from_itself(rows: Callable[..., NormalisedNotice]) -> None:
    one = rows(project(1, task(**CELLS)), project(2))
    assert list(differing_fields(one, one)) == []


def test_amounts_are_not_told_beside_the_words_that_they_stand_in(rows: Callable[..., NormalisedNotice]) -> None:
    ours, theirs = rows(project(1, task(target="建成3个公园。"))), rows(project(1, task(target="建成5个公园。")))
    assert [d.rpartition(": ")[2] for d in differing_fields(ours, theirs)] == ["target"]


def test_amounts_that_differ_alone_are_told(rows: Callable[..., NormalisedNotice]) -> None:
    ours = rows(project(1, task(target="建成3个公园。")))
    theirs = ours.model_copy(update={"quantities": ()})
    assert [d.rpartition(": ")[2] for d in differing_fields(ours, theirs)] == ["quantities"]


def test_a_long_list_is_cut_and_counted() -> None:
    assert told(["a", "b"]) == "a; b"
    assert told(list("abcdefg")) == "a; b; c; d; e; and 2 more"
