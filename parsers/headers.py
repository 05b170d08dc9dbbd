"""Which rows of a table are its header, and what each column holds by what its header says.

A table is known by these words alone, never by where it stands or by how many columns it has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from parsers.columns import joint_column, money_measure, settle
from parsers.form_rows import is_form_row
from parsers.grid import Grid, GridCell
from parsers.header_roles import role_of
from parsers.words import serial, squeeze, squeeze_header
from schemas.notice import Role
from schemas.reference import HeaderWords

_LOOK_AT_ROWS = 6
"""A header starts within the first rows of a table; titles and units of money may stand above it."""


@dataclass(frozen=True)
class Header:
    """The header of one table: its rows, first to last, and for each column (from 1) its words and its role.

    ``joint`` is the one column that gives name and target together, ``money_measure`` and ``invested_measure`` what the
    headers of the planned and the spent money count it in.
    """

    first_row: int
    last_row: int
    words: Mapping[int, str]
    roles: Mapping[int, Role]
    money_measure: str | None = None
    invested_measure: str | None = None
    joint: int | None = None

    def columns(self, role: Role) -> list[int]:
        """The columns of a role, left to right."""
        return [*self._columns.get(role, ())]

    @cached_property
    def given(self) -> tuple[Role, ...]:
        """The roles that have a column, in the order of ``Role``."""
        return tuple(role for role in Role if role in self._columns)

    @cached_property
    def _columns(self) -> dict[Role, tuple[int, ...]]:
        # Asked for every row and every role; sorting the columns anew for each took a tenth of a long table's time.
        columns: dict[Role, tuple[int, ...]] = {}
        for column, role in sorted(self.roles.items(), key=lambda entry: entry[0]):
            columns[role] = (*columns.get(role, ()), column)
        joint = {} if self.joint is None else dict.fromkeys((Role.NAME, Role.TARGET), (self.joint,))
        return columns | joint

    def has(self, *roles: Role) -> bool:
        """Whether any of ``roles`` was found."""
        return any(r in roles for r in self.roles.values())


def looks_like_header(texts: Sequence[str], words: HeaderWords) -> bool:
    """Whether a row's texts are header words, of tasks or of other lists: at least two, and no fewer than half."""
    texts = [t for t in texts if t.strip()]
    known = sum((role_of(t, words) is not None or _is_foreign(t, words)) and len(squeeze(t)) <= 24 for t in texts)
    return known >= 2 and known * 2 >= len(texts)


def _is_foreign(text: str, words: HeaderWords) -> bool:
    return squeeze_header(text) in words.foreign


def find_header(grid: Grid, words: HeaderWords) -> Header | None:
    """The header of a table, or ``None`` if its first rows say nothing that a header says."""
    first = _first_row(grid, words)
    return None if first is None else _header(grid, first, _last_row(grid, first, words), words)


def _first_row(grid: Grid, words: HeaderWords) -> int | None:
    """The first row that looks like a header, one that says who filled the table in only where no other does."""
    rows = range(1, min(grid.rows, _LOOK_AT_ROWS) + 1)
    found = [r for r in rows if not _is_numbered(grid, r) and looks_like_header([c.text for c in grid.own(r)], words)]
    return min(found, key=lambda r: (is_form_row([c.text for c in grid.own(r)], words), r), default=None)


def _is_numbered(grid: Grid, row: int) -> bool:
    """Whether a row goes on below a serial number that is merged over it: 2024年上半年 and 市、区级民生实事存在交叉,
    all that such a row may say of its own beside a target, are header words too."""
    cell = grid.at(row, 1)
    return cell is not None and cell.row < row and serial(cell.text) is not None


def _last_row(grid: Grid, first: int, words: HeaderWords) -> int:
    last = max(c.row + c.row_span - 1 for c in grid.own(first))
    # A merged header cell covers the rows of its sub-headers; a dump has lost the merge and shows blanks instead.
    last = first if last >= grid.rows else last
    while last < grid.rows and _is_sub_header(grid, last + 1, first, words):
        last += 1
    return last


def _is_sub_header(grid: Grid, row: int, first: int, words: HeaderWords) -> bool:
    own = grid.own(row)
    if not own:
        return False
    above = [grid.at(first, c.column) for c in own]
    under_group = all(a is not None and a.column_span > 1 for a in above)
    narrower = any(a is not None and c.column_span < a.column_span for a, c in zip(above, own, strict=True))
    known = [role_of(c.text, words) is not None for c in own]
    return (
        under_group and narrower and any(known) and all(k or len(c.text) <= 12 for k, c in zip(known, own, strict=True))
    )


def _header(grid: Grid, first: int, last: int, words: HeaderWords) -> Header | None:
    texts: dict[int, str] = {}
    roles: dict[int, Role] = {}
    for column in range(1, grid.columns + 1):
        path = _path(grid, column, first, last)
        texts[column] = " / ".join(c.text.replace("\n", "") for c in path)
        role = _column_role(path, words)
        if role is not None:
            roles[column] = role
    if _is_unaligned(grid, first, words):
        return None
    roles = settle(roles, grid, first, last, words)
    planned, spent = (money_measure(texts, roles, role) for role in (Role.INVESTMENT, Role.INVESTED))
    return Header(first, last, texts, roles, planned, spent, joint_column(roles, grid, last, words))


def is_unaligned(grid: Grid, words: HeaderWords) -> bool:
    """Whether a table has a header that cannot be used: a dump has lost the merged cells of its two rows."""
    first = _first_row(grid, words)
    return first is not None and _is_unaligned(grid, first, words)


def _is_unaligned(grid: Grid, first: int, words: HeaderWords) -> bool:
    """Whether a dump's header has lost spans that could not be put back: its columns would stand under wrong words."""
    if grid.spans_known or first >= grid.rows or sum(c.column_span for c in grid.row(first)) >= grid.columns:
        return False
    return looks_like_header([c.text for c in grid.own(first + 1)], words)


def _path(grid: Grid, column: int, first: int, last: int) -> list[GridCell]:
    path: list[GridCell] = []
    for row in range(first, last + 1):
        cell = grid.at(row, column)
        if cell is not None and not cell.is_blank and cell not in path:
            path.append(cell)
    return path


def _column_role(path: Sequence[GridCell], words: HeaderWords) -> Role | None:
    for cell in reversed(path):
        if squeeze_header(cell.text) in words.group and len(path) > 1:
            continue
        role = role_of(cell.text, words)
        if role is not None:
            return role
    return None


def is_task_header(header: Header) -> bool:
    """Whether a table with this header lists tasks: it names projects and says what is to be done about them,
    and a number, a unit, a day, a level or money stands beside it."""
    beside = (Role.SEQ, Role.LEAD, Role.DEADLINE, Role.LEVEL, Role.INVESTMENT)
    return header.has(Role.NAME) and header.has(Role.TARGET) and header.has(*beside)
