"""``etl families``: which projects are one project and why, and a person's word on two of them."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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
from etl.cli.work import finish, read_reference, writing

if TYPE_CHECKING:
    from schemas.family import FamilyDecision, KnownProject

Project = Annotated[str | None, typer.Argument(metavar="[PROJECT_ID]", help="The project to decide on.")]
Other = Annotated[str | None, typer.Argument(metavar="[OTHER_PROJECT_ID]", help="The one to hold it against.")]


def families(
    project: Project = None,
    other: Other = None,
    same: Annotated[bool, typer.Option("--same", help="They are one project: the first joins the other's.")] = False,
    apart: Annotated[bool, typer.Option("--apart", help="They are not: the first leaves their family.")] = False,
    reason: Annotated[str | None, typer.Option("--reason", help="Why; kept with the decision.")] = None,
    decided_by: Annotated[str | None, typer.Option("--by", help="Who decides; your login name if not given.")] = None,
    checks: Checks = DEFAULT_CHECKS,
    wait: Waiting = DEFAULT_WAIT,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    decisions: Decisions = DEFAULT_DECISIONS,
    family_decisions: FamilyDecisions = DEFAULT_FAMILY_DECISIONS,
) -> None:
    """List the families of projects with why each project is in its own, or record a decision on two projects.

    Below the families stand projects that are not taken for one and might be. A decision is written to
    data/family_decisions.yml and applied to what is loaded; it survives rebuilds.

    Example: etl families 500112-2024-plan-d7e0ccc420/p17 500112-2021-report-0f0353da47/p9 --same --reason "同一批小区"
    """
    with one_line_errors():
        from etl.family_list import family_lines, family_projects, missing
        from etl.family_review import make_family_decision, with_names
        from etl.pipeline import Run

        if project is None and not (same or apart):
            from etl.console import print_lines

            print_lines(family_lines(warehouse, read_reference(decisions, family_decisions)))
            return
        decision = make_family_decision(project, other, same=same, apart=apart, reason=reason, by=decided_by)
        if isinstance(decision, str):
            fail(decision, 2)
        projects = family_projects(warehouse)
        if unknown := missing(projects, decision):
            fail(unknown, 2)
        with writing(warehouse, "families", wait, (decisions, family_decisions)) as patiently:
            _record(with_names(decision, projects), projects, family_decisions)
            run = Run("families", warehouse, read_reference(decisions, family_decisions), wait=patiently, checks=checks)
            finish(run, [], warehouse, dry=False)


def _record(decision: "FamilyDecision", projects: "dict[str, KnownProject]", family_decisions: Path) -> None:
    """Write the decision down; it ends the program if it contradicts the other decisions."""
    from etl.normalise.families.settled import Places
    from etl.reference.family_decisions import ContraryDecisionError, record_family_decision

    try:
        record_family_decision(family_decisions, decision, Places(projects.values()).settle)
    except ContraryDecisionError as contrary:
        fail(str(contrary), 2)
