"""``etl ingest``: files and folders read and published."""

from pathlib import Path
from typing import Annotated

import typer

from etl.cli.exits import one_line_errors
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


def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders to read; data/raw if none is given."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    patience: Patience = DEFAULT_PATIENCE,
    checks: Checks = DEFAULT_CHECKS,
    wait: Waiting = DEFAULT_WAIT,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    decisions: Decisions = DEFAULT_DECISIONS,
    family_decisions: FamilyDecisions = DEFAULT_FAMILY_DECISIONS,
) -> None:
    """Read files and folders and publish what they say.

    A ZIP is a folder. A file whose bytes the warehouse knows is left alone; one that cannot be read, or that takes too
    much time or memory, is quarantined with its reason, and the rest goes on.

    Example: etl ingest ~/Downloads/2025-notices ~/Downloads/notices.zip
    """
    with one_line_errors():
        from etl.pipeline import Run

        files = list_files(paths or [DEFAULT_RAW])
        with writing(warehouse, "ingest", wait, (decisions, family_decisions), dry_run) as patiently:
            reference = read_reference(decisions, family_decisions)
            reader = make_reader(reference, patience)
            run = Run("ingest", warehouse, reference, dry=dry_run, reader=reader, wait=patiently, checks=checks)
            finish(run, files, warehouse, dry_run)
