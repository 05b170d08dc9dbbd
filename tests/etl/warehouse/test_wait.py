import dataclasses

import pytest

from etl.warehouse.wait import WAIT_SECONDS, Wait


def test_unless_told_otherwise_it_is_waited_for_minutes_and_in_silence() -> None:
    wait = Wait()
    assert wait.seconds == WAIT_SECONDS == 600
    wait.say("to nobody")


def test_a_wait_does_not_change_under_way() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Wait().seconds = 1  # type: ignore[misc]
