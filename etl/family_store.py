"""Projects and families on disk while families are found: those of all notices are more than memory may hold.

They wait in a database of SQLite that has no name, of which it holds some megabytes in memory; it is gone with this
process, however that ends.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from json import dumps, loads
from operator import itemgetter
from typing import TypeVar

from etl.normalise.families.grouping import Classed
from schemas.base import Record
from schemas.family import FamilyMemberRecord, FamilyRecord, KnownProject

T = TypeVar("T", bound=Record)

_TABLES = """
CREATE TABLE waiting (family TEXT NOT NULL, project TEXT NOT NULL, classed TEXT NOT NULL);
CREATE TABLE families (family TEXT PRIMARY KEY, record TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE members (
    project TEXT PRIMARY KEY, family TEXT NOT NULL, is_kept INTEGER NOT NULL, record TEXT NOT NULL
) WITHOUT ROWID;
"""


class FamilyStore:
    """The projects that are put to families, then the families with their members."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("", isolation_level=None)
        # Nothing of it is ever read by another process: a crash has nothing to mend.
        self._database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" + _TABLES)

    def put(self, placed: Iterable[tuple[str, Classed]]) -> None:
        """Keep projects, each with the family that it is put to. Raises ``OSError`` if the disk does not take them."""
        rows = ((family, c.project.model_dump_json(), _as_text(c)) for family, c in placed)
        self._write("INSERT INTO waiting VALUES (?, ?, ?)", rows)

    def groups(self) -> Iterator[tuple[str, list[Classed]]]:
        """The projects of each family, in the order of the families' ids."""
        found = self._database.execute("SELECT * FROM waiting ORDER BY family, rowid")
        for family, rows in groupby(found, key=itemgetter(0)):
            yield family, [_classed(project, text) for _, project, text in rows]

    def keep(self, family: FamilyRecord, members: Iterable[tuple[FamilyMemberRecord, bool]]) -> None:
        """Keep a family with its members, each with whether its notice is one of before."""
        self._write("INSERT INTO families VALUES (?, ?)", [(family.family_id, family.model_dump_json())])
        rows = ((m.project_id, m.family_id, is_kept, m.model_dump_json()) for m, is_kept in members)
        self._write("INSERT INTO members VALUES (?, ?, ?, ?)", rows)

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
        return (key for (key,) in self._database.execute("SELECT project FROM members WHERE is_kept ORDER BY project"))

    def _write(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        try:
            self._database.executemany(sql, rows)
        except sqlite3.OperationalError as error:
            raise OSError(None, str(error)) from error


@dataclass(frozen=True)
class _Records(Iterable[T]):
    """Records of one query, asked for anew each time."""

    database: sqlite3.Connection
    sql: str
    kind: type[T]

    def __iter__(self) -> Iterator[T]:
        return (self.kind.model_validate_json(text) for (text,) in self.database.execute(self.sql))


@dataclass(frozen=True)
class _Own(Mapping[str, str]):
    """The family of each project, looked up where it is asked for."""

    database: sqlite3.Connection

    def __getitem__(self, key: str) -> str:
        found = self.database.execute("SELECT family FROM members WHERE project = ?", [key]).fetchone()
        if found is None:
            raise KeyError(key)
        return str(found[0])

    def __iter__(self) -> Iterator[str]:
        return (key for (key,) in self.database.execute("SELECT project FROM members ORDER BY project"))

    def __len__(self) -> int:
        return int(self.database.execute("SELECT count(*) FROM members").fetchone()[0])


def _as_text(classed: Classed) -> str:
    return dumps([classed.class_id, classed.name, classed.core, classed.is_known], ensure_ascii=False)


def _classed(project: str, text: str) -> Classed:
    return Classed(KnownProject.model_validate_json(project), *loads(text))
