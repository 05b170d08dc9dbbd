import pytest

from etl.warehouse.check_model import Check, CheckSeverity


@pytest.mark.parametrize(
    ("severity", "failures", "is_error"),
    [(CheckSeverity.ERROR, ("x",), True), (CheckSeverity.ERROR, (), False), (CheckSeverity.WARNING, ("x",), False)],
)
def test_only_failures_of_severity_error_are_errors(
    severity: CheckSeverity, failures: tuple[str, ...], is_error: bool
) -> None:
    assert Check(name="a", promise="p", severity=severity, failures=failures).is_error is is_error


def test_the_lines_say_how_many_more_there_are() -> None:
    assert Check(name="a", promise="p", failures=("x",), count=1).lines == ("x",)
    assert Check(name="a", promise="p", failures=("x",), count=3).lines == ("x", "… and 2 more.")
