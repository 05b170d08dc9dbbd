"""How names of bodies look, for telling apart those that nobody knows: where one ends, and where another begins."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from etl.normalise.remembered import MadeOnce, Remembered
from etl.normalise.units.cell_text import HAN, fold
from schemas.reference import CellWords

SIGNS: Final = "区县市旗"
"""What a district's own bodies have before their names."""
_TOWN: Final = rf"[{HAN}]{{1,5}}?(?:街道(?:办事处|办)?|镇(?:人民政府|政府)?|乡(?:人民政府|政府)?)"
_TOWNS: Final = re.compile(_TOWN)
_ALL_HAN: Final = re.compile(f"[{HAN}]+")
_BRANCH: Final = re.compile(rf"[{HAN}]{{2,5}}分局")
_OF_FIELD: Final = re.compile("公安|税务|环境|规划|资源|医保|医疗|保障|交警|国土|工商|烟草|消防|市场|交通")
_PHONE: Final = re.compile(r"(?:\+?86[ -]?)?(?:1\d{10}|0\d{2,3}-?\d{7,8}|\d{7,8}|\d{3}[ -]\d{4}[ -]\d{4})")
_MAYBE_PHONE: Final = re.compile(r"[^一-鿿、\s]{3}")
"""What every telephone number has, however its digits are written: three characters in a row that are not Chinese."""
_LONGEST: Final = 60
"""Characters beyond which nothing is one name; what is longer is left as it stands."""


@dataclass(frozen=True)
class Shapes:
    """The shapes of names by the words of the reference data."""

    words: CellWords

    def is_whole(self, name: str) -> bool:
        """Whether ``name`` ends as names of bodies and groups do, and is more than such an ending."""
        bare = fold(name).rstrip(")]〕】")
        ends = bare.endswith(self.words.endings) and (not bare.endswith(self.words.middles) or self._has_office(bare))
        return len(name) > 1 and ends and bare not in self.words.tails

    @cached_property
    def lent(self) -> Remembered[str]:
        """The endings of proper names that bare ones may share; a group (街道, 各镇) lends none, nor does 区财政局."""
        return Remembered(self._lent)

    @cached_property
    def _lending(self) -> tuple[str, ...]:
        return tuple(sorted((*self.words.lent, *self.words.lent_by_prefix), key=len, reverse=True))

    def _lent(self, name: str) -> str:
        by_prefix = self.words.lent_by_prefix
        ending = next((w for w in self._lending if name.endswith(w)), "") if name.endswith(self._lending) else ""
        own_sign = ending in by_prefix and name[:1] in SIGNS
        proper = len(name) - len(ending) > 1 and not name.startswith(self.words.openers)
        return ending if proper and not own_sign else ""

    def _has_office(self, name: str) -> bool:
        """Whether the 办 of ``name`` is the office of a body that ends before it: 区政协|办, but 区教委|协办."""
        return name[-1:] == "办" and name[:-1].endswith(self.long_endings)

    @cached_property
    def long_endings(self) -> tuple[str, ...]:
        """Endings of more than a character, which no other word ends in by chance."""
        return tuple(e for e in self.words.endings if len(e) > 1)

    @cached_property
    def organs(self) -> tuple[str, ...]:
        """Names of organs that go on from a body's name."""
        return tuple(organ for part in self.words.parts for organ in part.organs)

    @cached_property
    def _no_persons(self) -> tuple[str, ...]:
        return (*self.words.tails, *self.words.endings)

    def is_firm(self, name: str) -> bool:
        """Whether ``name`` is whole by an ending that no short name of a town has."""
        return self.is_whole(name) and not name.endswith(self.words.weak)

    def goes_on(self, name: str, piece: str) -> bool:
        """Whether ``piece`` cannot stand by itself behind a whole ``name``: 区委 and 组织部, 街道办 and 事处."""
        if piece in self.words.tails or fold(piece)[:1] in ("(", "〔", "【", "[") or fold(piece)[:1] == ")":
            return True
        if any(name.endswith(part.ending) and piece in part.organs for part in self.words.parts):
            return not (len(name) > 2 and name[-1] == "委" and name[-2] not in SIGNS)
        above = name.startswith(("市", "省", "国家", "重庆市")) or name.endswith("总局")
        return above and _BRANCH.fullmatch(piece) is not None and not _OF_FIELD.search(piece[:-2])

    def opens(self, text: str) -> bool:
        """Whether ``text`` begins as another name does where one has ended."""
        if text.startswith(self.words.openers):
            return True
        return text[:1] in SIGNS and len(text) > 1 and not text[1:].startswith(self.words.no_openers)

    @cached_property
    def _may_open(self) -> re.Pattern[str]:
        """The first characters of all that ``opens`` another name."""
        return re.compile(f"[{''.join({*SIGNS, *(re.escape(w[0]) for w in self.words.openers)})}]")

    def cut(self, name: str) -> list[str]:
        """Names that run together: before 区, 县 or 市 and before 各 where one has ended, and towns in a row."""
        if len(name) > _LONGEST * 10:
            return [name]
        names: list[str] = []
        begun = 0
        for at in (m.start() for m in self._may_open.finditer(name, 2, len(name) - 1)):
            in_word = name[at - 1 : at + 1] in self.words.whole_words
            splits_word = in_word and not name[:at].endswith(("供销社", "合作社"))
            if self.opens(name[at:]) and at - begun > 1 and not splits_word and self._ends_at(name[begun:at]):
                names.append(name[begun:at])
                begun = at
        names.append(name[begun:])
        return [one for piece in names for one in self._towns(piece)]

    def _ends_at(self, piece: str) -> bool:
        closes = fold(piece[-1:]) in (")", "]", "〕", "】")
        return fold(piece).count("(") == fold(piece).count(")") and (closes or self.is_whole(piece))

    def _towns(self, piece: str) -> list[str]:
        towns = _TOWNS.findall(piece)
        all_of_it = "".join(towns) == piece
        return towns if all_of_it and len(towns) > 1 and all(len(t) > 2 for t in towns) else [piece]

    def is_person(self, text: str) -> bool:
        """Whether ``text`` is written as a person's name is: a surname and one or two characters more."""
        if not 1 < len(text) < 5:
            return False
        if text[:2] in self.words.compound_surnames:
            named = len(text) > 2
        else:
            named = len(text) < 4 and text[0] in self.words.surnames
        return named and _ALL_HAN.fullmatch(text) is not None and not text.endswith(self._no_persons)


@MadeOnce
def shapes_of(words: CellWords) -> Shapes:
    """The shapes by one set of words, made once."""
    return Shapes(words)


def without_phones(text: str) -> tuple[str, str]:
    """``text`` without telephone numbers, and these."""
    phones = list(_PHONE.finditer(fold(text))) if _MAYBE_PHONE.search(text) else []
    if not phones:
        return text, ""
    kept = list(text)
    for phone in phones:
        kept[phone.start() : phone.end()] = " " * (phone.end() - phone.start())
    return "".join(kept), " ".join(p[0] for p in phones)
