"""Forms to be filled in, which look like tables of tasks without a task."""

from parsers.grid import Grid
from parsers.headers import Header
from parsers.words import serial
from schemas.notice import Role


def is_blank_form(grid: Grid, header: Header) -> bool:
    """Whether nothing stands below a header but serial numbers, and words over the whole table such as 填报人：."""
    for row in range(header.last_row + 1, grid.rows + 1):
        own = grid.own(row)
        if len(own) == 1 and own[0].column_span >= grid.columns:
            continue
        if any(serial(c.text) is None or header.roles.get(c.column) is not Role.SEQ for c in own):
            return False
    return True
