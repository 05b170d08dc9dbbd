"""What differs between two warehouses, table by table and column by column."""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from etl.warehouse.location import Location
from etl.warehouse.pairing import pair_sides
from etl.warehouse.sheets import FILES, FINDINGS, NOTICES, SHEETS, make_sheets
from etl.warehouse.sides import NEW, OLD, Sides, Table, two_sides
from schemas.change import Change, Deed

_BATCH: Final = 1000
_JOINT: Final = " | "
_PLACES: Final = frozenset({"place", "ordinal", "seq", "seq_text"})
"""Columns that move in all rows below one that comes or goes."""


def compare(old: Location | None, new: Location, *, by_sheets: bool) -> tuple[list[Change], str | None]:
    """What differs between two warehouses, without what says when, by which run and from which folder a row was
    loaded; and what cannot be compared. Without an ``old`` one everything is added.

    ``by_sheets`` it is told for people: a sheet a notice, a project, a task, a unit, a finding and a file, with names
    for each and projects of a notice paired as two notices' are, then the rows of tables that no sheet tells of. Else
    it is told table by table, row by row under its key. Either way there is something if the two differ at all. Raises
    ``WarehouseError`` as ``two_sides`` does.
    """
    with two_sides(old, new) as sides:
        is_paired = by_sheets and pair_sides(sides)
        if by_sheets and (found := with_the_rest(compared_sheets(sides, SHEETS), _rows(sides))):
            return found, sides.note
    if by_sheets and not is_paired:
        return [], sides.note
    with two_sides(old, new) as sides:
        return list(_rows(sides)), sides.note


def with_the_rest(sheets: list[Change], rows: Iterable[Change]) -> list[Change]:
    """Changes of sheets, and those of rows that none of them tells of: not those of a notice or a file that is told
    as a whole, nor of a project, a task or a unit that is told of."""
    whole = {c.key for c in sheets if c.table == FILES.name}
    whole |= {c.key for c in sheets if c.table == NOTICES.name and c.change is not Deed.CHANGED}
    keys = {key for c in sheets for key in _owners(c.key)}
    notices = {c.notice_id for c in sheets}
    has_findings = any(c.table == FINDINGS.name for c in sheets)

    def is_told(row: Change) -> bool:
        owner, *_ = re.split("[ /]", row.key)
        if owner in whole or (row.column == "source_id" and row.new in whole):
            return True
        if row.column in _PLACES and owner in notices:
            return True
        return (row.table == "findings" and has_findings) or not keys.isdisjoint(row.key.split(_JOINT))

    return [*sheets, *(row for row in rows if not is_told(row))]


def _owners(key: str) -> Iterator[str]:
    """A key and, of a task's, that of its project, whose row the sheet of the task shows too."""
    yield key
    if re.fullmatch(r".+/[\w-]+t\d+", key):
        yield key.rpartition("t")[0]


def _rows(sides: Sides) -> Iterator[Change]:
    return (change for table in sides.tables for change in table_changes(sides, table))


def compared_sheets(sides: Sides, sheets: Sequence[Table], leave_out: Collection[str] = ()) -> list[Change]:
    """What differs between the sheets of two sides, without the columns to ``leave_out``."""
    make_sheets(sides)
    return [change for sheet in sheets for change in table_changes(sides, sheet, leave_out)]


def table_changes(sides: Sides, table: Table, leave_out: Collection[str] = ()) -> Iterator[Change]:
    """What differs in one table, by its key."""
    columns = [c for c in table.columns if c not in leave_out]
    result = sides.connection.execute(_statement(table, columns))
    keys = len(table.key)
    while rows := result.fetchmany(_BATCH):
        for label, notice, was, now, *values in rows:
            key = _JOINT.join(str(v) for v in values[:keys])
            old, new = values[keys : keys + len(columns)], values[keys + len(columns) :]
            about = {"table": table.name, "key": key, "label": label or key, "notice_id": notice}
            yield from _of_row(columns, old if was else None, new if now else None, about)


def _of_row(
    columns: Sequence[str], old: Sequence[Any] | None, new: Sequence[Any] | None, about: dict[str, Any]
) -> Iterator[Change]:
    if old is None or new is None:
        row = json.dumps(
            {c: v for c, v in zip(columns, old or new or (), strict=True) if v is not None}, ensure_ascii=False
        )
        deed = Deed.ADDED if old is None else Deed.REMOVED
        yield Change(change=deed, old=None if old is None else row, new=None if new is None else row, **about)
        return
    for column, before, after in zip(columns, old, new, strict=True):
        if before != after:
            yield Change(change=Deed.CHANGED, column=column, old=before, new=after, **about)


def _statement(table: Table, columns: Sequence[str]) -> str:
    """Rows that only one side has, and those whose columns differ, in the order of the key."""

    def both(column: str | None) -> str:
        return f'coalesce(n."{column}", o."{column}")' if column else "NULL"

    keys = [both(k) for k in table.key]
    values = [f'{side}."{c}"::VARCHAR' for side in "on" for c in columns]
    joined = " AND ".join(f'o."{k}" = n."{k}"' for k in table.key)
    differs = [f'o."{c}"::VARCHAR IS DISTINCT FROM n."{c}"::VARCHAR' for c in columns]
    first = table.key[0]
    where = " OR ".join([f'o."{first}" IS NULL', f'n."{first}" IS NULL', *differs])
    known = [f'o."{first}" IS NOT NULL', f'n."{first}" IS NOT NULL']
    order = [*(both(c) for c in (table.notice, table.order) if table.order and c), *keys]
    shown = [f"{both(table.label)}::VARCHAR", f"{both(table.notice)}::VARCHAR", *known, *keys, *values]
    return (
        f"SELECT {', '.join(shown)} FROM {OLD}.{table.name} AS o FULL JOIN {NEW}.{table.name} AS n ON {joined} "
        f"WHERE {where} ORDER BY {', '.join(order)}"
    )
