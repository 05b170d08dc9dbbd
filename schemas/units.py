"""The strict shapes of regions and their bodies, and of how bodies are called anywhere."""

from datetime import date
from enum import StrEnum
from typing import Self

from pydantic import Field, model_validator

from schemas.base import Record

Slug = Field(pattern=r"^[a-z0-9-]+$")
ZONE = "functional zone"
"""A kind of region that is no district: a committee governs it, and its offices go by its short name."""


class UnitKind(StrEnum):
    """What sort of body a unit is."""

    DEPARTMENT = "department"
    PARTY_ORGAN = "party_organ"
    MASS_ORGANISATION = "mass_organisation"
    TOWN = "town"
    TOWNSHIP = "township"
    SUBDISTRICT = "subdistrict"
    COMPANY = "company"
    INSTITUTION = "institution"
    BRANCH = "branch"
    GROUP = "group"
    UNKNOWN = "unknown"


class Origin(StrEnum):
    """Where a unit's full name or an alias comes from; ``provisional`` waits for a person's decision."""

    STATED = "stated"
    DERIVED = "derived"
    DECIDED = "decided"
    PROVISIONAL = "provisional"


class Dated(Record):
    """What begins and ends. Of a day that is not known only the year counts; ``valid_to`` is the day of the end."""

    valid_from: date | None = None
    valid_to: date | None = None

    @model_validator(mode="after")
    def _ends_after_it_begins(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"valid_to {self.valid_to} is before valid_from {self.valid_from}")
        return self

    def is_valid_in(self, year: int) -> bool:
        """Whether it existed at any time of a year."""
        begun = self.valid_from is None or self.valid_from.year <= year
        return begun and (self.valid_to is None or year <= self.valid_to.year)

    def meets(self, other: "Dated") -> bool:
        """Whether there is a year in which both existed."""
        first = max(x.valid_from.year if x.valid_from else 0 for x in (self, other))
        return first <= min(x.valid_to.year if x.valid_to else 9999 for x in (self, other))


class Unit(Dated):
    """One body of one region. ``name`` is its full name, ``short_name`` what notices of its region call it,
    ``successor`` the id of the unit of its region that its work went to when it ended."""

    id: str = Slug
    name: str
    short_name: str
    kind: UnitKind
    functions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    origin: Origin
    successor: str | None = None
    code: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name the unit goes by, its short name first."""
        return (self.short_name, self.name, *self.aliases)


class Region(Dated):
    """One district and its bodies. ``names`` prove the region wherever they stand, ``weak_names`` are shared with
    other places and count only when nothing stronger is found. ``document_prefixes`` are the 发文机关代字
    (GB/T 9704 7.2.5) of its issuers, ``predecessors`` the codes of the regions it was made of. ``lists_all_towns`` is
    false where the file does not have every town and subdistrict, so that nobody takes its list for the whole."""

    id: str
    name: str
    full_name: str
    kind: str
    names: tuple[str, ...]
    weak_names: tuple[str, ...] = ()
    document_prefixes: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    lists_all_towns: bool = True
    units: tuple[Unit, ...] = ()

    @model_validator(mode="after")
    def _unit_ids_are_unique(self) -> "Region":
        ids = [u.id for u in self.units]
        if doubled := sorted({i for i in ids if ids.count(i) > 1}):
            raise ValueError(f"region {self.id} gives the id {doubled[0]} to two units")
        if lost := sorted({u.successor for u in self.units if u.successor} - set(ids)):
            raise ValueError(f"region {self.id} has no unit {lost[0]} that another could be succeeded by")
        return self


class TownEntry(Record):
    """A town, township or subdistrict of a district's file, by its short name: 石角镇."""

    id: str = Slug
    name: str = Field(pattern=r"(镇|乡|街道)$")
    aliases: tuple[str, ...] = ()
    code: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None


class UnitEntry(Record):
    """A unit of a district's file. Where it has the id of a standard body it says only in what it differs from it."""

    id: str = Slug
    name: str | None = None
    short_name: str | None = None
    kind: UnitKind | None = None
    functions: tuple[str, ...] | None = None
    aliases: tuple[str, ...] | None = None
    origin: Origin | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    successor: str | None = None
    code: str | None = None


class DistrictFile(Dated):
    """A file ``regions/<id>.yml``: the region, its units, its towns, and whether it has the ``standard`` bodies of a
    district, and which of them not (``without``)."""

    id: str
    name: str
    full_name: str
    kind: str = Field(pattern=rf"^(district|county|city|{ZONE})$")
    names: tuple[str, ...]
    weak_names: tuple[str, ...] = ()
    document_prefixes: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    lists_all_towns: bool = True
    standard: bool = False
    without: tuple[str, ...] = ()
    towns: tuple[TownEntry, ...] = ()
    units: tuple[UnitEntry, ...] = ()


class StandardBody(Record):
    """What a district of 重庆 calls a body: ``full`` with {region} for the region's full name and {place} for its name
    without 区 or 县, ``short`` and ``aliases`` with {d} for the 区 or 县 that they begin with."""

    full: str
    short: str
    aliases: tuple[str, ...] = ()


class Body(Dated):
    """One field of government and how the bodies that do its work are called anywhere, without region, 区 or 县.

    ``valid_from`` and ``valid_to`` say since when and until when districts have such a body, ``successor`` is the id of
    the field that its work went to. ``standard`` is what a district calls it, absent where not every district has one.
    """

    id: str = Slug
    function: str | None
    kind: UnitKind
    names: tuple[str, ...] = ()
    standard: StandardBody | None = None
    successor: str | None = None


class BodyWords(Record):
    """How bodies are called in every region. ``spellings`` are words with the one that stands for them wherever they
    occur in a name, ``endings`` those at its end; ``offices`` are the endings of names in which a joining 和 says
    nothing, ``others`` endings of the names of other bodies."""

    spellings: dict[str, str]
    endings: dict[str, str]
    offices: tuple[str, ...]
    others: tuple[str, ...] = ()
    bodies: tuple[Body, ...]
