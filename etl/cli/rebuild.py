"""``etl rebuild``: the warehouse built anew from the folder of all notices."""

from pathlib import Path
from typing import Annotated

import typer

from etl.cli.exits import fail, one_line_errors
from etl.cli.options import (
    DEFAULT_CHECKS,
    DEFAULT_DECISIONS,
    DEFAULT_FAMILY_DECISIONS,
    DEFAULT_PATIENCE,
    DEFAULT_RAW,
    DEFAULT_WAIT,
    DEFAULT_WAREHOUSE,
    Checks,
    Decisions,
    FamilyDecisions,
    Patience,
    Waiting,
    Warehouse,
)
from etl.cli.work import finish, list_files, make_reader, read_reference, writing


def rebuild(
    raw: Annotated[Path, typer.Option("--raw", help="The folder of all notices.")] = DEFAULT_RAW,
    patience: Patience = DEFAULT_PATIENCE,
    checks: Checks = DEFAULT_CHECKS,
    wait: Waiting = DEFAULT_WAIT,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    decisions: Decisions = DEFAULT_DECISIONS,
    family_decisions: FamilyDecisions = DEFAULT_FAMILY_DECISIONS,
) -> None:
    """Build the warehouse anew from data/raw, and swap it in only if it passes its checks.

    A check that the present warehouse fails too does not stop the swap; one that it passes does.

    Example: etl rebuild
    """
    with one_line_errors():
        from etl.pipeline import Run
        from etl.rebuild import refuse_new_failures

        files = list_files([raw])
        if not files:
            fail(f"there is no file in {raw} to build from; the warehouse is as it was.", 2)
        with writing(warehouse, "rebuild", wait, (decisions, family_decisions)) as patiently:
            reference = read_reference(decisions, family_decisions)
            reader = make_reader(reference, patience)
            run = Run("rebuild", warehouse, reference, anew=True, reader=reader, wait=patiently, checks=checks)
            finish(run, files, warehouse, dry=False, accept=refuse_new_failures(warehouse))
