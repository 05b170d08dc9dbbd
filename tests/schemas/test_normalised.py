"""The rows of the warehouse."""

import pytest

from schemas.base import Record
from schemas.normalised import (
    AliasRecord,
    Basis,
    Deadline,
    FunctionRecord,
    Level,
    NoticeRecord,
    Precision,
    ProgressRecord,
    ProjectRecord,
    RegionRecord,
    TaskLeaderRecord,
    TaskRecord,
    TaskUnitRecord,
    UnitRecord,
    UnitRole,
)

OF_THE_CONTRACT: dict[type[Record], str] = {
    RegionRecord: "region_id name full_name kind valid_from valid_to",
    NoticeRecord: "notice_id region_id year kind title document_number issuer issued_on announced_projects",
    ProjectRecord: "project_id notice_id section seq name level voted remark family_id",
    TaskRecord: "task_id project_id part target details deadline deadline_start deadline_text deadline_precision "
    "deadline_basis investment_yuan",
    TaskUnitRecord: "task_id role ordinal mention unit_id",
    TaskLeaderRecord: "task_id ordinal name",
    UnitRecord: "unit_id region_id name short_name kind valid_from valid_to",
    AliasRecord: "region_id alias unit_id origin",
    FunctionRecord: "unit_id function",
    ProgressRecord: "progress_id notice_id task_id as_of progress status invested_yuan problems next_steps",
}


@pytest.mark.parametrize("record", OF_THE_CONTRACT, ids=lambda r: r.__name__)
def test_a_record_has_every_column_of_the_contract(record: type[Record]) -> None:
    assert set(OF_THE_CONTRACT[record].split()) <= record.model_fields.keys()


def test_the_words_of_the_contract_are_the_values() -> None:
    assert {v.value for v in Level} == {"municipal", "district", "both"}
    assert {v.value for v in Precision} == {"day", "month", "quarter", "half", "year"}
    assert {v.value for v in Basis} == {"stated", "text", "plan_year", "open", "undetermined"}
    assert {v.value for v in UnitRole} == {"lead", "responsible", "cooperating"}


def test_a_deadline_without_a_day_needs_only_its_basis() -> None:
    deadline = Deadline(day=None, basis=Basis.OPEN)
    assert (deadline.start, deadline.text, deadline.precision) == (None, None, None)
