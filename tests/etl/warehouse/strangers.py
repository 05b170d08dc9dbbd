"""Another program that has a warehouse open to write, as DBeaver and the ``duckdb`` shell have by default."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PROGRAM = """
import duckdb, os, sys
connection = duckdb.connect(sys.argv[1])
print("open", flush=True)
for line in sys.stdin:
    try:
        answer = connection.execute(line).fetchall()
    except Exception as error:
        answer = error
    print(repr(answer), flush=True)
connection.close()
"""


class Stranger:
    """The other program; it runs what it is told and answers as Python writes it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.pid = process.pid

    def run(self, sql: str) -> str:
        """Run one statement."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(sql + "\n")
        self._process.stdin.flush()
        return self._process.stdout.readline().strip()

    def crash(self) -> None:
        """End it so that it closes nothing."""
        self._process.kill()
        self._process.wait()


@contextmanager
def stranger(path: Path) -> Iterator[Stranger]:
    """Somebody with the warehouse at ``path`` open to write, while the block lasts."""
    command = [sys.executable, "-c", _PROGRAM, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin and process.stdout
        assert process.stdout.readline() == "open\n"
        yield Stranger(process)
        process.stdin.close()
