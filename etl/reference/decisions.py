"""The user's file of decisions on unit names: read with the reference data, added to by ``etl units``."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from etl.keys import unit_key
from etl.reference.load import ReferenceDataError, fault_of, load_reference
from etl.reference.written import write_decisions
from schemas.reference import Decision, Reference
from schemas.units import Region

_HEAD = """\
# Decisions on unit names that the reference data does not have, one entry each, with who decided, when and why.
# `etl units` adds to this file; it may be edited by hand. It survives rebuilds: keep it under version control.
"""


class UnknownUnitError(ReferenceDataError):
    """A decision that names a unit that its region does not have."""


class NoDecisionError(ReferenceDataError):
    """There is no decision to take back."""


def record_decision(path: Path, decision: Decision) -> None:
    """Add a decision to the file at ``path``; an earlier one on the same name gives way.

    Raises ``ReferenceDataError`` if the file is damaged, if the decision names a unit that does not exist, or if it
    takes away a unit that another decision is about.
    """
    reference = load_reference(path)
    _write_checked(path, (*_others(reference, decision.region, decision.mention), decision), reference)


def withdraw_decision(path: Path, region: str, mention: str) -> None:
    """Take the decision on a name out of the file at ``path``. Raises ``NoDecisionError`` if there is none, and what
    ``record_decision`` raises."""
    reference = load_reference(path)
    others = _others(reference, region, mention)
    if len(others) == len(reference.decisions):
        raise NoDecisionError(f"there is no decision on “{mention}” of {region} in {path}.")
    _write_checked(path, others, reference)


def is_on(decision: Decision, region: str, mention: str, regions: Iterable[Region]) -> bool:
    """Whether a decision is on a name of a region, however either is written."""
    names = next(({r.id, r.name} for r in regions if region in (r.id, r.name)), {region})
    return decision.region in names and unit_key(decision.mention) == unit_key(mention)


def _others(reference: Reference, region: str, mention: str) -> tuple[Decision, ...]:
    return tuple(d for d in reference.decisions if not is_on(d, region, mention, reference.regions))


def _write_checked(path: Path, decisions: Sequence[Decision], reference: Reference) -> None:
    """Write decisions that hold together: a unit that one of them means must be one that exists or was decided on."""
    for n, decision in enumerate(decisions):
        if fault := fault_of(decision, decisions[:n], reference.regions):
            about = f"the decision on “{decision.mention}” rests on it: " if decision in reference.decisions else ""
            raise UnknownUnitError(f"{about}{fault}.")
    write_decisions(path, _HEAD, [d.model_dump(mode="json", exclude_defaults=True) for d in decisions])
