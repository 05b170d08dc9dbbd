"""``python -m etl`` is the ``etl`` command."""

import subprocess
import sys


def test_the_package_runs_as_the_command() -> None:
    answer = subprocess.run([sys.executable, "-m", "etl", "--help"], capture_output=True, text=True, check=False)
    assert answer.returncode == 0
    assert "ingest" in answer.stdout


def test_a_wrong_call_exits_2() -> None:
    answer = subprocess.run([sys.executable, "-m", "etl", "nonsense"], capture_output=True, text=True, check=False)
    assert answer.returncode == 2
