"""Memory that libraries have freed goes back to the system: each test in a process that has loaded none of them."""

import subprocess
import sys
from pathlib import Path

import pytest

_JEMALLOC = """
import ctypes, sys
import etl.warehouse.connect
import _duckdb
library = ctypes.CDLL(_duckdb.__file__)
if not hasattr(library, "duckdb_je_mallctl"):
    sys.exit("none")
for name in ("dirty", "muzzy"):
    value, size = ctypes.c_ssize_t(-2), ctypes.c_size_t(ctypes.sizeof(ctypes.c_ssize_t))
    failed = library.duckdb_je_mallctl(
        f"opt.{name}_decay_ms".encode(), ctypes.byref(value), ctypes.byref(size), None, ctypes.c_size_t(0)
    )
    print(failed, value.value)
"""
_ARROW = "import etl.warehouse.load, pyarrow; print(pyarrow.default_memory_pool().backend_name)"


def said(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """What a program prints that begins with an environment of these variables."""
    words = [sys.executable, "-c", code]
    root = str(Path(__file__).parents[3])
    return subprocess.run(words, capture_output=True, text=True, env={"PYTHONPATH": root, **variables}, check=False)


def test_duckdb_keeps_nothing_that_it_has_freed() -> None:
    done = said(_JEMALLOC)
    if done.stderr.strip() == "none":
        pytest.skip("this build of DuckDB has no jemalloc; run it on Linux")
    assert done.stdout.split("\n")[:2] == ["0 0", "0 0"], done.stderr


def test_arrow_keeps_nothing_that_it_has_freed() -> None:
    assert said(_ARROW).stdout == "system\n"


def test_who_wants_it_otherwise_says_so() -> None:
    assert said(_ARROW, ARROW_DEFAULT_MEMORY_POOL="mimalloc").stdout in ("mimalloc\n", "system\n")
    done = said(_JEMALLOC, DUCKDB_JE_MALLOC_CONF="dirty_decay_ms:7")
    if done.stderr.strip() == "none":
        pytest.skip("this build of DuckDB has no jemalloc; run it on Linux")
    assert done.stdout.split("\n")[0] == "0 7", done.stderr
