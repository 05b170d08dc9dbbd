import errno
import os
import signal
import sys
import threading
import time
from typing import Annotated

import duckdb
import pytest
import typer
from pydantic import PlainSerializer, TypeAdapter

from etl.cli.exits import fail, one_line_errors
from etl.reference.load import ReferenceDataError
from etl.warehouse.errors import WarehouseError
from etl.warehouse.published import committed
from etl.warehouse.statement import StatementError
from parsers.errors import NoReaderError


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (StatementError("it writes."), 2),
        (WarehouseError("it is damaged."), 1),
        (ReferenceDataError("it is no YAML."), 1),
        (NoReaderError("no process could be started to read files: no memory."), 1),
    ],
    ids=repr,
)
def test_an_error_becomes_one_line_and_an_exit_code(
    error: Exception, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(typer.Exit) as left, one_line_errors():
        raise error
    assert left.value.exit_code == code
    assert capsys.readouterr() == ("", f"etl: {error}\n")


def test_an_interrupt_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as left, one_line_errors():
        raise KeyboardInterrupt
    assert left.value.exit_code == 130
    assert capsys.readouterr().err == "etl: interrupted; the warehouse is as it was.\n"


def test_an_interrupt_after_the_swap_does_not_say_that_nothing_was_published(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(typer.Exit), one_line_errors():
        committed("w.duckdb")
        raise KeyboardInterrupt
    assert capsys.readouterr().err == "etl: interrupted; w.duckdb was published.\n"
    with pytest.raises(typer.Exit), one_line_errors():
        raise KeyboardInterrupt
    assert capsys.readouterr().err == "etl: interrupted; the warehouse is as it was.\n", "another command"


def test_a_statement_of_duckdb_that_was_interrupted_is_told_wherever_it_ran(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as left, one_line_errors():
        raise RuntimeError("Query interrupted")
    assert left.value.exit_code == 130
    assert capsys.readouterr().err == "etl: interrupted; the warehouse is as it was.\n"


@pytest.mark.parametrize(
    "error",
    [MemoryError(), RuntimeError("can't start new thread"), OSError(errno.ENOMEM, "Cannot allocate memory")],
    ids=repr,
)
def test_that_there_is_no_memory_is_told(error: Exception, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as left, one_line_errors():
        raise error
    assert left.value.exit_code == 1
    told = capsys.readouterr().err
    assert told.startswith("etl: there is not enough memory; ") and told.endswith(".\n")
    assert told.count("\n") == 1


def test_another_error_of_the_program_is_none_of_the_user_s() -> None:
    with pytest.raises(RuntimeError, match="a bug"), one_line_errors():
        raise RuntimeError("a bug")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_duckdb_says_what_is_taken_for_an_interrupt() -> None:
    """Nobody catches what a signal does to this statement but DuckDB, which gives it another type and these words."""
    told = threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGTERM))
    with duckdb.connect(config={"threads": 1}) as connection:
        told.start()
        with pytest.raises(typer.Exit) as left, one_line_errors():
            connection.execute("SELECT sum(range % 7) FROM range(1000000000000)")
    assert left.value.exit_code == 143


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_an_interrupt_that_pydantic_makes_another_error_of_is_one() -> None:
    adapter = TypeAdapter(Annotated[int, PlainSerializer(lambda _: os.kill(os.getpid(), signal.SIGTERM))])
    with pytest.raises(typer.Exit) as left, one_line_errors():
        adapter.dump_json(1)
        time.sleep(5)
    assert left.value.exit_code == 143


def test_without_a_signal_such_an_error_is_a_bug() -> None:
    with pytest.raises(ValueError, match="a bug"), one_line_errors():
        raise ValueError("a bug")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_being_told_to_stop_is_told_with_a_code_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    before = signal.getsignal(signal.SIGTERM)
    with pytest.raises(typer.Exit) as left, one_line_errors():
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
    assert left.value.exit_code == 143
    assert capsys.readouterr().err == "etl: interrupted; the warehouse is as it was.\n"
    assert signal.getsignal(signal.SIGTERM) == before


def test_outside_the_main_thread_signals_are_left_alone() -> None:
    before = signal.getsignal(signal.SIGTERM)
    codes: list[int] = []

    def call() -> None:
        with pytest.raises(typer.Exit) as left, one_line_errors():
            raise WarehouseError("it is damaged.")
        codes.append(left.value.exit_code)

    thread = threading.Thread(target=call)
    thread.start()
    thread.join()
    assert codes == [1] and signal.getsignal(signal.SIGTERM) == before


def test_a_bug_of_ours_is_no_line() -> None:
    with pytest.raises(ZeroDivisionError), one_line_errors():
        raise ZeroDivisionError


def test_failing_says_why(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        fail("there is no file.", 2)
    assert capsys.readouterr() == ("", "etl: there is no file.\n")
