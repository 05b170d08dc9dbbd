"""Persons in cells of units whose column asks for them: 责任单位及联系人, 牵头单位及责任人.

Only what stands right behind a unit can be told from a unit of a short name (华润, 万科): 区教委 张三, 区教委（张三）,
区教委张三; and what a list goes on with from there.
"""

import re
from collections.abc import Iterator
from typing import Final

from parsers.privacy.spans import Span
from parsers.privacy.words import HAN, Patterns
from schemas.withheld import Withheld

_TOKEN: Final = re.compile(rf"[{HAN}] [{HAN}](?![{HAN}])|[{HAN}·]+")
_BEHIND_UNIT: Final = re.compile(r"\s*[(:,]?\s*")
_LIST: Final = re.compile(r"\s*[、,]\s*|\s+")


def asks_for_persons(header: str, words: Patterns) -> bool:
    """Whether a header of a column of units asks for a person or a number beside each."""
    return words.person_word.search(header) is not None or words.any_label.search(header) is not None


def persons_beside_units(text: str, words: Patterns) -> Iterator[Span]:
    """The persons of a folded cell of units."""
    before, is_unit, is_person = 0, False, False
    for token in _TOKEN.finditer(text):
        between = text[before : token.start()]
        run = token[0]
        follows = (is_unit and _BEHIND_UNIT.fullmatch(between)) or (is_person and _LIST.fullmatch(between))
        tail = _tail(run, words)
        if follows and between and words.is_name(run):
            yield Span(*token.span(), Withheld.PERSON)
            is_unit, is_person = False, True
        elif tail is not None:
            yield Span(token.end() - len(tail), token.end(), Withheld.PERSON)
            is_unit, is_person = False, True
        else:
            is_unit, is_person = run.endswith(words.unit_endings), False
        before = token.end()


def _tail(run: str, words: Patterns) -> str | None:
    """The name at the end of a run that opens with a unit."""
    for length in (3, 2, 4):
        if run[:-length].endswith(words.unit_endings) and words.is_name(run[-length:]):
            return run[-length:]
    return None
