"""The warehouse against itself: each check is a query in ``checks/``, and a row it returns is a failure."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from etl.warehouse.connect import reading
from schemas.base import Record


class Check(Record):
    """One check: its name, what it holds (the first comment of its file) and what it found wrong."""

    name: str
    promise: str
    failures: tuple[str, ...]


def check_connection(connection: Any) -> list[Check]:
    """Every check on an open warehouse, by name."""
    folder = files("etl.warehouse") / "checks"
    texts = {p.name.removesuffix(".sql"): p.read_text("utf-8") for p in folder.iterdir() if p.name.endswith(".sql")}
    return [
        Check(
            name=name,
            promise=texts[name].split("\n", 1)[0].removeprefix("-- "),
            failures=tuple(str(row[0]) for row in connection.execute(texts[name]).fetchall()),
        )
        for name in sorted(texts)
    ]


def check_warehouse(path: Path) -> list[Check]:
    """Every check on the warehouse at ``path``. Raises ``WarehouseError`` if it cannot be opened."""
    with reading(path) as connection:
        return check_connection(connection)
