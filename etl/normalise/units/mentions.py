"""From a name to the body it means, with the step of the reading that found it."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from etl.ids import short_hash, unit_id
from etl.keys import unit_key
from etl.normalise.remembered import KeptInside, Remembered
from etl.normalise.units.lexicon import Lexicon
from schemas.normalised import NameBasis
from schemas.units import Origin, Unit, UnitKind

_TAIL: Final = re.compile(
    r"(?:等(?:(?:\d+|[一二三四五六七八九十两]+)个)?(?:部门|单位|街道|镇街|镇|乡镇|镇乡|乡镇（街道）|镇（街道）|企业|公司)?|牵头|负责|牵头负责|按职责分工(?:负责)?)$"
)
"""What may follow a name in its cell and is no part of it."""
_BRACKETED: Final = re.compile(r"(?P<outer>[^（()）]+)[（(](?P<inner>[^（()）]+)[)）]")


class Mention(NamedTuple):
    """One name as written, the unit it means, and the step of the reading that found it."""

    text: str
    unit_id: str
    unit: Unit
    basis: NameBasis

    @property
    def is_provisional(self) -> bool:
        """Whether a person has to say what this name means."""
        return self.basis is NameBasis.PROVISIONAL


def resolve(name: str, lexicon: Lexicon) -> Mention:
    """The unit that one name means: by the name, its key, a rule; a group; or a provisional unit of its own."""
    return _resolving(lexicon)[name]


@KeptInside
def _resolving(lexicon: Lexicon) -> Remembered[Mention]:
    return Remembered(lambda name: _resolved(name, lexicon))


def _resolved(name: str, lexicon: Lexicon) -> Mention:
    if lexicon.knows_nobody:
        return _new(name, lexicon)
    found = _known(name, lexicon) or _known(_TAIL.sub("", name), lexicon, name)
    return found or _known(_without_its_own_bracket(name, lexicon), lexicon, name) or _new(name, lexicon)


def _known(name: str, lexicon: Lexicon, written: str | None = None) -> Mention | None:
    entry = lexicon.find(name) if name else None
    if entry is None:
        return None
    nearly = written not in (None, name) and entry.basis is NameBasis.NAME
    return Mention(written or name, entry.unit_id, entry.unit, NameBasis.KEY if nearly else entry.basis)


def _without_its_own_bracket(name: str, lexicon: Lexicon) -> str:
    """A name whose bracket says the same body again: 区教委（区教育委员会）. A bracket that names another says more."""
    parts = _BRACKETED.fullmatch(name)
    if parts is None:
        return ""
    outer, inner = lexicon.find(parts["outer"]), lexicon.find(parts["inner"])
    return parts["outer"] if outer and inner and outer.unit_id == inner.unit_id else ""


def _new(name: str, lexicon: Lexicon) -> Mention:
    is_group = lexicon.is_group(name)
    unit = _GROUPS[name] if is_group else _UNKNOWN[name]
    basis = NameBasis.GROUP if is_group else NameBasis.PROVISIONAL
    return Mention(name, unit_id(lexicon.region.id, unit.id), unit, basis)


def _group(name: str) -> Unit:
    slug = f"group-{short_hash(unit_key(name))}"
    return Unit(id=slug, name=name, short_name=name, kind=UnitKind.GROUP, origin=Origin.DERIVED)


def _unknown(name: str) -> Unit:
    slug = f"new-{short_hash(unit_key(name))}"
    return Unit(id=slug, name=name, short_name=name, kind=UnitKind.UNKNOWN, origin=Origin.PROVISIONAL)


_GROUPS: Final = Remembered(_group)
_UNKNOWN: Final = Remembered(_unknown)
"""The units of names met last; they are the same in every region but for their ids."""


def told_apart(mentions: Sequence[Mention], cell: str) -> list[Mention]:
    """Mentions of a cell, those marked as segments that stand in it with nothing between them and another."""
    if len(mentions) < 2:
        return list(mentions)
    runs = [n for n, (one, other) in enumerate(pairwise(mentions)) if one.text + other.text in cell]
    joined = {*runs, *(n + 1 for n in runs)}
    cut = {n for n in joined if mentions[n].basis in (NameBasis.NAME, NameBasis.KEY, NameBasis.RULE)}
    return [m._replace(basis=NameBasis.SEGMENTS) if n in cut else m for n, m in enumerate(mentions)]
