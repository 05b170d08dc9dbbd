"""What differs between two warehouses, table by table and column by column."""

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from etl.warehouse.content import VOLATILE
from etl.warehouse.sheets import SHEETS, make_sheets
from etl.warehouse.sides import NEW, OLD, Sides, Table, two_sides
from schemas.change import Change, Deed

_BATCH: Final = 1000


def compare(
    old: Path | None, new: Path, *, by_sheets: bool, with_paths: bool = False
) -> tuple[list[Change], str | None]:
    """What differs between two warehouses, without what says when, by which run and from which folder a row was
    loaded; and what cannot be compared. Without an ``old`` one everything is added.

    ``by_sheets`` it is told for people, a sheet a notice, a task, a unit, a finding and a file, with names for each
    (and ``with_paths`` which files have moved); else table by table. Raises ``WarehouseError`` as ``two_sides`` does.
    """
    with two_sides(old, new) as sides:
        if by_sheets:
            return compared_sheets(sides, SHEETS, () if with_paths else VOLATILE), sides.note
        return [change for table in sides.tables for change in table_changes(sides, table)], sides.note


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
            key = " | ".join(str(v) for v in values[:keys])
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
