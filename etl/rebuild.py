"""When a rebuilt warehouse may take the old one's place."""

from collections.abc import Callable
from pathlib import Path

from etl.warehouse.check import Check, check_connection, check_warehouse, count_notices
from etl.warehouse.connect import reading
from etl.warehouse.errors import WarehouseError


def refuse_new_failures(warehouse: Path) -> Callable[..., None]:
    """A judge of the new file: it raises ``WarehouseError`` if a check fails there that passes in the present one, or
    if there is no notice in it and there are some in the present one."""

    def judge(connection: object) -> None:
        _refuse_to_lose_all(warehouse, connection)
        failing = {c.name for c in _present(warehouse) if c.is_error}
        new = [c for c in check_connection(connection) if c.is_error and c.name not in failing]
        if new and warehouse.exists():
            first = new[0]
            raise WarehouseError(
                f"the rebuilt warehouse was not published: it fails {', '.join(c.name for c in new)}, "
                f"which {warehouse} passes; the first failure is: {first.failures[0]}"
            )

    return judge


def _refuse_to_lose_all(warehouse: Path, connection: object) -> None:
    """A folder of notices that gives none is the wrong folder, or all of its files went bad at once."""
    try:
        with reading(warehouse) as present:
            lost = count_notices(present)
    except WarehouseError:
        return
    if lost and not count_notices(connection):
        raise WarehouseError(
            f"the rebuilt warehouse was not published: no file gave a notice, and {warehouse} has {lost}; "
            "put the files right, or delete the warehouse first."
        )


def _present(warehouse: Path) -> list[Check]:
    try:
        return check_warehouse(warehouse)
    except WarehouseError:
        return []  # none yet, or one that cannot be read any more: nothing to fall behind
