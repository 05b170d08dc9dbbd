"""The row below or above a table that says who filled it in: 填报人 | 张三 | 联系电话 | 67810011.

Such a row is made of labels, each with its value behind a colon or in the next cell, and of nothing else: a project
whose name begins like one (联系人制度建设, 电话亭改造) is none.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from parsers.header_roles import role_of
from parsers.words import squeeze, squeeze_header
from schemas.notice import Role
from schemas.reference import HeaderWords

_LONGEST_LABEL: Final = 12
_LONGEST_VALUE: Final = 24
_PERSONAL: Final = (Role.CONTACT, Role.LEADER)


def is_form_row(texts: Sequence[str], words: HeaderWords) -> bool:
    """Whether the cells of a row, blank ones left out, are labels of a form and their values: one of them asks for a
    person or a number, and there are two, or one with its colon."""
    texts = [text for text in texts if text.strip()]
    if not texts or _label(texts[0], words) is None:
        return False
    labels = [label for text in texts if (label := _label(text, words))]
    is_sure = len(labels) > 1 or _is_announced(texts[0])
    has_values = len(labels) < len(texts) or any(map(_is_announced, texts))
    asks = any(role_of(label, words) is Role.CONTACT for label in labels)
    return is_sure and has_values and asks and all(is_value for is_value in _fits(texts, words))


def _fits(texts: Sequence[str], words: HeaderWords) -> Iterator[bool]:
    """For each cell whether it is a label or a short value right behind one."""
    is_asked = False
    for text in texts:
        is_label = _label(text, words) is not None
        yield is_label or (is_asked and len(squeeze(text)) <= _LONGEST_VALUE and "。" not in text)
        is_asked = is_label and not squeeze(text).partition(":")[2]


def _label(text: str, words: HeaderWords) -> str | None:
    """The label that a cell is or, with a colon, begins with."""
    label, _, value = squeeze(text).partition(":")
    if len(label) > _LONGEST_LABEL or len(value) > _LONGEST_VALUE * 2:
        return None
    bare = squeeze_header(label)
    return bare if role_of(bare, words) in _PERSONAL or bare in words.contacts.form else None


def _is_announced(text: str) -> bool:
    return ":" in squeeze(text)
