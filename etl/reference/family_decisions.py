"""The user's file of decisions on families: read with the reference data, added to by ``etl families``."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import yaml

from etl.normalise.families.settled import Places
from etl.reference.load import ReferenceDataError, load_family_decisions
from schemas.family import FamilyDecision, KnownProject

_HEAD = """\
# Decisions on which projects are one project, one entry each, with who decided, when and why.
# `etl families` adds to this file; it may be edited by hand. It survives rebuilds: keep it under version control.
"""


class ContraryDecisionError(ReferenceDataError):
    """A decision that two projects are apart which others make the same."""


def record_family_decision(
    path: Path, decision: FamilyDecision, projects: Iterable[KnownProject] | None = None
) -> None:
    """Add a decision to the file at ``path``; an earlier one on the same two projects gives way. Which projects the
    earlier ones are on now is looked up in ``projects``, where they are given.

    Raises ``ReferenceDataError`` if the file is damaged or cannot be written, ``ContraryDecisionError`` if the
    decisions contradict each other with it.
    """
    places = Places(projects) if projects is not None else None
    earlier = [(d, places.settle(d) if places else d) for d in load_family_decisions(path)]
    earlier = [(d, now) for d, now in earlier if now is None or now.pair != decision.pair]
    kept = [d for d, _ in earlier]
    if contrary := contrary_to(decision, [now for _, now in earlier if now is not None]):
        raise ContraryDecisionError(contrary)
    entries = [d.model_dump(mode="json", exclude_none=True) for d in (*kept, decision)]
    try:
        _write(path, entries)
    except OSError as error:
        raise ReferenceDataError(f"{path} cannot be written: {error.strerror or error}.") from error


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


def _write(path: Path, entries: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.write_text(_HEAD + yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=1000), "utf-8")
    draft.replace(path)
