"""Which units of its region a name that nobody knows may mean: for a person to decide, never applied by itself."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from etl.ids import unit_id
from etl.normalise.remembered import KeptInside, Remembered
from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.mentions import Mention
from schemas.normalised import SuggestionRecord
from schemas.units import Unit, UnitKind

_MOST: Final = 3
"""Suggestions for one name."""
_SURE: Final = 100.0
"""Score of who succeeded the body of the name."""
_SAME_WORK: Final = 90.0
"""Score of a unit that does what bodies of the name do elsewhere."""
_LEAST: Final = 60.0
"""The least likeness of two names that is worth a look."""
_OF_GOVERNMENT: Final = (UnitKind.DEPARTMENT, UnitKind.PARTY_ORGAN, UnitKind.MASS_ORGANISATION)


class Suggestion(NamedTuple):
    """A unit that a name may mean, how likely (0 to 100), and why."""

    unit: Unit
    score: float
    because: str


def suggest(name: str, lexicon: Lexicon) -> tuple[Suggestion, ...]:
    """The likeliest units: who succeeded the body of the name, who does its work here, whose name is close."""
    return _suggesting(lexicon)[name]


@KeptInside
def _suggesting(lexicon: Lexicon) -> Remembered[tuple[Suggestion, ...]]:
    return Remembered(lambda name: _suggested(name, lexicon))


@KeptInside
def _cores_of(lexicon: Lexicon) -> tuple[dict[str, Unit], dict[tuple[str, str], str]]:
    """The units of a notice's time by their ids, and the cores of their names."""
    units = {unit.id: unit for unit in lexicon.region.units if lexicon.was_in_time(unit)}
    return units, {(key, n): lexicon.core(n) for key, unit in units.items() for n in unit.names}


def _suggested(name: str, lexicon: Lexicon) -> tuple[Suggestion, ...]:
    if not lexicon.region.units:
        return ()
    known = list(_in_time(name, lexicon)) or list(_of_the_same_work(name, lexicon))
    found: dict[str, Suggestion] = {}
    for suggestion in (*known, *(_close(name, lexicon) if not known else ())):
        found.setdefault(suggestion.unit.id, suggestion)
    return tuple(sorted(found.values(), key=lambda s: -s.score)[:_MOST])


def out_of_time(name: str, lexicon: Lexicon) -> Unit | None:
    """The body that had a name, but not in the years of the notice; ``None`` if nobody ever had it."""
    return next((unit for unit in lexicon.bearers(name) if not lexicon.was_in_time(unit)), None)


def unknown_message(mention: Mention, lexicon: Lexicon) -> str:
    """What to say of a name that nobody knows, in one sentence."""
    return _unknown(lexicon)[mention.text]


@KeptInside
def _unknown(lexicon: Lexicon) -> Remembered[str]:
    return Remembered(lambda name: _message(name, lexicon))


def _message(name: str, lexicon: Lexicon) -> str:
    gone = out_of_time(name, lexicon)
    what = f"“{name}” {_when(gone, lexicon)}" if gone else f"nobody knows the unit “{name}”"
    suggestions = [f"{s.unit.short_name} ({unit_id(lexicon.region.id, s.unit.id)})" for s in suggest(name, lexicon)]
    maybe = f"; it may be {' or '.join(suggestions)}" if suggestions else ""
    return f"{what}; it is a provisional unit until `etl units` decides{maybe}."


def new_suggestions(mentions: Sequence[Mention], lexicon: Lexicon) -> Iterator[SuggestionRecord]:
    """The suggestions for every provisional unit of a notice."""
    unknown = {m.unit_id: m.text for m in mentions if m.is_provisional}
    for key in sorted(unknown):
        for n, (unit, score, because) in enumerate(suggest(unknown[key], lexicon), 1):
            own = unit_id(lexicon.region.id, unit.id)
            yield SuggestionRecord(unit_id=key, ordinal=n, suggested_unit_id=own, score=score, because=because)


def _when(unit: Unit, lexicon: Lexicon) -> str:
    """When a body was that was not in the notice's time: ended on 2019-01-01, and was succeeded by 区卫生健康委."""
    if unit.valid_to is not None and (not lexicon.years or unit.valid_to.year < min(lexicon.years)):
        heir = _heir(unit, lexicon)
        return f"ended on {unit.valid_to}" + (f" and was succeeded by {heir.short_name}" if heir else "")
    return f"exists only since {unit.valid_from}"


def _heir(unit: Unit, lexicon: Lexicon) -> Unit | None:
    """Who does the work of a body that has ended, in the years of the notice."""
    units = {u.id: u for u in lexicon.region.units}
    passed: set[str] = set()
    heir: Unit | None = unit
    while heir is not None and heir.id not in passed and not lexicon.was_in_time(heir):
        passed.add(heir.id)
        heir = units.get(heir.successor or "")
    return heir if heir is not None and heir.id not in passed else None


def _in_time(name: str, lexicon: Lexicon) -> Iterator[Suggestion]:
    for unit in lexicon.bearers(name):
        if lexicon.was_in_time(unit):
            yield Suggestion(unit, _SURE, f"{unit.short_name} had this name, as others did")
        elif heir := _heir(unit, lexicon) or _forerunner(unit, lexicon):
            yield Suggestion(heir, _SURE, f"{unit.name} {_when(unit, lexicon)}")


def _forerunner(unit: Unit, lexicon: Lexicon) -> Unit | None:
    """Who did the work of a body that did not exist yet, if just one did."""
    before = [u for u in lexicon.region.units if u.successor == unit.id and lexicon.was_in_time(u)]
    return before[0] if len(before) == 1 else None


def _of_the_same_work(name: str, lexicon: Lexicon) -> Iterator[Suggestion]:
    for function in lexicon.functions_of(name):
        does = [u for u in lexicon.region.units if function in u.functions and lexicon.was_in_time(u)]
        for unit in [u for u in does if u.kind in _OF_GOVERNMENT] or does:
            because = f"bodies of this name do {function}, which {unit.short_name} does here"
            yield Suggestion(unit, _SAME_WORK, because)


def _close(name: str, lexicon: Lexicon) -> Iterator[Suggestion]:
    """Units whose names are spelled much alike, the word for the kind of office aside: all 局 are alike in that."""
    from rapidfuzz import fuzz, process

    units, names = _cores_of(lexicon)
    matches = process.extract(lexicon.core(name), names, scorer=fuzz.ratio, limit=3 * _MOST, score_cutoff=_LEAST)
    for _, score, (key, close) in sorted(matches, key=lambda match: (-match[1], match[2])):
        yield Suggestion(units[key], round(score, 1), f"its name {close} is close")
