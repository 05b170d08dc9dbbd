"""Tables and documents from lists of rows, as the formats would lay them out."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import settings

from parsers.grid import Grid, to_grid
from parsers.headers import Header, find_header
from parsers.items import TableReading, read_items
from parsers.notice import read_notice
from parsers.rows import Rows
from parsers.stitch import to_grids
from schemas.document import Block, Cell, Document, Overflow, Paragraph, Table
from schemas.notice import Disposition, Notice, ProjectRow, TaskRow
from schemas.reference import Vocabulary

PLAN = ("序号", "项目名称", "牵头单位", "目标任务")
ONE = ("1", "新建幼儿园", "区教委", "建成幼儿园3所。")
TWO = ("2", "改造老旧小区", "区住房城乡建委", "开工改造老旧小区41个。")
THREE = ("3", "建设城市公园", "区城市管理局", "建成口袋公园2个。")
unhurried = settings(deadline=None, max_examples=50)
TITLE = "关于印发2024年重点民生实事工作目标任务的通知"


@dataclass(frozen=True)
class Box:
    """A cell as a person draws it: its text, and over how many rows and columns it reaches."""

    text: str = ""
    down: int = 1
    across: int = 1
    overflow: Overflow = Overflow.NONE
    tables: tuple[Table, ...] = ()


Row = Sequence[str | Box]


def cut(text: str, down: int = 1) -> Box:
    """A cell whose last line is full at the bottom of its box: its sentence may go on."""
    return Box(text, down=down, overflow=Overflow.LINE)


def full(text: str) -> Box:
    """A cell whose text reaches the bottom of its box, its last line ending early."""
    return Box(text, overflow=Overflow.PARAGRAPH)


def table(*rows: Row, page: int | None = None, spans_known: bool = True) -> Table:
    """A table of rows; a row names only the cells that begin in it, as HTML does."""
    taken: set[tuple[int, int]] = set()
    cells: list[Cell] = []
    for row_no, row in enumerate(rows, 1):
        column = 1
        for entry in row:
            box = Box(entry) if isinstance(entry, str) else entry
            while (row_no, column) in taken:
                column += 1
            covered = {(row_no + r, column + c) for r in range(box.down) for c in range(box.across)}
            taken |= covered
            cells.append(
                Cell(
                    row=row_no,
                    column=column,
                    row_span=box.down,
                    column_span=box.across,
                    text=box.text,
                    overflow=box.overflow,
                    tables=box.tables,
                )
            )
    return Table(
        cells=tuple(cells),
        rows=len(rows),
        columns=max((column for _, column in taken), default=1),
        page=page,
        spans_known=spans_known,
    )


def dump(*rows: Sequence[str]) -> Table:
    """A table of a text dump, which has lost every merge."""
    return table(*rows, spans_known=False)


def page_number(number: int) -> Paragraph:
    return Paragraph(text=f"— {number} —", page=number, furniture=True)


def document(*blocks: str | Block) -> Document:
    paragraphs = (Paragraph(text=b) if isinstance(b, str) else b for b in blocks)
    return Document(format="test", blocks=tuple(paragraphs))


def grid(*rows: Row) -> Grid:
    return to_grid(table(*rows), 1)


def stitched(vocabulary: Vocabulary, *blocks: str | Block) -> list[Grid]:
    return [g for _, g in to_grids(document(*blocks), vocabulary.headers)]


def header_of(vocabulary: Vocabulary, found: Grid) -> Header:
    header = find_header(found, vocabulary.headers)
    assert header is not None
    return header


def rows_of(vocabulary: Vocabulary, *rows: Row) -> Rows:
    found = grid(*rows)
    return Rows(found, header_of(vocabulary, found), vocabulary.notice, vocabulary.headers)


def read_table(vocabulary: Vocabulary, given: Table) -> TableReading:
    """A single table, from its drawing to its projects."""
    (found,) = stitched(vocabulary, given)
    return read_items(found, header_of(vocabulary, found), vocabulary)


def read(vocabulary: Vocabulary, *blocks: str | Block) -> Notice:
    return read_notice(document(*blocks), vocabulary)


def names(projects: Sequence[ProjectRow]) -> list[str]:
    return [p.name for p in projects]


def tasks(projects: Sequence[ProjectRow]) -> list[TaskRow]:
    return [task for p in projects for task in p.tasks]


def fate_of(notice: Notice | TableReading, text: str) -> Disposition:
    """What became of the one cell with a text."""
    (fate,) = {c.disposition for c in notice.cells if c.text == text}
    return fate


def fate_of_paragraph(notice: Notice, text: str) -> Disposition:
    (fate,) = {p.disposition for p in notice.paragraphs if p.text == text}
    return fate
