"""What one header says its column holds: by lists of words, and by a rule for those that ask for persons or for how to
reach them, as no list has 专班联络人, 承办人及电话 and QQ号 all.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Final, NamedTuple

from parsers.remembered import remembered
from parsers.words import squeeze_header
from schemas.notice import Role
from schemas.reference import ContactWords, HeaderWords

_JOINTS: Final = re.compile("[及和与、/,;]")
"""What the parts of a header are joined by."""
_LONGEST: Final = 16
"""Characters of a header that the rule holds for; what is longer is a sentence."""
_LONGEST_KEPT: Final = 40
_KEPT: Final = 4096
"""Characters and number of the texts whose role is remembered: several questions ask for that of the same header, and
headers are the same few words from table to table."""


def role_of(text: str, words: HeaderWords) -> Role | None:
    """Role that a header's text proves, else that of contacts where the rule of ``ContactWords`` makes it one, else the
    one whose word it contains (the longest word found wins)."""
    return _role(words, text) if len(text) > _LONGEST_KEPT else _kept_roles(words)(text)


def _role(words: HeaderWords, text: str) -> Role | None:
    squeezed = squeeze_header(text)
    exact = _proved(squeezed, words)
    if exact is not None:
        return exact
    if squeezed not in words.foreign and contact_ending(squeezed, words.contacts) and not _shares(squeezed, words):
        return Role.CONTACT
    return _contained(squeezed, words)


@remembered
def _kept_roles(words: HeaderWords) -> Callable[[str], Role | None]:
    return lru_cache(maxsize=_KEPT)(partial(_role, words))


def _proved(squeezed: str, words: HeaderWords) -> Role | None:
    return _index(words).exact.get(squeezed)


def _shares(squeezed: str, words: HeaderWords) -> bool:
    """Whether a part of a header names what a task has, beside the part that names a contact: 责任单位及联系人."""
    others = [part for part in _JOINTS.split(squeezed) if part and not part_ending(part, words.contacts)]
    roles = [_proved(part, words) or _contained(part, words) for part in others]
    return any(role not in (None, Role.CONTACT) for role in roles)


def _contained(squeezed: str, words: HeaderWords) -> Role | None:
    return next((role for word, role in _index(words).contained if word in squeezed), None)


class _Index(NamedTuple):
    """The words of headers by what is asked of them; where two roles claim a word, the first has it."""

    exact: Mapping[str, Role]
    contained: Sequence[tuple[str, Role]]
    """The longest first."""


@remembered
def _index(words: HeaderWords) -> _Index:
    exact: dict[str, Role] = {}
    for role, proofs in words.exact.items():
        for word in proofs:
            exact.setdefault(word, role)
    contained = [(word, role) for role, parts in words.contains.items() for word in parts]
    return _Index(exact, sorted(contained, key=lambda known: -len(known[0])))


def contact_ending(squeezed: str, words: ContactWords) -> str | None:
    """The word of ``words`` that a part of a squeezed header ends in; ``None`` where none does or it is public."""
    if not words.endings or len(squeezed) > _LONGEST or any(word in squeezed for word in words.public):
        return None
    return next((found for part in _JOINTS.split(squeezed) if (found := part_ending(part, words))), None)


def part_ending(part: str, words: ContactWords) -> str | None:
    """The word that one part of a header ends in."""
    found = _ending(words).search(part)
    return found["word"] if found else None


def may_be_private(header: str, words: ContactWords) -> bool:
    """Whether a header that nobody knows has a word that lets private cells stand below it."""
    text = squeeze_header(header).casefold()
    return part_ending(text, words) is not None or any(hint in text for hint in words.hints)


@remembered
def _ending(words: ContactWords) -> re.Pattern[str]:
    endings, tails = ("|".join(sorted(map(re.escape, w), key=len, reverse=True)) for w in (words.endings, words.tails))
    return re.compile(rf"(?<![A-Za-z])(?P<word>{endings or '(?!)'})(?:{tails or '(?!)'})*[.:]?$", re.IGNORECASE)
