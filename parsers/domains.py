"""Sections that a column makes: 领域 or 类别 beside the projects, mostly merged over those of one field of work."""

from collections.abc import Sequence
from typing import Final

from parsers.grid import GridCell
from parsers.rows import Rows
from parsers.words import squeeze
from schemas.notice import Role
from schemas.reference import LevelWords

_PROJECTS: Final = 2
"""A cell of a level column that makes a section is merged over at least so many projects."""


class Domains:
    """Which field of work the rows of a table are in, going down it. A table with section rows has its sections."""

    def __init__(self, rows: Rows, levels: LevelWords) -> None:
        self._rows = rows
        self._role = _domain_role(rows, levels)
        self._domain = ""

    def give_way(self) -> None:
        """Let the section rows of the table make its sections."""
        self._role = None

    def entered(self, row: int) -> str | None:
        """The field of work that begins with a row; ``None`` where the one above goes on or there is none."""
        text = squeeze(self._rows.text(row, self._role) or "") if self._role else ""
        if not text or text == self._domain:
            return None
        self._domain = text
        return text


def _domain_role(rows: Rows, levels: LevelWords) -> Role | None:
    """The column that gives fields of work: 领域, or a 类别 that names no level and is merged over projects."""
    if rows.header.has(Role.DOMAIN):
        return Role.DOMAIN
    columns = rows.header.columns(Role.LEVEL)
    cells = [c for c in rows.grid.cells if c.column in columns and c.row > rows.header.last_row and not c.is_blank]
    words = (*levels.municipal, *levels.district, *levels.both, *levels.voted)
    if any(squeeze(word) in squeeze(cell.text) for cell in cells for word in words):
        return None
    return Role.LEVEL if any(_projects_beside(rows, _reach(rows, c, cells)) >= _PROJECTS for c in cells) else None


def _reach(rows: Rows, cell: GridCell, cells: Sequence[GridCell]) -> range:
    """The rows that a cell holds for: in a dump, which has lost merged cells, those down to the next one as well."""
    if rows.grid.spans_known:
        return range(cell.row, cell.row + cell.row_span)
    below = (other.row for other in cells if other.row > cell.row)
    return range(cell.row, min(below, default=rows.grid.rows + 1))


def _projects_beside(rows: Rows, span: range) -> int:
    numbers = Role.SEQ if rows.header.has(Role.SEQ) else Role.NAME
    return sum(bool(rows.own_text(row, numbers)) for row in span)
