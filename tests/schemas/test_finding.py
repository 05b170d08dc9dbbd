"""What a stage has to say."""

import pytest
from pydantic import ValidationError

from schemas.finding import Finding, Severity


def test_the_severities_are_those_of_the_contract() -> None:
    assert [s.value for s in Severity] == ["error", "warning", "info"]


def test_a_remark_about_the_whole_notice_has_no_place() -> None:
    finding = Finding(severity=Severity.INFO, rule="level_assumed", message="…")
    assert (finding.table_no, finding.row_no, finding.page) == (None, None, None)


@pytest.mark.parametrize("missing", ["severity", "rule", "message"])
def test_a_finding_says_how_much_what_and_why(missing: str) -> None:
    said = {"severity": "error", "rule": "stated_sum", "message": "…"}
    del said[missing]
    with pytest.raises(ValidationError, match=missing):
        Finding.model_validate(said)


def test_no_other_severity_is_known() -> None:
    with pytest.raises(ValidationError):
        Finding.model_validate({"severity": "fatal", "rule": "r", "message": "m"})
