"""Styles of a DOC ([MS-DOC] 2.9.271): only what they say of lists, own or from the style they are based on."""

from collections.abc import Iterator
from dataclasses import dataclass

from parsers.formats._doc_bytes import damaged, taken, u16
from parsers.formats._doc_file import Part, WordFile
from parsers.formats._doc_sprms import Sprm, modifiers

_PARAGRAPH, _NO_BASE = 1, 0xFFF
_DEEPEST = 50
"""Styles that a style is based on, one on the other, which are followed; Word allows about ten."""


@dataclass(frozen=True)
class _Style:
    base: int
    grpprl: bytes


def style_lists(file: WordFile) -> dict[int, tuple[int, int]]:
    """List (``ilfo``) and level, from 0, that paragraphs of a style have, for the styles that name a list."""
    styles = dict(_styles(file.part(Part.STYLES)))
    lists: dict[int, tuple[int, int]] = {}
    for number in styles:
        seen: set[int] = set()
        use, level = None, None
        at = number
        while at in styles and at not in seen and use is None and len(seen) < _DEEPEST:
            seen.add(at)
            own = {opcode: int.from_bytes(operand, "little") for opcode, operand in modifiers(styles[at].grpprl)}
            use, level = own.get(Sprm.LIST), own.get(Sprm.LEVEL) if level is None else level
            at = styles[at].base
        if use:
            lists[number] = use, level or 0
    return lists


def _styles(sheet: bytes) -> Iterator[tuple[int, _Style]]:
    if not sheet:
        return
    head = u16(sheet, 0)
    count, base_size = u16(sheet, 2), u16(sheet, 4)
    if count > _NO_BASE:
        raise damaged("it has too many styles")
    at = 2 + head
    for number in range(count):
        size = u16(sheet, at)
        style = _style(taken(sheet, at + 2, size), base_size) if size else None
        if style is not None:
            yield number, style
        at += 2 + size + size % 2


def _style(definition: bytes, base_size: int) -> _Style | None:
    """The style of a definition (STD, 2.9.260), if it is one of paragraphs."""
    kind = u16(definition, 2)
    if kind & 0xF != _PARAGRAPH:
        return None
    name_length = u16(definition, base_size)
    at = base_size + 2 + 2 * name_length + 2
    at += at % 2
    size = u16(definition, at) if at < len(definition) else 0
    base = kind >> 4
    return _Style(-1 if base == _NO_BASE else base, taken(definition, at + 4, size - 2) if size > 2 else b"")
