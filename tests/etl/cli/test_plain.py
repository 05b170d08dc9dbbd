"""Values that are plainly right are taken as they are; all others go typer's way, with its sentences."""

from pathlib import Path
from typing import Annotated, Any

import pytest
import typer
from typer.testing import CliRunner

from etl.cli.options import Decisions, Warehouse
from etl.cli.plain import _NONE, PlainCommand, plain_value
from etl.warehouse.formats import ResultFormat
from tests.etl.cli.desk import Desk
from tests.etl.warehouse.build import etl

AnyPath = Annotated[Path, typer.Option(readable=False)]


@pytest.mark.parametrize(
    ("kind", "value", "taken"),
    [
        (Annotated[str, typer.Argument()], "SELECT 1", "SELECT 1"),
        (str, "", ""),
        (AnyPath, "a/b.yml", Path("a/b.yml")),
        (AnyPath, Path("a"), Path("a")),
        (Warehouse, "ducklake:postgres:host=a//b", "ducklake:postgres:host=a//b"),
        (Annotated[ResultFormat, typer.Option()], "csv", ResultFormat.CSV),
        (Annotated[ResultFormat, typer.Option()], ResultFormat.TABLE, ResultFormat.TABLE),
    ],
)
def test_what_is_plainly_right_is_taken(kind: Any, value: object, taken: object) -> None:
    found = plain_value(kind, value)
    assert found == taken
    assert type(found) is type(taken)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Annotated[ResultFormat, typer.Option()], "xml"),
        (Annotated[ResultFormat, typer.Option()], "CSV"),
        (Decisions, "decisions.yml"),  # whether it can be read is asked
        (Annotated[Path, typer.Option(exists=True, readable=False)], "here"),
        (Annotated[Path, typer.Option(readable=False, dir_okay=False)], "here"),
        (Annotated[Path, typer.Option(readable=False, parser=Path)], "here"),
        (Annotated[float, typer.Option(min=1)], "2"),
        (Annotated[list[Path] | None, typer.Argument()], ("a",)),
        (Annotated[str | None, typer.Argument()], "a"),
        (None, "a"),
        (bool, True),
    ],
)
def test_all_else_goes_the_usual_way(kind: Any, value: object) -> None:
    assert plain_value(kind, value) is _NONE


def command_line() -> typer.Typer:
    app = typer.Typer(pretty_exceptions_enable=False)

    def loud(text: str) -> str:
        return text.upper()

    def show(
        text: str,
        style: ResultFormat = ResultFormat.TABLE,
        often: Annotated[int, typer.Option(min=1)] = 1,
        more: Annotated[str, typer.Option(callback=loud)] = "none",
        maybe: str | None = None,
        rest: list[str] | None = None,
        flag: bool = False,
    ) -> None:
        typer.echo(repr((text, style, often, more, maybe, rest, flag)))

    app.command(cls=PlainCommand)(show)
    return app


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["a"], ("a", ResultFormat.TABLE, 1, "NONE", None, None, False)),
        (["a", "--style", "json", "--more", "x"], ("a", ResultFormat.JSON, 1, "X", None, None, False)),
        (["a", "--often", "3", "--maybe", "y"], ("a", ResultFormat.TABLE, 3, "NONE", "y", None, False)),
        (["a", "--rest", "1", "--rest", "2", "--flag"], ("a", ResultFormat.TABLE, 1, "NONE", None, ["1", "2"], True)),
    ],
)
def test_a_command_gets_what_it_would_get_of_typer(arguments: list[str], shown: object) -> None:
    answer = CliRunner().invoke(command_line(), arguments)
    assert (answer.exit_code, answer.stdout) == (0, f"{shown!r}\n")


@pytest.mark.parametrize(
    "arguments", [[], ["a", "--style", "xml"], ["a", "--often", "0"], ["a", "b"], ["a", "--style"]]
)
def test_a_wrong_call_is_refused_as_typer_does(arguments: list[str]) -> None:
    plain = CliRunner().invoke(command_line(), arguments)
    usual = command_line()
    usual.registered_commands[0].cls = None
    assert plain.exit_code == 2
    assert plain.stderr == CliRunner().invoke(usual, arguments).stderr


def test_the_environment_is_asked_as_ever(desk: Desk) -> None:
    answer = etl("query", "SELECT 1", env={"ETL_WAREHOUSE": str(desk.folder / "other.duckdb")})
    assert str(desk.folder / "other.duckdb") in answer.stderr
