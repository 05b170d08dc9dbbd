"""Families: the same project in several regions and years, and what they are found from.

``KnownProject`` and ``KnownTask`` are what finding them needs of the rows of every notice, new and kept; the records
are the rows of ``families``, ``family_members`` and ``family_quantities``; the words and decisions are data.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from pydantic import Field, SkipValidation, model_validator

from schemas.base import Record
from schemas.normalised import MeasuredField, QuantityRecord


class FamilyBasis(StrEnum):
    """What makes a family, or a project one of its members: the reference data state it, the names are alike but for
    words that say nothing, or a person has decided so."""

    STATED = "stated"
    DERIVED = "derived"
    DECIDED = "decided"


class KnownFamily(Record):
    """A project that many notices carry out under a known name; ``names`` are others it goes by."""

    id: str = Field(pattern=r"^[a-z0-9-]+$")
    name: str
    names: tuple[str, ...] = ()


class FamilyWords(Record):
    """The words by which names of projects are compared.

    ``verbs`` may open a name and ``endings`` close it without saying what it is about; ``works`` say it, and may open
    a name as well as close it; ``weak`` say nothing wherever they stand; ``connectors`` join words; a name of
    ``fields`` alone only says its field, one of ``institutions`` is another thing in each region; what ends in one of
    ``buildings`` and is not built but ``improved`` or has ``events`` is not the building of it; each list of
    ``synonyms`` means one thing, the first word of it; an amount in one of ``measures`` changes from year to year.
    """

    verbs: tuple[str, ...]
    endings: tuple[str, ...]
    works: tuple[str, ...]
    weak: tuple[str, ...]
    connectors: tuple[str, ...]
    fields: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]
    measures: tuple[str, ...]
    institutions: tuple[str, ...] = ()
    buildings: tuple[str, ...] = ()
    built: tuple[str, ...] = ()
    improved: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    known: tuple[KnownFamily, ...] = ()

    @model_validator(mode="after")
    def _ids_and_names_are_one_family_s(self) -> "FamilyWords":
        ids = [k.id for k in self.known]
        names = [n for k in self.known for n in {k.name, *k.names}]
        for what in (ids, names):
            if doubled := sorted({x for x in what if what.count(x) > 1}):
                raise ValueError(f"“{doubled[0]}” is given to two families")
        return self


class OverlapWords(Record):
    """The words by which quantities are held against each other.

    ``remarks`` on a project say that another one of the notice sets the same; a sentence of the letter says it for all
    with one of ``overlap`` and one of ``rule``. ``openings`` and ``endings`` of a subject do not change what is
    counted; a subject of ``generic`` words alone names nothing, one of ``common`` words too is counted by projects of
    all kinds; measures of one list of ``measures`` are of one size. What is done by words of two lists of ``acts`` is
    not the same, nor is what is done and what there is in all (``stock``, or ``reached`` where nothing is done);
    ``qualifiers`` in front make a thing another one. ``about`` are what the letter must say overlaps, ``no_overlap``
    are words that only contain one of ``overlap``.
    """

    remarks: tuple[str, ...]
    overlap: tuple[str, ...]
    about: tuple[str, ...]
    no_overlap: tuple[str, ...]
    rule: tuple[str, ...]
    openings: tuple[str, ...]
    endings: tuple[str, ...]
    generic: tuple[str, ...]
    common: tuple[str, ...]
    acts: tuple[tuple[str, ...], ...]
    stock: tuple[str, ...]
    reached: tuple[str, ...]
    qualifiers: tuple[str, ...]
    measures: tuple[tuple[str, ...], ...]


class FamilyDecision(Record):
    """A person's decision on two projects: ``same`` puts ``project`` into the family of ``other``, with all that go by
    its name; ``apart`` takes ``project`` out of the family that it shares with ``other``.

    The names are those that the two bore when they were decided on; a decision without one is on whatever stands in
    that place."""

    project: str
    other: str
    project_name: str | None = None
    other_name: str | None = None
    verdict: str = Field(pattern=r"^(same|apart)$")
    reason: str
    decided_by: str
    decided_on: date

    @model_validator(mode="after")
    def _is_about_two(self) -> "FamilyDecision":
        if self.project == self.other:
            raise ValueError("a decision needs two projects")
        return self

    @property
    def pair(self) -> frozenset[str]:
        """The two projects, whichever was named first."""
        return frozenset((self.project, self.other))

    @property
    def named_pair(self) -> frozenset[tuple[str, str | None]]:
        """The two projects with the names that they bore."""
        return frozenset(((self.project, self.project_name), (self.other, self.other_name)))


class KnownProject(Record):
    """A project of any notice. ``region_names`` are those of its region, which may open its name."""

    project_id: str
    notice_id: str
    ordinal: int
    name: str
    region: str
    region_names: tuple[str, ...] = ()
    year: int | None


class KnownTask(Record):
    """A task of a project in a family: its texts by field, and the amounts in them."""

    task_id: str
    project_id: str
    texts: dict[MeasuredField, str]
    quantities: tuple[QuantityRecord, ...]


class FamilyRecord(Record):
    """A row of ``families``."""

    family_id: str
    name: str
    origin: FamilyBasis


class FamilyMemberRecord(Record):
    """A row of ``family_members``: ``similarity`` is 0 to 1, 0.9 and more where the names come to one;
    ``other_project_id`` is the one it was held against, ``None`` where that is the reference data."""

    project_id: str
    family_id: str
    basis: FamilyBasis
    similarity: float
    other_project_id: str | None
    because: str


class FamilyQuantityRecord(Record):
    """A row of ``family_quantities``: the quantity ``ordinal`` of a text, and the ``topic`` that it counts in the
    words of one notice; quantities of one topic can be compared."""

    family_id: str
    topic: str
    task_id: str
    field: MeasuredField
    ordinal: int
    because: str


class NearMiss(Record):
    """Two projects that are not taken for one, and that a person may want to look at."""

    project: KnownProject
    other: KnownProject
    similarity: float
    because: str


class FamilyRows(Record):
    """All families of a warehouse, members in the order of their ids. Each may be made anew whenever it is asked for:
    they are many. ``by_project`` is the family of each member, where that is known without asking for all of them."""

    families: SkipValidation[Iterable[FamilyRecord]] = ()
    members: SkipValidation[Iterable[FamilyMemberRecord]] = ()
    quantities: SkipValidation[Iterable[FamilyQuantityRecord]] = ()
    by_project: SkipValidation[Mapping[str, str]] | None = None

    @property
    def own(self) -> Mapping[str, str]:
        """Family of each project that is in one, by its id."""
        if self.by_project is not None:
            return self.by_project
        return {member.project_id: member.family_id for member in self.members}
