"""A person's decision on a unit name, from the words of the command line."""

import getpass
from collections.abc import Sequence
from datetime import UTC, datetime

from schemas.reference import Decision


def make_decision(
    mention: str,
    region: str | None,
    *,
    same_as: str | None,
    new: str | None,
    functions: Sequence[str],
    group: bool,
    not_a_unit: bool,
    reason: str | None,
    by: str | None,
) -> Decision | str:
    """The decision, or the sentence that says what is missing for one."""
    verdicts = [
        v for v, given in (("same_as", same_as), ("new", new), ("group", group), ("not_a_unit", not_a_unit)) if given
    ]
    if len(verdicts) != 1:
        return "say what the name means with one of --same-as, --new, --group and --not-a-unit."
    if not region or not reason:
        return "a decision needs --region and --reason."
    return Decision(
        region=region,
        mention=mention,
        verdict=verdicts[0],
        unit_id=same_as,
        name=new,
        functions=tuple(functions),
        reason=reason,
        decided_by=by or getpass.getuser(),
        decided_on=datetime.now(UTC).date(),
    )
