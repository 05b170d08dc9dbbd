"""The walk over every model and every text of a notice, whatever its field is called: a new field is clean without
anybody thinking of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Final, TypeVar, get_args

from parsers.privacy.beside_units import asks_for_persons
from parsers.privacy.texts import Kind, Texts
from schemas.base import Record
from schemas.notice import CellReading, Notice, Role

R = TypeVar("R", bound=Record)

_UNITS: Final = (Role.LEAD, Role.RESPONSIBLE, Role.COOPERATING)
_FIGURES: Final = (Role.INVESTMENT, Role.INVESTED, Role.OTHER_INVESTMENT, Role.SEQ)
_KINDS: Final[Mapping[str, Kind]] = {
    Role.LEADER.value: Kind.LEADERS,
    **{role.value: Kind.UNITS for role in _UNITS},
    **{role.value: Kind.FIGURE for role in _FIGURES},
    "seq_text": Kind.FIGURE,
}
"""Fields of models, and of cells, whose texts are something else than words."""
_TEXTLESS: Final = (int, float, date, type(None))


@dataclass(frozen=True)
class Walk:
    """Cleans the models of one notice; ``kinds`` says what the texts of its fields are."""

    texts: Texts
    kinds: Mapping[str, Kind]

    @classmethod
    def of(cls, notice: Notice, texts: Texts) -> "Walk":
        """The walk over a notice, whose headers may ask for a person beside each unit."""
        staffed = {
            column.role.value: Kind.STAFFED
            for column in notice.columns
            if column.role in _UNITS and asks_for_persons(column.header, texts.words)
        }
        return cls(texts, {**_KINDS, **staffed})

    def kind(self, cell: CellReading) -> Kind:
        """What the text of a cell is."""
        return Kind.TEXT if cell.field is None else self.kinds.get(cell.field.value, Kind.TEXT)

    def clean(self, record: R) -> R:
        """A model with every text in it cleaned, the same model where nothing changes."""
        changed: dict[str, object] = {}
        for name in _worth_looking_at(type(record)):
            value = getattr(record, name)
            new = value if value is None else self._cleaned(value, self.kinds.get(name, Kind.TEXT))
            if new is not value:
                changed[name] = new
        return record.model_copy(update=changed) if changed else record

    def _cleaned(self, value: object, kind: Kind) -> object:
        if isinstance(value, str):
            clean = self.texts.withhold(value, kind)
            return value if isinstance(value, StrEnum) or clean == value else clean
        if isinstance(value, Record):
            return self.clean(value)
        if isinstance(value, tuple):
            new = tuple([self._cleaned(entry, kind) for entry in value])
            return new if any(a is not b for a, b in zip(new, value, strict=True)) else value
        return value


@cache
def _worth_looking_at(model: type[Record]) -> tuple[str, ...]:
    """The fields of a model that can hold a text or another model."""
    return tuple(name for name, info in model.model_fields.items() if _can_hold_text(info.annotation))


def _can_hold_text(annotation: object) -> bool:
    """Whether a type is that of texts or models, or one that is made of such a type; one nobody knows is."""
    if parts := get_args(annotation):
        return any(_can_hold_text(part) for part in parts)
    return not (isinstance(annotation, type) and issubclass(annotation, (*_TEXTLESS, StrEnum)))
