"""Unit cells to units: names told apart, each mapped to one id for each body."""

from collections.abc import Sequence

from etl.normalise.units.cell_names import Name, read_names
from etl.normalise.units.lexicon import Lexicon
from etl.normalise.units.mentions import Mention, resolve, told_apart
from schemas.reference import CellWords


def read_units(text: str | None, lexicon: Lexicon, words: CellWords) -> list[Mention]:
    """Units of one cell in the order written; 无 or — or an empty cell name none."""
    return resolve_names(read_names(text or "", lexicon, words).names, text or "", lexicon)


def resolve_names(names: Sequence[Name], text: str, lexicon: Lexicon) -> list[Mention]:
    """The units that the names of a cell mean, in the same order; ``text`` is the cell they were told apart in."""
    return told_apart([_resolved(name, lexicon) for name in names], text)


def _resolved(name: Name, lexicon: Lexicon) -> Mention:
    """The unit of a name as written or else with the ending that it shares with another."""
    found = resolve(name.text, lexicon)
    if not found.is_provisional or name.looked_up == name.text:
        return found
    return resolve(name.looked_up, lexicon)._replace(text=name.text)
