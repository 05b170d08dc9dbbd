"""What the columns of a table hold once all of them are looked at together.

A header's words alone do not settle it: 责任单位 leads only where nothing else does, of two columns of money one is the
investment, and a name merged over several numbers is no name of a project.
"""

import re
from collections.abc import Mapping
from typing import Final

from parsers.grid import Grid, GridCell
from parsers.words import squeeze, squeeze_header
from schemas.notice import Role
from schemas.reference import HeaderWords

_SINGLE: Final[Mapping[Role, Role | None]] = {
    Role.SEQ: None,
    Role.NAME: Role.PART_NAME,
    Role.DEADLINE: None,
    Role.LEVEL: None,
    Role.INVESTMENT: Role.OTHER_INVESTMENT,
    Role.INVESTED: None,
    Role.STATUS: None,
}
"""Roles that one column can have, each with what a second such column holds; ``None`` leaves that one unread."""
_OF_A_YEAR: Final = re.compile(r"^\(?((?:19|2[01])\d\d年|(本|当)?年度|(今|本|当)年)")
_MONEY: Final = re.compile(r"亿元|万元|元")


def settle(roles: Mapping[int, Role], grid: Grid, first: int, last: int, words: HeaderWords) -> dict[int, Role]:
    """Roles of the columns of a table whose header stands in the rows ``first`` to ``last``."""
    settled = _one_column_each(_without_categories(dict(roles), grid, last), grid, last, words)
    return _details_apart(_targets_filled(_leads_named(settled, grid, first)), grid, first)


def _without_categories(roles: dict[int, Role], grid: Grid, last: int) -> dict[int, Role]:
    """A first column of names merged over several numbers gives fields of work where a second column gives names."""
    names = [c for c in sorted(roles) if roles[c] is Role.NAME]
    if len(names) > 1 and _is_over_numbers(names[0], roles, grid, last):
        return roles | {names[0]: Role.DOMAIN}
    return roles


def _is_over_numbers(column: int, roles: Mapping[int, Role], grid: Grid, last: int) -> bool:
    number = next((c for c in sorted(roles) if roles[c] is Role.SEQ), None)
    if number is None:
        return False
    merged = [c for c in grid.cells if c.column == column and c.row > last and c.row_span > 1]
    return any(
        len({id(grid.at(row, number)) for row in range(cell.row, cell.row + cell.row_span)}) > 1 for cell in merged
    )


def _one_column_each(roles: dict[int, Role], grid: Grid, last: int, words: HeaderWords) -> dict[int, Role]:
    """Roles with one column for each that can have but one value: a second 投资 column beside 总投资, 子项目名称 beside
    项目名称. Of two the exact word wins, then the one that is not of one year (年度投资), then the first; columns under
    one header cell stay together."""

    def rank(column: int) -> tuple[bool, bool, int]:
        cell = grid.at(last, column)
        text = cell.text if cell is not None else ""
        exact = squeeze_header(text) in words.exact.get(roles[column], ())
        return not exact, _OF_A_YEAR.match(squeeze(text)) is not None, column

    kept = dict(roles)
    for role, second in _SINGLE.items():
        columns = sorted((c for c in roles if roles[c] is role), key=rank)
        for column in columns[1:]:
            if grid.at(last, column) is grid.at(last, columns[0]):
                continue
            if second is None:
                del kept[column]
            else:
                kept[column] = second
    return kept


def _leads_named(roles: dict[int, Role], grid: Grid, first: int) -> dict[int, Role]:
    """A lone unit column leads (contract, "Words"). Of several that are responsible those called 责任 or 主管 do, else
    the first; columns under one header cell stay together."""
    if Role.LEAD in roles.values():
        return roles
    columns = [c for c in sorted(roles) if roles[c] is Role.RESPONSIBLE]
    accountable = [c for c in columns if _says_accountable(grid.at(first, c))]
    leads = accountable or [c for c in columns if grid.at(first, c) is grid.at(first, columns[0])]
    return roles | dict.fromkeys(leads, Role.LEAD)


def _says_accountable(cell: GridCell | None) -> bool:
    return cell is not None and squeeze_header(cell.text).startswith(("责任", "主管"))


def _targets_filled(roles: dict[int, Role]) -> dict[int, Role]:
    """A lone column of supporting projects is the target, and so is the last resort, a column of parts' names."""
    for substitute in (Role.DETAILS, Role.PART_NAME):
        if Role.TARGET not in roles.values():
            roles = {c: Role.TARGET if r is substitute else r for c, r in roles.items()}
    if Role.NAME not in roles.values():
        roles = {c: Role.NAME if r is Role.PART_NAME else r for c, r in roles.items()}
    return roles


def _details_apart(roles: dict[int, Role], grid: Grid, first: int) -> dict[int, Role]:
    """Of two target columns the second gives the details."""
    if Role.DETAILS in roles.values():
        return roles
    targets = [c for c in sorted(roles) if roles[c] is Role.TARGET]
    apart = [c for c in targets[1:] if grid.at(first, c) is not grid.at(first, targets[0])]
    return roles | dict.fromkeys(apart, Role.DETAILS)


def joint_column(roles: Mapping[int, Role], grid: Grid, last: int, words: HeaderWords) -> int | None:
    """The one column that gives name and target together: 民生实事 or 实事内容 beside a number or units; ``None`` where
    there are two columns for them, or none."""
    columns = [c for c in sorted(roles) if roles[c] in (Role.NAME, Role.TARGET)]
    if len(columns) != 1 or any(r in (Role.DETAILS, Role.PART_NAME) for r in roles.values()):
        return None
    cell = grid.at(last, columns[0])
    text = squeeze_header(cell.text) if cell is not None else ""
    is_named = "实事" in text and Role.SEQ in roles.values()
    return columns[0] if text in words.joint and (is_named or Role.LEAD in roles.values()) else None


def money_measure(texts: Mapping[int, str], roles: Mapping[int, Role], role: Role) -> str | None:
    """Unit of money that the header of a column of ``role`` gives, as in 总投资（万元）."""
    for column, own in sorted(roles.items()):
        found = _MONEY.search(texts[column]) if own is role else None
        if found:
            return found[0]
    return None
