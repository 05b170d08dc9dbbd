"""Texts with private data and what is left of them, for the tests of this package."""

from functools import cache

from etl.reference.load import load_reference
from parsers.privacy.texts import Kind, withhold
from parsers.privacy.words import Patterns, patterns


@cache
def words() -> Patterns:
    """The patterns of the project's own vocabulary."""
    return patterns(load_reference().vocabulary.private)


def shown(text: str, kind: Kind = Kind.TEXT) -> str:
    """What is left of a text."""
    return withhold(text, words(), kind).text
