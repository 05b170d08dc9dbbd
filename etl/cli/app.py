"""The ``etl`` command: its commands, each in the module of its name.

Exit codes: 0, everything asked for was done; 1, something was quarantined or a check failed, and what could be
done was done; 2, the call itself was wrong. Data goes to stdout, all else to stderr.
"""

import typer

from etl.cli.check import check
from etl.cli.export import export
from etl.cli.families import families
from etl.cli.ingest import ingest
from etl.cli.inspect import inspect
from etl.cli.query import query
from etl.cli.rebuild import rebuild
from etl.cli.streams import prepare_streams
from etl.cli.units import units

app = typer.Typer(
    help="Reads notices on 重点民生实事 (yearly livelihood projects) into a DuckDB warehouse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command()(ingest)
app.command(short_help="Build the warehouse anew from data/raw.")(rebuild)
app.command()(query)
app.command()(inspect)
app.command()(check)
app.command(short_help="List unit names that need a decision, or record one.")(units)
app.command(short_help="List the families of projects, or decide on two projects.")(families)
app.command()(export)


def main() -> None:
    """Entry point of the ``etl`` command."""
    prepare_streams()
    app(prog_name="etl")
