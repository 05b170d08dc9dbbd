"""Names of groups of units, built from a determiner and nouns of kinds of units: 各镇街, 除龙溪街道外的各街道."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from etl.keys import unit_key
from etl.normalise.remembered import MadeOnce, Remembered
from schemas.reference import GroupWords
from schemas.units import UnitKind

_LONGEST: Final = 30
"""Characters of the longest name that is tried as a group's, what it leaves out aside."""
_HIDING: Final = re.compile(r"[()\[\]、,;/]")
_COUNT: Final = r"(?:\d{1,4}|[一二三四五六七八九十两百]{1,5})余?[个家所]"


@dataclass(frozen=True)
class GroupNames:
    """Tells names of groups from those of bodies by the words of the reference data."""

    words: GroupWords

    def is_group(self, name: str) -> bool:
        """Whether a name is made of determiners or a number and nouns of kinds of units alone: 有关乡镇（街道）, 街道,
        全区30个镇街. One that leaves some out (各镇街（除双凤桥街道）) is a group of its own."""
        return self._groups[name]

    @cached_property
    def _groups(self) -> Remembered[bool]:
        return Remembered(self._is_made_up)

    def _is_made_up(self, name: str) -> bool:
        words = self._core(name)
        return words[-1:] in self._last and len(words) <= _LONGEST and self._pattern.fullmatch(words) is not None

    def is_bare(self, name: str) -> bool:
        """Whether a name is a kind of unit with which the name of one body may end: 卫生院, not 各村 or 平台公司."""
        return self._kinds[name]

    @cached_property
    def _kinds(self) -> Remembered[bool]:
        return Remembered(self._is_kind)

    def _is_kind(self, name: str) -> bool:
        core = self._core(name)
        by_itself = core in self.words.by_themselves or "各" in core or re.match(self._determiner, core) is not None
        return not by_itself and self.is_group(name)

    def may_begin(self, key: str) -> bool:
        """Whether a group's name may stand at the beginning of ``key``. Brackets, separators and what a group leaves
        out may hide where it begins, so that they count as one."""
        if _HIDING.search(key) or self._may_leave_out(key):
            return True
        return self._pattern.match(key) is not None

    def leaves_out(self, name: str) -> bool:
        """Whether a name is a group's that leaves some out."""
        key = unit_key(name)
        return self._may_leave_out(key) and self._exception.search(key) is not None and self.is_group(name)

    def _may_leave_out(self, key: str) -> bool:
        return self._leaving.search(key) is not None

    def all_of(self, name: str) -> tuple[tuple[UnitKind, ...], int | None]:
        """The kinds of units that a group means all of, and how many it says that there are, if it does. Of 相关镇街,
        30个镇街 and groups that leave some out, none."""
        members = self.words.members
        nouns = f"(?:{_any(members)})"
        form = rf"(?:{_any(self.words.all)})(?:(\d+)个)?((?:{nouns}[和及与、]?)+)"
        found = re.fullmatch(form, _unbracketed(unit_key(name))) if members else None
        if not found:
            return (), None
        kinds = {kind for noun in re.findall(nouns, found[2]) for kind in members[noun]}
        return tuple(sorted(kinds)), int(found[1]) if found[1] else None

    def _core(self, name: str) -> str:
        key = unit_key(name)
        key = self._exception.sub("", key) if self._may_leave_out(key) else key
        return re.sub(r"[()\[\]、,;/]", "", key) if _HIDING.search(key) else key

    @cached_property
    def _exception(self) -> re.Pattern[str]:
        """What a group leaves out, in a bracket, before it or behind it: （除A）, 除A外的…, …除A外."""
        leaving, outside = _any(self.words.excepting) or "(?!)", _any(self.words.outside) or "(?!)"
        bracket = rf"\((?:(?:{leaving})[^()]*|[^()]*(?:{leaving}))\)"
        around = rf"(?:{leaving})[^()]{{2,60}}?(?:{outside})"
        return re.compile(rf"{bracket}|^{around}的?[、,]?(?=.)|(?<=.)[、,]?{around}$")

    @cached_property
    def _determiner(self) -> str:
        return rf"(?:{_any(self.words.determiners) or '(?!)'}|{_COUNT})"

    @cached_property
    def _leaving(self) -> re.Pattern[str]:
        return re.compile(_any(self.words.excepting) or "(?!)")

    @cached_property
    def _last(self) -> frozenset[str]:
        """The last characters of the nouns: most names of bodies end with another."""
        return frozenset(noun[-1] for noun in self.words.nouns)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        nouns = f"(?:{_COUNT})?(?:{_any(self.words.nouns)})"
        return re.compile(rf"{self._determiner}*(?:{nouns}[和及与]?)*{nouns}")


def _unbracketed(key: str) -> str:
    return re.sub(r"[()\[\]]", "", key)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


@MadeOnce
def group_names_of(words: GroupWords) -> GroupNames:
    """Those of one set of words, made once."""
    return GroupNames(words)
