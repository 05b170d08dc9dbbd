"""What the notices of a publication give, in batches of Arrow, no row before one that it refers to.

Notices are taken one after the other, and what they give is handed on as soon as it is some thousand rows: what memory
it takes does not depend on how many notices there are.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter
from typing import Final

import pyarrow as pa

from etl.warehouse.tables import TABLES, Row, Table, notices
from schemas.publication import Publication

ROWS: Final = 20_000
"""Rows of all tables together from which on a batch is handed on: some 20 MB. Each statement that puts some into a
table has to be made ready by DuckDB, which costs as much as some hundred rows."""

Batch = tuple[Table, pa.Table]


def batches(publication: Publication, most: int = ROWS) -> Iterator[Batch]:
    """What notices give, some notices at a time, parents before children."""
    tables = [(table, table.of_notice) for table in TABLES if table.of_notice is not None]
    waiting: dict[str, list[Row]] = {table.name: [] for table, _ in tables}
    for given in notices(publication):
        for table, rows in tables:
            waiting[table.name] += rows(given)
        if sum(map(len, waiting.values())) >= most:
            yield from _each((table, waiting[table.name]) for table, _ in tables)
            waiting = {table.name: [] for table, _ in tables}
    yield from _each((table, waiting[table.name]) for table, _ in tables)


def in_batches(rows: Iterable[Row], most: int = ROWS) -> Iterator[pa.Table]:
    """Rows as Arrow, so many at a time."""
    given = iter(rows)
    while (made := arrow(islice(given, most))).num_rows:
        yield made


def arrow(rows: Iterable[Row]) -> pa.Table:
    """Rows as Arrow, all of the fields that the first one has."""
    given = list(rows)
    if not given:
        return pa.table({})
    values = map(itemgetter(*given[0]), given) if len(given[0]) > 1 else ((*row.values(),) for row in given)
    return pa.Table.from_arrays([*map(pa.array, zip(*values, strict=True))], [*given[0]])


def _each(given: Iterable[tuple[Table, Iterable[Row]]]) -> Iterator[Batch]:
    return ((table, made) for table, rows in given if (made := arrow(rows)).num_rows)
