import pytest
from pydantic import ValidationError

from parsers.isolated.limits import Limits


def test_the_limits_are_those_that_are_promised() -> None:
    limits = Limits()
    assert (limits.patience, limits.total, limits.memory) == (20.0, 600.0, 1024**3)


@pytest.mark.parametrize("wrong", [{"patience": 0}, {"total": -1}, {"memory": 0}, {"per_step": -1}, {"start": 0}])
def test_limits_that_nothing_can_keep_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        Limits.model_validate(wrong)
