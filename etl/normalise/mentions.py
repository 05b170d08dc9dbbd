"""From a name to the body it means, with the step of the reading that found it."""

import re
from dataclasses import dataclass
from typing import Final

from etl.ids import short_hash, unit_id
from etl.keys import unit_key
from etl.normalise.lexicon import Lexicon
from schemas.reference import Origin, Unit, UnitKind

_TAIL: Final = re.compile(
    r"(?:等(?:(?:\d+|[一二三四五六七八九十两]+)个)?(?:部门|单位|街道|镇街|镇|乡镇|镇乡|乡镇（街道）|镇（街道）|企业|公司)?|牵头|负责|牵头负责|按职责分工(?:负责)?)$"
)
"""What may follow a name in its cell and is no part of it."""


@dataclass(frozen=True)
class Mention:
    """One name as written and the unit it means; ``unit.origin`` is provisional where nobody knows the name."""

    text: str
    unit_id: str
    unit: Unit
    is_decided: bool = False

    @property
    def is_provisional(self) -> bool:
        """Whether a person has to say what this name means."""
        return self.unit.origin is Origin.PROVISIONAL


def resolve(name: str, lexicon: Lexicon) -> Mention:
    """The unit that one name means; a name that nobody knows gets a provisional unit of its own."""
    entry = lexicon.find(name) or lexicon.find(_TAIL.sub("", name))
    if entry is not None:
        return Mention(name, entry.unit_id, entry.unit, entry.is_decided)
    group = lexicon.is_group(name)
    slug = f"{'group' if group else 'new'}-{short_hash(unit_key(name))}"
    unit = Unit(
        id=slug,
        name=name,
        short_name=name,
        kind=UnitKind.GROUP if group else UnitKind.UNKNOWN,
        origin=Origin.DERIVED if group else Origin.PROVISIONAL,
    )
    return Mention(name, unit_id(lexicon.region.id, slug), unit)
