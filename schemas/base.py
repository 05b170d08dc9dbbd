"""The one base class of every model: frozen, and strict about fields it does not know."""

from typing import Final, TypeVar

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable value; an unknown field is an error, so that data files cannot hide a misspelling."""

    model_config = ConfigDict(frozen=True, extra="forbid")


T = TypeVar("T", bound=BaseModel)
_ALL_SET: Final[dict[type[BaseModel], set[str]]] = {}


def lean(record: T) -> T:
    """A record as it is, for who keeps one of each file: which fields were given, a set of more bytes than the values,
    is no longer told."""
    names = type(record).model_fields
    given = _ALL_SET.setdefault(type(record), set(names))
    return type(record).model_construct(given, **{name: getattr(record, name) for name in names})
