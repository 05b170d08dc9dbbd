"""When a rebuilt warehouse may take the old one's place."""

from collections.abc import Callable
from pathlib import Path

from etl.warehouse.check import Check, check_connection, check_warehouse
from etl.warehouse.errors import WarehouseError


def refuse_new_failures(warehouse: Path) -> Callable[..., None]:
    """A judge of the new file: it raises ``WarehouseError`` if a check fails there that passes in the present one."""

    def judge(connection: object) -> None:
        failing = {c.name for c in _present(warehouse) if c.failures}
        new = [c for c in check_connection(connection) if c.failures and c.name not in failing]
        if new and warehouse.exists():
            first = new[0]
            raise WarehouseError(
                f"the rebuilt warehouse was not published: it fails {', '.join(c.name for c in new)}, "
                f"which {warehouse} passes; the first failure is: {first.failures[0]}"
            )

    return judge


def _present(warehouse: Path) -> list[Check]:
    try:
        return check_warehouse(warehouse)
    except WarehouseError:
        return []  # none yet, or one that cannot be read any more: nothing to fall behind
