"""The ``etl`` command: how it begins and how it ends; what it can do is in ``etl.cli.commands``.

Exit codes: 0, everything asked for was done; 1, something was quarantined or a check failed, and what could be
done was done; 2, the call itself was wrong. Data goes to stdout, all else to stderr.
"""

import gc

from etl.cli.stops import leave_when_told


def main() -> None:
    """Entry point of the ``etl`` command."""
    leave_when_told()  # before anything more is imported
    from etl.cli.left_out import UNUSED, leave_out, trust_engine_version
    from etl.cli.streams import prepare_streams

    leave_out(*UNUSED)
    trust_engine_version()
    prepare_streams()
    gc.disable()  # what is imported stays: looking through it for what nobody needs finds nothing
    from etl.cli.commands import app

    gc.freeze()
    gc.enable()
    try:
        app(prog_name="etl")
    finally:
        gc.freeze()  # the process ends, and all goes with it; to look through it first takes longer than many queries
