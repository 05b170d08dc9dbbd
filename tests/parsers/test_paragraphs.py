"""Paragraphs, counted, and what became of each."""

import pytest

from parsers.letter import Reading
from parsers.paragraphs import Numbered, lines_of, names_in, numbered, orphans, paragraph_readings
from parsers.prose_items import Told
from schemas.document import Document, Paragraph
from schemas.notice import Disposition, Letter, ParagraphReading, Role
from tests.parsers.build import ONE, PLAN, document, page_number, table

GIVEN = document("甲", table(PLAN, ONE), page_number(2), "乙\n丙")


def fates(*texts: str, before: int = 0, told: dict[int, Told] | None = None) -> list[ParagraphReading]:
    paragraphs = numbered(document(*texts))
    return list(paragraph_readings(paragraphs, before, Reading(Letter(), {}), (), told or {}, frozenset()))


def test_paragraphs_are_counted_from_one_and_know_their_block() -> None:
    assert [(p.no, p.block, p.text) for p in numbered(GIVEN)] == [(1, 0, "甲"), (2, 2, "— 2 —"), (3, 3, "乙\n丙")]
    assert numbered(Document(format="test", blocks=())) == []


def test_lines_leave_page_numbers_out_and_keep_the_paragraph_s_number() -> None:
    assert [(line.no, line.text) for line in lines_of(numbered(GIVEN))] == [(1, "甲"), (3, "乙"), (3, "丙")]


def test_names_leave_the_measure_of_money_out() -> None:
    assert names_in(["附件", "民生实事 清单", "单位：万元"], [1, 2]) == ("民生实事清单",)


@pytest.mark.parametrize(
    ("text", "before", "fate"),
    [
        ("附件1", 0, Disposition.HEADING),
        ("一、完成情况", 0, Disposition.HEADING),
        ("有关事项通知如下。", 1, Disposition.LETTER),
        ("有关事项通知如下。", 0, Disposition.NOTE),
        ("抄送：区委办公室", 0, Disposition.LETTER),
    ],
)
def test_a_paragraph_that_tells_of_no_task(text: str, before: int, fate: Disposition) -> None:
    (reading,) = fates(text, before=before)
    assert (reading.disposition, reading.project, reading.fields) == (fate, None, ())


def test_a_paragraph_that_tells_of_a_task() -> None:
    told = {1: Told(2, 3, (Role.TARGET, Role.LEAD)), 2: Told(2, 1, is_heading=True), 3: Told(2, 1)}
    one, two, three = fates("甲", "乙", "丙", told=told)
    assert (one.disposition, one.project, one.part) == (Disposition.FIELD, 2, 3)
    assert one.fields == (Role.TARGET, Role.LEAD)
    assert two.disposition is Disposition.HEADING
    assert (three.disposition, three.fields) == (Disposition.FIELD, ())


def test_a_section_s_heading_is_one_whatever_its_form() -> None:
    paragraphs = [Numbered(1, 0, "教育类。", None, furniture=False)]
    (reading,) = paragraph_readings(paragraphs, 0, Reading(Letter(), {}), (), {}, {1})
    assert reading.disposition is Disposition.HEADING


@pytest.mark.parametrize(
    ("text", "count"),
    [("（牵头单位：区教委）", 1), ("责任部门：区财政局。", 1), ("区教委牵头。", 0), ("联系单位：区教委", 0)],
)
def test_units_of_no_project_are_said(text: str, count: int) -> None:
    found = orphans(fates(text))
    assert [f.rule for f in found] == ["unit_in_prose"] * count
    assert all(f.paragraph_no == 1 for f in found)


def test_units_of_a_project_are_not() -> None:
    assert orphans(fates("（牵头单位：区教委）", told={1: Told(1, 1, (Role.LEAD,))})) == []


def test_a_page_number_is_a_note() -> None:
    document_ = Document(format="test", blocks=(Paragraph(text="— 1 —", furniture=True),))
    (reading,) = paragraph_readings(numbered(document_), 1, Reading(Letter(), {}), (), {}, frozenset())
    assert reading.disposition is Disposition.NOTE
