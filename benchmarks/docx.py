"""What reading a DOCX costs beside python-docx: CPU of our read, of opening the file, and of a loop over its cells.

    python -m benchmarks.docx notices/*.docx

prints medians as ratios to ``docx.Document(path)``, for the given files and for tables of 42, 1,000 and 9,000 rows.
The loop over ``row.cells`` is left out of tables beyond 1,000 rows.
"""

import gc
import io
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import docx

from parsers.formats.docx import read

ROWS = (42, 1000, 9000)
COLUMNS = 6
RUNS = 7
LONGEST_LOOP = 1000


def made(rows: int) -> bytes:
    """A table as python-docx writes it."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=COLUMNS)
    texts = ("建设社区公园", "区城管局", "区财政局", "建成口袋公园3个，新增绿地21亩。", "2024年12月")
    for number in range(rows):
        for cell, text in zip(table.add_row()._tr.tc_lst, (str(number + 1), *texts), strict=True):
            cell.p_lst[0].add_r().text = text
    packed = io.BytesIO()
    document.save(packed)
    return packed.getvalue()


def loop(path: Path) -> list[str]:
    """What a user of python-docx would write."""
    return [cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells]


def cost(action: Callable[[], object]) -> float:
    """Seconds of CPU, without the garbage of the one before."""
    gc.collect()
    begun = time.process_time()
    action()
    return time.process_time() - begun


def line(path: Path, *, is_long: bool = False) -> str:
    """One line of the table."""
    actions = [lambda: docx.Document(str(path)), lambda: read(path.read_bytes())]
    actions += [] if is_long else [lambda: loop(path)]
    runs = [[cost(action) for action in actions] for _ in range(RUNS)]
    opened, ours, *looped = [median(costs) for costs in zip(*runs, strict=True)]
    beside = f"{looped[0] / opened:.2f}" if looped else "–"
    return f"| {path.name} | {opened * 1000:,.1f} ms | {ours / opened:.2f} | {beside} |"


def main(files: list[str]) -> None:
    """Print the table."""
    sys.stdout.write("| file | docx.Document | our read | row.cells |\n|---|---:|---:|---:|\n")
    for file in files:
        sys.stdout.write(f"{line(Path(file))}\n")
    with tempfile.TemporaryDirectory() as folder:
        for rows in ROWS:
            path = Path(folder) / f"{rows} rows.docx"
            path.write_bytes(made(rows))
            sys.stdout.write(f"{line(path, is_long=rows > LONGEST_LOOP)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
