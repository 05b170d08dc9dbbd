"""Projects and families on disk while families are found: those of all notices are more than memory may hold.

They wait in a database of SQLite that has no name, of which it holds some megabytes in memory; it is gone with this
process, however that ends.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby, islice
from marshal import dumps, loads
from operator import itemgetter
from tempfile import gettempdir
from threading import Lock
from typing import Any, Final, TypeVar

from etl.normalise.families.grouping import Classed
from schemas.base import Record
from schemas.family import FamilyMemberRecord, FamilyRecord, KnownProject

T = TypeVar("T", bound=Record)

_TABLES = """
CREATE TABLE waiting (family TEXT NOT NULL, classed BLOB NOT NULL);
CREATE TABLE families (family TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE members (
    project TEXT PRIMARY KEY, family TEXT NOT NULL, is_kept INTEGER NOT NULL, record TEXT NOT NULL
) WITHOUT ROWID;
"""


_AT_A_TIME: Final = 200
"""Rows that are had from the database at a time, each some hundred bytes."""


class _Database:
    """A database that several threads may ask in turns: rows are made in another one than the warehouse is filled in,
    and not every SQLite is built for that."""

    def __init__(self) -> None:
        # SQLite takes TMPDIR even where that is full; Python looks further, and names that place when it is full too.
        os.environ.setdefault("SQLITE_TMPDIR", gettempdir())
        self._connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
        self._lock = Lock()
        # Nothing of it is ever read by another process: a crash has nothing to mend.
        self._connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)

    def write(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Put rows in. Raises ``OSError`` if the disk does not take them."""
        left = iter(rows)
        try:
            while some := list(islice(left, _AT_A_TIME)):  # made before the lock is taken: making them may ask too
                with self._lock:
                    self._connection.executemany(sql, some)
        except sqlite3.OperationalError as error:
            raise OSError(None, str(error)) from error

    def rows(self, sql: str, *values: object) -> Iterator[tuple[Any, ...]]:
        """The rows of a query."""
        with self._lock:
            found = self._connection.execute(sql, values)
        while True:
            with self._lock:
                some = found.fetchmany(_AT_A_TIME)
            if not some:
                return
            yield from some

    def one(self, sql: str, *values: object) -> tuple[Any, ...] | None:
        """The first row of a query."""
        with self._lock:
            found: tuple[Any, ...] | None = self._connection.execute(sql, values).fetchone()
        return found


class FamilyStore:
    """The projects that are put to families, then the families with their members."""

    def __init__(self) -> None:
        self._database = _Database()

    def put(self, placed: Iterable[tuple[str, Classed]]) -> None:
        """Keep projects, each with the family that it is put to. Raises ``OSError`` if the disk does not take them."""
        rows = ((family, _written(c)) for family, c in placed)
        self._database.write("INSERT INTO waiting VALUES (?, ?)", rows)

    def groups(self) -> Iterator[tuple[str, list[Classed]]]:
        """The projects of each family, in the order of the families' ids."""
        found = self._database.rows("SELECT * FROM waiting ORDER BY family, rowid")
        for family, rows in groupby(found, key=itemgetter(0)):
            yield family, [_classed(written) for _, written in rows]

    def keep(self, family: FamilyRecord, members: Iterable[tuple[FamilyMemberRecord, bool]]) -> None:
        """Keep a family with its members, each with whether its notice is one of before."""
        self._database.write("INSERT INTO families VALUES (?, ?)", [(family.family_id, family.model_dump_json())])
        rows = ((m.project_id, m.family_id, is_kept, m.model_dump_json()) for m, is_kept in members)
        self._database.write("INSERT INTO members VALUES (?, ?, ?, ?)", rows)

    @property
    def families(self) -> Iterable[FamilyRecord]:
        """The families, by their ids."""
        return _Records(self._database, "SELECT record FROM families ORDER BY family", FamilyRecord)

    @property
    def members(self) -> Iterable[FamilyMemberRecord]:
        """The members of all families, by their ids."""
        return _Records(self._database, "SELECT record FROM members ORDER BY project", FamilyMemberRecord)

    @property
    def own(self) -> Mapping[str, str]:
        """The family of each member, by its id."""
        return _Own(self._database)

    def kept_members(self) -> Iterator[str]:
        """Ids of the members whose notices are of before, in their order."""
        return (key for (key,) in self._database.rows("SELECT project FROM members WHERE is_kept ORDER BY project"))


@dataclass(frozen=True)
class _Records(Iterable[T]):
    """Records of one query, asked for anew each time."""

    database: _Database
    sql: str
    kind: type[T]

    def __iter__(self) -> Iterator[T]:
        return (self.kind.model_validate_json(text) for (text,) in self.database.rows(self.sql))


@dataclass(frozen=True)
class _Own(Mapping[str, str]):
    """The family of each project, looked up where it is asked for."""

    database: _Database

    def __getitem__(self, key: str) -> str:
        found = self.database.one("SELECT family FROM members WHERE project = ?", key)
        if found is None:
            raise KeyError(key)
        return str(found[0])

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self.database.rows("SELECT project FROM members ORDER BY project"))

    def __len__(self) -> int:
        (count,) = self.database.one("SELECT count(*) FROM members") or (0,)
        return int(count)


def _written(classed: Classed) -> bytes:
    """In Python's own form, which takes a fifth of the time of JSON and is read by no other process."""
    return dumps((classed.project.__dict__, classed.class_id, classed.name, classed.core, classed.is_known))


def _classed(written: bytes) -> Classed:
    project, *more = loads(written)
    return Classed(KnownProject.model_construct(**project), *more)
