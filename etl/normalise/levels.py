"""Who set a project: the city, the district, both, or the district's congress by vote."""

from dataclasses import dataclass

from parsers.words import squeeze
from schemas.normalised import Level
from schemas.reference import LevelWords


@dataclass(frozen=True)
class Standing:
    """A project's level; 人大票决 is the district's, with ``voted``."""

    level: Level
    voted: bool = False


def read_level(text: str, words: LevelWords) -> Standing | None:
    """Standing that a level cell or a section's name gives: 市（区）级 is both, 人大票决 the district's and voted."""
    squeezed = squeeze(text)
    voted = _has(squeezed, words.voted)
    if _has(squeezed, words.both):
        return Standing(Level.BOTH, voted)
    if _has(squeezed, words.municipal):
        return Standing(Level.MUNICIPAL, voted)
    if _has(squeezed, words.district) or voted:
        return Standing(Level.DISTRICT, voted)
    return None


def is_level(text: str, words: LevelWords) -> bool:
    """Whether a text says a level and nothing else, as a 备注 cell that stands in for a level column does."""
    every = (*words.both, *words.municipal, *words.district, *words.voted)
    return squeeze(text) in {squeeze(w) for w in every}


def read_caption(text: str, words: LevelWords) -> Standing | None:
    """Standing that the name of a whole table gives to all its projects; none if it names more than one level."""
    squeezed = squeeze(text)
    municipal, district = _has(squeezed, words.municipal), _has(squeezed, words.district)
    if _has(squeezed, words.both) or (municipal and district):
        return None
    return read_level(text, words)


def _has(squeezed: str, words: tuple[str, ...]) -> bool:
    return any(squeeze(w) in squeezed for w in words)
