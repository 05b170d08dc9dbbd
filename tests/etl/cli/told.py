"""Programs that are told to stop, at no time of the clock: the very line that the signal is to meet sends it."""

import subprocess
import sys
from pathlib import Path

import pytest

from etl.cli.stops import AS_IT_WAS

ROOT = Path(__file__).parents[3]
LINE = f"etl: interrupted; {AS_IT_WAS}\n"
BOTH = pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGINT", 130)])


def run(code: str, *arguments: str) -> tuple[int, str]:
    """How a program of these lines ends, and what it says."""
    begun = f"import os, signal, sys\nsignal.signal(signal.SIGINT, signal.default_int_handler)\n{code}"
    done = subprocess.run(
        [sys.executable, "-c", begun, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout == ""
    return done.returncode, done.stderr


AT_IMPORT = """
class Finder:
    def find_spec(self, name, *_):
        if name == {module!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.{name})
from etl.cli.app import main
sys.meta_path.insert(0, Finder())
sys.argv = ["etl", *sys.argv[1:]]
main()
"""
"""``etl`` to which a signal comes as a module is asked for."""
