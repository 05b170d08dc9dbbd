"""Who set a project: the city, the district, both, or the district's congress by vote."""

import re
from dataclasses import dataclass
from typing import Final

from etl.normalise.remembered import MadeOnce, Remembered, squeezed_words
from parsers.words import squeeze
from schemas.normalised import Level
from schemas.reference import LevelWords

_DENIED: Final = re.compile(r"[非未不](区|县)?(人大)?(代表)?票决")
_PART: Final = re.compile(r"[(,，](?:其中|含|包括)[^()]*[)]?")
"""What only part of a section is: 区级民生实事18项（含区人大票决15项） was not all voted."""


@dataclass(frozen=True)
class Standing:
    """A project's level; 人大票决 is the district's, with ``voted``. Not ``is_stated`` where nothing says it."""

    level: Level
    voted: bool = False
    is_stated: bool = True


def read_level(text: str, words: LevelWords) -> Standing | None:
    """Standing that a level cell or a section's name gives: 市（区）级 is both, 人大票决 the district's and voted."""
    return _levels_of(words)[text]


@MadeOnce
def _levels_of(words: LevelWords) -> Remembered[Standing | None]:
    return Remembered(lambda text: _read(text, words))


def _read(text: str, words: LevelWords) -> Standing | None:
    squeezed = _PART.sub("", squeeze(text))
    voted = _has(_not_denied(squeezed), words.voted)
    municipal, district = _has(squeezed, words.municipal), _has(squeezed, words.district)
    if _has(squeezed, words.both) or (municipal and district):
        return Standing(Level.BOTH, voted)
    if municipal:
        return Standing(Level.MUNICIPAL, voted)
    return Standing(Level.DISTRICT, voted) if district or voted else None


def _not_denied(squeezed: str) -> str:
    """The text without what it denies: 非人大票决 and 未票决 are no votes."""
    return _DENIED.sub("", squeezed)


def is_level(text: str, words: LevelWords) -> bool:
    """Whether a text says a level and nothing else, as a 备注 cell that stands in for a level column does."""
    plain = _plain(words)
    whole = squeeze(text)
    bare, _, bracketed = whole.rstrip(")").partition("(")
    return whole in plain or (bare in plain and bracketed in plain)


def read_remark(text: str, words: LevelWords) -> Standing | None:
    """Standing that a 备注 cell gives that opens with a level: 市级, 人大票决项目, 市级（新增）. A remark that only
    mentions one (市级补助资金已到位) gives none."""
    return read_level(text, words) if _remark_pattern(words).fullmatch(squeeze(text)) else None


@MadeOnce
def _remark_pattern(words: LevelWords) -> re.Pattern[str]:
    levels = "|".join(sorted(map(re.escape, _plain(words)), key=len, reverse=True))
    return re.compile(rf"(?:区|县)?(?:{levels})(?:重点)?(?:项目|任务|事项|民生实事)*(?:\(.*\))?")


@MadeOnce
def _plain(words: LevelWords) -> frozenset[str]:
    return frozenset(map(squeeze, (*words.both, *words.municipal, *words.district, *words.voted)))


def read_caption(text: str, words: LevelWords) -> Standing | None:
    """Standing that the name of a whole table gives to all its projects; none if it names more than one level."""
    found = read_level(text, words)
    return found if found and not _captions_of(words)[text] else None


@MadeOnce
def _captions_of(words: LevelWords) -> Remembered[bool]:
    return Remembered(lambda text: _names_both(squeeze(text), words))


def _names_both(squeezed: str, words: LevelWords) -> bool:
    return _has(squeezed, words.both) or (_has(squeezed, words.municipal) and _has(squeezed, words.district))


def _has(squeezed: str, words: tuple[str, ...]) -> bool:
    return any(w in squeezed for w in squeezed_words(words))
