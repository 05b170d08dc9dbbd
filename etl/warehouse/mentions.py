"""The names of units that the notices of each region write."""

from typing import NamedTuple

from etl.warehouse.connect import reading
from etl.warehouse.location import Location


class RegionNames(NamedTuple):
    """A region of the warehouse, and every name of a unit that its notices write."""

    region_id: str
    name: str
    full_name: str
    mentions: tuple[str, ...]


def names_by_region(path: Location) -> list[RegionNames]:
    """Every region of the warehouse at ``path`` with its names. Raises ``WarehouseError`` if it cannot be read."""
    with reading(path) as connection:
        rows = connection.execute(
            """
            SELECT r.region_id, r.name, r.full_name,
                coalesce(list(DISTINCT tu.mention ORDER BY tu.mention) FILTER (tu.mention IS NOT NULL), [])
            FROM regions AS r
            LEFT JOIN notices AS n USING (region_id)
            LEFT JOIN projects AS p USING (notice_id)
            LEFT JOIN tasks AS t USING (project_id)
            LEFT JOIN task_units AS tu USING (task_id)
            GROUP BY ALL ORDER BY r.region_id
            """
        ).fetchall()
    return [RegionNames(key, name, full, tuple(mentions)) for key, name, full, mentions in rows]
