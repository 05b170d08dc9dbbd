"""How the ``etl`` command begins and ends, in processes of its own."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CALL = """
import atexit, gc, sys
atexit.register(lambda: sys.stderr.write(f"{gc.isenabled()} {gc.get_freeze_count() > 1000}"))
sys.argv = ["etl", *sys.argv[1:]]
from etl.cli.app import main
main()
"""


def call(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A call of ``etl``, which in the end tells whether the collector is on, and has been told what to leave alone."""
    command = [sys.executable, "-c", CALL, *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("arguments", "code"), [(("--help",), 0), (("no-such-command",), 2), (("query", "-h"), 0)])
def test_what_is_left_in_the_end_is_not_looked_through(arguments: tuple[str, ...], code: int) -> None:
    done = call(*arguments)
    assert done.returncode == code
    assert done.stderr.endswith("True True")


def test_the_name_of_the_command_is_etl_however_it_is_called() -> None:
    assert call("--help").stdout.startswith("Usage: etl ")


def test_importing_it_changes_nothing() -> None:
    code = (
        "import gc, signal, sys\n"
        "before = gc.isenabled(), signal.getsignal(signal.SIGTERM), list(sys.meta_path)\n"
        "import etl.cli.app\n"
        "assert before == (gc.isenabled(), signal.getsignal(signal.SIGTERM), list(sys.meta_path))\n"
        "assert 'typer' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
