"""The user's file of decisions on families: read with the reference data, added to by ``etl families``."""

from collections.abc import Callable, Sequence
from pathlib import Path

from etl.reference.load import ReferenceDataError, load_family_decisions
from etl.reference.written import write_decisions
from schemas.family import FamilyDecision

_HEAD = """\
# Decisions on which projects are one project, one entry each, with who decided, when and why.
# `etl families` adds to this file; it may be edited by hand. It survives rebuilds: keep it under version control.
"""


class ContraryDecisionError(ReferenceDataError):
    """A decision that two projects are apart which others make the same."""


def record_family_decision(
    path: Path, decision: FamilyDecision, now: Callable[[FamilyDecision], FamilyDecision | None] = lambda d: d
) -> None:
    """Add a decision to the file at ``path``; an earlier one on the same two projects gives way. ``now`` gives
    the earlier ones with the ids that their projects have now, ``None`` for those that wait.

    Raises ``ReferenceDataError`` if the file is damaged or cannot be written, ``ContraryDecisionError`` if the
    decisions contradict each other with it.
    """
    earlier = [(d, now(d)) for d in load_family_decisions(path)]
    kept = [(d, held) for d, held in earlier if held is None or held.pair != decision.pair]
    if contrary := contrary_to(decision, [held for _, held in kept if held is not None]):
        raise ContraryDecisionError(contrary)
    entries = [d.model_dump(mode="json", exclude_none=True) for d in (*(d for d, _ in kept), decision)]
    write_decisions(path, _HEAD, entries)


def contrary_to(decision: FamilyDecision, others: Sequence[FamilyDecision]) -> str | None:
    """The sentence that says which decisions two projects cannot be ``same`` or ``apart`` beside; ``None`` if all
    can stand together."""
    decisions = (*others, decision)
    same = [d.pair for d in decisions if d.verdict == "same"]
    for apart in (d for d in decisions if d.verdict == "apart"):
        together = {apart.project}
        while more := {p for pair in same if pair & together for p in pair} - together:
            together |= more
        if apart.other in together:
            return (
                f"{apart.project} and {apart.other} were decided to be apart, and other decisions make them the same; "
                "take one of them back in the file of decisions first."
            )
    return None
