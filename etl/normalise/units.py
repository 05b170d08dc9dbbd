"""Unit cells to units: names told apart, each mapped to one id for each body."""

from dataclasses import replace

from etl.normalise.cell_names import Name, read_names
from etl.normalise.lexicon import Lexicon
from etl.normalise.mentions import Mention, resolve
from schemas.reference import CellWords


def read_units(text: str | None, lexicon: Lexicon, words: CellWords) -> list[Mention]:
    """Units of one cell in the order written; 无 or — or an empty cell name none."""
    return [resolve_name(name, lexicon) for name in read_names(text or "", lexicon, words).names]


def resolve_name(name: Name, lexicon: Lexicon) -> Mention:
    """The unit that a name of a cell means, by the name with the ending that it shares with another."""
    found = resolve(name.text, lexicon)
    if not found.is_provisional or name.looked_up == name.text:
        return found
    return replace(resolve(name.looked_up, lexicon), text=name.text)
