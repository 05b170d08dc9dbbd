from typing import Any

import pytest

from etl.family_review import make_family_decision
from schemas.family import FamilyDecision

GIVEN: dict[str, Any] = {"same": True, "apart": False, "reason": "同一项工作", "by": "王五"}


def test_a_decision_keeps_what_was_said() -> None:
    made = make_family_decision("a/p1", "b/p1", **GIVEN)
    assert isinstance(made, FamilyDecision)
    assert (made.project, made.other, made.verdict) == ("a/p1", "b/p1", "same")
    assert (made.reason, made.decided_by) == ("同一项工作", "王五")


def test_apart_is_the_other_verdict() -> None:
    made = make_family_decision("a/p1", "b/p1", **GIVEN | {"same": False, "apart": True})
    assert isinstance(made, FamilyDecision) and made.verdict == "apart"


@pytest.mark.parametrize(
    ("projects", "more", "sentence"),
    [
        (("a/p1", None), {}, "name the two projects"),
        ((None, None), {}, "name the two projects"),
        (("a/p1", "b/p1"), {"apart": True}, "one of --same and --apart"),
        (("a/p1", "b/p1"), {"same": False}, "one of --same and --apart"),
        (("a/p1", "a/p1"), {}, "needs two projects"),
        (("a/p1", "b/p1"), {"reason": None}, "needs --reason"),
        (("a/p1", "b/p1"), {"reason": ""}, "needs --reason"),
    ],
)
def test_what_is_missing_is_said(projects: tuple[str | None, str | None], more: dict[str, Any], sentence: str) -> None:
    made = make_family_decision(*projects, **GIVEN | more)
    assert isinstance(made, str) and sentence in made


def test_whoever_is_logged_in_decided_where_nobody_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "zhao")
    made = make_family_decision("a/p1", "b/p1", **GIVEN | {"by": None})
    assert isinstance(made, FamilyDecision) and made.decided_by == "zhao"
