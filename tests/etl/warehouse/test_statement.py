import subprocess
import sys

import pytest


@pytest.mark.parametrize("module", ["etl.warehouse.statement", "etl.warehouse.errors"])
def test_the_errors_can_be_caught_without_loading_duckdb(module: str) -> None:
    code = f"import sys, {module}; print('duckdb' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout == "False\n"
