"""All names of one region in one year, ready for looking up and for telling names apart that run together."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from etl.ids import short_hash, unit_id
from etl.keys import unit_key
from etl.normalise.remembered import MadeOnce, Remembered
from etl.normalise.units.group_names import GroupNames, group_names_of
from etl.normalise.units.region_names import RegionNames, fields_in, grouped, only, region_names_of
from etl.normalise.units.tokenizer import Tokenizer
from schemas.normalised import NameBasis
from schemas.reference import Decision, GroupWords
from schemas.units import BodyWords, Origin, Region, Unit, UnitKind

_SIGNS = 8
"""Last characters of regions' names for which a lexicon is kept."""
NO_BODIES = BodyWords(spellings={}, endings={}, offices=(), bodies=())


@dataclass(frozen=True)
class Entry:
    """What a name means: a unit of the region, and the step that found it."""

    unit_id: str
    unit: Unit
    basis: NameBasis = NameBasis.NAME

    @property
    def is_decided(self) -> bool:
        """Whether a person decided what the name means."""
        return self.basis is NameBasis.DECISION


@dataclass(frozen=True)
class Lexicon:
    """The names of one region in the years of a notice. Immutable, so that one is made for each region and kept.

    ``years`` are the year that the notice is of and the one it was issued in, the former first: a name means the body
    that had it then. Where no year is known, it means the one body that ever had it.
    """

    region: Region
    groups: GroupWords
    decisions: tuple[Decision, ...] = ()
    bodies: BodyWords = NO_BODIES
    years: tuple[int, ...] = ()

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Unit by key; decisions of the user come on top of the reference data."""
        named = {key: self._at_that_time(units) for key, units in self._names.bearers.items()}
        entries = {key: self._entry(unit) for key, unit in named.items() if unit is not None}
        by_id = {entry.unit_id: entry for entry in map(self._entry, self.region.units)}
        for decision in self._last_decisions:
            if decision.verdict == "same_as" and (entry := by_id.get(decision.unit_id or "")):
                if self.was_in_time(entry.unit):
                    entries[unit_key(decision.mention)] = replace(entry, basis=NameBasis.DECISION)
            elif decision.verdict in ("new", "group"):
                entry = self._decided(decision)
                entries[unit_key(decision.mention)] = by_id[entry.unit_id] = entry
        return entries

    @cached_property
    def not_units(self) -> frozenset[str]:
        """Keys of names that a person decided are no units."""
        return frozenset(unit_key(d.mention) for d in self._last_decisions if d.verdict == "not_a_unit")

    @cached_property
    def _last_decisions(self) -> tuple[Decision, ...]:
        """The decisions in force: of several on one name the last, those that name a new unit first."""
        last = {unit_key(decision.mention): decision for decision in self.decisions}
        return tuple(sorted(last.values(), key=lambda decision: decision.verdict == "same_as"))

    def _entry(self, unit: Unit) -> Entry:
        return Entry(unit_id(self.region.id, unit.id), unit)

    def _decided(self, decision: Decision) -> Entry:
        slug = f"{'group' if decision.verdict == 'group' else 'new'}-{short_hash(unit_key(decision.mention))}"
        kind = UnitKind.GROUP if decision.verdict == "group" else UnitKind.UNKNOWN
        unit = Unit(
            id=slug,
            name=decision.name or decision.mention,
            short_name=decision.mention,
            kind=kind,
            functions=decision.functions,
            origin=Origin.DECIDED,
        )
        return Entry(unit_id(self.region.id, slug), unit, NameBasis.DECISION)

    # time

    @cached_property
    def _names(self) -> RegionNames:
        return region_names_of(self.bodies, self.region)

    def was_in_time(self, unit: Unit) -> bool:
        """Whether a unit existed in a year of the notice; without a year every unit counts."""
        return not self.years or any(unit.is_valid_in(year) for year in self.years)

    def _at_that_time(self, units: Iterable[Unit]) -> Unit | None:
        """The one of some units that is meant: that of the first year that has just one, or the only one there is."""
        if not self.years:
            return only(units)
        return next((one for y in self.years if (one := only(u for u in units if u.is_valid_in(y)))), None)

    def bearers(self, name: str) -> tuple[Unit, ...]:
        """Units that have or had a name at any time."""
        if not self.region.units:
            return ()
        return self._names.bearers.get(unit_key(name)) or self._names.by_stem.get(self.stem(name), ())

    # looking up, step by step

    @cached_property
    def knows_nobody(self) -> bool:
        """Whether nothing is known of the region's bodies, as of one that is made from a notice."""
        return not self.region.units and not self.decisions

    @cached_property
    def cutter(self) -> "Lexicon":
        """The lexicon by which names are told apart: where it knows nobody, one that tells them apart alike and is
        shared by all such regions, so that what it has once cut is remembered from notice to notice."""
        if not self.knows_nobody or not self.region.name:
            return self
        return _knowing_nobody(self.groups)(self.bodies)[self.region.name[-1]]

    def find(self, name: str) -> Entry | None:
        """The unit of a name: by the name, by its key, and by the rules of every region, in this order.

        A name that another body of the region had at another time means that one, so no rule gives it to a third.
        """
        return self._found[name]

    @cached_property
    def _found(self) -> Remembered[Entry | None]:
        return Remembered(self._look_up)

    def _look_up(self, name: str) -> Entry | None:
        if self.knows_nobody:
            return None
        key = unit_key(name)
        if found := self._by_name(name, key) or self._by_own_name(key):
            return found
        stem = self.stem(name)
        same = self._names.by_stem.get(stem)
        if same and (unit := self._at_that_time(same)):
            return replace(self._entry(unit), basis=NameBasis.KEY)
        return None if same or key in self._names.bearers else self._by_rule(stem)

    def _by_name(self, name: str, key: str) -> Entry | None:
        entry = self.entries.get(key)
        if entry is None or entry.is_decided or name in entry.unit.names:
            return entry
        return replace(entry, basis=NameBasis.KEY)

    def _by_own_name(self, key: str) -> Entry | None:
        """With the region's own name for its 区: 渝北区教委 is 区教委."""
        if not key.startswith(self._own_names):
            return None
        for prefix in self._own_names:
            bare = key.removeprefix(prefix)
            if bare != key and (entry := self.entries.get("区" + bare) or self.entries.get(bare)):
                return entry if entry.is_decided else replace(entry, basis=NameBasis.KEY)
        return None

    def _by_rule(self, name_stem: str) -> Entry | None:
        """The one body of the region whose own name and this one are names of the same field of government."""
        fields = self._fields_of(name_stem)
        unit = only(unit for field in fields for unit in self._holders.get(field, ())) if fields else None
        return replace(self._entry(unit), basis=NameBasis.RULE) if unit else None

    def stem(self, name: str) -> str:
        """A name without whose it is and in one spelling."""
        return self._names.stems[name]

    def core(self, name: str) -> str:
        """A name's stem without the word for its kind of office."""
        return self._cores[name]

    @cached_property
    def _cores(self) -> Remembered[str]:
        return Remembered(self._core)

    def _core(self, name: str) -> str:
        bare = self.stem(name)
        endings = (*self.bodies.offices, *self.bodies.others)
        ending = next((e for e in endings if bare.endswith(e)), "") if bare.endswith(endings) else ""
        return bare.removesuffix(ending) or bare

    @cached_property
    def _own_names(self) -> tuple[str, ...]:
        return tuple(map(unit_key, self.region.names))

    @cached_property
    def _fields(self) -> dict[str, list[str]]:
        """Fields of government by the stems of the names that their bodies go by in any region."""
        return fields_in(self.bodies)

    def _fields_of(self, name_stem: str) -> list[str]:
        return self._fields.get(name_stem, [])

    def functions_of(self, name: str) -> list[str]:
        """Fields of work of the bodies that go by a name in any region, and of those that succeeded them."""
        fields = set(self._fields_of(self.stem(name)))
        if not fields:
            return []
        fields |= {b.successor for b in self.bodies.bodies if b.id in fields and b.successor}
        return list(dict.fromkeys(b.function for b in self.bodies.bodies if b.function and b.id in fields))

    @cached_property
    def _holders(self) -> dict[str, tuple[Unit, ...]]:
        """The region's units of the time that go by a name of each field."""
        stems = [(s, unit) for s, units in self._names.by_stem.items() for unit in units if self.was_in_time(unit)]
        return grouped((field, unit) for s, unit in stems for field in self._fields_of(s))

    # groups

    def is_group(self, name: str) -> bool:
        """Whether a name is made of determiners and nouns of kinds of units alone: 有关乡镇（街道）, 街道."""
        return self._group_names.is_group(name)

    def leaves_out(self, name: str) -> bool:
        """Whether a name is a group's that leaves some out: 除龙溪街道外的各街道."""
        return self._group_names.leaves_out(name)

    @cached_property
    def _group_names(self) -> GroupNames:
        return group_names_of(self.groups)

    def kinds_of(self, group: str) -> tuple[UnitKind, ...]:
        """The kinds of units that a group means all of: 各镇街 every town, township and subdistrict; 相关镇街 none.
        One with a number (全区30个镇街) means all if there are so many."""
        return self._kinds[group]

    @cached_property
    def _kinds(self) -> Remembered[tuple[UnitKind, ...]]:
        return Remembered(self._kinds_of)

    def _kinds_of(self, group: str) -> tuple[UnitKind, ...]:
        kinds, count = self._group_names.all_of(group)
        if not kinds or not self.region.lists_all_towns:
            return ()
        there = sum(unit.kind in kinds and self.was_in_time(unit) for unit in self.region.units)
        return kinds if count in (None, there) else ()

    # cutting

    def cut(self, text: str) -> list[str] | None:
        """Names that ``text`` is made of if it is known names from end to end, else ``None``. A bare kind of unit is
        no second name: 兴隆镇卫生院 is one."""
        tokens = self._cuts[text]
        return None if tokens is None else list(tokens)

    @cached_property
    def _cuts(self) -> Remembered[list[str] | None]:
        return Remembered(self._cut)

    def _cut(self, text: str) -> list[str] | None:
        key = unit_key(text)
        if not self._tokenizer.begins(key) and not self._group_names.may_begin(key):
            return None  # the cutting itself takes a hundred times as long
        tokens = self._tokenizer.tokens_of(key)
        for at in range(len(tokens) - 1, 0, -1):
            if tokens[at] not in self._words and self._group_names.is_bare(tokens[at]):
                if tokens[at - 1] in self._words or not self.is_group(tokens[at - 1] + tokens[at]):
                    return None
                tokens[at - 1 : at + 1] = ["".join(tokens[at - 1 : at + 1])]
        known = all(token in self._words or self.is_group(token) for token in tokens)
        return tokens if len(tokens) > 1 and known else None

    def begins_name(self, text: str) -> bool:
        """Whether a name to tell apart begins so, after its 区 or 县 too: 石船 of 石船镇, 电信 of 电信公司."""
        key = unit_key(text)
        return self._tokenizer.is_beginning(key) or self._tokenizer.is_beginning(self.region.name[-1] + key)

    @cached_property
    def _words(self) -> frozenset[str]:
        """Keys of all names to tell apart: those of the region, and those that a rule gives to one of its bodies."""
        own = self.region.name[-1]
        ruled = (own + name for body in self.bodies.bodies if body.id in self._holders for name in body.names)
        return frozenset(self.entries) | {unit_key(name) for name in ruled if self.find(name)}

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return Tokenizer(self.groups, self._words)


_KEPT: dict[tuple[str, tuple[int, ...]], Lexicon] = {}


def lexicon_of(
    region: Region, groups: GroupWords, decisions: tuple[Decision, ...], bodies: BodyWords, years: tuple[int, ...]
) -> Lexicon:
    """The lexicon of a region and its years, made once for the same reference data."""
    kept = _KEPT.get((region.id, years))
    if kept and kept.region is region and (kept.groups, kept.bodies, kept.decisions) == (groups, bodies, decisions):
        return kept
    made = Lexicon(region, groups, decisions, bodies, years)
    if region.units:  # a region that is made from a notice comes once
        _KEPT[region.id, years] = made
    return made


@MadeOnce
def _knowing_nobody(groups: GroupWords) -> MadeOnce[BodyWords, Remembered[Lexicon]]:
    """Lexicons of regions of which nothing is known, by the last character of their names (区, 县, 市)."""
    return MadeOnce(lambda bodies: Remembered(lambda sign: Lexicon(_nowhere(sign), groups, (), bodies), most=_SIGNS))


def _nowhere(sign: str) -> Region:
    return Region(id="x", name=sign, full_name=sign, kind="unknown", names=(sign,))
