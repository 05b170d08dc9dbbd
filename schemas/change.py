"""One difference between two warehouses, or between two notices."""

from enum import StrEnum

from schemas.base import Record


class Deed(StrEnum):
    """What became of a row or of one of its columns."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Change(Record):
    """What differs in one row: the whole row if it was added or removed (``column`` is ``None``, the row is JSON), else
    one column with its old and its new value as text.

    ``label`` names the row for a person, ``notice_id`` is the notice that it stands in, where it stands in one.
    """

    change: Deed
    table: str
    key: str
    column: str | None = None
    old: str | None = None
    new: str | None = None
    label: str = ""
    notice_id: str | None = None
