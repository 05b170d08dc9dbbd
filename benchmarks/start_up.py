"""What ``etl --help`` and ``etl query`` cost beside the least that they could.

    python -m benchmarks.start_up [RUNS]

prints ratios of processor time, medians of so many runs in turns (15 if not said).
"""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

from benchmarks.commands import ETL, medians
from tests.etl.warehouse.build import five_notices

SQL: Final = "SELECT region, count(*) AS tasks FROM v_tasks GROUP BY region"
BARE: Final = f"""\
import sys
import typer, duckdb
connection = duckdb.connect(sys.argv[1], read_only=True)
for row in connection.execute({SQL!r}).fetchall():
    print(*row)
"""
FORMATS: Final = ("table", "csv", "json")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", type=int, nargs="?", default=15)
    runs = parser.parse_args().runs
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        warehouse = folder / "notices.duckdb"
        warehouse.write_bytes(five_notices())
        queries = [(*ETL, "query", SQL, "--format", shape, "--warehouse", str(warehouse)) for shape in FORMATS]
        typer, bare = (sys.executable, "-c", "import typer"), (sys.executable, "-c", BARE, str(warehouse))
        taken = medians([typer, (*ETL, "--help"), bare, *queries], runs, folder, {})
    lines = [("etl --help", taken[1], "import typer", taken[0])]
    lines += [
        (f"etl query --format {shape}", seconds, "import typer, duckdb and the query", taken[2])
        for shape, seconds in zip(FORMATS, taken[3:], strict=True)
    ]
    sys.stdout.write("| command | processor | beside it | processor | ratio |\n|---|---|---|---|---|\n")
    for command, own, other, least in lines:
        sys.stdout.write(f"| {command} | {own * 1000:.0f} ms | {other} | {least * 1000:.0f} ms | {own / least:.2f} |\n")


if __name__ == "__main__":
    main()
