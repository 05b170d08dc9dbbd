"""A person's decision on two projects, from the words of the command line."""

import getpass
from datetime import UTC, datetime

from schemas.family import FamilyDecision


def make_family_decision(
    project: str | None, other: str | None, *, same: bool, apart: bool, reason: str | None, by: str | None
) -> FamilyDecision | str:
    """The decision, or the sentence that says what is missing for one."""
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
