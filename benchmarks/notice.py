"""Rows per second from ``Document`` to ``Notice``, and of withholding what is private in it, on one core.

python -m benchmarks.notice 42 1000 20000
"""

import sys
import time

from etl.reference.load import load_reference
from parsers.notice import read_notice
from parsers.privacy.withheld import withhold_private
from schemas.document import Cell, Document, Paragraph, Table
from schemas.notice import FileReading

HEADER = ("序号", "项目名称", "牵头单位", "责任单位", "目标任务", "完成时限")
ROWS = (42, 1000, 20_000)
RUNS = 3


def document(rows: int) -> Document:
    """A letter and one table."""
    work = [
        (f"{n}", f"建设{n}号社区公园", "区城管局", "区财政局", f"建成口袋公园{n}个。", "2024年12月")
        for n in range(1, rows + 1)
    ]
    cells = tuple(
        Cell(row=row, column=column, text=text, origin=f"table 1, row {row}, cell {column}")
        for row, texts in enumerate((HEADER, *work), 1)
        for column, text in enumerate(texts, 1)
    )
    title = Paragraph(text="重庆市渝北区2024年重点民生实事工作目标任务")
    return Document(format="docx", blocks=(title, Table(cells=cells, rows=rows + 1, columns=len(HEADER))))


def main(sizes: list[int]) -> None:
    """Print the table; the cheapest of some runs counts."""
    vocabulary = load_reference().vocabulary
    sys.stdout.write("| rows | notice | rows a second | private data |\n|---:|---:|---:|---:|\n")
    for rows in sizes:
        made = document(rows)
        costs = []
        for _ in range(RUNS):
            begun = time.process_time()
            notice = read_notice(made, vocabulary)
            read = time.process_time()
            withhold_private(FileReading(format="docx", pages=None, notice=notice), vocabulary)
            costs.append((read - begun, time.process_time() - read))
        reading, withholding = (min(c) for c in zip(*costs, strict=True))
        sys.stdout.write(
            f"| {rows:,} | {reading * 1000:,.1f} ms | {rows / reading:,.0f} | {withholding * 1000:,.1f} ms |\n"
        )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or list(ROWS))
