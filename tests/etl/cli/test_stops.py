"""Being told to stop before a command begins."""

import signal
import sys

import pytest

from etl.cli.stops import leave, leave_when_told
from tests.etl.cli.told import AT_IMPORT, BOTH, LINE, run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

SENT = "os.kill(os.getpid(), signal.{name})\nimport time; time.sleep(5)"


@BOTH
def test_before_anything_begins_it_is_a_line_and_a_code(name: str, code: int) -> None:
    sent = SENT.format(name=name)
    assert run(f"from etl.cli.stops import leave_when_told\nleave_when_told()\n{sent}") == (code, LINE)


@BOTH
@pytest.mark.parametrize("module", ["etl.cli.left_out", "typer", "etl.cli.commands", "etl.cli.ingest"])
def test_while_the_first_modules_are_imported_too(module: str, name: str, code: int) -> None:
    assert run(AT_IMPORT.format(module=module, name=name), "ingest") == (code, LINE)


def test_it_is_told_without_a_stderr_too() -> None:
    sent = SENT.format(name="SIGTERM")
    assert run(f"from etl.cli.stops import leave_when_told\nleave_when_told()\nos.close(2)\n{sent}") == (143, "")


def test_hardly_anything_is_imported_before_it_is_answered() -> None:
    """What Python imports for a script anyway, and one built-in module."""
    code = (
        "import re\nbefore = set(sys.modules)\nimport etl.cli.app\nprint(*set(sys.modules) - before, file=sys.stderr)"
    )
    ended, said = run(code)
    ours = {"etl", "etl.cli", "etl.cli.app", "etl.cli.stops"}
    assert ended == 0 and set(said.split()) - ours <= {"gc"}


def test_a_handler_of_somebody_else_s_is_left_alone() -> None:
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    mine = signal.getsignal(signal.SIGTERM)
    interrupt = signal.getsignal(signal.SIGINT)
    try:
        leave_when_told()
        assert signal.getsignal(signal.SIGTERM) is mine is not leave
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.signal(signal.SIGINT, interrupt)
