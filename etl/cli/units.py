"""What `etl units` does: it lists the names that wait, and records or takes back the decision on one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from etl.cli.exits import fail, one_line_errors
from etl.cli.options import (
    DEFAULT_CHECKS,
    DEFAULT_DECISIONS,
    DEFAULT_FAMILY_DECISIONS,
    DEFAULT_WAIT,
    DEFAULT_WAREHOUSE,
    Checks,
    Decisions,
    FamilyDecisions,
    Waiting,
    Warehouse,
)
from etl.cli.streams import data_out
from etl.cli.work import finish, read_reference, writing

if TYPE_CHECKING:
    from etl.warehouse.location import Location
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


def show_waiting(warehouse: "Location") -> None:
    """Print the names that need a decision, with what each may be."""
    from etl.warehouse.formats import ResultFormat
    from etl.warehouse.query import run_query

    with data_out() as out:
        run_query(warehouse, "FROM v_units_to_decide", ResultFormat.TABLE, out)


def check_asked(asked: Asked, warehouse: "Location", decisions: Path) -> Asked:
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


def units(
    mention: Annotated[
        str | None,
        typer.Argument(metavar="[NAME]", help="The name to decide on; without one the names are listed."),
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", help="The region it stands in, as `etl units` shows it.")
    ] = None,
    same_as: Annotated[
        str | None, typer.Option("--same-as", metavar="UNIT_ID", help="It is another name of this unit.")
    ] = None,
    new: Annotated[
        str | None,
        typer.Option("--new", metavar="FULL_NAME", help="It is a unit of its own with this full name."),
    ] = None,
    functions: Annotated[
        list[str] | None, typer.Option("--function", help="With --new: a field of work; may be given again.")
    ] = None,
    group: Annotated[bool, typer.Option("--group", help="It is a group of units.")] = False,
    not_a_unit: Annotated[bool, typer.Option("--not-a-unit", help="It is no unit at all.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the decision on it back.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; kept with the decision.")] = None,
    decided_by: Annotated[str | None, typer.Option("--by", help="Who decides; your login name if not given.")] = None,
    checks: Checks = DEFAULT_CHECKS,
    wait: Waiting = DEFAULT_WAIT,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    decisions: Decisions = DEFAULT_DECISIONS,
    family_decisions: FamilyDecisions = DEFAULT_FAMILY_DECISIONS,
) -> None:
    """List the unit names that need a person's decision, or record the decision on one.

    A decision is written to data/unit_decisions.yml and applied to what is loaded; it survives rebuilds. A name
    that was decided on may be decided on anew, or with --undo wait again.

    Example: etl units 区园林专班 --region 渝北区 --same-as 500112-urban-management --reason "三定方案"
    """
    with one_line_errors():
        if mention is None and (same_as or new or group or not_a_unit or undo):
            fail("name the unit to decide on: etl units NAME --region ... --reason ...", 2)
        if mention is None:
            show_waiting(warehouse)
            return
        from etl.pipeline import Run

        given = (region, same_as, new, tuple(functions or ()), group, not_a_unit, undo, reason, decided_by)
        asked = check_asked(Asked(mention, *given), warehouse, decisions)
        with writing(warehouse, "units", wait, (decisions, family_decisions)) as patiently:
            record_asked(asked, decisions)
            run = Run("units", warehouse, read_reference(decisions, family_decisions), wait=patiently, checks=checks)
            finish(run, [], warehouse, dry=False)
