"""The strict shapes of what we know of the world: the YAML under ``etl/reference``."""

from datetime import date
from typing import Annotated, Final

from pydantic import Field, model_validator

from schemas.base import Record
from schemas.editions import EditionWords
from schemas.family import FamilyDecision, FamilyWords, OverlapWords
from schemas.measures import MeasureWords
from schemas.normalised import UnitRole
from schemas.notice import NoticeKind, Role
from schemas.private import PrivateWords
from schemas.units import BodyWords
from schemas.units import Origin as Origin
from schemas.units import Region as Region
from schemas.units import Unit as Unit
from schemas.units import UnitKind as UnitKind

MONTH_AND_DAY: Final = r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"


class ContactWords(Record):
    """The rule by which a header that no list has asks for persons or for how to reach them.

    A part of it ends in one of ``endings``, and perhaps one of ``tails`` behind that, and has no word of ``public``:
    leaders, who are part of the public task, and people who are served. ``form`` are labels of a row that says who
    filled a table in and when. A header with one of ``hints`` may stand over private cells all the same.
    """

    endings: tuple[str, ...]
    tails: tuple[str, ...] = ()
    public: tuple[str, ...] = ()
    form: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()


class DeadlineForms(Record):
    """The words that a whole deadline may be made of beside figures, out of ``DeadlineWords``: what is said instead of
    a day, parts of a year, what falls on a day, and what is to be done by it."""

    undated: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    completion: tuple[str, ...] = ()


class HeaderWords(Record):
    """What the header of each column role may say, squeezed of white space, brackets and a leading year.

    ``joint`` are headers of a column that may give name and target together, ``foreign`` those of tables without tasks.
    ``deadlines`` are the words of a column of those.
    """

    exact: dict[Role, tuple[str, ...]]
    contains: dict[Role, tuple[str, ...]]
    group: tuple[str, ...]
    joint: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    contacts: ContactWords = ContactWords(endings=())
    deadlines: DeadlineForms = DeadlineForms()


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
    private: PrivateWords


class CalendarEvent(Record):
    """A day that deadline phrases name by what falls on it, such as 国庆 or 暑假, by any of ``names``.

    ``first`` is its day (``MM-DD``) in every year, or ``days`` gives it year by year; with neither no calendar of the
    whole country has it. ``last`` is the last day of one that is a season. ``why`` is the source of the day, or why
    there is none; ``assumed`` tells that it is so by custom alone, so that a reading of it needs a finding.
    """

    names: tuple[str, ...] = Field(min_length=1)
    first: str | None = Field(default=None, pattern=MONTH_AND_DAY)
    last: str | None = Field(default=None, pattern=MONTH_AND_DAY)
    days: dict[int, Annotated[str, Field(pattern=MONTH_AND_DAY)]] = Field(default_factory=dict)
    why: str = Field(min_length=1)
    assumed: bool = False

    @model_validator(mode="after")
    def _has_one_source_of_its_day(self) -> "CalendarEvent":
        if self.first and self.days:
            raise ValueError(f"{self.names[0]} has a day of every year and a table of days; one of them must go")
        for year, day in ((2000, self.first), (2000, self.last), *self.days.items()):
            if day:
                date.fromisoformat(f"{year}-{day}")
        return self

    def first_day(self, year: int) -> date | None:
        """Its day, or the first one, in a year; ``None`` where the calendar does not tell."""
        day = self.first or self.days.get(year)
        return date.fromisoformat(f"{year}-{day}") if day else None

    def last_day(self, year: int) -> date | None:
        """The last day of a season in a year; ``None`` for what is no season."""
        return date.fromisoformat(f"{year}-{self.last}") if self.last else None


class DeadlineWords(Record):
    """The words of the deadline phrases.

    ``parts`` gives first and last month of each part of a year, ``events`` the days that are named by what falls on
    them. ``completion`` and ``beginning`` tell what ends a step from what only begins it; ``reporting`` makes a date
    one of reports, ``superseded`` stands before one that holds no longer, and ``partial`` before one of a part only.
    """

    open: tuple[str, ...]
    undetermined: tuple[str, ...]
    parts: dict[str, tuple[int, int]]
    completion: tuple[str, ...]
    beginning: tuple[str, ...] = ()
    reporting: tuple[str, ...]
    superseded: tuple[str, ...] = ()
    partial: tuple[str, ...] = ()
    events: tuple[CalendarEvent, ...] = ()

    @model_validator(mode="after")
    def _event_names_are_unique(self) -> "DeadlineWords":
        names = [name for event in self.events for name in event.names]
        if doubled := sorted({n for n in names if names.count(n) > 1}):
            raise ValueError(f"{doubled[0]} is a name of two events")
        return self


class GroupWords(Record):
    """The words that a name of a group of units is built from: a determiner and a noun. With a determiner of ``all``
    and nouns of ``members`` alone it means every unit of these kinds: 各镇街. A bracket that opens or ends with a word
    of ``excepting`` leaves some out, and so do words before or behind it from one of these to one of ``outside``.
    With nouns of ``by_themselves`` no name of one body ends, so that they are groups behind another name too."""

    determiners: tuple[str, ...]
    nouns: tuple[str, ...]
    all: tuple[str, ...] = ()
    members: dict[str, tuple[UnitKind, ...]] = Field(default_factory=dict)
    excepting: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    by_themselves: tuple[str, ...] = ()


class RoleWords(Record):
    """The words by which a unit cell labels roles inside itself.

    ``doing`` stand behind the names that do the work, in whatever role; ``adverbs`` before a role word, ``deeds``
    behind it; ``dutiful`` are followed by what is done (负责资金保障), ``alone`` are adverbs that need no role word;
    ``bearers`` follow it in a label. ``jointly`` stands before those that join a lead. ``watching`` and ``persons``
    label what has no role, ``scopes`` say only of which level the units are. A header or a note with a word of
    ``first`` and one of ``lead`` makes the first unit of a cell its lead.
    """

    lead: tuple[str, ...]
    responsible: tuple[str, ...]
    cooperating: tuple[str, ...]
    doing: tuple[str, ...]
    adverbs: tuple[str, ...]
    deeds: tuple[str, ...]
    dutiful: tuple[str, ...]
    alone: tuple[str, ...]
    bearers: tuple[str, ...]
    jointly: tuple[str, ...]
    watching: tuple[str, ...]
    persons: tuple[str, ...]
    scopes: tuple[str, ...]
    first: tuple[str, ...]

    @property
    def all(self) -> tuple[str, ...]:
        """Every word of any role."""
        return (*self.lead, *self.responsible, *self.cooperating)

    def role_of(self, word: str) -> UnitRole:
        """The role that a word means."""
        if word in self.lead:
            return UnitRole.LEAD
        return UnitRole.COOPERATING if word in self.cooperating else UnitRole.RESPONSIBLE


class NameParts(Record):
    """Organs whose names go on from a body's name with that ``ending``: 组织部 from 区委."""

    ending: str
    organs: tuple[str, ...]


class CellWords(Record):
    """What tells the names in a cell of units apart where nobody knows them, and from what is no name.

    ``endings`` are how names end, but for ``middles``, which only look so; ``weak`` ones may also end the short name
    of a town. ``tails`` are rests of names, ``parts`` organs whose names go on from a body's by its ending. ``openers``
    begin another name where one has ended, as do 区, 县 and 市 unless ``no_openers`` follow. ``lent`` endings hold for
    the bare names before, ``lent_by_prefix`` if these open with 区, 县 or 市. ``capacities`` in a bracket say what a
    body is in the work, ``whole_words`` only look as if such a sign stood in them. ``above`` and ``left`` stand for
    the units of another cell. ``surnames`` are single characters in a row.
    """

    none: tuple[str, ...]
    above: tuple[str, ...]
    left: tuple[str, ...]
    endings: tuple[str, ...]
    middles: tuple[str, ...]
    weak: tuple[str, ...]
    tails: tuple[str, ...]
    parts: tuple[NameParts, ...]
    openers: tuple[str, ...]
    no_openers: tuple[str, ...]
    capacities: tuple[str, ...]
    whole_words: tuple[str, ...]
    lent: tuple[str, ...]
    lent_by_prefix: tuple[str, ...]
    titles: tuple[str, ...]
    title_openers: tuple[str, ...]
    surnames: str
    compound_surnames: tuple[str, ...]


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
    cells: CellWords
    families: FamilyWords
    overlaps: OverlapWords
    editions: EditionWords
    bodies: BodyWords
    decisions: tuple[Decision, ...] = ()
    family_decisions: tuple[FamilyDecision, ...] = ()
    digest: str
