"""Filling a new warehouse file: what stays is copied from the old one, what a run changes comes from Arrow."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from typing import Final

import duckdb
import pyarrow as pa

from etl.warehouse.ahead import ahead
from etl.warehouse.batches import arrow, batches, in_batches
from etl.warehouse.bounds import narrowed
from etl.warehouse.connect import SCHEMA_VERSION
from etl.warehouse.content import TableHash, content_hash, table_hashes
from etl.warehouse.empty import schema_text, view_texts
from etl.warehouse.lake.attach import attach
from etl.warehouse.location import Lake, Location
from etl.warehouse.opened import opened
from etl.warehouse.tables import REPLACED, TABLES, Table, family_of, replaced_notices, replaced_sources
from etl.warehouse.turns import Turn, in_turns
from schemas.publication import Publication

Step = tuple[Table, pa.Table | None]
_LAST: Final = frozenset(table.name for table in TABLES if table.is_last)


def fill(
    connection: duckdb.DuckDBPyConnection,
    publication: Publication,
    old: Location | None,
    let_go: Callable[[], object] | None = None,
) -> None:
    """Make the schema in an empty file and fill it, with the old warehouse's rows that the run leaves alone.

    ``let_go`` is called now and then, between two transactions, to let go what memory holds of rows that are in the
    file."""
    with _one_commit(connection):
        connection.execute(schema_text())
    with nullcontext() if old is None else _attached(connection, old):
        _Filling(connection, publication, has_old=old is not None).run(let_go)
    with _one_commit(connection):
        for view in view_texts():
            connection.execute(view)


@contextmanager
def _one_commit(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """One transaction for many statements, each of which the disk would have to confirm else."""
    connection.begin()
    yield
    connection.commit()


@contextmanager
def _attached(connection: duckdb.DuckDBPyConnection, old: Location) -> Iterator[None]:
    """The old warehouse as the database ``old`` while the block lasts, whoever else has it open."""
    if isinstance(old, Lake):
        attach(connection, old, "old")
        yield
        connection.execute("DETACH old")
        return
    with opened(old, lambda file: connection.execute(f"ATTACH {_literal(str(file))} AS old (READ_ONLY)")):
        yield
        connection.execute("DETACH old")


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


class _Filling:
    """The tables one by one, parents before children."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, publication: Publication, has_old: bool) -> None:
        self._connection = connection
        self._publication = publication
        self._has_old = has_old

    def run(self, let_go: Callable[[], object] | None = None) -> None:
        """Fill every table. While DuckDB takes rows in, the next ones are made; and while those are made that need all
        others to be known, the others are hashed."""
        self._make_ids()
        hashes: list[TableHash] = []
        with closing(ahead(self._steps())) as steps, in_turns(self._connection, let_go=let_go) as turn:
            for table, rows in steps:
                if table.is_last and not hashes:
                    hashes = self._hashed(turn, lambda table: table not in _LAST)
                if rows is None:
                    turn.took(self._keep(table))
                else:
                    self._insert(table.name, rows)
                    turn.took(rows.num_rows)
            hashed = {h.table_name for h in hashes}
            self._content([*hashes, *self._hashed(turn, lambda table: table not in hashed)])

    def _hashed(self, turn: Turn, of: Callable[[str], bool]) -> list[TableHash]:
        """The hashes of some tables: nothing is held of what was filled in before, and little of what is read."""
        hashes = []
        turn.turn_over()
        with narrowed(self._connection):
            for hashed in table_hashes(self._connection, of):
                hashes.append(hashed)
                turn.saw(hashed.row_count)
            turn.turn_over()
        return hashes

    def _steps(self) -> Iterator[Step]:
        """What goes into which table, in the order in which it has to; ``None`` are the old rows that stay."""
        given = self._publication
        for table in (table for table in TABLES if table.of_notice is None and not table.is_last):
            yield table, arrow(table.of_run(given))
            yield table, None
        given.groups.forget()
        yield from batches(given)
        for table in (table for table in TABLES if table.of_notice is not None):
            yield table, arrow(table.of_run(given))
            yield table, None
        for table in (table for table in TABLES if table.is_last):
            yield from ((table, rows) for rows in in_batches(table.of_run(given)))

    def _make_ids(self) -> None:
        """The temporary tables of ids by which old rows stay or not."""
        given = self._publication
        for name, values in (
            ("replaced_notices", replaced_notices(given)),
            ("replaced_sources", replaced_sources(given)),
        ):
            with self._given(pa.table({"id": pa.array(values, pa.string())})):
                self._connection.execute(f"CREATE TEMP TABLE {name} AS SELECT * FROM given")
        for name, query in REPLACED.items() if self._has_old else ():
            self._connection.execute(f"CREATE TEMP TABLE {name} AS {query.format(old='old')}")

    def _keep(self, table: Table) -> int:
        """Put the old rows in that stay, and tell how many; with a key, those that new ones replace do not."""
        if not self._has_old or table.stays is None:
            return 0
        if table.name == "projects":
            return self._keep_projects(table.stays)
        key = ", ".join(table.key)
        unless = f" AND ({key}) NOT IN (SELECT ({key}) FROM main.{table.name})" if key else ""
        return self._copied(
            f"INSERT INTO {table.name} BY NAME SELECT * FROM old.{table.name} WHERE {table.stays}{unless}"
        )

    def _copied(self, statement: str) -> int:
        """The rows that a statement puts in."""
        (rows,) = self._connection.execute(statement).fetchone() or (0,)
        return int(rows)

    def _insert(self, name: str, rows: pa.Table) -> None:
        if not rows.num_rows:
            return
        with self._given(rows):
            self._connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM given")

    def _keep_projects(self, stays: str) -> int:
        """Kept projects, each with the family that it is in now, and how many they are."""
        self._connection.execute("CREATE TEMP TABLE families_now (id VARCHAR, now VARCHAR)")
        for rows in in_batches({"id": id_, "now": now} for id_, now in family_of(self._publication).items()):
            self._insert("families_now", rows)
        return self._copied(
            "INSERT INTO projects BY NAME SELECT p.* REPLACE (f.now AS family_id) "
            f"FROM old.projects AS p LEFT JOIN families_now AS f ON f.id = p.project_id WHERE {stays}"
        )

    @contextmanager
    def _given(self, table: pa.Table) -> Iterator[None]:
        """An Arrow table as the relation ``given`` while the block lasts."""
        self._connection.register("given", table)
        yield
        self._connection.unregister("given")

    def _content(self, hashes: Iterable[TableHash]) -> None:
        """What was filled in, in figures that say the same on every machine."""
        in_order = sorted(hashes, key=lambda h: h.table_name)
        total = content_hash(in_order)
        self._insert("content_hashes", arrow(h.model_dump() for h in in_order))
        self._connection.execute(
            "UPDATE runs SET content_hash = ? WHERE run_id = ?", [total, self._publication.run.run_id]
        )
        digest = self._publication.reference.digest
        info = {"schema_version": SCHEMA_VERSION, "reference_digest": digest, "content_hash": total}
        self._insert("warehouse_info", arrow([info]))
