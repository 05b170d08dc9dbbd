"""The one base class of every model: frozen, and strict about fields it does not know."""

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable value; an unknown field is an error, so that data files cannot hide a misspelling."""

    model_config = ConfigDict(frozen=True, extra="forbid")
