"""What became of every drawn cell of a table."""

from parsers.grid import Drawn, Grid
from schemas.notice import CellReading, Disposition, Role


def read_cell(
    table_no: int,
    drawn: Drawn,
    fate: Disposition,
    role: Role | None = None,
    task: tuple[int, int] | None = None,
) -> CellReading:
    """The fate of one drawn piece of a cell; a piece without text is blank, unless it is part of a form."""
    blank = not drawn.text.strip()
    return CellReading(
        table_no=table_no,
        row_no=drawn.row_no,
        column_no=drawn.column_no,
        row_span=drawn.row_span,
        column_span=drawn.column_span,
        page=drawn.page,
        text=drawn.text,
        box=drawn.box,
        origin=drawn.origin,
        disposition=Disposition.BLANK if blank and fate is not Disposition.FORM else fate,
        field=None if blank else role,
        project=task[0] if task and not blank else None,
        part=task[1] if task and not blank else None,
    )


def in_reading_order(cells: list[CellReading]) -> list[CellReading]:
    """Cells row by row, left to right."""
    return sorted(cells, key=lambda c: (c.row_no, c.column_no))


def read_whole_table(grid: Grid, fate: Disposition) -> list[CellReading]:
    """Every cell of a table that lists no tasks, with the one fate of them all."""
    pieces = [drawn for _, drawn in grid.every_piece()] + list(grid.repeated)
    return in_reading_order([read_cell(grid.table_no, drawn, fate) for drawn in pieces])
