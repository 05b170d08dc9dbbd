"""What the warehouse holds, as far as the next run has to know."""

from collections.abc import Collection, Iterator
from typing import Final

from pydantic import Field

from etl.warehouse.connect import altered, is_there, reading
from etl.warehouse.errors import WarehouseError
from etl.warehouse.location import Location
from etl.warehouse.packed import unpack
from schemas.base import Record
from schemas.notice import Notice
from schemas.publication import SourceReading, SourceRecord

_AT_ONCE: Final = 64
"""Readings that are taken from DuckDB at a time; the largest are a hundred kilobytes each."""


class State(Record):
    """The files that the warehouse knows, by SHA-256, and the reference data it was built with."""

    sources: dict[str, SourceRecord] = Field(default_factory=dict)
    reference_digest: str | None = None


def read_state(path: Location) -> State:
    """State of the warehouse at ``path``; empty if there is none yet. Raises ``WarehouseError`` if it is unreadable."""
    if not is_there(path):
        return State()
    with reading(path) as connection:
        result = connection.execute("SELECT * FROM sources ORDER BY source_id")
        names = [d[0] for d in result.description]
        sources = [SourceRecord.model_validate(dict(zip(names, row, strict=True))) for row in result.fetchall()]
        digest = connection.execute("SELECT reference_digest FROM warehouse_info").fetchone()
    return State(sources={s.sha256: s for s in sources}, reference_digest=digest[0] if digest else None)


def read_state_if_any(path: Location) -> State:
    """State of the warehouse at ``path``; empty if there is none, or one that cannot be read any more."""
    try:
        return read_state(path)
    except WarehouseError:
        return State()


def read_readings(path: Location, state: State, notice_ids: Collection[str] | None = None) -> Iterator[SourceReading]:
    """Stored readings of the files of some notices, of all if ``notice_ids`` is ``None``, one after the other.

    Raises ``WarehouseError`` if one is not what was stored.
    """
    wanted = {s.source_id: s for s in state.sources.values() if notice_ids is None or s.notice_id in notice_ids}
    if not wanted:
        return
    with reading(path) as connection:
        found = connection.execute(
            "SELECT source_id, sha256, notice FROM readings WHERE source_id IN (SELECT unnest(?)) ORDER BY source_id",
            [list(wanted)],
        )
        while some := found.fetchmany(_AT_ONCE):
            for key, sha256, content in some:
                yield SourceReading(source=wanted[key], notice=_notice(path, sha256, content))


def _notice(path: Location, sha256: str, content: bytes) -> Notice:
    """A stored reading. One that is whole and yet no notice was put there by other hands too: what is stored anew is
    one, and another schema would have been refused."""
    try:
        return Notice.model_validate_json(unpack(sha256, content))
    except ValueError as error:
        raise altered(path, ["readings"]) from error
