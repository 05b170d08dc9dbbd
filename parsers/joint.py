"""A column that gives a project's name and its target together: which of its words are the name."""

import re
from typing import Final

from parsers.words import serial, tidy

_NUMBER: Final = re.compile(
    r"^(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3}|[（(](?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)])"
    r"(?P<mark>[、.．]|(?<=[）)]))\s*(?=[^\d\s])"
)
_BRACKETED: Final = re.compile(r"^[【\[](?P<heading>[^】\]]{2,30})[】\]]")
_HEADING_END: Final = re.compile(r"[。：:\n]")
_LONGEST: Final = 30
"""A heading longer than this, in characters, is a sentence of the target."""
_NO_HEADING: Final = re.compile(r"(如下|以下.*|包括|其中|目标|任务|内容|要求|分别为|[，,；;、])$|[；;！？]")


def leading_number(text: str) -> tuple[int | None, str, str]:
    """The number that opens a text, as a value and as written, and the rest: 1.新建学校, 一、新建学校, （一）新建学校.

    A text that opens with an amount (3.5公里) or with none has no number and is its own rest.
    """
    found = _NUMBER.match(text.strip())
    if found is None:
        return None, "", text.strip()
    written = found.group().strip()
    return serial(written), written, text.strip()[found.end() :].strip()


def heading_of(text: str) -> str:
    """The heading of a text that gives name and target together, else the whole text.

    It is what stands in 【】 in front, a short first line or the words before the first 。 or ：, without a number.
    """
    _, _, body = leading_number(text)
    found = _BRACKETED.match(body)
    if found:
        return found["heading"].strip()
    heading, *rest = _HEADING_END.split(body, maxsplit=1)
    heading = tidy(heading)
    if not rest or not rest[0].strip() or len(heading) > _LONGEST or len(heading) < 2 or _NO_HEADING.search(heading):
        return body
    return heading
