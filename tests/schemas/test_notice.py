"""A notice as written."""

import pytest
from pydantic import ValidationError

from schemas.notice import Disposition, Letter, Notice, NoticeKind, ParagraphReading, Place, ProjectRow, Role, TaskRow

CELL_FATES = {"field", "header", "section", "total", "note", "form", "blank", "unread"}
PARAGRAPH_FATES = {"letter", "heading", "caption", "field", "note", "unread"}
HERE = Place(table_no=1, row_no=2)


def test_the_kinds_are_those_of_the_contract() -> None:
    assert {k.value for k in NoticeKind} == {"plan", "report", "progress"}


def test_the_dispositions_are_those_of_cells_and_paragraphs() -> None:
    assert {d.value for d in Disposition} == CELL_FATES | PARAGRAPH_FATES


def test_every_role_of_a_task_s_own_cell_is_a_field_of_it() -> None:
    of_the_project = {Role.SEQ, Role.NAME, Role.LEVEL, Role.REMARK, Role.DOMAIN}
    told_in_details = {Role.PART_NAME, Role.MILESTONE}
    of_nobody = {Role.CONTACT, Role.SITE, Role.NATURE, Role.FUNDING, Role.SOURCE, Role.START, Role.OTHER_INVESTMENT}
    for role in set(Role) - of_the_project - told_in_details - of_nobody:
        assert role.value in TaskRow.model_fields
    assert {"name", "level", "remark", "seq"} <= ProjectRow.model_fields.keys()


def test_a_column_that_is_not_there_is_not_an_empty_cell() -> None:
    bare = TaskRow(part=1, place=HERE)
    assert bare.lead is None
    assert TaskRow(part=1, place=HERE, lead="") != bare


def test_a_letter_may_say_nothing() -> None:
    assert Letter().model_dump() == {"document_number": None, "issuer": None, "title": None, "issued_on": None}


def test_a_project_has_its_tasks() -> None:
    with pytest.raises(ValidationError, match="tasks"):
        ProjectRow.model_validate({"seq_text": "1", "seq": 1, "name": "建设城市公园"})


def test_a_notice_survives_being_written_down() -> None:
    task = TaskRow(part=1, place=HERE, target="建成3个。", lead="区教委\n区财政局")
    project = ProjectRow(seq_text="（一）", seq=1, name="建设城市公园", tasks=(task,))
    written = Notice(letter=Letter(title="通知"), kind=NoticeKind.PLAN, year=2024, projects=(project,))
    assert Notice.model_validate_json(written.model_dump_json()) == written


@pytest.mark.parametrize("given", [{"table_no": 1, "row_no": 2}, {"paragraph_no": 3}, {"paragraph_no": 3, "page": 1}])
def test_a_place_is_a_row_or_a_paragraph(given: dict[str, int]) -> None:
    assert Place.model_validate(given).model_dump(exclude_none=True) == given


@pytest.mark.parametrize(
    "given",
    [{}, {"table_no": 1}, {"row_no": 1}, {"page": 1}, {"table_no": 1, "row_no": 2, "paragraph_no": 3}],
)
def test_half_a_place_is_none(given: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        Place.model_validate(given)


def test_a_reading_of_before_is_still_one() -> None:
    old = {"paragraph_no": 1, "page": None, "text": "甲", "disposition": "note"}
    reading = ParagraphReading.model_validate(old)
    assert (reading.fields, reading.project, reading.part) == ((), None, None)
