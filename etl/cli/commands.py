"""The commands of ``etl``, each in the module of its name, which is imported when it is called."""

from importlib import import_module
from typing import Any, Final

import typer
from typer.core import TyperGroup

from etl.cli.plain import PlainCommand, take_plainly

COMMANDS: Final = {
    "ingest": "Read files and folders and publish what they say.",
    "rebuild": "Build the warehouse anew from data/raw.",
    "query": "Run one read-only SQL statement and print its result.",
    "inspect": "Show how one file is read, stage by stage, and load nothing.",
    "check": "Check the warehouse against itself and its sources.",
    "units": "List unit names that need a decision, or record one.",
    "families": "List the families of projects, or decide on two projects.",
    "diff": "Show what differs between notices, builds, or now and what would be.",
    "export": "Write the tables out, for other programs.",
}
"""The line that the help of all has for each command, in their order."""


class _Commands(TyperGroup):
    """The group of all commands: it knows their names, and imports the one that is called."""

    def get_params(self, ctx: Any) -> Any:
        return [take_plainly(param, None) for param in super().get_params(ctx)]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        return name, command and command_of(str(name)), rest


def command_of(name: str) -> Any:
    """The command of a name, imported."""
    one = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
    module = import_module(f"etl.cli.{name}")
    one.command(name, cls=getattr(module, "Command", PlainCommand))(getattr(module, name))
    return typer.main.get_command(one)


app = typer.Typer(
    cls=_Commands,
    help="Reads notices on 重点民生实事 (yearly livelihood projects) into a DuckDB warehouse.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _not_imported() -> None:
    """Stands for a command that was not called."""


for _name, _line in COMMANDS.items():
    app.command(_name, short_help=_line)(_not_imported)
