"""The strict shapes of what we know of the world: the YAML under ``etl/reference``."""

from datetime import date

from pydantic import Field, model_validator

from schemas.base import Record
from schemas.family import FamilyDecision, FamilyWords, OverlapWords
from schemas.measures import MeasureWords
from schemas.normalised import UnitRole
from schemas.notice import NoticeKind, Role
from schemas.units import BodyWords
from schemas.units import Origin as Origin
from schemas.units import Region as Region
from schemas.units import Unit as Unit
from schemas.units import UnitKind as UnitKind


class HeaderWords(Record):
    """What the header of each column role may say, squeezed of white space, brackets and a leading year.

    ``joint`` are headers of a column that may give name and target together, ``foreign`` those of tables without tasks.
    """

    exact: dict[Role, tuple[str, ...]]
    contains: dict[Role, tuple[str, ...]]
    group: tuple[str, ...]
    joint: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()


class LevelWords(Record):
    """How notices name who set a project: by the city, by the district, by both, by vote of the congress."""

    municipal: tuple[str, ...]
    district: tuple[str, ...]
    both: tuple[str, ...]
    voted: tuple[str, ...]


class NoticeWords(Record):
    """The fixed phrases of the letter and of the rows that are no tasks. ``named_works`` are names of documents that
    say nothing of the kind of the one that names them."""

    issuer_endings: tuple[str, ...]
    title_endings: tuple[str, ...]
    kinds: dict[NoticeKind, tuple[str, ...]]
    named_works: tuple[str, ...]
    subject: tuple[str, ...]
    other_subjects: tuple[str, ...] = ()
    unsettled: tuple[str, ...] = ()
    total: tuple[str, ...]
    note: tuple[str, ...]
    count_measures: tuple[str, ...]
    money_measures: dict[str, int]
    none: tuple[str, ...]


class ProseWords(Record):
    """The words of notices that list their projects in paragraphs.

    ``labels`` stand before a colon as the words of a header do; ``agents`` stand behind the names they give a role,
    and ``unit_endings`` tell those names from other words. ``containers`` head the list of tasks, whose own name may
    end in one of ``list_endings``; a heading that ends in one of ``types`` is a section's. ``asides`` head what is no
    list of tasks, ``duties`` open a paragraph on how everybody is to work; ``adverbs`` may stand before them. A
    document whose title has a word of ``others`` lists no projects, whatever it is about. ``closings`` end a list.
    ``statuses`` are how a report says in a word what became of a task. ``no_labels`` are words of headers that say
    too little before a colon in running text.
    """

    labels: dict[Role, tuple[str, ...]]
    agents: dict[UnitRole, tuple[str, ...]]
    unit_endings: tuple[str, ...]
    containers: tuple[str, ...]
    list_endings: tuple[str, ...]
    types: tuple[str, ...]
    asides: tuple[str, ...]
    duties: tuple[str, ...]
    adverbs: tuple[str, ...]
    others: tuple[str, ...]
    closings: tuple[str, ...]
    statuses: tuple[str, ...]
    no_labels: tuple[str, ...] = ()


class Vocabulary(Record):
    """All words a parser needs to read a notice as written."""

    headers: HeaderWords
    levels: LevelWords
    notice: NoticeWords
    prose: ProseWords


class DeadlineWords(Record):
    """The words of the deadline phrases; ``parts`` gives the last month of each part of a year."""

    open: tuple[str, ...]
    undetermined: tuple[str, ...]
    parts: dict[str, tuple[int, int]]
    completion: tuple[str, ...]
    reporting: tuple[str, ...]


class GroupWords(Record):
    """The words that a name of a group of units is built from: a determiner and a noun. With a determiner of ``all``
    and nouns of ``members`` alone it means every unit of these kinds: 各镇街."""

    determiners: tuple[str, ...]
    nouns: tuple[str, ...]
    all: tuple[str, ...] = ()
    members: dict[str, tuple[UnitKind, ...]] = Field(default_factory=dict)


class RoleWords(Record):
    """The words by which a unit cell labels roles inside itself."""

    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    cooperating: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every word of any role."""
        return (*self.lead, *self.responsible, *self.cooperating)

    def role_of(self, word: str) -> UnitRole:
        """The role that a word means."""
        if word in self.lead:
            return UnitRole.LEAD
        return UnitRole.RESPONSIBLE if word in self.responsible else UnitRole.COOPERATING


class Decision(Record):
    """A person's decision on one unit name that the reference data does not have."""

    region: str
    mention: str
    verdict: str = Field(pattern=r"^(same_as|new|group|not_a_unit)$")
    unit_id: str | None = None
    name: str | None = None
    functions: tuple[str, ...] = ()
    reason: str
    decided_by: str
    decided_on: date

    @model_validator(mode="after")
    def _same_as_names_a_unit(self) -> "Decision":
        if self.verdict == "same_as" and self.unit_id is None:
            raise ValueError("the verdict same_as needs the unit_id that the name is the same as")
        return self


class Reference(Record):
    """Everything under ``etl/reference``, loaded and checked; ``digest`` changes whenever any of it does."""

    regions: tuple[Region, ...]
    vocabulary: Vocabulary
    deadlines: DeadlineWords
    measures: MeasureWords
    groups: GroupWords
    roles: RoleWords
    families: FamilyWords
    overlaps: OverlapWords
    bodies: BodyWords
    decisions: tuple[Decision, ...] = ()
    family_decisions: tuple[FamilyDecision, ...] = ()
    digest: str
