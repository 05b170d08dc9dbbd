"""``etl ingest``: files and folders read and published."""

from pathlib import Path
from typing import Annotated

import typer

from etl.cli.cluster import readers_for
from etl.cli.exits import one_line_errors
from etl.cli.journal import begin, logged
from etl.cli.memory import require_memory
from etl.cli.options import (
    DEFAULT_CHECKS,
    DEFAULT_DECISIONS,
    DEFAULT_FAMILY_DECISIONS,
    DEFAULT_PATIENCE,
    DEFAULT_RAW,
    DEFAULT_WAIT,
    DEFAULT_WAREHOUSE,
    Accept,
    Checks,
    Cluster,
    DataPath,
    Decisions,
    FamilyDecisions,
    Log,
    Patience,
    Waiting,
    Warehouse,
    Workers,
    at_data_path,
)
from etl.cli.work import (
    SHOWN_CHANGES,
    finish,
    look_for,
    read_reference,
    remembering,
    writing,
)


def ingest(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders to read; data/raw if none is given."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would change, and change nothing.")] = False,
    every: Annotated[
        bool, typer.Option("--all", help=f"With --dry-run: every change, not the first {SHOWN_CHANGES} only.")
    ] = False,
    rehash: Annotated[
        bool, typer.Option("--rehash", help="Read every file, also one that by its size and times has not changed.")
    ] = False,
    accept: Accept = False,
    workers: Workers = None,
    cluster: Cluster = None,
    log: Log = None,
    patience: Patience = DEFAULT_PATIENCE,
    checks: Checks = DEFAULT_CHECKS,
    wait: Waiting = DEFAULT_WAIT,
    warehouse: Warehouse = DEFAULT_WAREHOUSE,
    data_path: DataPath = None,
    decisions: Decisions = DEFAULT_DECISIONS,
    family_decisions: FamilyDecisions = DEFAULT_FAMILY_DECISIONS,
) -> None:
    """Read files and folders and publish what they say.

    A ZIP is a folder, and links are followed. A file whose bytes the warehouse knows is left alone; one that cannot be
    read, or that takes too much time or memory, is quarantined with its reason, as is a folder that cannot be listed,
    and the rest goes on. A file that the warehouse knows and that is not there any more is told, and its rows stay.
    With --dry-run the changes are shown field by field.

    Example: etl ingest ~/Downloads/2025-notices ~/Downloads/notices.zip
    """
    require_memory()
    warehouse = at_data_path(warehouse, data_path)
    with logged(log) as journal, one_line_errors():
        from etl.hashes import kept_hashes

        given = paths or [DEFAULT_RAW]
        hashes = kept_hashes(warehouse, trusting=not rehash)
        files, linked = look_for(given, hashes, warehouse)
        from etl.pipeline import Run  # a wrong path is told without it

        begin(journal, "ingest", warehouse, len(files))
        with writing(warehouse, "ingest", wait, (decisions, family_decisions), dry_run) as patiently:
            reference = read_reference(decisions, family_decisions)
            with (
                readers_for(reference, patience, workers, len(files), cluster, patiently) as readers,
                remembering(hashes, warehouse, dry_run),
            ):
                run = Run(
                    "ingest",
                    warehouse,
                    reference,
                    dry=dry_run,
                    given=[*given, *linked],
                    readers=readers,
                    run_id=journal.run_id,
                    wait=patiently,
                    checks=checks,
                    tolerant=accept,
                    hashes=hashes,
                )
                finish(run, files, warehouse, dry_run, log=journal, most=None if every else SHOWN_CHANGES)
