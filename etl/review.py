"""A person's decision on a unit name, from the words of the command line."""

import difflib
import getpass
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Protocol, TypeVar

from etl.keys import unit_key
from schemas.reference import Decision


def make_decision(
    mention: str,
    region: str | None,
    *,
    same_as: str | None,
    new: str | None,
    functions: Sequence[str],
    group: bool,
    not_a_unit: bool,
    reason: str | None,
    by: str | None,
) -> Decision | str:
    """The decision, or the sentence that says what is missing for one."""
    verdicts = [
        v for v, given in (("same_as", same_as), ("new", new), ("group", group), ("not_a_unit", not_a_unit)) if given
    ]
    if len(verdicts) != 1:
        return "say what the name means with one of --same-as, --new, --group and --not-a-unit."
    if not region or not reason:
        return "a decision needs --region and --reason."
    return Decision(
        region=region,
        mention=mention,
        verdict=verdicts[0],
        unit_id=same_as,
        name=new,
        functions=tuple(functions),
        reason=reason,
        decided_by=by or getpass.getuser(),
        decided_on=datetime.now(UTC).date(),
    )


class Named(Protocol):
    """A region as a person may name it."""

    @property
    def region_id(self) -> str:
        """Its id."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def full_name(self) -> str:
        """Its full name."""


R = TypeVar("R", bound=Named)


def region_called(words: str, regions: Sequence[R]) -> R | str:
    """The region of an id, a name or a full name; or the sentence that says that there is none."""
    found = [r for r in regions if words in (r.region_id, r.name, r.full_name)]
    if found:
        return found[0]
    return f"there is no region {words} in the warehouse; it has {', '.join(r.name for r in regions)}."


def fault_of_name(mention: str, region: str, written: Iterable[str]) -> str | None:
    """The sentence that says that no notice of a region writes a name, with the names that come near; else ``None``."""
    by_key = {unit_key(name): name for name in written}
    if unit_key(mention) in by_key:
        return None
    close = [by_key[key] for key in difflib.get_close_matches(unit_key(mention), by_key, cutoff=0.5)]
    near = f"; near it are {', '.join(close)}" if close else ""
    return f"no notice of {region} in the warehouse names “{mention}”{near}."


def fault_of_functions(functions: Sequence[str], known: Iterable[str]) -> str | None:
    """The sentence that says that a field of work is none of the known words, with these words; else ``None``."""
    words = sorted(set(known))
    wrong = [function for function in functions if function not in words]
    if not wrong:
        return None
    return f"{wrong[0]} is no field of work that regions are compared by; the words are {', '.join(words)}."
