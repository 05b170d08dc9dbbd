"""The names of one region's bodies by key and by stem, whatever the year: all lexicons of the region share them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from etl.keys import unit_key
from etl.normalise.remembered import MadeOnce, Remembered
from etl.normalise.units.spellings import own_prefixes, stemmer_of
from schemas.units import BodyWords, Region, Unit


@dataclass(frozen=True)
class RegionNames:
    """The units of a region by their names, and the stems of whatever names its notices use."""

    region: Region
    bodies: BodyWords

    @cached_property
    def bearers(self) -> dict[str, tuple[Unit, ...]]:
        """The units that have or had each name, by its key."""
        return grouped((unit_key(name), unit) for unit in self.region.units for name in unit.names)

    @cached_property
    def by_stem(self) -> dict[str, tuple[Unit, ...]]:
        """The units that have or had a name of each stem."""
        return grouped((self.stems[name], unit) for unit in self.region.units for name in unit.names)

    @cached_property
    def stems(self) -> Remembered[str]:
        """Names without whose they are and in one spelling."""
        cut, prefixes = stemmer_of(self.bodies), own_prefixes(self.region)
        return Remembered(lambda name: cut.stem(name, prefixes))


def region_names_of(bodies: BodyWords, region: Region) -> RegionNames:
    """The names of a region by one set of words, made once for a region of which anything is known."""
    return _made(bodies)(region) if region.units else RegionNames(region, bodies)


@MadeOnce
def _made(bodies: BodyWords) -> MadeOnce[Region, RegionNames]:
    return MadeOnce(lambda region: RegionNames(region, bodies))


def grouped(pairs: Iterable[tuple[str, Unit]]) -> dict[str, tuple[Unit, ...]]:
    """The units of each text, each once, in the order in which they come."""
    found: dict[str, dict[str, Unit]] = {}
    for key, unit in pairs:
        found.setdefault(key, {})[unit.id] = unit
    return {key: tuple(units.values()) for key, units in found.items()}


def only(units: Iterable[Unit]) -> Unit | None:
    """The one unit that some are; ``None`` for none and for several."""
    different = {unit.id: unit for unit in units}
    return next(iter(different.values())) if len(different) == 1 else None


@MadeOnce
def fields_in(bodies: BodyWords) -> dict[str, list[str]]:
    """Fields of government by the stems of the names that their bodies go by in any region."""
    cut, fields = stemmer_of(bodies), dict[str, list[str]]()
    for body in bodies.bodies:
        for name in dict.fromkeys(cut.stem(name, ()) for name in body.names):
            fields.setdefault(name, []).append(body.id)
    return fields
