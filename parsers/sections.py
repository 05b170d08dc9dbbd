"""Headings between tables: 一、市级民生实事（15件） above one table, 二、区级民生实事（18件） above the next."""

import re
from collections.abc import Container, Mapping, Sequence
from typing import Final

from parsers.announced import in_section
from parsers.letter import caption_span, is_numbered_heading
from parsers.words import squeeze, tidy
from schemas.document import Block, Paragraph
from schemas.notice import Place
from schemas.reference import Vocabulary

_STYLES: Final = (re.compile(r"^[一二三四五六七八九十]{1,3}[、.]"), re.compile(r"^\("), re.compile("^第"))
_NOWHERE: Final = Place(table_no=1, row_no=1)


def headings(blocks: Sequence[Block], tables: Mapping[int, Sequence[str]], vocabulary: Vocabulary) -> dict[int, str]:
    """The heading that names a table's section, by the index of its block; ``tables`` are those of tasks, in order,
    with the texts of the rows above their headers.

    A heading right above a table names its section if it says who set the projects or how many they are. One that says
    neither (三、任务清单) does where several tables stand below headings of one style: those list the sections.
    """
    levels = _levels(vocabulary)
    above = {
        index: heading
        for index, titles in tables.items()
        if (heading := _heading_above([*_texts_above(blocks, index), *titles], levels)) is not None
    }
    styles = [_style(heading) for heading in above.values()]
    return {
        index: heading
        for index, heading in above.items()
        if _tells_of_projects(heading, vocabulary) or styles.count(_style(heading)) > 1
    }


def _levels(vocabulary: Vocabulary) -> frozenset[str]:
    levels = vocabulary.levels
    return frozenset(map(squeeze, (*levels.municipal, *levels.district, *levels.both, *levels.voted)))


def _texts_above(blocks: Sequence[Block], index: int) -> list[str]:
    start = index
    while start and isinstance(blocks[start - 1], Paragraph):
        start -= 1
    return [b.text for b in blocks[start:index] if isinstance(b, Paragraph) and not b.furniture]


def _heading_above(texts: Sequence[str], levels: Container[str]) -> str | None:
    """The numbered heading above a table, with nothing between but what names the table (单位：万元); or a level alone
    (市级), which a frame around the table had beside it."""
    if texts and squeeze(texts[-1]) in levels:
        return tidy(texts[-1])
    span = caption_span(texts, len(texts), ())
    at = (span[0] if span else len(texts)) - 1
    return tidy(texts[at]) if at >= 0 and is_numbered_heading(texts[at]) else None


def _style(heading: str) -> int:
    squeezed = squeeze(heading)
    return next((n for n, style in enumerate(_STYLES) if style.match(squeezed)), len(_STYLES))


def _tells_of_projects(heading: str, vocabulary: Vocabulary) -> bool:
    squeezed = squeeze(heading)
    levels = _levels(vocabulary)
    says_level = any(level in squeezed for level in levels)
    names = any(word in squeezed for word in vocabulary.notice.subject)
    return squeezed in levels or (says_level and names) or in_section(heading, 1, _NOWHERE, vocabulary) is not None
