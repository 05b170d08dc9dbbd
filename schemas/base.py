"""The one base class of every model: frozen, and strict about fields it does not know."""

from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable value; an unknown field is an error, so that data files cannot hide a misspelling."""

    model_config = ConfigDict(frozen=True, extra="forbid")


T = TypeVar("T", bound=Record)
_ALL_SET: Final[dict[type[Record], set[str]]] = {}


def lean(record: T) -> T:
    """A record as it is, for who keeps one of each file: which fields were given, a set of more bytes than the values,
    is no longer told."""
    kind: type[T] = type(record)
    given = _ALL_SET.setdefault(kind, set(kind.model_fields))
    return kind.model_construct(given, **{name: getattr(record, name) for name in kind.model_fields})
