"""One difference."""

import pytest
from pydantic import ValidationError

from schemas.change import Change, Deed


def test_the_deeds_are_those_that_programs_read() -> None:
    assert list(Deed) == ["added", "removed", "changed"]


def test_a_whole_row_has_no_column() -> None:
    change = Change(change=Deed.ADDED, table="tasks", key="t", new="{}")
    assert (change.column, change.old, change.label, change.notice_id) == (None, None, "", None)


def test_no_other_deed_is_known() -> None:
    with pytest.raises(ValidationError):
        Change.model_validate({"change": "moved", "table": "tasks", "key": "t"})
