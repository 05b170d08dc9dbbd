"""``etl rebuild``: the warehouse built anew from the folder of all notices."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from etl.cli.cluster import readers_for
from etl.cli.exits import fail, one_line_errors
from etl.cli.journal import begin, logged
from etl.cli.memory import require_memory
from etl.cli.options import (
    DEFAULT_CHECKS,
    DEFAULT_DECISIONS,
    DEFAULT_FAMILY_DECISIONS,
    DEFAULT_MAX_LOSS,
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
    MaxLoss,
    Patience,
    Waiting,
    Warehouse,
    Workers,
    at_data_path,
)
from etl.cli.work import finish, list_files, read_reference, remembering, writing


def rebuild(
    raw: Annotated[Path, typer.Option("--raw", help="The folder of all notices.")] = DEFAULT_RAW,
    accept: Accept = False,
    max_loss: MaxLoss = DEFAULT_MAX_LOSS,
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
    """Build the warehouse anew from data/raw, and swap it in only if it is no worse.

    It is not published if a check finds errors that the present warehouse was found without, or if more of what is
    there would be lost than --max-loss allows. A check that found errors before does not stop it.

    Example: etl rebuild --log logs/etl.jsonl
    """
    require_memory()
    warehouse = at_data_path(warehouse, data_path)
    with logged(log) as journal, one_line_errors():
        from etl.console import list_packed, say
        from etl.hashes import kept_hashes
        from etl.pipeline import Run
        from etl.raw_files import Unreached
        from etl.rebuild import Guard
        from etl.warehouse.connect import require_replaceable
        from etl.warehouse.room import scarce

        hashes = kept_hashes(warehouse, trusting=False)  # all are read anyway, and what was kept is put right
        files = list_files([raw], warehouse=warehouse)
        if all(isinstance(file, Unreached) for file in files):
            for line in list_packed(files):
                say(line)
            fail(f"there is no file in {raw} to build from; the warehouse is as it was.", 2)
        begin(journal, "rebuild", warehouse, len(files))
        with writing(warehouse, "rebuild", wait, (decisions, family_decisions)) as patiently:
            with suppress(OSError):  # publishing says what is wrong with the disk
                require_replaceable(warehouse)  # before an hour of reading, not after it
                if isinstance(warehouse, Path) and (said := scarce(warehouse)):
                    say(f"the disk is nearly full: {said}; a rebuild that is no smaller will not be published")
            reference = read_reference(decisions, family_decisions)
            with (
                readers_for(reference, patience, workers, len(files), cluster, patiently) as readers,
                remembering(hashes, warehouse),
            ):
                run = Run(
                    "rebuild",
                    warehouse,
                    reference,
                    anew=True,
                    readers=readers,
                    run_id=journal.run_id,
                    wait=patiently,
                    checks=checks,
                    tolerant=accept,
                    hashes=hashes,
                )
                guard = Guard(
                    *(warehouse, run.run_id),
                    max_loss=max_loss,
                    accept=accept,
                    say=say,
                    unreached=lambda: run.so_far().unreached,
                )
                finish(run, files, warehouse, dry=False, accept=guard, log=journal)
