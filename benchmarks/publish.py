"""What publishing one more notice costs as a warehouse grows: seconds and bytes, beside a plain copy of the file.

    python -m benchmarks.publish 10000 100000

makes warehouses of about so many tasks from one notice with many numbers, then publishes one more into each.
"""

import argparse
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple
from unittest.mock import patch

import duckdb

from etl import pipeline
from etl.cli.left_out import UNUSED, leave_out
from etl.pipeline import Run
from etl.raw_files import DiskFile
from etl.reference.load import load_reference
from etl.warehouse.content import content_hash, content_hashes
from etl.warehouse.empty import view_texts
from etl.warehouse.lock import writing
from etl.warehouse.publish import publish
from schemas.publication import Publication
from schemas.reference import Reference

SIZES = (10_000, 100_000, 1_000_000)
HEADER = ("序号", "项目名称", "牵头单位", "责任单位", "目标任务", "完成时限")
PROJECTS = 25


class Row(NamedTuple):
    """One line of the table."""

    tasks: int
    megabytes: float
    publish: float
    work: float
    copy: float
    beside: float

    def __str__(self) -> str:
        return (
            f"| {self.tasks:,} | {self.megabytes:,.0f} MB | {self.publish:.1f} s | {self.work:.1f} s "
            f"| {self.copy:.2f} s | {self.publish / self.copy:,.0f} | {self.beside:,.0f} MB |"
        )


def notice(number: int) -> str:
    """A notice of 25 projects, one task each, as a text file."""
    letter = [
        f"渝北府办发〔2024〕{number}号",
        *("", "重庆市渝北区人民政府办公室", f"关于印发2024年第{number}批重点民生实事工作目标任务的通知", ""),
        *("各镇人民政府，各街道办事处，有关单位：", "现将有关事宜通知如下，请认真贯彻执行。", ""),
        *("重庆市渝北区人民政府办公室", "2024年3月1日", "", "附件", "渝北区2024年重点民生实事项目清单", ""),
    ]
    rows = [
        (
            f"{n}",
            f"建设第{number}批{n}号社区公园",
            "区城管局",
            "区财政局",
            f"建成口袋公园{n}个，新增绿地{n * 7}亩。",
            "2024年12月",
        )
        for n in range(1, PROJECTS + 1)
    ]
    return "\n".join([*letter, *(line for row in (HEADER, *rows) for line in (*(f"\t{cell}" for cell in row), ""))])


def ingest(warehouse: Path, file: Path, reference: Reference) -> None:
    """Read one notice and publish it."""
    with writing(warehouse):
        run = Run("ingest", warehouse, reference)
        list(run.read([DiskFile(file)]))
        run.publish()


MULTIPLIED = (
    *("notices", "sources", "readings", "projects", "tasks", "deadline_stages", "quantities", "task_units"),
    *("task_leaders", "progress", "cells", "paragraphs", "findings"),
)


def multiply(warehouse: Path, times: int) -> None:
    """Make a warehouse of one notice one of many, by copies of its rows under other ids."""
    big = warehouse.with_name("big.duckdb")
    schema = (files("etl.warehouse") / "schema.sql").read_text("utf-8")
    with duckdb.connect(str(big), config={"default_block_size": "16384"}) as connection:
        connection.execute(schema)
        connection.execute(f"ATTACH '{warehouse}' AS one (READ_ONLY)")
        for table in re.findall(r"CREATE TABLE (\w+)", schema):  # parents before children
            columns = [row[0] for row in connection.execute(f"DESCRIBE one.{table}").fetchall()]
            connection.execute(f"INSERT INTO {table} BY NAME FROM one.{table}")
            if table in MULTIPLIED:
                connection.execute(_multiplied(table, columns), {"times": times})
        connection.execute("DETACH one")
        _sealed(connection)
        for view in view_texts():
            connection.execute(view)
        connection.execute("CHECKPOINT")
    big.replace(warehouse)


def _sealed(connection: duckdb.DuckDBPyConnection) -> None:
    """Have the copies count as published, so that the next publish adds to them."""
    hashes = content_hashes(connection)
    connection.execute("DELETE FROM content_hashes")
    for each in hashes:
        connection.execute("INSERT INTO content_hashes VALUES ($table_name, $row_count, $sha256)", each.model_dump())
    connection.execute("UPDATE warehouse_info SET content_hash = $total", {"total": content_hash(hashes)})


def _multiplied(table: str, columns: Sequence[str]) -> str:
    own = {"notice_id", "source_id", "project_id", "task_id", "finding_id", "progress_id"}
    others = {"family_id": "NULL", "superseded_by": "NULL", "sha256": "sha256(sha256 || n)"}
    values = (f"{c} || '-' || n" if c in own else others.get(c, c) for c in columns)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) "
        f"SELECT {', '.join(values)} FROM one.{table}, range(1, $times) AS r (n)"
    )


@contextmanager
def peak_of(folder: Path) -> Iterator[Callable[[], int]]:
    """The most bytes that lay in a folder while the block lasted, looked at often."""
    most, done = [0], Event()

    def look() -> None:
        while not done.wait(0.02):
            sizes = []
            for file in folder.rglob("*"):
                try:
                    sizes.append(file.stat().st_size)
                except OSError:
                    continue
            most[0] = max(most[0], sum(sizes))

    thread = Thread(target=look)
    thread.start()
    try:
        yield lambda: most[0]
    finally:
        done.set()
        thread.join()


def measured(folder: Path, tasks: int, reference: Reference) -> Row:
    """One line: a warehouse of so many tasks, one more notice put into it, and the file copied and synced."""
    warehouse = folder / "warehouse" / "notices.duckdb"
    first, second = folder / "1.txt", folder / "2.txt"
    first.write_text(notice(1), "utf-8")
    second.write_text(notice(2), "utf-8")
    ingest(warehouse, first, reference)
    multiply(warehouse, max(2, tasks // PROJECTS))
    size = warehouse.stat().st_size
    start = time.perf_counter()
    shutil.copyfile(warehouse, folder / "copy")
    with (folder / "copy").open("rb+") as file:
        os.fsync(file.fileno())
    copy = time.perf_counter() - start
    (folder / "copy").unlink()
    publication = _publication(folder / "other.duckdb", second, reference)
    with peak_of(warehouse.parent) as most:
        start, worked = time.perf_counter(), time.process_time()
        publish(warehouse, publication)
        seconds, work = time.perf_counter() - start, time.process_time() - worked
    return Row(tasks, size / 1e6, seconds, work, copy, (most() - size) / 1e6)


def _publication(scratch: Path, file: Path, reference: Reference) -> Publication:
    """What a run over one notice publishes."""
    taken: list[Publication] = []

    def take(_path: Path, publication: Publication, **_: object) -> tuple[()]:
        taken.append(publication)
        return ()

    with patch.object(pipeline, "publish", take):
        ingest(scratch, file, reference)
    return taken[0]


def main() -> None:
    """Print the table, a line as soon as it is measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("tasks", type=int, nargs="*", default=list(SIZES))
    asked = parser.parse_args()
    leave_out(*UNUSED)  # as the command does
    reference = load_reference()
    out = sys.stdout
    out.write("| tasks | file | publish | processor | copy | ratio | disk beside it |\n|---|---|---|---|---|---|---|\n")
    for tasks in asked.tasks:
        with tempfile.TemporaryDirectory() as folder:
            out.write(f"{measured(Path(folder), tasks, reference)}\n")
            out.flush()


if __name__ == "__main__":
    main()
