"""What `etl units` does: it lists the names that wait, and records or takes back the decision on one."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from etl.cli_exits import fail

if TYPE_CHECKING:
    from schemas.reference import Decision


class Asked(NamedTuple):
    """The words of a call of `etl units NAME`."""

    mention: str
    region: str | None
    same_as: str | None
    new: str | None
    functions: tuple[str, ...]
    group: bool
    not_a_unit: bool
    undo: bool
    reason: str | None
    by: str | None


def show_waiting(warehouse: Path) -> None:
    """Print the names that need a decision, with what each may be."""
    from etl.warehouse.formats import ResultFormat
    from etl.warehouse.query import run_query

    run_query(warehouse, "FROM v_units_to_decide", ResultFormat.TABLE, sys.stdout.buffer)
    sys.stdout.buffer.flush()


def check_asked(asked: Asked, warehouse: Path, decisions: Path) -> Asked:
    """The call with its region by the name that the warehouse has; it ends the program if the call cannot be meant."""
    from etl.reference.decisions import is_on
    from etl.reference.load import load_reference
    from etl.review import fault_of_functions, fault_of_name, region_called
    from etl.warehouse.mentions import names_by_region

    if fault := _fault_of_words(asked):
        fail(fault, 2)
    reference = load_reference(decisions)
    region = region_called(asked.region or "", names_by_region(warehouse))
    if isinstance(region, str):
        fail(region, 2)
    known = {function for r in reference.regions for unit in r.units for function in unit.functions}
    decided = [d.mention for d in reference.decisions if is_on(d, region.region_id, d.mention, reference.regions)]
    fault = fault_of_name(asked.mention, region.name, (*region.mentions, *decided))
    fault = fault or fault_of_functions(asked.functions, known)
    if fault:
        fail(fault, 2)
    return asked._replace(region=asked.region if asked.region != region.full_name else region.name)


def _fault_of_words(asked: Asked) -> str | None:
    if asked.undo:
        others = asked.same_as or asked.new or asked.group or asked.not_a_unit
        return (
            "--undo takes a decision back; it needs --region, and no other decision."
            if others or not asked.region
            else None
        )
    decision = _decision(asked)
    return decision if isinstance(decision, str) else None


def record_asked(asked: Asked, decisions: Path) -> None:
    """Record or take back a decision; it ends the program if that contradicts the other decisions."""
    from etl.reference.decisions import NoDecisionError, UnknownUnitError, record_decision, withdraw_decision

    decision = None if asked.undo else _decision(asked)
    try:
        if decision is None:
            withdraw_decision(decisions, asked.region or "", asked.mention)
        elif not isinstance(decision, str):
            record_decision(decisions, decision)
    except (UnknownUnitError, NoDecisionError) as refused:
        fail(str(refused), 2)


def _decision(asked: Asked) -> "Decision | str":
    from etl.review import make_decision

    given = asked._asdict()
    del given["undo"]
    return make_decision(given.pop("mention"), given.pop("region"), **given)
