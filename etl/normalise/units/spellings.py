"""Names of bodies without what says nothing of the body: whose it is, and how its kind of office is spelled."""

import re
from typing import Final

from etl.keys import unit_key
from etl.normalise.remembered import MadeOnce
from schemas.units import ZONE, BodyWords, Region

_BRACKETS: Final = re.compile(r"[()\[\]〔〕【】]")
_JOINING: Final = re.compile(r"(?<=.)[和与](?=.)")


def own_prefixes(region: Region) -> tuple[str, ...]:
    """Keys of what may stand before the names of a region's bodies, the longest first: 重庆市渝北区, 渝北区, 渝北, 区.

    A zone's bodies may be its committee's (重庆高新区管委会建设局), a district's may have its bare name (渝北公安分局).
    """
    places = [*region.names, *region.weak_names]
    committees = [f"{place}管委会" for place in places] + ["管委会"] if region.kind == ZONE else []
    bare = [region.name.removesuffix("新区") if region.name.endswith("新区") else region.name[:-1]]
    own = [*places, *committees, region.name[-1], *(b for b in bare if region.kind != ZONE and len(b) > 1)]
    return tuple(sorted({unit_key(place) for place in own}, key=lambda key: (-len(key), key)))


class Stemmer:
    """Brings names to one spelling by the words of the reference data."""

    def __init__(self, words: BodyWords) -> None:
        self._spellings = tuple(words.spellings.items())
        self._endings = {ending: words.endings[ending] for ending in sorted(words.endings, key=len, reverse=True)}
        self._ends = tuple(self._endings)
        self._offices = words.offices

    def stem(self, name: str, prefixes: tuple[str, ...]) -> str:
        """``name`` without region, 区 or 县, one spelling for each word: 发展改革委 for 区发展和改革委员会.

        ``prefixes`` are keys, the longest first. Two names with one stem are one name; what a body does is never left
        out.
        """
        bare = key = unit_key(name)
        if key.startswith(prefixes):
            bare = next((key.removeprefix(p) for p in prefixes if key.startswith(p) and len(key) > len(p) + 1), key)
        for word, folded in self._spellings:
            if word in bare:
                bare = bare.replace(word, folded)
        bare = _BRACKETS.sub("", bare)
        if bare.endswith(self._ends):
            ending = next(e for e in self._ends if bare.endswith(e))
            bare = bare.removesuffix(ending) + self._endings[ending]
        return _JOINING.sub("", bare) if bare.endswith(self._offices) else bare


@MadeOnce
def stemmer_of(words: BodyWords) -> Stemmer:
    """The stemmer of one set of words, made once."""
    return Stemmer(words)
