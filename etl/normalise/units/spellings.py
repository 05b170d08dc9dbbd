"""Names of bodies without what says nothing of the body: whose it is, and how its kind of office is spelled."""

import re
from collections.abc import Iterable

from etl.keys import unit_key
from schemas.units import ZONE, BodyWords, Region

_BRACKETS = re.compile(r"[()\[\]〔〕【】]")


def own_prefixes(region: Region) -> list[str]:
    """Keys of what may stand before the names of a region's bodies, the longest first: 重庆市渝北区, 渝北区, 渝北, 区.

    A zone's bodies may be its committee's (重庆高新区管委会建设局), a district's may have its bare name (渝北公安分局).
    """
    places = [*region.names, *region.weak_names]
    committees = [f"{place}管委会" for place in places] + ["管委会"] if region.kind == ZONE else []
    bare = [region.name.removesuffix("新区") if region.name.endswith("新区") else region.name[:-1]]
    own = [*places, *committees, region.name[-1], *(b for b in bare if region.kind != ZONE and len(b) > 1)]
    return sorted({unit_key(place) for place in own}, key=lambda key: (-len(key), key))


def stem(name: str, prefixes: Iterable[str], words: BodyWords) -> str:
    """``name`` without region, 区 or 县, one spelling for each word: 发展改革委 for 区发展和改革委员会.

    Two names with one stem are one name; what a body does is never left out.
    """
    key = unit_key(name)
    bare = next((key.removeprefix(p) for p in prefixes if key.startswith(p) and len(key) > len(p) + 1), key)
    for word, folded in words.spellings.items():
        bare = bare.replace(word, folded)
    bare = _BRACKETS.sub("", bare)
    ending = next((e for e in sorted(words.endings, key=len, reverse=True) if bare.endswith(e)), "")
    bare = bare.removesuffix(ending) + words.endings.get(ending, "")
    return re.sub(r"(?<=.)[和与](?=.)", "", bare) if bare.endswith(words.offices) else bare
