"""All names of one region, ready for looking up and for telling names apart that run together.

jieba cuts with a tokenizer of our own: its global one takes over half a second to load a dictionary that
knows nothing of these names, and is shared with whoever else uses jieba in the process.
"""

import logging
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from etl.ids import short_hash, unit_id
from etl.keys import unit_key
from schemas.reference import Decision, GroupWords, Origin, Region, Unit, UnitKind


@dataclass(frozen=True)
class Entry:
    """What a name means: a unit of the region, by the reference data or by a person's decision."""

    unit_id: str
    unit: Unit
    is_decided: bool = False


@dataclass(frozen=True)
class Lexicon:
    """The names of one region. Immutable, so that one is made for each region and kept."""

    region: Region
    groups: GroupWords
    decisions: tuple[Decision, ...] = ()

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Unit by key; decisions of the user come on top of the reference data."""
        entries = {
            unit_key(name): Entry(unit_id(self.region.id, unit.id), unit)
            for unit in self.region.units
            for name in unit.names
        }
        by_id = {entry.unit_id: entry for entry in entries.values()}
        for decision in self.decisions:
            if decision.verdict == "same_as" and decision.unit_id in by_id:
                entries[unit_key(decision.mention)] = replace(by_id[decision.unit_id], is_decided=True)
            elif decision.verdict in ("new", "group"):
                entry = self._decided(decision)
                entries[unit_key(decision.mention)] = by_id[entry.unit_id] = entry
        return entries

    @cached_property
    def not_units(self) -> frozenset[str]:
        """Keys of names that a person decided are no units."""
        return frozenset(unit_key(d.mention) for d in self.decisions if d.verdict == "not_a_unit")

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
        return Entry(unit_id(self.region.id, slug), unit, is_decided=True)

    def find(self, name: str) -> Entry | None:
        """The unit of a name: as it stands, or with the region's own name for its 区 (渝北区教委 is 区教委)."""
        key = unit_key(name)
        found = self.entries.get(key)
        if found is not None:
            return found
        for prefix in self.region.names:
            bare = key.removeprefix(unit_key(prefix))
            if bare != key and (entry := self.entries.get("区" + bare) or self.entries.get(bare)):
                return entry
        return None

    def is_group(self, name: str) -> bool:
        """Whether a name is made of a determiner and nouns of kinds of units alone: 有关乡镇（街道）, 街道."""
        key = re.sub(r"[()\[\]]", "", unit_key(name))
        return self._group_pattern.fullmatch(key) is not None

    @cached_property
    def _group_pattern(self) -> re.Pattern[str]:
        determiners, nouns = (
            "|".join(sorted(map(re.escape, words), key=len, reverse=True))
            for words in (self.groups.determiners, self.groups.nouns)
        )
        return re.compile(rf"(?:{determiners})*(?:(?:{nouns})[和及与]?)*(?:{nouns})")

    def cut(self, text: str) -> list[str] | None:
        """Names that ``text`` is made of if it is known names from end to end, else ``None``."""
        tokens = self._tokens(unit_key(text))
        known = all(token in self.entries or self.is_group(token) for token in tokens)
        return tokens if len(tokens) > 1 and known else None

    def _tokens(self, key: str) -> list[str]:
        """The likeliest cut by jieba's graph; its ``cut`` would part a name at its brackets first."""
        route: dict[int, tuple[float, int]] = {}
        self._tokenizer.calc(key, self._tokenizer.get_DAG(key), route)
        tokens: list[str] = []
        at = 0
        while at < len(key):
            end = route[at][1] + 1
            tokens.append(key[at:end])
            at = end
        return tokens

    @cached_property
    def _tokenizer(self) -> Any:
        import jieba

        jieba.setLogLevel(logging.WARNING)
        tokenizer = jieba.Tokenizer()
        # Filled by hand: initialize() would read jieba's own dictionary and leave a cache file in /tmp.
        groups = [d + n for d in ("", *self.groups.determiners) for n in self.groups.nouns]
        tokenizer.FREQ, tokenizer.total = _frequencies([*self.entries, *groups])
        tokenizer.initialized = True
        return tokenizer


def prepare() -> None:
    """Load what takes a third of a second to load, for who has to wait for something else anyway."""
    import jieba

    jieba.setLogLevel(logging.WARNING)


def _frequencies(words: Iterable[str]) -> tuple[dict[str, int], int]:
    """jieba's prefix dictionary: each word, and with count 0 each beginning of one.

    All words weigh the same, so the cut with the fewest words wins, which is the longest names.
    """
    frequencies: dict[str, int] = {}
    for word in words:
        frequencies[word] = 100
        for end in range(1, len(word)):
            frequencies.setdefault(word[:end], 0)
    return frequencies, max(1, math.ceil(sum(frequencies.values())))
