"""A person's decision on two projects, from the words of the command line."""

import getpass
from collections.abc import Mapping
from datetime import UTC, datetime

from schemas.family import FamilyDecision, KnownProject


def make_family_decision(
    project: str | None, other: str | None, *, same: bool, apart: bool, reason: str | None, by: str | None
) -> FamilyDecision | str:
    """The decision, or the sentence that says what is missing for one; what the two are called it is not told yet."""
    if project is None or other is None:
        return "name the two projects to decide on: etl families PROJECT_ID OTHER_PROJECT_ID --same --reason ..."
    if same == apart:
        return "say what the two projects are with one of --same and --apart."
    if project == other:
        return "a decision needs two projects."
    if not reason:
        return "a decision needs --reason."
    return FamilyDecision(
        project=project,
        other=other,
        verdict="same" if same else "apart",
        reason=reason,
        decided_by=by or getpass.getuser(),
        decided_on=datetime.now(UTC).date(),
    )


def with_names(decision: FamilyDecision, projects: Mapping[str, KnownProject]) -> FamilyDecision:
    """A decision with the names that its two projects bear, so that it stays with them when they are numbered anew."""
    names = {"project_name": projects[decision.project].name, "other_name": projects[decision.other].name}
    return decision.model_copy(update=names)
