"""What a run over files that the warehouse knows costs, beside ``sha256sum`` of the same files.

    python -m benchmarks.unchanged [FILES] [--runs N]

makes so many files (10,000 if not said) of 10 to 200 KB, as notices have, and a warehouse that knows them: one small
notice is ingested, and its row in ``sources`` and ``notices`` is copied for every file, with the file's own hash and
path. The files hold seeded random bytes: what is unchanged is never read, only hashed. One run goes before those that
are measured, which remembers the hashes.
"""

import argparse
import hashlib
import random
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import duckdb

from benchmarks.commands import ETL, medians
from benchmarks.publish import ingest, notice
from etl.hashes import SETTLED
from etl.reference.load import load_reference

SIZES: Final = (10_000, 200_000)
"""Bytes of the smallest and of the largest file."""


def make_files(folder: Path, count: int) -> dict[str, str]:
    """So many files in folders of a hundred; their SHA-256 by path from the folder above."""
    chance, known = random.Random(6), {}
    for number in range(count):
        path = folder / f"{number // 100:04}" / f"关于印发{2000 + number % 25}年重点民生实事的通知{number:06}.docx"
        path.parent.mkdir(parents=True, exist_ok=True)
        data = chance.randbytes(chance.randint(*SIZES))
        path.write_bytes(data)
        known[path.relative_to(folder.parent).as_posix()] = hashlib.sha256(data).hexdigest()
    return known


def make_known(warehouse: Path, known: dict[str, str], scratch: Path) -> None:
    """A warehouse that knows these files: one notice, and a copy of its rows in two tables for each of them."""
    scratch.write_text(notice(1), "utf-8")
    ingest(warehouse, scratch, load_reference())
    with duckdb.connect(str(warehouse)) as connection:
        connection.execute("CREATE TEMP TABLE known (n INTEGER, path VARCHAR, sha256 VARCHAR)")
        rows = [(n, path, sha256) for n, (path, sha256) in enumerate(known.items())]
        connection.execute("CREATE TEMP TABLE one AS FROM sources")
        connection.execute("CREATE TEMP TABLE letter AS FROM notices")
        for at in range(0, len(rows), 500):
            values = ", ".join(f"({n}, '{path}', '{sha256}')" for n, path, sha256 in rows[at : at + 500])
            connection.execute(f"INSERT INTO known VALUES {values}")
        connection.execute(
            "INSERT INTO notices BY NAME SELECT l.* REPLACE (l.notice_id || '-' || n AS notice_id, "
            "known.sha256[:16] AS source_id) FROM letter l, known"
        )
        connection.execute(
            "INSERT INTO sources BY NAME SELECT one.* REPLACE (known.sha256[:16] AS source_id, known.path AS path, "
            "one.notice_id || '-' || n AS notice_id, known.sha256 AS sha256) FROM one, known"
        )
        connection.execute("CHECKPOINT")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", type=int, nargs="?", default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve()
        warehouse = folder / "warehouse" / "notices.duckdb"
        known = make_files(folder / "raw", asked.files)
        make_known(warehouse, known, folder / "one.txt")
        time.sleep(SETTLED + 1)  # a file that was only just made is not remembered
        run = (*ETL, "ingest", str(folder / "raw"), "--warehouse", str(warehouse))
        sha256sum = ("sh", "-c", f"find '{folder}/raw' -type f -print0 | xargs -0 sha256sum")
        least, hashed, remembered = medians([sha256sum, (*run, "--rehash"), run], asked.runs, folder, {})
        megabytes = sum(path.stat().st_size for path in (folder / "raw").rglob("*.docx")) / 1e6
    sys.stdout.write(f"{asked.files:,} files, {megabytes:,.0f} MB\n\n| | processor | ratio |\n|---|---|---|\n")
    lines = (("sha256sum", least), ("etl ingest --rehash", hashed), ("etl ingest", remembered))
    for what, seconds in lines:
        sys.stdout.write(f"| {what} | {seconds:.2f} s | {seconds / least:.2f} |\n")


if __name__ == "__main__":
    main()
