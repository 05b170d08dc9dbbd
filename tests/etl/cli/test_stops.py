"""Being told to stop: before a command begins, while it lasts, and behind it."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from etl.cli.stops import AS_IT_WAS, _leave, leave_when_told, stopping

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals")

ROOT = Path(__file__).parents[3]
LINE = f"etl: interrupted; {AS_IT_WAS}\n"


def run(code: str) -> tuple[int, str]:
    """How a program of these lines ends, and what it says."""
    begun = f"import os, signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n{code}"
    done = subprocess.run([sys.executable, "-c", begun], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout == ""
    return done.returncode, done.stderr


SENT = "os.kill(os.getpid(), signal.{name})\nimport time; time.sleep(5)"


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 130)])
def test_before_anything_begins_it_is_a_line_and_a_code(name: str, code: int) -> None:
    sent = SENT.format(name=name)
    assert run(f"from etl.cli.stops import leave_when_told\nleave_when_told()\n{sent}") == (code, LINE)


@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 130)])
def test_while_the_first_modules_are_imported_too(name: str, code: int) -> None:
    """The signal comes as the first of typer is asked for."""
    finder = (
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        f"        name == 'typer' and os.kill(os.getpid(), signal.{name})\n"
        "from etl.cli.app import main\n"
        "sys.meta_path.insert(0, Finder())\n"
        "sys.argv = ['etl', 'ingest']\n"
        "main()"
    )
    assert run(finder) == (code, LINE)


def test_while_the_modules_of_a_command_are_imported_too() -> None:
    finder = (
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        "        name == 'etl.cli.ingest' and os.kill(os.getpid(), signal.SIGTERM)\n"
        "from etl.cli.app import main\n"
        "sys.meta_path.insert(0, Finder())\n"
        "sys.argv = ['etl', 'ingest']\n"
        "main()"
    )
    assert run(finder) == (143, LINE)


def test_it_is_told_without_a_stderr_too() -> None:
    sent = SENT.format(name="SIGTERM")
    assert run(f"from etl.cli.stops import leave_when_told\nleave_when_told()\nos.close(2)\n{sent}") == (143, "")


def test_what_somebody_ignores_stays_ignored() -> None:
    code = (
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "from etl.cli.stops import leave_when_told, stopping\n"
        "leave_when_told()\n"
        "os.kill(os.getpid(), signal.SIGINT)\n"
        "with stopping() as came:\n"
        "    os.kill(os.getpid(), signal.SIGINT)\n"
        "assert came == []"
    )
    assert run(code) == (0, "")


@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT"])
def test_while_a_command_lasts_it_is_an_interrupt_and_behind_it_nothing(name: str) -> None:
    code = (
        "from etl.cli.stops import leave_when_told, stopping\n"
        "leave_when_told()\n"
        "try:\n"
        "    with stopping() as came:\n"
        f"        os.kill(os.getpid(), signal.{name})\n"
        "        import time; time.sleep(5)\n"
        "except KeyboardInterrupt:\n"
        f"    os.kill(os.getpid(), signal.{name})\n"
        "    assert came == [signal.SIGTERM] * (signal.SIGTERM == signal." + name + ")\n"
        "    sys.exit(7)"
    )
    assert run(code) == (7, "")


def test_without_the_command_line_the_handlers_are_as_before() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    with pytest.raises(KeyboardInterrupt), stopping() as came:
        assert signal.getsignal(signal.SIGINT) is before[1]
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
    assert came == [signal.SIGTERM]
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before


def test_a_handler_of_somebody_else_s_is_left_alone() -> None:
    before = signal.signal(signal.SIGTERM, lambda *_: None)
    mine = signal.getsignal(signal.SIGTERM)
    interrupt = signal.getsignal(signal.SIGINT)
    try:
        leave_when_told()
        assert signal.getsignal(signal.SIGTERM) is mine is not _leave
    finally:
        signal.signal(signal.SIGTERM, before)
        signal.signal(signal.SIGINT, interrupt)
